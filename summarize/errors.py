"""One error tree: everything a user can run into is a ``KhulasaError`` that says what to do next."""

from __future__ import annotations


class KhulasaError(Exception):
    """What was given, what was expected and what to do, in one readable line."""


class UsageError(KhulasaError):
    """The call itself was wrong: an unknown option value, a path that is not there."""


class ReadingError(KhulasaError):
    """One input cannot be read as an article: empty, binary, too large, no text."""


class NotArabicError(ReadingError):
    """The input is text, but not Arabic."""


class ModelError(KhulasaError):
    """A model cannot be used: unknown, not here, broken, or without the language asked for."""


class ModelNotHereError(ModelError):
    """The weights are not on this machine; the message gives the command that brings them."""


class DownloadError(ModelError):
    """A download did not complete or did not verify."""


class LicenceError(ModelError):
    """The model's licence forbids the use that was declared."""


class LanguageError(ModelError):
    """The model does not know this language code."""


class EngineError(KhulasaError):
    """An engine failed while it ran a model."""


class MissingExtraError(KhulasaError):
    """An optional dependency is needed; the message is the line that installs it."""

    def __init__(self, purpose: str, extra: str) -> None:
        super().__init__(f"{purpose} needs an optional dependency: pip install 'khulasa[{extra}]'")
