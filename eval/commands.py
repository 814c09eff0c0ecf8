"""What each ``khulasa eval`` command does: read, measure, print. Parsing and exit codes are in ``cli``."""

from __future__ import annotations

import json
import sys
from argparse import Namespace
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from eval.corpora import Task
from eval.joining import Pair, Texts, join, named
from eval.report_inputs import load_inputs
from eval.texts import read_hypotheses, read_references, read_sources
from summarize.config import Settings
from summarize.errors import UsageError
from summarize.formats.plain import one_line

if TYPE_CHECKING:
    from eval.neural_scores import NeuralScore
    from eval.rouge import RougeScorer

# Options that say how digests are made, with the settings they are of.
_MAKERS = {
    "summarizer": "summarizer",
    "translator": "translator",
    "extract": "extract_method",
    "sentences": "sentence_count",
    "engine": "engine",
}
# What can decide a comparison; ``rouge`` is the mean of ROUGE-1, -2 and -L, one quantity and so one test.
DECISIVE = ("rouge", "rouge1", "rouge2", "rougeL", "rougeLsum", "bleu", "chrf++", "ter")


def rouge(arguments: Namespace) -> int:
    """Score summaries against references and print the means with their intervals."""
    from eval.summary_scores import render_json, render_text, score_summaries

    references = read_references(arguments.references, "summary", arguments.reference_field)
    hypotheses = read_hypotheses(arguments.hypotheses, "summary", arguments.field)
    pairs = join(hypotheses, references)
    _tell_replaced(hypotheses)
    scores = score_summaries(pairs, _scorer(arguments), hypotheses, references, _seed(arguments))
    render = render_json if arguments.format == "json" else render_text
    print(render(scores, per_item=arguments.per_item))
    return 0


def translation(arguments: Namespace) -> int:
    """Score translations against references, and with their sources say what was lost on the way."""
    from eval.corpus_scores import render_json, render_text, score_translations

    references = read_references(arguments.references, "translation", arguments.reference_field)
    hypotheses = read_hypotheses(
        arguments.hypotheses, "translation", arguments.field, by_sentence=references.by_sentence
    )
    pairs = join(hypotheses, references)
    sources = None
    if arguments.sources:
        found = read_sources(arguments.sources, by_sentence=references.by_sentence)
        sources = [pair.hypothesis for pair in join(found, references)]
    _tell_replaced(hypotheses)
    scores = score_translations(pairs, hypotheses, references, sources)
    scores = replace(scores, scores=(*scores.scores, *_learned(arguments, pairs, sources)))
    print(render_json(scores) if arguments.format == "json" else render_text(scores))
    return 0


def _learned(arguments: Namespace, pairs: Sequence[Pair], sources: Sequence[str] | None) -> Iterator[NeuralScore]:
    """Score by the learned metrics that were asked for."""
    from eval.neural_scores import bert_score, comet

    texts, wanted = [pair.hypothesis for pair in pairs], [pair.references for pair in pairs]
    if arguments.bertscore:
        yield bert_score(texts, wanted, arguments.bertscore, arguments.bertscore_layer)
    if arguments.comet and sources is None:
        raise UsageError("--comet compares with the source as well: give it by --sources")
    if arguments.comet:
        yield comet(sources or (), texts, wanted, arguments.comet)


def compare(arguments: Namespace) -> int:
    """Compare two systems on the same references and print which is better, by how much, how sure, and where."""
    from eval.compare import System, contrast, render_json, render_text

    task: Task = "summary" if arguments.metric.startswith("rouge") else "translation"
    references = read_references(arguments.references, task, arguments.reference_field)
    sides = [
        read_hypotheses(path, task, field, by_sentence=references.by_sentence)
        for path, field in ((arguments.a, arguments.field), (arguments.b, arguments.field_b or arguments.field))
    ]
    a, b = (System(side.name, join(side, references)) for side in sides)
    for side in sides:
        _tell_replaced(side)
    found = contrast(a, b, arguments.metric, _scorer(arguments), _seed(arguments))
    print(render_json(found) if arguments.format == "json" else render_text(found))
    return 0


def report(arguments: Namespace) -> int:
    """Measure everything on a set and write the page and its table; exit 1 when an article failed."""
    from eval.report import write_report
    from eval.report_request import ReportRequest

    settings = _settings(arguments)
    inputs = load_inputs(arguments.articles, arguments.references, arguments.digests, arguments.limit)
    files = write_report(
        ReportRequest(
            references=inputs.references,
            out=arguments.out,
            digests=inputs.digests,
            failures=inputs.failures,
            settings=settings,
            tokenization=arguments.tokenization,
            stem=arguments.stem,
            aggregate=arguments.aggregate,
            seed=_seed(arguments),
        )
    )
    for failure in files.failures:
        print(f"khulasa: {one_line(failure.id)} is left out: {one_line(failure.detail)}", file=sys.stderr)
    if arguments.format == "json":
        left_out = [failure.to_json() for failure in files.failures]
        print(json.dumps({"page": str(files.page), "table": str(files.table), "left_out": left_out}))
    else:
        print(files.page)
        print(files.table)
    return int(bool(files.failures))


def _settings(arguments: Namespace) -> Settings:
    given = {name: value for name in _MAKERS if (value := getattr(arguments, name)) is not None}
    if arguments.digests is not None and given:
        options = ", ".join(f"--{name}" for name in given)
        raise UsageError(
            f"--digests are made already and scored as they are: leave out {options}, or leave out --digests"
        )
    # Measuring fetches nothing: khulasa models pull brings weights.
    return Settings(**{_MAKERS[name]: value for name, value in given.items()}, offline=True)


def _scorer(arguments: Namespace) -> RougeScorer:
    from eval.rouge import RougeScorer

    if arguments.normalization and arguments.tokenization != "arabic":
        raise UsageError(f"--normalization belongs to --tokenization arabic, not to {arguments.tokenization}")
    return RougeScorer(arguments.tokenization, arguments.stem, arguments.aggregate, arguments.normalization or "full")


def _seed(arguments: Namespace) -> int:
    from eval.statistics import SEED

    return SEED if arguments.seed is None else arguments.seed


def _tell_replaced(texts: Texts) -> None:
    """Say on stderr which texts are not what the system wrote: a failure is empty, a refused summary the extract."""
    if texts.failed:
        print(
            f"khulasa: the batch failed on {named(texts.failed, 'article')}: scored as an empty text", file=sys.stderr
        )
    if texts.fallbacks:
        print(
            f"khulasa: {len(texts.fallbacks)} of {len(texts.by_id)} summaries are fallbacks, "
            f"{named(texts.fallbacks, 'article')}: the extract is scored in their place",
            file=sys.stderr,
        )
