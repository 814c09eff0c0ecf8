"""Public test sets from the files people have of them; nothing is downloaded.

``NAME:PATH`` names one wherever references are named: ``xlsum:arabic_test.jsonl``, ``easc:EASC/EASC-UTF-8``,
``wikilingua:arabic.json``, ``flores:flores200_dataset/devtest``, ``ntrex:NTREX-128``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from eval.corpora import easc, flores, ntrex, wikilingua, xlsum
from eval.corpora.example import Corpus, Example, Task
from summarize.errors import UsageError
from summarize.formats.plain import one_line

__all__ = ["CORPORA", "Corpus", "Example", "Task", "is_corpus", "load"]

CORPORA: Mapping[str, Callable[[str], Corpus]] = {
    "xlsum": xlsum.load,
    "easc": easc.load,
    "wikilingua": wikilingua.load,
    "flores": flores.load,
    "ntrex": ntrex.load,
}


def is_corpus(spec: str) -> bool:
    """Tell ``xlsum:FILE`` from the name of a file (a file of that very name is ``./xlsum:FILE``).

    Raises ``UsageError`` for ``NAME:PATH`` that is neither a set nor a file.

    >>> is_corpus("xlsum:arabic_test.jsonl"), is_corpus("C:/data/refs.tsv"), is_corpus("refs.tsv")
    (True, False, False)
    """
    name, colon, _ = spec.partition(":")
    if colon and name.isalpha() and len(name) > 1 and name not in CORPORA and not Path(spec).exists():
        raise UsageError(f"{one_line(spec)} is neither a file nor a test set, which are {':, '.join(CORPORA)}:")
    return colon == ":" and name in CORPORA


def load(spec: str) -> Corpus:
    """Load the test set that ``NAME:PATH`` names. Raises ``UsageError`` when its files are not as published."""
    name, _, path = spec.partition(":")
    corpus = CORPORA[name](path)
    if not corpus.examples:
        raise UsageError(f"{spec} holds no example")
    return corpus
