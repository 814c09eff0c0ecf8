"""What went wrong, in a form that a page can say in its reader's language.

``key`` names the message in ``ui.i18n`` (each of ``KEYS`` has one); ``message`` is the whole story in English, as the
library tells it, for the API and for details.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass

from summarize.errors import (
    DownloadError,
    EngineError,
    KhulasaError,
    LanguageError,
    LicenceError,
    MissingExtraError,
    ModelError,
    ModelNotHereError,
    NotArabicError,
    ReadingError,
    UsageError,
)
from summarize.records import Failure

_LOG = logging.getLogger("khulasa")
_BY_ERROR: tuple[tuple[type[KhulasaError], str], ...] = (
    (NotArabicError, "not_arabic"),
    (ReadingError, "unreadable"),
    (ModelNotHereError, "model_not_here"),
    (DownloadError, "model_not_here"),
    (LicenceError, "licence"),
    (LanguageError, "language"),
    (ModelError, "model"),
    (EngineError, "engine"),
    (MissingExtraError, "missing_extra"),
    (UsageError, "usage"),
    (KhulasaError, "failed"),
)
# Problems that the desk itself finds.
_OWN = ("too_long", "too_large", "too_many", "several", "no_web", "link", "no_sample", "timeout", "no_scorer")
# What a reader still has to give before a part of the page can begin.
NEEDED = ("empty", "no_texts", "no_files", "no_digest")
KEYS: tuple[str, ...] = tuple(dict.fromkeys((*(key for _, key in _BY_ERROR), *_OWN, *NEEDED)))


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that stopped a request. ``given`` and ``allowed`` are the figures of a limit that was hit, as text."""

    key: str
    message: str
    given: str = ""
    allowed: str = ""


class Refused(KhulasaError):
    """What the desk itself turns down, with the problem to show."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.message)
        self.problem = problem


def problem_of(error: Exception) -> Problem:
    """Give an error as a problem; the closest class of the library's names the message.

    One that isn't the library's is a fault of ours: it goes to the log in full, and to the reader by its name.

    >>> problem_of(NotArabicError("the text is not Arabic")).key
    'not_arabic'
    """
    if isinstance(error, Refused):
        return error.problem
    if not isinstance(error, KhulasaError):
        _LOG.error("unexpected", exc_info=error)
        return Problem("failed", f"unexpected {type(error).__name__}: the log of this page has the whole story")
    return Problem(next(key for kind, key in _BY_ERROR if isinstance(error, kind)), str(error))


def problem_of_failure(failure: Failure) -> Problem:
    """Give one input's failure as a problem: ``error`` is the name of a class of errors, or one of ``KEYS``.

    >>> problem_of_failure(Failure("a", "a.txt", "read", "ReadingError", "the file is empty")).key
    'unreadable'
    """
    names = {kind.__name__: key for kind, key in _BY_ERROR}
    key = names.get(failure.error, failure.error)
    return Problem(key if key in KEYS else "failed", failure.detail)


def too_long(length: int, allowed: int) -> Problem:
    """Say that a text has more characters than are taken."""
    given, most = f"{length:,}", f"{allowed:,}"
    return Problem("too_long", f"the text has {given} characters, at most {most} are taken: split it", given, most)


def too_large(size: int, allowed: int) -> Problem:
    """Say that a file has more bytes than are taken."""
    given, most = f"{size / 1e6:.1f} MB", f"{allowed / 1e6:g} MB"
    return Problem("too_large", f"the file has {given}, at most {most} are taken: split it", given, most)


def too_many(things: str, count: int, allowed: int) -> Problem:
    """Say that there are more ``things`` than are taken; ``count`` of them were seen."""
    text = f"{count} {things} or more were given, at most {allowed} are taken: split them, or use khulasa batch"
    return Problem("too_many", text, str(count), str(allowed))
