"""BLEU, chrF++, TER and spBLEU by sacrebleu, with its signatures.

Post (2018), "A Call for Clarity in Reporting BLEU Scores"; Popović (2017), chrF++ (``word_order=2``); Snover et al.
(2006), TER; Goyal et al. (2022), spBLEU. Segments are sentences or articles; references are given segment by segment,
and segments may have different numbers of them. Every function raises ``UsageError`` for a metric that is not known,
for lists of different lengths and for a segment without reference. Intervals are sacrebleu's: 95 %, over segments, the
same in whatever order these come; its seed is the environment's ``SACREBLEU_SEED`` and stands in the signature.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path
from typing import Any

from eval.statistics import Interval
from summarize.errors import MissingExtraError, UsageError

METRICS = ("bleu", "chrf++", "ter")
NAMES = {"bleu": "BLEU", "chrf++": "chrF++", "ter": "TER (less is better)", "spbleu": "spBLEU"}
RESAMPLES = 1000


@dataclass(frozen=True, slots=True)
class CorpusScore:
    """One metric over a corpus: 0 to 100 (TER may exceed it), in ``interval.mid`` the score itself."""

    metric: str
    interval: Interval
    signature: str

    @property
    def lower_is_better(self) -> bool:
        """Whether less is better: TER counts edits."""
        return self.metric == "ter"


def corpus_scores(
    hypotheses: Sequence[str],
    references: Sequence[Sequence[str]],
    metrics: Sequence[str] = METRICS,
    resamples: int = RESAMPLES,
) -> tuple[CorpusScore, ...]:
    """Score a whole corpus at once, in the order of ``metrics``; with ``resamples`` 0 an interval is the score alone.

    >>> score, = corpus_scores(["Talks resumed in Cairo."], [["Talks resumed in Cairo."]], ["chrf++"], resamples=0)
    >>> score.interval.mid
    100.0
    """
    _check(hypotheses, references)
    # Resampling draws by position: put in an order of their own, equal segments have equal intervals.
    pairs = sorted((text, tuple(wanted)) for text, wanted in zip(hypotheses, references, strict=True))
    texts, streams = [text for text, _ in pairs], list(zip_longest(*(wanted for _, wanted in pairs)))
    return tuple(_corpus_score(metric, texts, streams, resamples) for metric in metrics)


def segment_scores(
    hypotheses: Sequence[str], references: Sequence[Sequence[str]], metric: str = "chrf++"
) -> tuple[float, ...]:
    """Score each segment by itself, in order: for finding the worst, and for comparing systems.

    ``eval.statistics`` compares them. sacrebleu's own paired tests count the differences that are larger than the one
    seen, never those as large, and so find that a system differs from itself (p = 0.0001 in 2.6).
    """
    _check(hypotheses, references)
    scorer = _metric(metric, of_segments=True)
    pairs = zip(hypotheses, references, strict=True)
    return tuple(float(scorer.sentence_score(hypothesis, list(one)).score) for hypothesis, one in pairs)


def _corpus_score(
    metric: str, hypotheses: Sequence[str], streams: list[tuple[str | None, ...]], resamples: int
) -> CorpusScore:
    """Score by one metric; ``streams`` are sacrebleu's: the first reference of each segment, the second, and so on."""
    scorer = _metric(metric)
    score = scorer.corpus_score(list(hypotheses), streams, n_bootstrap=max(resamples, 1))
    signature = str(scorer.get_signature())
    told = json.loads(score.format(width=6, signature=signature, is_json=True))
    middle, spread = told.get("confidence_mean", score.score), told.get("confidence_var", 0.0)
    return CorpusScore(
        metric, Interval(middle - spread, float(score.score), middle + spread), f"{score.name}|{signature}"
    )


def _check(hypotheses: Sequence[str], references: Sequence[Sequence[str]]) -> None:
    if not hypotheses or len(hypotheses) != len(references):
        raise UsageError(f"{len(hypotheses)} translations and references for {len(references)}: one for each is wanted")
    for k, one in enumerate(references):
        if isinstance(one, str) or not one:
            raise UsageError(f"segment {k + 1} has no list of references: at least one is wanted for each")


def _metric(name: str, of_segments: bool = False) -> Any:
    try:
        from sacrebleu.metrics import BLEU, CHRF, TER
    except ImportError as error:
        raise MissingExtraError("Translation scores", "eval") from error
    makers: Mapping[str, Callable[[], Any]] = {
        "bleu": lambda: BLEU(effective_order=of_segments),  # a short sentence may have no 4-gram at all
        "chrf++": lambda: CHRF(word_order=2),
        "ter": TER,
        "spbleu": lambda: _spbleu(BLEU, of_segments),
    }
    if name not in makers:
        raise UsageError(f"unknown metric {name!r}: choose among {', '.join(makers)}")
    return makers[name]()


def _spbleu(bleu: Callable[..., Any], of_segments: bool) -> Any:
    """Give BLEU over FLORES-200's pieces; sacrebleu would download their model without a word, so ask first."""
    from sacrebleu.tokenizers.tokenizer_spm import SACREBLEU_DIR, SPM_MODELS

    model = Path(SACREBLEU_DIR, "models", Path(SPM_MODELS["flores200"]["url"]).name)
    if not model.is_file():
        raise UsageError(
            f"spBLEU needs FLORES-200's SentencePiece model, which is not here: put it at {model} "
            f"(from {SPM_MODELS['flores200']['url']}), or leave spbleu out"
        )
    return bleu(tokenize="flores200", effective_order=of_segments)
