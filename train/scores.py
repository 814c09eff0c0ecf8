"""The measures of `train.evaluate`: chrF++ and BLEU with bootstrap intervals, ROUGE, unsupported facts."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from sacrebleu.metrics.bleu import BLEU
from sacrebleu.metrics.chrf import CHRF

from summarize.arabic.names import names
from summarize.arabic.normalize import normalize
from summarize.arabic.numbers import english_numbers, missing_numbers, numbers
from train.holdout import words

RESAMPLES = 500


@dataclass(frozen=True)
class Score:
    """A score out of 100 with the half-width of its 95 % interval."""

    value: float
    margin: float

    def __str__(self) -> str:
        return f"{self.value:.1f} ± {self.margin:.1f}"


def chrf(outputs: Sequence[str], references: Sequence[str]) -> float:
    """chrF++ of a whole set."""
    return float(CHRF(word_order=2).corpus_score(list(outputs), [list(references)]).score)


def translation_scores(outputs: Sequence[str], references: Sequence[str]) -> dict[str, Score]:
    """chrF++ and BLEU by sacrebleu, with its bootstrap over sentences."""
    found = {}
    for name, metric in (("chrF++", CHRF(word_order=2)), ("BLEU", BLEU())):
        score = metric.corpus_score(list(outputs), [list(references)], n_bootstrap=RESAMPLES)
        found[name] = Score(float(score.score), float(score._ci))
    return found


def _arabic_words(text: str) -> list[str]:
    return words(normalize(text))


def _f(hits: int, output: int, reference: int) -> float:
    return 200 * hits / (output + reference) if hits else 0.0


def _common(output: list[str], reference: list[str]) -> int:
    """Length of the longest common subsequence."""
    row = [0] * (len(reference) + 1)
    for word in output:
        before = 0
        for place, other in enumerate(reference, 1):
            before, row[place] = row[place], before + 1 if word == other else max(row[place], row[place - 1])
    return row[-1]


def rouge(output: str, reference: str) -> dict[str, float]:
    """F of ROUGE-1, -2 and -L on normalised Arabic words, 0 to 100.

    >>> rouge("ذهب الولد", "ذهب الولد")["R1"]
    100.0
    """
    mine, theirs = _arabic_words(output), _arabic_words(reference)
    scores = {}
    for order in (1, 2):
        grams = [Counter(zip(*(side[k:] for k in range(order)), strict=False)) for side in (mine, theirs)]
        scores[f"R{order}"] = _f((grams[0] & grams[1]).total(), grams[0].total(), grams[1].total())
    scores["RL"] = _f(_common(mine, theirs), len(mine), len(theirs))
    return scores


def bootstrap(values: Sequence[float], seed: int = 1) -> Score:
    """Mean of ``values`` with its interval by resampling."""
    draw = random.Random(seed)
    means = sorted(sum(draw.choices(values, k=len(values))) / len(values) for _ in range(RESAMPLES))
    low, high = means[int(0.025 * RESAMPLES)], means[int(0.975 * RESAMPLES) - 1]
    return Score(sum(values) / len(values), (high - low) / 2)


def rouge_scores(outputs: Sequence[str], references: Sequence[str]) -> dict[str, Score]:
    """Mean ROUGE over all pairs."""
    each = [rouge(output, reference) for output, reference in zip(outputs, references, strict=True)]
    return {name: bootstrap([scores[name] for scores in each]) for name in ("R1", "R2", "RL")}


def changed_numbers(source: str, translation: str) -> int:
    """How many numbers of an Arabic ``source`` its English ``translation`` lost or changed."""
    return len(missing_numbers(numbers(source), english_numbers(translation)))


def unsupported_numbers(source: str, summary: str) -> int:
    """How many numbers of ``summary`` are not in ``source``."""
    return len(missing_numbers(numbers(summary), numbers(source)))


def unsupported_names(source: str, summary: str) -> int:
    """How many likely names of ``summary`` have a word whose first four letters begin no word of ``source``."""
    trimmed: Callable[[str], set[str]] = lambda word: {word[k : k + 4] for k in range(min(3, max(1, len(word) - 3)))}  # noqa: E731
    known = {start for word in _arabic_words(source) for start in trimmed(word)}
    return sum(
        any(not trimmed(word) & known for word in _arabic_words(name.text) if len(word) > 2) for name in names(summary)
    )
