"""BERTScore and COMET: the packages are not installed here, so stand-ins of the calls they take are."""

import json
import sys
from pathlib import Path
from types import ModuleType, SimpleNamespace

import pytest

from eval.cli import main
from eval.neural_scores import bert_score, comet
from summarize.errors import ModelError, ModelNotHereError, UsageError


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "roberta-large").mkdir()
    (tmp_path / "roberta-large" / "config.json").write_text("{}", "utf-8")
    return tmp_path / "roberta-large"


@pytest.fixture
def checkpoint(tmp_path: Path) -> Path:
    path = tmp_path / "wmt22" / "checkpoints" / "model.ckpt"
    path.parent.mkdir(parents=True)
    path.write_bytes(b"")
    return path


class LengthScorer:
    """Scores as BERTScorer would, by the share of equal characters; knows how it was made."""

    made: tuple[str, int]

    def __init__(self, model_type: str, num_layers: int) -> None:
        if num_layers > 24:
            raise AssertionError("Invalid num_layers\nsecond line")
        LengthScorer.made = (model_type, num_layers)

    def score(self, hypotheses: list[str], references: list[list[str]]) -> tuple[list[float], ...]:
        best = [max(float(h == r) for r in one) for h, one in zip(hypotheses, references, strict=True)]
        return best, best, best


@pytest.fixture
def packages(monkeypatch: pytest.MonkeyPatch) -> None:
    bert = ModuleType("bert_score")
    bert.BERTScorer, bert.__version__ = LengthScorer, "0.3"
    utils = ModuleType("bert_score.utils")
    utils.model2layers = {"roberta-large": 17}
    learned = ModuleType("comet")
    learned.load_from_checkpoint = load
    for name, module in (("bert_score", bert), ("bert_score.utils", utils), ("comet", learned)):
        monkeypatch.setitem(sys.modules, name, module)


def load(path: str, local_files_only: bool) -> SimpleNamespace:
    assert local_files_only
    if Path(path).read_bytes():
        raise RuntimeError("not a checkpoint")

    def predict(rows: list[dict[str, str]], **_: object) -> SimpleNamespace:
        return SimpleNamespace(scores=[0.9 if row["mt"] == row["ref"] else 0.2 for row in rows])

    return SimpleNamespace(predict=predict)


@pytest.mark.usefixtures("packages")
def test_bertscore_takes_the_best_reference_and_the_tuned_layer(folder: Path) -> None:
    score = bert_score(["a", "b"], [["x", "a"], ["y"]], folder)
    assert score.segments == (100, 0)
    assert score.interval.mid == 50
    assert LengthScorer.made == (str(folder), 17)
    assert score.signature == "BERTScore|model:roberta-large|layer:17|idf:no|rescaled:no|version:0.3"


@pytest.mark.usefixtures("packages")
def test_bertscore_asks_for_the_layer_of_a_model_it_does_not_know(folder: Path) -> None:
    other = folder.rename(folder.with_name("own"))
    with pytest.raises(UsageError, match="no tuned layer for own"):
        bert_score(["a"], [["a"]], other)
    assert bert_score(["a"], [["a"]], other, layer=3).signature.startswith("BERTScore|model:own|layer:3")


@pytest.mark.usefixtures("packages")
def test_weights_that_do_not_load_are_one_line(folder: Path, checkpoint: Path) -> None:
    with pytest.raises(ModelError, match=r"Invalid num_layers$"):
        bert_score(["a"], [["a"]], folder, layer=99)
    checkpoint.write_bytes(b"x")
    with pytest.raises(ModelError, match="not a checkpoint"):
        comet(["م"], ["a"], [["a"]], checkpoint)


@pytest.mark.usefixtures("packages")
def test_comet_takes_the_best_reference_of_each_segment(checkpoint: Path) -> None:
    score = comet(["م", "ن", "ه"], ["a", "b", "c"], [["x", "a"], ["y"], ["c"]], checkpoint)
    assert score.segments == pytest.approx((90, 20, 90))
    assert score.signature == "COMET|model:wmt22"


def test_without_weights_or_package_the_error_says_what_is_wanted(
    tmp_path: Path, folder: Path, checkpoint: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "bert_score", None)
    monkeypatch.setitem(sys.modules, "comet", None)
    with pytest.raises(ModelNotHereError, match=r"no config\.json"):
        bert_score(["a"], [["a"]], tmp_path)
    with pytest.raises(ModelNotHereError, match="pip install bert-score"):
        bert_score(["a"], [["a"]], folder)
    with pytest.raises(ModelNotHereError, match="no file"):
        comet(["م"], ["a"], [["a"]], tmp_path / "none.ckpt")
    with pytest.raises(ModelNotHereError, match="unbabel-comet"):
        comet(["م"], ["a"], [["a"]], checkpoint)


def test_texts_that_do_not_line_up_are_refused(folder: Path, checkpoint: Path) -> None:
    with pytest.raises(UsageError, match="2 translations and 1 texts"):
        bert_score(["a", "b"], [["a"]], folder)
    with pytest.raises(UsageError, match="1 translations and 2 texts"):
        comet(["م", "ن"], ["a"], [["a"]], checkpoint)


@pytest.fixture
def texts(tmp_path: Path) -> list[str]:
    """Options of ``eval translation`` for two texts, one of them right."""
    (tmp_path / "english.txt").write_text("The port is open.\nThe road is shut.\n", "utf-8")
    (tmp_path / "gold.txt").write_text("The port is open.\nThe road has been closed.\n", "utf-8")
    files = ["--hypotheses", str(tmp_path / "english.txt"), "--references", str(tmp_path / "gold.txt")]
    return ["translation", *files, "--format", "json"]


@pytest.mark.usefixtures("packages")
def test_the_command_puts_learned_metrics_beside_the_others(
    texts: list[str], folder: Path, checkpoint: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "arabic.txt").write_text("فُتح الميناء.\nأُغلق الطريق.\n", "utf-8")
    sources = ["--sources", str(tmp_path / "arabic.txt")]
    assert main([*texts, *sources, "--bertscore", str(folder), "--comet", str(checkpoint)]) == 0
    scores = json.loads(capsys.readouterr().out)["scores"]
    assert {"bleu", "chrf++", "ter", "bertscore", "comet"} <= set(scores)
    assert scores["bertscore"]["mean"] == 50
    assert scores["comet"]["mean"] == pytest.approx(55)


def test_comet_without_the_sources_says_so(texts: list[str], checkpoint: Path) -> None:
    with pytest.raises(UsageError, match="--sources"):
        main([*texts, "--comet", str(checkpoint)])
