"""Public test sets from the files people have of them; nothing is downloaded.

``NAME:PATH`` names one wherever references are named: ``xlsum:arabic_test.jsonl``, ``easc:EASC/EASC-UTF-8``,
``wikilingua:arabic.json``, ``flores:flores200_dataset/devtest``, ``ntrex:NTREX-128``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from eval.corpora import easc, flores, ntrex, wikilingua, xlsum
from eval.corpora.example import Corpus, Example, Task
from summarize.errors import UsageError

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

    >>> is_corpus("xlsum:arabic_test.jsonl"), is_corpus("C:/data/refs.tsv"), is_corpus("refs.tsv")
    (True, False, False)
    """
    return spec.partition(":")[0] in CORPORA and ":" in spec


def load(spec: str) -> Corpus:
    """Load the test set that ``NAME:PATH`` names. Raises ``UsageError`` when its files are not as published."""
    name, _, path = spec.partition(":")
    corpus = CORPORA[name](path)
    if not corpus.examples:
        raise UsageError(f"{spec} holds no example")
    return corpus
