"""Text to pieces and back for the families of models that run here, by SentencePiece alone.

The hub's tokenizers of NLLB, mT5 and Marian are SentencePiece plus a few tokens of their own around it; doing that
much here keeps transformers out of the base install. A test holds the pieces equal to those of transformers.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from summarize.errors import LanguageError, ModelError

if TYPE_CHECKING:
    from sentencepiece import SentencePieceProcessor

END = "</s>"
_UNKNOWN = "<unk>"
_CODE = re.compile(r"[a-z]{3}_[A-Z][a-z]{3}")
_SPECIAL = frozenset({"<s>", END, _UNKNOWN, "<pad>", "<mask>"})


@dataclass(frozen=True, slots=True)
class Family:
    """What sets one family of models apart from another.

    ``tagged`` models read ``code tokens </s>`` and write ``code tokens </s>``; the others have no language codes.
    ``half_floats`` says whether float16 holds their activations (T5's overflow to NaN in it).
    """

    source_file: str
    target_file: str
    tagged: bool
    half_floats: bool


FAMILIES: dict[str, Family] = {
    "nllb": Family("sentencepiece.bpe.model", "sentencepiece.bpe.model", tagged=True, half_floats=True),
    "t5": Family("spiece.model", "spiece.model", tagged=False, half_floats=False),
    "marian": Family("source.spm", "target.spm", tagged=False, half_floats=True),
}
"""Families by the name that ``khulasa.json`` gives them under ``architecture``."""


def language_codes(tokens: Iterable[str]) -> frozenset[str]:
    """Pick the language codes (and task codes of the same form) out of a vocabulary.

    >>> sorted(language_codes(["▁the", "arb_Arab", "</s>", "arb_Head"]))
    ['arb_Arab', 'arb_Head']
    """
    return frozenset(token for token in tokens if _CODE.fullmatch(token))


def require_language(code: str | None, languages: frozenset[str], side: str) -> str:
    """Give ``code`` back if it is one of ``languages``; ``side`` is "source" or "target".

    Raises ``LanguageError`` otherwise: an unknown code would silently become ``<unk>``.
    """
    if code is not None and code in languages:
        return code
    some = ", ".join(sorted(languages)[:8]) + (", ..." if len(languages) > 8 else "")
    given = "needs a" if code is None else f"does not know {code!r} as"
    raise LanguageError(f"The model {given} {side} language; it knows {len(languages)}: {some}")


class PieceTokenizer:
    """The SentencePiece models of one folder. Safe to share between threads."""

    def __init__(self, folder: Path, family: Family) -> None:
        self._source = _load(folder / family.source_file)
        self._target = self._source if family.target_file == family.source_file else _load(folder / family.target_file)

    def encode(self, text: str) -> list[str]:
        """Give the pieces of ``text``, special tokens not included; ``[]`` for blank text.

        What the text spells is never a special token: a page that says ``</s>`` cannot end the source.
        """
        if not text or text.isspace():
            return []
        pieces: list[str] = self._source.encode(text, out_type=str)
        return [_UNKNOWN if piece in _SPECIAL or _CODE.fullmatch(piece) else piece for piece in pieces]

    def decode(self, tokens: Iterable[str]) -> str:
        """Give the text of generated tokens; special tokens, codes and unknown tokens are left out."""
        pieces = [token for token in tokens if self._is_text(token)]
        # A vocabulary shared by two SentencePiece models has pieces that the target's own does not know.
        text: str = self._target.decode(pieces).replace("▁", " ")
        return text.strip()

    def _is_text(self, token: str) -> bool:
        for model in (self._target, self._source):
            piece = model.piece_to_id(token)
            if not (model.is_unknown(piece) or model.is_control(piece)):
                return True
        return False


def _load(path: Path) -> SentencePieceProcessor:
    from sentencepiece import SentencePieceProcessor

    if not path.is_file():
        raise ModelError(
            f"{path.parent} has no {path.name}: its tokenizer is missing. Pull or convert the model again."
        )
    try:
        return SentencePieceProcessor(model_file=str(path))
    except (RuntimeError, OSError) as error:
        raise ModelError(f"{path} is not a SentencePiece model ({error}). Pull or convert the model again.") from error
