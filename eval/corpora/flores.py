"""FLORES-200 (NLLB Team, 2022, https://arxiv.org/abs/2207.04672): 997 dev and 1,012 devtest sentences.

The folder of one split as it is published, ``flores200_dataset/devtest``, with ``arb_Arab.devtest`` and
``eng_Latn.devtest``. For another target give its file as plain text.
"""

from __future__ import annotations

from pathlib import Path

from eval.corpora.example import Corpus
from eval.corpora.parallel import load_parallel
from summarize.errors import UsageError

_SPLITS = ("devtest", "dev")


def load(path: str) -> Corpus:
    """Read the folder of one split."""
    folder = Path(path)
    for split in _SPLITS:
        if (source := folder / f"arb_Arab.{split}").is_file():
            return load_parallel("flores", source, folder / f"eng_Latn.{split}")
    inside = [str(folder / split) for split in _SPLITS if (folder / split).is_dir()]
    advice = f"name the split: flores:{inside[0]}" if inside else "the folder dev or devtest of FLORES-200 expected"
    raise UsageError(f"no arb_Arab.devtest or arb_Arab.dev in {folder}: {advice}")
