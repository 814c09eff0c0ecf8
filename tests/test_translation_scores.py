"""BLEU, chrF++ and TER are sacrebleu's own; spBLEU is never downloaded."""

import shutil
from pathlib import Path

import pytest
from sacrebleu.metrics import BLEU, CHRF, TER
from sacrebleu.tokenizers import tokenizer_spm

import summarize
from eval.translation_scores import METRICS, corpus_scores, segment_scores
from summarize.errors import UsageError

HYPOTHESES = ["Talks resumed in Cairo on Monday.", "He said 12 people were hurt.", "The ministry gave no details."]
REFERENCES = [
    ["Talks resumed on Monday in Cairo.", "The talks in Cairo resumed on Monday."],
    ["Twelve people were hurt, he said."],
    ["The ministry did not give details.", "The ministry gave no details."],
]


def test_scores_are_those_of_sacrebleu_with_its_signatures() -> None:
    first, second = ["Talks resumed on Monday.", "He left."], ["Monday saw talks resume.", "He has left."]
    hypotheses = ["Talks resumed Monday.", "He left."]
    scores = corpus_scores(hypotheses, list(zip(first, second, strict=True)), resamples=0)
    for score, metric in zip(scores, (BLEU(), CHRF(word_order=2), TER()), strict=True):
        expected = metric.corpus_score(hypotheses, [first, second])
        assert score.interval.low == score.interval.mid == score.interval.high == expected.score
        assert score.signature == f"{expected.name}|{metric.get_signature()}"


def test_a_translation_equal_to_one_of_its_references_is_perfect() -> None:
    hypotheses = [references[-1] for references in REFERENCES]
    scores = corpus_scores(hypotheses, REFERENCES, resamples=0)
    assert [score.interval.mid for score in scores] == pytest.approx([100, 100, 0])
    assert [score.lower_is_better for score in scores] == [False, False, True]


def test_segments_may_have_different_numbers_of_references() -> None:
    scores = corpus_scores(HYPOTHESES, REFERENCES, ["chrf++"], resamples=0)
    assert "nrefs:var" in scores[0].signature


def test_intervals_hold_the_score_and_their_seed_is_in_the_signature() -> None:
    for score in corpus_scores(HYPOTHESES * 4, REFERENCES * 4, resamples=200):
        assert score.interval.low < score.interval.mid < score.interval.high
        assert "bs:200|seed:" in score.signature


def test_nothing_written_scores_nothing() -> None:
    bleu, chrf, ter = corpus_scores([""] * 3, REFERENCES)
    assert (bleu.interval.mid, chrf.interval.mid) == (0, 0)
    assert ter.interval.mid > 90


@pytest.mark.parametrize("metric", METRICS)
def test_segments_are_scored_each_by_itself_in_order(metric: str) -> None:
    scores = segment_scores([*HYPOTHESES[:2], "Nothing like it"], REFERENCES, metric)
    backwards = segment_scores(["Nothing like it", *HYPOTHESES[1::-1]], REFERENCES[::-1], metric)
    assert scores == backwards[::-1]
    assert max(scores) == scores[2] if metric == "ter" else min(scores) == scores[2]


@pytest.mark.parametrize(
    ("hypotheses", "references", "said"),
    [
        (HYPOTHESES[:2], REFERENCES, "2 translations and references for 3"),
        ([], [], "0 translations"),
        (HYPOTHESES, [["a"], [], ["b"]], "segment 2 has no list of references"),
        (HYPOTHESES, ["a", "b", "c"], "segment 1 has no list of references"),
    ],
)
def test_what_does_not_line_up_is_refused(hypotheses: list[str], references: list[list[str]], said: str) -> None:
    with pytest.raises(UsageError, match=said):
        corpus_scores(hypotheses, references)


def test_an_unknown_metric_names_the_known_ones() -> None:
    with pytest.raises(UsageError, match=r"'meteor': choose among bleu, chrf\+\+, ter, spbleu"):
        corpus_scores(HYPOTHESES, REFERENCES, ["meteor"])


def test_spbleu_without_its_model_says_where_to_put_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tokenizer_spm, "SACREBLEU_DIR", str(tmp_path))
    monkeypatch.setattr(tokenizer_spm, "download_file", lambda *_: pytest.fail("a download was tried"))
    with pytest.raises(UsageError, match=f"put it at {tmp_path / 'models'}"):
        corpus_scores(HYPOTHESES, REFERENCES, ["spbleu"])


def test_spbleu_with_its_model_is_scored_over_the_models_pieces(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "models").mkdir()
    pieces = Path(summarize.__file__).parent / "embedded" / "sentencepiece.bpe.model"
    shutil.copy(pieces, tmp_path / "models" / "flores200sacrebleuspm")
    monkeypatch.setattr(tokenizer_spm, "SACREBLEU_DIR", str(tmp_path))
    (score,) = corpus_scores(HYPOTHESES, REFERENCES, ["spbleu"], resamples=0)
    assert "tok:flores200" in score.signature
    assert 0 < score.interval.mid < 100
