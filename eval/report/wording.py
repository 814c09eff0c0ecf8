"""How figures are said, the same on the page and in the Markdown."""

from __future__ import annotations

from eval.report.content import Content, English
from eval.rouge import KINDS
from eval.scoreboard import NAMES, Scoreboard, intervals
from eval.statistics import SURE, Comparison, Interval, is_small
from eval.systems import LABELS, PEER
from summarize.formats.words import GRADES

AGAINST = {"max": "against the best of its references", "mean": "mean over its references"}

GRADE_MEANINGS = {**GRADES, "check": "some check found what a reader should look at: the flags say where"}
_TOO_FEW = 6  # pairs: with fewer, no difference reaches p < 0.05 by randomization, whatever its size
FLAGS = {
    "number": "a number of the source is missing or changed, or one was invented",
    "date": "a date of the source is missing or changed, or one was invented",
    "name": "a name was changed or left out, or names someone the article does not",
    "omission": "the translation is too short for its source",
    "repetition": "the output loops",
    "script": "Arabic left in the English",
    "untranslated": "the source was given back",
    "support": "the article does not carry what was written",
    "low_score": "the model was guessing: its words were unlikely in its own eyes",
    "limit": "the model stopped at its longest length, or did not read the end",
    "weak_model": "the model is known to translate roughly: stands on every translation of it",
}
AHEAD = (
    "p: how often chance alone makes such a difference, by paired bootstrap and by approximate randomization, the "
    "larger of the two. Under 0.05 the difference is called sure, which takes both tests; else it is not, wherever its "
    "interval lies."
)
_TIES = {
    PEER: "few sentences of short articles are similar enough for its threshold (0.1), and where none is, it keeps "
    "the article's order"
}
METRICS = {"bleu": "BLEU", "chrf++": "chrF++", "ter": "TER"}


def lede(content: Content) -> str:
    """Say in three sentences what the report found."""
    board, first = content.board, content.board.standings[0]
    score = first.intervals[0]
    said = [
        f"On {board.count} articles the summaries of “{first.name}” reach ROUGE-1 {score.mid:.1f} ({spread(score)})"
        + (f", {verdict(first.ahead)}." if first.ahead else ".")
    ]
    if content.agreement:
        agreed = intervals(content.agreement.rouge, content.request.seed)[0]
        said.append(f"One reference reaches {agreed.mid:.1f} ({spread(agreed)}) against the other.")
    chrf = (
        next((score for score in content.english.scores if score.metric == "chrf++"), None) if content.english else None
    )
    if chrf:
        said.append(f"The English reaches chrF++ {chrf.interval.mid:.1f} ({spread(chrf.interval)}).")
    return " ".join(said)


def english_summaries(english: English, seed: int) -> str:
    """Say how the English summaries fare against the reference's."""
    scores = (
        f"{NAMES[kind]} {interval.mid:.1f} ({spread(interval)})"
        for kind, interval in zip(KINDS[:3], intervals(english.summaries, seed), strict=False)
    )
    return f"The English summaries against the reference's English summary: {', '.join(scores)}."


def label(name: str) -> str:
    """Give what a system is called in tables."""
    return LABELS.get(name, name)


def spread(interval: Interval) -> str:
    """Give the edges of an interval.

    >>> spread(Interval(38.04, 41.5, 45.0))
    '38.0–45.0'
    """
    return f"{interval.low:.1f}–{interval.high:.1f}"


def signed(value: float) -> str:
    """Give a difference with its sign, a true minus.

    >>> signed(-2.14), signed(0.31)
    ('−2.1', '+0.3')
    """
    return f"{value:+.1f}".replace("-", "−")


def signed_spread(interval: Interval) -> str:
    """Give the edges of a difference's interval.

    >>> signed_spread(Interval(-2.0, 0.1, 2.2))
    '−2.0 to +2.2'
    """
    return f"{signed(interval.low)} to {signed(interval.high)}"


def p_value(value: float) -> str:
    """Give a p-value with the digits it deserves.

    >>> p_value(0.0004), p_value(0.0312), p_value(0.42)
    ('< 0.001', '0.031', '0.42')
    """
    if value < 0.001:
        return "< 0.001"
    return f"{value:.3f}" if value < 0.1 else f"{value:.2f}"


def verdict(comparison: Comparison) -> str:
    """Say in words what a comparison with the lead shows.

    >>> verdict(Comparison(Interval(-4.0, -2.1, -0.2), 0.03, 14))
    '2.1 points of mean ROUGE under the lead (−4.0 to −0.2, p = 0.030)'
    >>> verdict(Comparison(Interval(-4.0, -2.1, 0.3), 0.2, 14))
    'not surely apart from the lead (−2.1 points of mean ROUGE, −4.0 to +0.3, p = 0.20)'
    """
    middle, p = comparison.difference.mid, p_value(comparison.p_value)
    chance = f"p {p}" if p.startswith("<") else f"p = {p}"
    if comparison.p_value >= SURE:
        points = f"{signed(middle)} points of mean ROUGE, {signed_spread(comparison.difference)}, {chance}"
        return f"not surely apart from the lead ({points})"
    side = "above" if middle > 0 else "under"
    return f"{abs(middle):.1f} points of mean ROUGE {side} the lead ({signed_spread(comparison.difference)}, {chance})"


def notes(content: Content) -> list[str]:
    """Say what to know before the table of systems is read."""
    board = content.board
    fallbacks = sum(case.digest.grade == "fallback" for case in content.cases)
    said = [small_sample(board.count), *identical(board)]
    if fallbacks:
        said.append(
            f"{fallbacks} of {len(content.cases)} summaries are fallbacks: the checks refused what was written, and "
            "the extract that readers get in its place is scored in its place."
        )
    if PEER not in {standing.name for standing in board.standings}:
        said.append("The peer is missing here, LexRank of sumy: pip install sumy brings it.")
    if content.failures:
        names = ", ".join(failure.id for failure in content.failures)
        said.append(
            f"Left out, for they could not be read or digested: {names}. khulasa eval rouge counts a text that a batch "
            "failed on as 0 instead."
        )
    return [note for note in said if note]


def identical(board: Scoreboard) -> list[str]:
    """Name each system whose summaries are the baseline's own: its row says nothing of its method."""
    return [
        f"{label(one.name)} gave the {board.baseline}'s own text for every article"
        f"{f': {_TIES[one.name]}' if one.name in _TIES else ''}."
        for one in board.standings
        if one.same
    ]


def small_sample(count: int) -> str:
    """Say when there are too few articles to trust the intervals' edges; empty when there are enough.

    >>> small_sample(1)
    '1 article is a small sample, too few for an interval to mean anything: read the texts, not the means.'
    >>> small_sample(400)
    ''
    """
    if not is_small(count):
        return ""
    if count < _TOO_FEW:
        articles = f"{count} articles are" if count > 1 else "1 article is"
        return f"{articles} a small sample, too few for an interval to mean anything: read the texts, not the means."
    return (
        f"{count} articles are a small sample: the intervals are somewhat too narrow, and a difference of a few points "
        "is noise unless its p says otherwise."
    )
