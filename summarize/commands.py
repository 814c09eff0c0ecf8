"""What each ``khulasa`` command does: read, call the library, print. Parsing and exit codes are in ``cli``."""

from __future__ import annotations

import json
import sys
from argparse import Namespace
from collections.abc import Iterator
from dataclasses import asdict, replace
from importlib.util import find_spec
from pathlib import Path
from shutil import get_terminal_size
from typing import TYPE_CHECKING

from summarize import reading
from summarize.config import Settings
from summarize.errors import MissingExtraError, UsageError
from summarize.extractive import METHODS
from summarize.formats.failure import render_failure
from summarize.formats.plain import one_line
from summarize.progress import article_progress, download_progress
from summarize.reading.decode import decode
from summarize.records import Digest, Failure

if TYPE_CHECKING:
    from summarize.batch import Tally
    from summarize.pipeline import Digester

__all__ = [
    "FORMATS",
    "METHODS",
    "batch",
    "digest",
    "doctor",
    "models_list",
    "models_pull",
    "models_remove",
    "translate",
]

FORMATS = ("text", "json", "markdown", "docx")
EXTRACTS = METHODS


def digest(arguments: Namespace) -> int:
    """Digest every article under the paths; each is printed as soon as it is done."""
    from summarize.pipeline import Digester

    if arguments.format == "docx" and sys.stdout.isatty():
        raise UsageError(
            "--format docx writes a Word file: send it to one, as in khulasa digest page.html --format docx > out.docx"
        )
    if arguments.format == "docx" and find_spec("docx") is None:
        raise MissingExtraError("--format docx", "docx")  # before any work, not after all of it
    worker = Digester(_settings(arguments))
    results = _digests(arguments, worker)
    if arguments.format == "docx":
        from summarize.formats.docx import write_docx

        everything = list(results)
        write_docx(everything, sys.stdout.buffer)
        return int(any(isinstance(result, Failure) for result in everything))
    failed = False
    for result in results:
        failed |= isinstance(result, Failure)
        print(_render(result, arguments.format), end="", flush=True)
    return int(failed)


def _digests(arguments: Namespace, worker: Digester) -> Iterator[Digest | Failure]:
    with article_progress("digest", _count(arguments.paths)) as step:
        for item in reading.read_paths(arguments.paths, _limits(arguments)):
            step(0, item.id)
            result = item if isinstance(item, Failure) else next(worker.digest_all([item]))
            if isinstance(result, Failure):
                _complain(result)
            step(1, item.id)
            yield result


def _render(result: Digest | Failure, form: str) -> str:
    if form == "json":
        return json.dumps(result.to_json(), ensure_ascii=False) + "\n"
    if isinstance(result, Failure):
        return render_failure(result, form)
    if form == "markdown":
        from summarize.formats.markdown import render_markdown

        return render_markdown(result) + "\n"
    from summarize.formats.text import render_text

    return render_text(result, columns=max(40, min(100, get_terminal_size((88, 24)).columns))) + "\n"


def translate(arguments: Namespace) -> int:
    """Translate a text line by line: as many lines out as in, whatever they hold."""
    from summarize.pipeline import Digester

    lines = _lines(arguments.path)
    worker = Digester(_settings(arguments))
    for number, line in enumerate(worker.translate(lines), 1):
        if arguments.format == "json":
            flags = [asdict(flag) for flag in line.flags]
            print(json.dumps({"text": line.text, "score": line.score, "flags": flags}, ensure_ascii=False))
        else:
            print(one_line(line.text))
            for flag in line.flags:
                if flag.lowers_grade:
                    print(f"khulasa: line {number}: {one_line(flag.detail)} ({flag.kind})", file=sys.stderr)
    return 0


