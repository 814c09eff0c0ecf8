"""The GPU of a ZeroGPU Space, asked for once for each article; anywhere else nothing is asked for.

ZeroGPU runs a decorated function in a process of its own, forked for the call: arguments and results are pickled, and
the models are those that the parent had loaded. So what is decorated are plain functions of plain records, and the
models stand on a shelf of this module. https://huggingface.co/docs/hub/spaces-zerogpu
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from importlib import import_module
from importlib.util import find_spec
from typing import ParamSpec, TypeVar

from summarize.config import EngineName, Settings
from summarize.models.loaded import Shelf
from summarize.pipeline import Digester
from summarize.records import Article, Line, Step

# Seconds of GPU that one call asks for: ZeroGPU queues short calls first.
_SECONDS = 60
_SHELF = Shelf()

_P = ParamSpec("_P")
_T = TypeVar("_T")


def digester(settings: Settings) -> Digester:
    """Make a digester; light once the models that it needs are on the shelf."""
    return Digester(settings, _SHELF)


def digest_steps(settings: Settings, article: Article) -> Iterator[Step]:
    """Digest an article stage by stage, see ``Digester.steps``."""
    yield from digester(settings).steps(article)


def translated_lines(settings: Settings, lines: tuple[str, ...]) -> Iterator[tuple[Line, ...]]:
    """Translate lines a few at a time, see ``Digester.translate_stepwise``."""
    yield from digester(settings).translate_stepwise(lines)


def on_gpu(work: Callable[_P, Iterator[_T]], engine: EngineName) -> Callable[_P, Iterator[_T]]:
    """Give ``work`` as a function that borrows a ZeroGPU Space's GPU for each call.

    It is ``work`` itself where there is no such Space, and for engines that run on the CPU there. To be called while
    the app is built: the Space looks for such functions before it starts.
    """
    if engine != "torch" or find_spec("spaces") is None:
        return work
    lent: Callable[_P, Iterator[_T]] = import_module("spaces").GPU(duration=_SECONDS)(work)
    return lent
