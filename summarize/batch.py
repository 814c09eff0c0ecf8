"""Many articles into one JSONL file: a line each as it is done, resumable after any kill.

A line is a digest or a ``Failure`` (told apart by the key ``error``). One bad article never stops the rest.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import BinaryIO, Protocol

from summarize.errors import UsageError
from summarize.records import Article, Digest, Failure

# Articles that go through the models together: enough sentences to fill the engine's batches (about 100), few enough
# that a kill costs seconds.
CHUNK = 8


class Worker(Protocol):
    """What a batch needs of a ``Digester``."""

    @property
    def signature(self) -> str:
        """Name every choice that makes the text."""
        ...

    def digest_all(self, articles: Iterable[Article]) -> Iterator[Digest | Failure]:
        """Give a digest or a failure for each article, in order."""
        ...


@dataclass(frozen=True, slots=True)
class Tally:
    """How far a batch is: lines written by this run, those among them that failed, and inputs done before it.

    ``earlier`` counts the failures that earlier runs left in the output.
    """

    done: int = 0
    failed: int = 0
    skipped: int = 0
    earlier: int = 0


def run_batch(
    inputs: Iterable[Article | Failure],
    out: Path,
    worker: Worker,
    *,
    resume: bool = False,
    report: Callable[[Tally, Digest | Failure | None], None] = lambda tally, result: None,
) -> Tally:
    """Digest ``inputs`` into the JSONL file ``out``, in input order.

    ``report`` is called after each line with the tally so far and the line's result, and once with ``None``
    for each input skipped because an earlier run wrote it. Raises ``UsageError`` when ``out`` exists and
    ``resume`` is false, or when it was made with other settings.
    """
    written, earlier = _resume(out, worker.signature) if resume else _fresh(out)
    done = failed = skipped = 0
    # A batch whose output lies among its inputs does not read itself.
    remaining = (item for item in inputs if not item.source or Path(item.source).absolute() != out.absolute())
    with out.open("ab") as file:
        _lock(file, out)
        while chunk := list(islice(remaining, CHUNK)):
            todo = [item for item in chunk if (item.id, item.source) not in written]
            for _ in range(len(chunk) - len(todo)):
                skipped += 1
                report(Tally(done, failed, skipped, earlier), None)
            for result in _results(todo, worker):
                _write(file, result)
                done += 1
                failed += isinstance(result, Failure)
                report(Tally(done, failed, skipped, earlier), result)
    return Tally(done, failed, skipped, earlier)


def _results(chunk: list[Article | Failure], worker: Worker) -> Iterator[Digest | Failure]:
    digests = worker.digest_all([item for item in chunk if isinstance(item, Article)])
    for item in chunk:
        yield item if isinstance(item, Failure) else next(digests)


def _write(file: BinaryIO, result: Digest | Failure) -> None:
    # One write for the line and its end, so that a kill can only ever leave the last line short.
    file.write(json.dumps(result.to_json(), ensure_ascii=False).encode("utf-8", "replace") + b"\n")
    file.flush()


def _lock(file: BinaryIO, out: Path) -> None:
    """Keep a second batch off the same file, for as long as this one has it open."""
    try:
        import fcntl
    except ImportError:  # Windows
        return
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        raise UsageError(f"{out} is being written by another batch: wait for it, or name another file") from error


def _fresh(out: Path) -> tuple[set[tuple[str, str]], int]:
    if out.is_dir():
        raise UsageError(f"{out} is a folder, the name of a file expected")
    if out.exists() and out.stat().st_size:
        raise UsageError(f"{out} exists: --resume continues it; to begin anew, remove it or name another file")
    if not out.parent.is_dir():
        raise UsageError(f"{out}: the folder {out.parent} does not exist; create it first")
    return set(), 0


def _resume(out: Path, signature: str) -> tuple[set[tuple[str, str]], int]:
    """Give each line's id and source and the count of failures, after cutting off a line that a kill left short."""
    if not out.is_file():
        return _fresh(out)
    written: set[tuple[str, str]] = set()
    whole = failures = 0
    with out.open("rb") as file:
        for number, line in enumerate(file, 1):
            if not line.endswith(b"\n"):
                break
            whole += len(line)
            record = _parse(line, out, number)
            written.add((record["id"], record["source"]))
            failures += "stage" in record
            if record.get("signature", signature) != signature:
                raise UsageError(
                    f"{out} line {number} was made with other settings ({record['signature']}); "
                    f"these are {signature}. Use the same settings, or another output file"
                )
    os.truncate(out, whole)
    return written, failures


def _parse(line: bytes, out: Path, number: int) -> dict[str, str]:
    try:
        record = json.loads(line)
        if isinstance(record, dict) and {"id", "source"} <= record.keys() and {"signature", "stage"} & record.keys():
            return record
    except ValueError:
        pass
    raise UsageError(f"{out} line {number} is not a batch's output line; --resume needs a file that a batch wrote")
