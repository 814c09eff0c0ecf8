"""Everything a report says, measured before a word of it is written."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from eval.agreement import Agreement, agreement
from eval.faithfulness import Average, averages, faithfulness
from eval.references import Reference, ReferenceSet
from eval.report_request import ReportRequest
from eval.rouge import Rouge, RougeScorer
from eval.scoreboard import Scoreboard, mean_rouge, scoreboard
from eval.systems import BASELINE, CUT, EXTRACTS, PEER, cut, system
from eval.translation_scores import CorpusScore, corpus_scores
from summarize.errors import MissingExtraError, UsageError
from summarize.records import Digest, Failure

_MOST_SHOWN = 100  # each takes some 30 kB of the page


@dataclass(frozen=True, slots=True)
class Case:
    """One article: what was made of it beside its references, and the scores of its summary and of its extract."""

    reference: Reference
    digest: Digest
    summary: Rouge
    extract: Rouge
    chrf: float | None  # chrF++ of its translation, where there is a reference

    @property
    def text(self) -> str:
        """The summary that is judged."""
        return summary_text(self.digest)


@dataclass(frozen=True, slots=True)
class English:
    """The translations against the references', all ``lines`` at once; ``summaries`` are ROUGE of the English ones."""

    model: str
    scores: tuple[CorpusScore, ...]
    lines: int
    summaries: tuple[Rouge, ...]


@dataclass(frozen=True, slots=True)
class Content:
    """What a report says; ``cases`` come worst first, by the mean of ROUGE-1, 2 and L of the summary."""

    request: ReportRequest
    cases: tuple[Case, ...]
    board: Scoreboard
    agreement: Agreement | None  # of the references with each other
    english: English | None
    beyond: tuple[tuple[Average, ...], ...]  # of each of ``ours``
    failures: tuple[Failure, ...]

    @property
    def shown(self) -> tuple[Case, ...]:
        """The worst cases, as many as a page can carry."""
        return self.cases[:_MOST_SHOWN]

    @property
    def ours(self) -> tuple[str, ...]:
        """The names on the board of what the digests hold: the abstract where there is one, the extract."""
        digest = self.cases[0].digest
        return tuple(dict.fromkeys((_summary_name([case.digest for case in self.cases]), digest.extract.method)))


def measure(request: ReportRequest) -> Content:
    """Digest what is not digested yet and score it all.

    Raises ``UsageError`` when an article has no reference summary or none could be digested.
    """
    unwritten = [reference.article for _, reference in request.references if not reference.summaries]
    if unwritten:
        raise UsageError(f"no reference summary of {', '.join(unwritten)}: a report needs one for each article")
    digests, references, failures = _digested(request)
    scorer = RougeScorer(request.tokenization, request.stem, request.aggregate)
    board = scoreboard(_texts(digests), references, scorer, BASELINE, request.seed)
    by_name = {standing.name: standing.rouge for standing in board.standings}
    cases = [
        Case(reference, digest, summary, extract, _chrf(digest, reference))
        for (_, reference), digest, summary, extract in zip(
            references,
            digests,
            by_name[_summary_name(digests)],
            by_name[digests[0].extract.method],
            strict=True,
        )
    ]
    cases.sort(key=lambda case: (mean_rouge(case.summary), case.reference.article))
    twice = any(len(reference.summaries) > 1 for _, reference in references)
    agreed = agreement(references, scorer, request.seed) if twice else None
    return Content(request, tuple(cases), board, agreed, _english(cases, scorer), _beyond(cases), failures)


def summary_text(digest: Digest) -> str:
    """Give the summary that a digest shows: its abstract, or its extract where none was asked for."""
    return digest.abstract.text if digest.abstract else digest.extract.text


def english_summary(digest: Digest) -> str:
    """Give the English of the summary that a digest shows; empty without a translation."""
    made = digest.summary_translation
    return (made.abstract if digest.abstract else made.extract) if made else ""


