"""NTREX-128 (Federmann et al., 2022, https://aclanthology.org/2022.sumeval-1.4): 1,997 sentences of English news.

The folder ``NTREX-128`` of its repository (CC-BY-SA-4.0). The Arabic was translated from the English, which its
authors say matters: Arabic into English here runs against the direction it was made in, and scores high for it.
"""

from __future__ import annotations

from pathlib import Path

from eval.corpora.example import Corpus
from eval.corpora.parallel import load_parallel
from summarize.errors import UsageError

_ARABIC, _ENGLISH = "newstest2019-ref.arb.txt", "newstest2019-src.eng.txt"


def load(path: str) -> Corpus:
    """Read the folder, or the repository that holds it."""
    folder = Path(path)
    if (folder / "NTREX-128").is_dir():
        folder /= "NTREX-128"
    for name in (_ARABIC, _ENGLISH):
        if not (folder / name).is_file():
            raise UsageError(f"no {name} in {folder}: the folder NTREX-128 of its repository expected")
    return load_parallel("ntrex", folder / _ARABIC, folder / _ENGLISH)
