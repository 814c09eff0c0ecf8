"""The gate: a fall fails with its numbers, and nobody lowers a floor unseen."""

import json
from dataclasses import replace

import pytest

from eval import gate
from eval.floors import Measure, Measured, Pins, faults, lowered, pin, require_word
from summarize.errors import UsageError

MEASURES = {one.name: one for one in (Measure("abstract.rouge1", 2.0), Measure("abstract.fallbacks", 1, low=True))}
REACHED = Measured("r" * 64, "m" * 64, {"abstract.rouge1": 44.43, "abstract.fallbacks": 3})
PINS = Pins("r" * 64, "m" * 64, {"abstract.rouge1": 42.4, "abstract.fallbacks": 4})


@pytest.fixture
def held(monkeypatch, tmp_path):
    """Give a gate with its own floors and changelog, that measures what ``gate.measured`` holds."""
    monkeypatch.setattr(gate, "FLOORS", tmp_path / "floors.json")
    monkeypatch.setattr(gate, "CHANGELOG", tmp_path / "CHANGELOG.md")
    monkeypatch.setattr(gate, "MEASURES", MEASURES)
    monkeypatch.setattr(gate, "measure", lambda: gate.measured)
    monkeypatch.setattr(gate, "measured", REACHED, raising=False)
    gate.CHANGELOG.write_text("# Changelog\n", "utf-8")
    PINS.write(gate.FLOORS)
    return gate


def fallen(rouge1: float) -> Measured:
    return replace(REACHED, values={**REACHED.values, "abstract.rouge1": rouge1})


def test_floors_are_pinned_a_margin_away_on_the_side_that_is_worse():
    assert pin(REACHED, MEASURES) == PINS


def test_what_was_reached_passes():
    assert faults(PINS, REACHED, MEASURES) == []


def test_a_fall_fails_with_both_numbers():
    assert faults(PINS, fallen(42.3), MEASURES) == ["abstract.rouge1 is 42.3, under its floor of 42.4"]


def test_too_much_of_what_should_be_low_fails():
    worse = replace(REACHED, values={**REACHED.values, "abstract.fallbacks": 5})
    assert faults(PINS, worse, MEASURES) == ["abstract.fallbacks is 5.0, above the most allowed, 4.0"]


@pytest.mark.parametrize(("field", "word"), [("references", "references"), ("model", "weights")])
def test_other_references_or_weights_ask_for_new_floors_before_anything_else(field, word):
    (line,) = faults(PINS, replace(fallen(1.0), **{field: "x" * 64}), MEASURES)
    assert line.startswith(f"the {word} are not those the floors are pinned to")
    assert "--write" in line


def test_a_measure_without_a_floor_fails():
    assert faults(replace(PINS, floors={"abstract.fallbacks": 4}), REACHED, MEASURES) == [
        "abstract.rouge1 has no floor: pin it with python -m eval.gate --write"
    ]


def test_lowered_are_the_floors_that_allow_more():
    new = replace(PINS, floors={"abstract.rouge1": 43.0, "abstract.fallbacks": 5})
    assert lowered(PINS, new, MEASURES) == {"abstract.fallbacks": 5}


@pytest.mark.parametrize(
    "line",
    [
        "",
        "- Floor of `abstract.rouge1` lowered.",
        "- Floor of `abstract.rouge2` down to 40.0.",
        "- Floor of `abstract.rouge1` down to 140.0.",
        "- Floor of `abstract.rouge1` down to 40.05.",
    ],
)
def test_a_lowered_floor_needs_a_line_with_its_name_and_its_figure(line):
    with pytest.raises(UsageError, match=r"abstract\.rouge1 to 40\.0"):
        require_word({"abstract.rouge1": 40.0}, line)


def test_the_gate_passes_and_shows_every_measure(held, capsys):
    assert held.main([]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "abstract.rouge1                 44.4   at least 42.4",
        "abstract.fallbacks               3.0   at most 4.0",
    ]


def test_the_gate_fails_with_exit_code_1(held, capsys):
    held.measured = fallen(40.0)
    assert held.main([]) == 1
    assert capsys.readouterr().err == "khulasa: abstract.rouge1 is 40.0, under its floor of 42.4\n"


def test_writing_raises_floors_freely(held):
    held.measured = fallen(50.0)
    assert held.main(["--write"]) == 0
    assert json.loads(held.FLOORS.read_text())["floors"] == {"abstract.rouge1": 48.0, "abstract.fallbacks": 4}


def test_writing_refuses_to_lower_a_floor(held, capsys):
    held.measured = fallen(42.0)
    assert held.main(["--write"]) == 2
    assert "abstract.rouge1 to 40.0" in capsys.readouterr().err
    assert Pins.read(held.FLOORS) == PINS


def test_lowering_without_a_line_in_the_changelog_is_refused(held, capsys):
    held.measured = fallen(42.0)
    assert held.main(["--write", "--lower"]) == 2
    assert "CHANGELOG.md" in capsys.readouterr().err
    assert Pins.read(held.FLOORS) == PINS


def test_lowering_with_its_line_is_done(held):
    held.measured = fallen(42.0)
    held.CHANGELOG.write_text("- Floor of `abstract.rouge1` down to 40.0: summaries are shorter.\n", "utf-8")
    assert held.main(["--write", "--lower"]) == 0
    assert Pins.read(held.FLOORS).floors["abstract.rouge1"] == 40.0


def test_new_weights_don_t_lower_a_floor_by_themselves(held):
    held.measured = replace(fallen(42.0), model="n" * 64)
    assert held.main(["--write"]) == 2


def test_lower_alone_is_a_wrong_call(held):
    assert held.main(["--lower"]) == 2


@pytest.mark.parametrize("content", [None, "", "[]", '{"references": "r", "model": "m"}', '{"floors": {"a": "b"}}'])
def test_floors_that_can_t_be_read_are_one_line(held, capsys, content):
    held.FLOORS.unlink() if content is None else held.FLOORS.write_text(content)
    assert held.main([]) == 2
    assert capsys.readouterr().err.count("\n") == 1


@pytest.mark.slow
def test_the_embedded_model_holds_its_floors(capsys):
    assert gate.main([]) == 0, capsys.readouterr().err