def _english(cases: Sequence[Case], scorer: RougeScorer) -> English | None:
    """Score the translations of all articles together; None where none has a reference."""
    pairs = [pair for case in cases for pair in _lines(case.digest, case.reference)]
    if not pairs:
        return None
    summaries = tuple(
        scorer.score(english_summary(case.digest), [case.reference.summary_translation])
        for case in cases
        if english_summary(case.digest) and case.reference.summary_translation
    )
    model = next(case.digest.translation.model for case in cases if case.digest.translation)
    lines, wanted = zip(*pairs, strict=True)
    return English(model, corpus_scores(lines, [[line] for line in wanted]), len(pairs), summaries)


def _chrf(digest: Digest, reference: Reference) -> float | None:
    pairs = _lines(digest, reference)
    if not pairs:
        return None
    lines, wanted = zip(*pairs, strict=True)
    (score,) = corpus_scores(lines, [[line] for line in wanted], ["chrf++"], resamples=0)
    return score.interval.mid


def _lines(digest: Digest, reference: Reference) -> list[tuple[str, str]]:
    """Pair an article's translated lines with the reference's.

    Raises ``UsageError`` when there are not as many: the digest was made by a version that split the article otherwise.
    """
    if digest.translation is None or not reference.translation:
        return []
    lines = [line.text for line in digest.translation.lines]
    if len(lines) != len(reference.translation):
        raise UsageError(
            f"{reference.article} has {len(lines)} translated lines and {len(reference.translation)} in its reference: "
            "digest it again with this version"
        )
    return list(zip(lines, reference.translation, strict=True))


def _beyond(cases: Sequence[Case]) -> tuple[tuple[Average, ...], ...]:
    """Average what overlap does not see, over the summaries and over the extracts by themselves."""
    pairs = [(case.digest, case.reference.summaries) for case in cases]
    extracts = [(replace(digest, abstract=None), summaries) for digest, summaries in pairs]
    return tuple(averages([faithfulness(*pair) for pair in one]) for one in (pairs, extracts))


def _digested(request: ReportRequest) -> tuple[list[Digest], ReferenceSet, tuple[Failure, ...]]:
    """Give the digests, the references that go with them and what had to be left out."""
    results: Sequence[Digest | Failure] = request.digests
    if not results:
        from summarize.pipeline import Digester

        results = list(Digester(request.settings).digest_all(request.references.articles))
    both = list(zip(results, request.references, strict=True))
    done = [(result, pair) for result, pair in both if isinstance(result, Digest)]
    failures = tuple(result for result, _ in both if isinstance(result, Failure))
    if not done:
        raise UsageError(
            f"none of the {len(both)} articles could be digested: {failures[0].detail if failures else ''}"
        )
    references = ReferenceSet(tuple(pair[0] for _, pair in done), tuple(pair[1] for _, pair in done))
    return [digest for digest, _ in done], references, (*request.failures, *failures)


def _texts(digests: Sequence[Digest]) -> dict[str, list[str]]:
    """Give the summaries of every system by its name: those in the digests first, then what they are compared with."""
    method = digests[0].extract.method
    texts = {_summary_name(digests): [summary_text(digest) for digest in digests]}
    texts[method] = [digest.extract.text for digest in digests]
    longest = max(len(digest.extract.indices) for digest in digests)
    for name in (*EXTRACTS, PEER):
        if name not in texts:
            try:
                run = system(name, longest)
            except MissingExtraError:  # the peer is a dependency of development only
                continue
            texts[name] = [run(digest.article) for digest in digests]
        if name == BASELINE and any(digest.abstract for digest in digests):
            texts[CUT] = [cut(digest.article, summary_text(digest)) for digest in digests]
    return texts


def _summary_name(digests: Sequence[Digest]) -> str:
    """Name who wrote the summaries: the model, or the method of the extracts that stand for them."""
    models = [digest.abstract.model for digest in digests if digest.abstract]
    return next((model for model in models if model != "extract"), digests[0].extract.method)
