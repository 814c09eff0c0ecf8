"""The last touch on what a model wrote: marks, digits, quotes and spaces. Words are never added, taken or changed.

The one exception is a capital: where the translations of a sentence's clauses are joined, a function word that the
model capitalised as the start of a sentence goes back to small letters.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from summarize.languages import script

# Marks and digits that a model copies out of its Arabic source into another script.
_FROM_ARABIC = str.maketrans("،؛؟٪٫٬٠١٢٣٤٥٦٧٨٩", ",;?%.,0123456789")
_SPACE = re.compile(r"\s+")
_SPACE_BEFORE = re.compile(r"\s+([,.،؛؟](?!\w)|[)\]”])")
_SPACE_BEFORE_HIGH = re.compile(r"\s+([;:!?](?!\w)|»)")
_SPACE_AFTER = re.compile(r"([(\[“])\s+")
_SPACED_MARKS = frozenset({"fra_Latn"})  # « Bien ! »
_END_MARK = re.compile(r"[.!?؟…][\"'”’»)\]]*$")
_CLAUSE_STOP = re.compile(r"(?<![A-Z.])[.,;]$")  # not the one of "U.S."
_TRAILING = ".,;:!?،؛؟… "

# Words that begin a sentence often and are never a name: safe to write small inside one.
# fmt: off
_FUNCTION_WORDS = frozenset((
    "A", "An", "The", "This", "That", "These", "Those", "He", "She", "It", "They", "We", "You", "His", "Her", "Its",
    "Their", "And", "But", "Or", "So", "As", "At", "By", "For", "From", "In", "Into", "Of", "On", "To", "With",
    "Without", "While", "When", "Where", "Which", "Who", "Whose", "Because", "Although", "If", "Since", "After",
    "Before", "During", "Until", "There", "However", "Also", "According", "Including", "Then",
))
# fmt: on
_FIRST_WORD = re.compile(r"\w+")


def tidy(text: str, lang: str) -> str:
    """Give ``text`` on one line, its marks in the script of ``lang`` (a FLORES-200 code) and set against their words.

    >>> tidy("He said ، yes ( again ) .", "eng_Latn")
    'He said, yes (again).'
    """
    if script(lang) != "Arab":
        text = text.translate(_FROM_ARABIC)
    text = _SPACE.sub(" ", text).strip()
    if lang not in _SPACED_MARKS:
        text = _SPACE_BEFORE_HIGH.sub(r"\1", text)
    return _SPACE_AFTER.sub(r"\1", _SPACE_BEFORE.sub(r"\1", text))


def finished(text: str) -> bool:
    """Whether ``text`` ends with a sentence's final mark, inside or outside of a quotation.

    >>> finished('He said: "Yes."'), finished("He said,")
    (True, False)
    """
    return _END_MARK.search(text) is not None


def restore_quotes(source: str, target: str) -> str:
    """Put back a quotation mark at the edge of a translation that lost it.

    Only where the place is certain: every mark of the source stands at its edges, and the target then has as many.
    ``source`` is in model spelling (straight marks).

    >>> restore_quotes('"نعم للسلام".', "Yes to peace.")
    '"Yes to peace."'
    >>> restore_quotes('قال "نعم" لنا', "He said yes to us")
    'He said yes to us'
    """
    core = source.rstrip(_TRAILING)
    opens, closes = core.startswith('"'), core.endswith('"') and len(core) > 1
    if source.count('"') != opens + closes:
        return target
    opening = opens and not target.startswith('"')
    closing = closes and not target.rstrip(_TRAILING).endswith('"')
    if not target or target.count('"') + opening + closing != opens + closes:
        return target
    return '"' * opening + target + '"' * closing


def join_clauses(sources: Sequence[str], targets: Sequence[str]) -> str:
    """Join the translations of one sentence's clauses; ``sources`` are the clauses they were made from.

    The full stop that a model puts after each clause goes, the clause's own comma or semicolon comes back.

    >>> join_clauses(["وصل الوفد،", "ثم غادر."], ["The delegation arrived.", "Then it left."])
    'The delegation arrived, then it left.'
    """
    joined = ""
    for source, target in zip(sources, targets, strict=True):
        if not joined:
            joined, before = target, source
        elif target:
            head = _clause_end(before, joined)
            joined, before = f"{head} {target if finished(head) else _small_start(target)}", source
    return joined


def _small_start(text: str) -> str:
    first = _FIRST_WORD.match(text)
    return text[0].lower() + text[1:] if first and first.group() in _FUNCTION_WORDS else text


def _clause_end(source: str, target: str) -> str:
    mark = source.rstrip()[-1:]
    if mark in ".!?؟…":  # the clause was a sentence of its own
        return target
    return _CLAUSE_STOP.sub("", target) + {"،": ",", ",": ",", "؛": ";", ";": ";", ":": ":"}.get(mark, "")
