"""Characters that are no part of a text: controls, bidi overrides, replacement marks. Emoji and letters stay."""

from __future__ import annotations

import re

# Controls but tab and line feed; soft hyphen; bidi marks, embeddings, overrides and isolates; word joiner and invisible
# operators; byte-order mark; private use; interlinear and replacement characters; unpaired surrogates (JSON's \ud800).
# Zero-width joiner stays after a symbol: it holds emoji such as 👨‍👩‍👧 together.
_DROPPED = re.compile(
    "[\u0000-\u0008\u000e-\u001f\u007f-\u0084\u0086-\u009f\u00ad\u061c\u200b\u200c\u200e\u200f\u202a-\u202e\u2060-\u206f"
    "\ufeff\ue000-\uf8ff\ufff9-\uffff\ud800-\udfff\U000f0000-\U0010ffff]"
    "|(?<![\u2600-\u27bf\ufe0f\U0001f000-\U0001faff])\u200d"
)
# Terminal escape sequences, whole: without their lead-in alone, "[31m" would stay as text (ECMA-48).
_ESCAPES = re.compile(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b\n]*(?:\x07|\x1b\\)?)")
_LINE_BREAKS = re.compile("\r\n?|[\u000b\u000c\u0085\u2028]")
_PARAGRAPH_BREAK = re.compile("\u2029")
_SPACES = re.compile("[ \t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]+")


def tidy(text: str) -> str:
    r"""Drop characters that nobody sees, and give line breaks and spaces one form each; lines stay lines.

    >>> tidy("خبر\u202e عاجل\r\n\u00a0 ثانٍ 👍\x07")
    'خبر عاجل\n ثانٍ 👍'
    """
    text = _LINE_BREAKS.sub("\n", _PARAGRAPH_BREAK.sub("\n\n", text))
    return _SPACES.sub(" ", _DROPPED.sub("", _ESCAPES.sub("", text)))