def batch(arguments: Namespace) -> int:
    """Digest every article of the sources into one JSONL file."""
    from summarize.batch import run_batch
    from summarize.pipeline import Digester

    out = Path(arguments.output)
    if out.suffix != ".jsonl":
        raise UsageError(f"{arguments.output} given, a file name that ends in .jsonl expected")
    worker = Digester(_settings(arguments))
    with article_progress("batch", _count(arguments.source)) as step:

        def report(tally: Tally, result: Digest | Failure | None) -> None:
            if isinstance(result, Failure):
                _complain(result)
            step(1, f"{tally.failed} failed" if tally.failed else "")

        inputs = reading.read_paths(arguments.source, _limits(arguments))
        tally = run_batch(inputs, out, worker, resume=arguments.resume, report=report)
    before = f", {tally.skipped} were there already" if tally.skipped else ""
    print(f"{arguments.output}: {tally.done - tally.failed} digests, {tally.failed} failures{before}", file=sys.stderr)
    if tally.earlier:
        print(
            f"{arguments.output}: {tally.earlier} failures of earlier runs stand in it; their lines say why",
            file=sys.stderr,
        )
    return int(tally.failed + tally.earlier > 0)


def models_list(arguments: Namespace) -> int:
    """Print the table of models."""
    from rich.console import Console
    from rich.table import Table

    from summarize.models import hub

    table = Table("name", "task", "size", "licence", "commercial use", "here", "good for", box=None, pad_edge=False)
    for row in hub.installed():
        card = row.card
        table.add_row(
            card.name,
            ", ".join(card.tasks),
            f"{(row.size if row.folder else card.size) / 1e6:,.0f} MB",
            card.licence,
            "yes" if card.commercial else "no",
            "yes" if row.folder else "no",
            card.good_for,
        )
    Console(width=None if sys.stdout.isatty() else 160, highlight=False, markup=False).print(table)
    return 0


def models_pull(arguments: Namespace) -> int:
    """Download one model and say where it is."""
    from summarize.models import hub

    with download_progress() as step:
        folder = hub.pull(arguments.name, commercial=arguments.commercial, progress=step)
    print(folder)
    return 0


def models_remove(arguments: Namespace) -> int:
    """Delete one model's files."""
    from summarize.models import hub

    freed = hub.remove(arguments.name)
    print(f"{arguments.name}: {freed / 1e6:,.0f} MB freed", file=sys.stderr)
    return 0


def doctor(arguments: Namespace) -> int:
    """Print what is installed and what is missing; exit 1 when something is broken."""
    from summarize.doctor import examine

    findings = examine()
    for finding in findings:
        mark = {"ok": "✓", "missing": "–", "broken": "✗"}[finding.status]
        remedy = f"  →  {finding.remedy}" if finding.remedy else ""
        print(f"{mark} {finding.what}: {one_line(finding.detail)}{remedy}")
    return int(any(finding.status == "broken" for finding in findings))


def _settings(arguments: Namespace) -> Settings:
    default = Settings()
    return Settings(
        summarizer=getattr(arguments, "summarizer", "none"),
        translator=arguments.translator,
        extract_method=getattr(arguments, "extract", default.extract_method),
        sentence_count=getattr(arguments, "sentences", default.sentence_count),
        target_lang=arguments.to,
        engine=arguments.engine,
        beam_size=arguments.beam,
        offline=arguments.offline,
        commercial=arguments.commercial,
    )


def _limits(arguments: Namespace) -> reading.ReadLimits:
    limits = reading.ReadLimits(
        id_field=arguments.id_field, text_field=arguments.text_field, title_field=arguments.title_field
    )
    return replace(limits, guard=None) if arguments.offline else limits


def _count(paths: list[str]) -> int | None:
    # A JSON Lines file, an archive or stdin holds an unknown number of articles; counting would mean reading it twice.
    sources = list(reading.expand(paths))
    many = any(source.path == "-" or source.path.endswith((".json", ".jsonl", ".ndjson", ".zip")) for source in sources)
    return None if many else len(sources)


def _lines(path: str) -> list[str]:
    try:
        data = sys.stdin.buffer.read() if path == "-" else Path(path).read_bytes()
    except OSError as error:
        raise UsageError(f"{path} cannot be read: {error.strerror or error}") from error
    text = decode(data).replace("\r\n", "\n")
    return text.removesuffix("\n").split("\n") if text else []


def _complain(failure: Failure) -> None:
    print(f"khulasa: {one_line(failure.source or failure.id)}: {one_line(failure.detail)}", file=sys.stderr)
