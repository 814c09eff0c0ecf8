"""The desk: what all readers' sessions share.

Every method may be called from several threads at once. What goes wrong is given as a ``Problem``, never raised.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from threading import Lock
from time import monotonic
from typing import TypeVar

from summarize.config import Settings
from summarize.reading.guard import PUBLIC, Guard
from summarize.reading.restore import put_back
from summarize.records import Article, Digest, Line, Step
from ui import gpu
from ui.handlers.batch import Row, batch_rows, same_stories
from ui.handlers.choices import Choices, House, settings_for
from ui.handlers.export import DigestFormat, TableFormat, export_digest, export_rows
from ui.handlers.limits import Limits
from ui.handlers.outbox import Outbox
from ui.handlers.problems import Problem, Refused, problem_of, too_long, too_many
from ui.handlers.scoring import Measured, MeasuredSet, Scorer
from ui.handlers.sources import Pasted, Reader, Sample, Source

SAMPLES = Path(__file__).parents[2] / "samples"  # in a checkout and in a Space; a wheel comes without them
_LIMITS, _HOUSE = Limits(), House()
# A page that takes every path once: HTML, furniture, a name, a number.
_FIRST_PAGE = """<html><body><nav><a href="/">الرئيسية</a></nav><h1>مكتبة جديدة في المدينة</h1>
<p>افتتح رئيس البلدية سامر الخطيب مكتبة عامة في شرق المدينة يوم الأحد بعد أعمال استمرت ثلاث سنوات.</p>
<p>وتضم المكتبة 60 ألف كتاب في الأدب والعلوم، ويتوقع القائمون عليها أن يزورها مئات الطلاب كل أسبوع.</p>
</body></html>"""
_Result = TypeVar("_Result")


class Desk:
    """Reads, digests, measures and writes for everybody, within ``limits`` and by the ``house``'s rules.

    Models are loaded once, when first asked for. ``guard`` says which links may be fetched (None: none at all),
    ``scorer`` measures (None: nothing is measured), ``samples`` is a folder of articles to try.
    """

    def __init__(
        self,
        limits: Limits = _LIMITS,
        scorer: Scorer | None = None,
        guard: Guard | None = PUBLIC,
        house: House = _HOUSE,
        samples: Path | None = SAMPLES,
    ) -> None:
        self.limits, self.house, self.scorer = limits, house, scorer
        self._reader = Reader(limits, guard, samples)
        self._digest_steps = gpu.on_gpu(gpu.digest_steps, house.engine)
        self._translated_lines = gpu.on_gpu(gpu.translated_lines, house.engine)
        self._outbox = Outbox(limits.keep_seconds)
        self._report: Path | None = None
        self._report_lock = Lock()

    @property
    def web(self) -> bool:
        """Whether links are read."""
        return self._reader.web

    def samples(self) -> tuple[Sample, ...]:
        """List the sample articles in name order; none in a package without them."""
        return self._reader.samples()

    def warm_up(self) -> None:
        """Load everything that the house's choices need, so that the first reader doesn't wait.

        Raises ``KhulasaError`` for models that cannot be used. A GPU that is lent for single calls isn't asked for.
        """
        settings = self._settings(self.house.choices)
        gpu.digester(settings)
        article = self._reader.one(Pasted(_FIRST_PAGE))
        if self._digest_steps is gpu.digest_steps:
            _last(gpu.digest_steps(settings, article))

    def read(self, source: Source, choices: Choices) -> Iterator[Step | Problem]:
        """Digest one article stage by stage; the first stage's time includes reading it.

        A problem is the last thing given; what came before it stands. Who stops iterating stops the work.
        """
        return _guarded(self._steps(lambda: self._reader.one(source), choices))

    def put_back(self, article: Article, removed: Sequence[int], choices: Choices) -> Iterator[Step | Problem]:
        """Digest an article again with lines of its page furniture, indices into ``article.removed``, put back."""
        return _guarded(self._steps(lambda: put_back(article, removed), choices))

    def digest(self, source: Source, choices: Choices) -> Digest | Problem:
        """Digest one article."""
        return _answer(lambda: _last(self._steps(lambda: self._reader.one(source), choices)))

    def batch(self, sources: Sequence[Source], choices: Choices) -> Iterator[Row | Problem]:
        """Digest many articles: a row for each as it is done, in order. Who stops iterating stops the work."""
        return _guarded(self._rows(sources, choices))

    def stories(self, rows: Sequence[Row]) -> tuple[tuple[int, ...], ...]:
        """Give the rows that tell one wire story, as indices into ``rows``, two or more together."""
        return same_stories(rows)

    def translate(self, lines: Sequence[str], choices: Choices) -> Iterator[tuple[Line, ...] | Problem]:
        """Translate lines that belong to no article, one out for each one in: all lines so far, then more of them."""
        return _guarded(self._translated(lines, choices))

    def export(self, digest: Digest, form: DigestFormat) -> Path | Problem:
        """Write one digest to take away; the file stays for ``limits.keep_seconds``."""
        return _answer(lambda: export_digest(digest, form, self._outbox))

    def export_batch(self, rows: Sequence[Row], form: TableFormat) -> Path | Problem:
        """Write a batch, or as much of it as there is, to take away; the file stays for ``limits.keep_seconds``."""
        return _answer(lambda: export_rows(rows, form, self._outbox))

    def measure(self, hypothesis: str, references: Sequence[str]) -> Measured | Problem:
        """Score a text against one or more references of it."""
        return _answer(lambda: self._measure(hypothesis, references))

    def measure_files(self, hypotheses: Path, references: Path) -> MeasuredSet | Problem:
        """Score a file of texts against a file of references."""
        return _answer(lambda: self._scorer().measure_files(hypotheses, references))

    def report(self) -> Path | Problem:
        """Give the report of the reference set, a page; it is made once, which takes as long as digesting the set."""
        return _answer(self._reported)

    def _steps(self, article: Callable[[], Article], choices: Choices) -> Iterator[Step]:
        """Digest what ``article`` gives within the limits. The models come first: without them nothing need be read."""
        settings = self._settings(choices)
        gpu.digester(settings)
        started = monotonic()
        taken = article()
        reading = monotonic() - started
        if len(taken.text) > self.limits.characters:
            raise Refused(too_long(len(taken.text), self.limits.characters))
        for step in self._digest_steps(settings, taken):
            if step.stage == "cleaned":
                self._check_sentences(step)
                step = replace(step, seconds=step.seconds + reading)  # noqa: PLW2901
            yield step
            if monotonic() - started > self.limits.digest_seconds and step.digest is None:
                raise Refused(_out_of_time(self.limits.digest_seconds))

    def _rows(self, sources: Sequence[Source], choices: Choices) -> Iterator[Row]:
        return batch_rows(
            sources, self._reader, lambda article: _last(self._steps(lambda: article, choices)), self.limits
        )

    def _translated(self, lines: Sequence[str], choices: Choices) -> Iterator[tuple[Line, ...]]:
        if not any(line.strip() for line in lines):
            raise Refused(Problem("empty", "nothing was given: lines to translate were expected"))
        if len(lines) > self.limits.lines:
            raise Refused(too_many("lines", len(lines), self.limits.lines))
        if (length := sum(map(len, lines))) > self.limits.characters:
            raise Refused(too_long(length, self.limits.characters))
        settings = self._settings(choices)
        gpu.digester(settings)
        yield from self._translated_lines(settings, tuple(lines))

    def _measure(self, hypothesis: str, references: Sequence[str]) -> Measured:
        if not hypothesis.strip() or not any(reference.strip() for reference in references):
            raise Refused(Problem("no_texts", "a text and at least one reference of it are expected"))
        if (length := len(hypothesis) + sum(map(len, references))) > self.limits.characters:
            raise Refused(too_long(length, self.limits.characters))
        return self._scorer().measure(hypothesis, references)

    def _reported(self) -> Path:
        with self._report_lock:
            if self._report is None or not self._report.is_file():
                self._report = self._scorer().write_report(self._outbox.folder / "report")
            return self._report

    def _scorer(self) -> Scorer:
        if self.scorer is None:
            raise Refused(Problem("no_scorer", "nothing is measured here: pip install 'khulasa[eval]'"))
        return self.scorer

    def _check_sentences(self, step: Step) -> None:
        longest = max(len(sentence.text) for sentence in step.sentences)
        if longest > (allowed := self.limits.sentence_characters):
            text = f"one sentence has {longest:,} characters, at most {allowed:,} are taken: give it its full stops"
            raise Refused(Problem("too_long", text, f"{longest:,}", f"{allowed:,}"))

    def _settings(self, choices: Choices) -> Settings:
        return settings_for(choices, self.house, self.limits)


def _last(steps: Iterator[Step]) -> Digest:
    for step in steps:
        if step.digest is not None:
            return step.digest
    raise AssertionError("the last step carries the digest")


def _guarded(work: Iterator[_Result]) -> Iterator[_Result | Problem]:
    """Give what ``work`` gives, and the problem that ended it."""
    try:
        yield from work
    except Exception as error:  # the edge of the desk: nothing is thrown at a reader
        yield problem_of(error)


def _answer(work: Callable[[], _Result]) -> _Result | Problem:
    try:
        return work()
    except Exception as error:  # as above
        return problem_of(error)


def _out_of_time(seconds: float) -> Problem:
    text = f"the digest was stopped after {seconds:g} s, its time limit: what was made until then stands"
    return Problem("timeout", text, allowed=f"{seconds:g}")
