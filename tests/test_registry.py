"""The table of models: pinned, licensed, and found by name or by folder."""

import json
import re
from pathlib import Path

import pytest

from summarize.errors import LicenceError, ModelError
from summarize.models.folder import layout
from summarize.models.registry import REGISTRY, find, require_commercial

PULLED = [card for card in REGISTRY.values() if card.repo]


def checkpoint(folder: Path, model_type: str, weights: str = "model.safetensors", **note: object) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "config.json").write_text(json.dumps({"model_type": model_type}))
    (folder / weights).write_bytes(b"weights")
    if note:
        (folder / "khulasa.json").write_text(json.dumps(note))
    return folder


def converted(folder: Path, **note: object) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "config.json").write_text('{"add_source_eos": false}')
    (folder / "model.bin").write_bytes(b"weights")
    (folder / "khulasa.json").write_text(json.dumps(note))
    return folder


def test_the_names_users_type_are_the_table() -> None:
    assert list(REGISTRY) == ["embedded", "mt5-xlsum", "nllb-600m", "nllb-1.3b", "nllb-3.3b", "opus-ar-en"]
    assert all(find(name).name == name for name in REGISTRY)


@pytest.mark.parametrize("card", PULLED, ids=lambda card: card.name)
def test_a_model_from_the_hub_is_pinned_to_a_full_commit(card) -> None:
    assert re.fullmatch(r"[0-9a-f]{40}", card.revision)
    assert re.fullmatch(r"[\w-]+/[\w.-]+", card.repo)
    assert card.size > 100_000_000
    assert all(re.fullmatch(r"[0-9a-f]{64}", file.sha256) and file.size > 0 for file in card.files)


@pytest.mark.parametrize("card", REGISTRY.values(), ids=lambda card: card.name)
def test_only_licences_that_allow_commerce_are_marked_so(card) -> None:
    assert card.commercial == (card.licence in {"Apache-2.0", "CC-BY-4.0"})
    assert card.tasks
    assert card.good_for


def test_pinned_files_fit_into_the_stated_download() -> None:
    for card in PULLED:
        assert sum(file.size for file in card.files) <= card.size


@pytest.mark.parametrize("name", ["mt5-xlsum", "nllb-600m", "nllb-1.3b", "nllb-3.3b"])
def test_commercial_use_of_other_weights_is_refused_with_what_is_free(name: str) -> None:
    with pytest.raises(LicenceError, match=rf"{name} is licensed CC-BY-NC.* forbids commercial use.*embedded"):
        require_commercial(find(name))


@pytest.mark.parametrize("name", ["embedded", "opus-ar-en"])
def test_commercial_use_of_free_weights_passes(name: str) -> None:
    require_commercial(find(name))


def test_an_unknown_name_is_answered_with_the_known_ones() -> None:
    with pytest.raises(ModelError, match=r"'nllb-54b' is neither .* nllb-600m, nllb-1.3b, nllb-3.3b, opus-ar-en"):
        find("nllb-54b")


@pytest.mark.parametrize(
    ("model_type", "family", "tasks"),
    [
        ("m2m_100", "nllb", ("translate",)),
        ("mt5", "t5", ("summarize",)),
        ("marian", "marian", ("translate",)),
    ],
)
def test_a_checkpoint_folder_is_a_model(tmp_path: Path, model_type: str, family: str, tasks: tuple[str, ...]) -> None:
    card = find(checkpoint(tmp_path / "mine", model_type))
    assert (card.name, card.family, card.tasks, card.folder) == ("mine", family, tasks, tmp_path / "mine")


def test_a_converted_folder_is_a_model_of_the_kind_it_states(tmp_path: Path) -> None:
    card = find(converted(tmp_path / "mine", architecture="nllb", tasks=["translate", "summarize"]))
    assert (card.family, card.tasks) == ("nllb", ("summarize", "translate"))


def test_a_registered_name_wins_over_a_folder_of_that_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    checkpoint(tmp_path / "nllb-600m", "mt5")
    monkeypatch.chdir(tmp_path)
    assert find("nllb-600m").family == "nllb"
    assert find("./nllb-600m").family == "t5"


def test_a_folder_of_unknown_licence_is_not_for_commerce_until_it_says_so(tmp_path: Path) -> None:
    with pytest.raises(LicenceError, match=r"Nothing says .* khulasa.json"):
        require_commercial(find(checkpoint(tmp_path, "marian")))
    require_commercial(find(checkpoint(tmp_path, "marian", licence="MIT", commercial=True)))


@pytest.mark.parametrize("commercial", ["yes", 1, "true"])
def test_only_a_plain_true_allows_commerce(tmp_path: Path, commercial: object) -> None:
    assert not find(checkpoint(tmp_path, "marian", licence="MIT", commercial=commercial)).commercial


def test_an_empty_folder_is_no_model(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"holds no model: expected config.json with \*.safetensors"):
        find(tmp_path)


def test_a_model_of_another_kind_is_named(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"unknown kind \(llama\): expected a model of the NLLB"):
        find(checkpoint(tmp_path, "llama"))


def test_a_converted_folder_that_does_not_state_its_kind_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"unknown kind \(no architecture in khulasa.json\)"):
        find(converted(tmp_path))


def test_a_broken_config_is_named_with_its_path(tmp_path: Path) -> None:
    checkpoint(tmp_path, "mt5")
    (tmp_path / "config.json").write_text("{")
    with pytest.raises(ModelError, match=r"config.json cannot be read"):
        find(tmp_path)


@pytest.mark.parametrize("weights", ["model-00001-of-00002.safetensors", "pytorch_model.bin"])
def test_sharded_and_pickled_checkpoints_are_checkpoints(tmp_path: Path, weights: str) -> None:
    assert layout(checkpoint(tmp_path, "mt5", weights)) == "checkpoint"
