"""What a translation lost, changed, added or left as it was, sentence by sentence."""

from __future__ import annotations

import re

from summarize.arabic.numbers import Number, english_numbers, missing_numbers, numbers
from summarize.checks.naming import check_names
from summarize.checks.repetition import repetition
from summarize.checks.script import check_script, untranslated
from summarize.records import Flag

_ENGLISH = "eng_Latn"
_WORD = re.compile(r"[^\W_]+")
# Characters of English for one of Arabic, and the source words from which each floor holds. On 50,843 pairs of Arabic
# news and newswire English the ratio is 1.26 at the median; under these floors lies one in a thousand.
_LENGTH_FLOORS = ((15, 0.76), (5, 0.66))


def check_translation(source: str, target: str, where: str, target_lang: str = _ENGLISH) -> tuple[Flag, ...]:
    """Give the flags of one translated sentence, most severe kinds first; ``()`` for nothing to say.

    ``source`` is Arabic, ``target_lang`` a FLORES-200 code. Numbers in words, names and lengths are compared for
    English; for any other language what needs no knowledge of it: digits, loops, scripts, nothing written at all.
    """
    if not _WORD.search(source):
        return ()
    if not _WORD.search(target):
        return (Flag("omission", where, "nothing was translated", "error"),)
    if untranslated(source, target):
        return (Flag("untranslated", where, "the source was given back as it is", "error"),)
    flags = list(check_script(source, target, where, _script_of(target_lang)))
    if loop := repetition(target, source):
        flags.append(Flag("repetition", where, f"repeated: {loop[:80]}", "error"))
    if target_lang == _ENGLISH:
        flags += _numbers(source, target, where)
        flags += check_names(source, target, where)
        flags += _omission(source, target, where)
    else:
        flags += _digits(source, target, where)
    return tuple(flags)


def _script_of(target_lang: str) -> str:
    return {"Latn": "LATIN", "Arab": "ARABIC", "Cyrl": "CYRILLIC"}.get(target_lang[-4:], "")


def _numbers(source: str, target: str, where: str) -> list[Flag]:
    given, written = numbers(source), english_numbers(target)
    lost = missing_numbers(given, written)
    added = [number for number in missing_numbers(written, given) if not _small(number)]
    return [
        *(Flag(_kind(n), where, _missing(n)) for n in lost),
        *(Flag(_kind(n), where, f"{n.text} is not in the source") for n in added),
    ]


def _missing(number: Number) -> str:
    return f"{number.text} missing" + (f" ({number.value})" if number.value != number.text else "")


def _kind(number: Number) -> str:
    return "date" if number.kind in ("date", "time") else "number"


def _small(number: Number) -> bool:
    """Whether a translator adds such a number in good faith: «هدفان» becomes "2 goals"."""
    return number.kind in ("cardinal", "ordinal") and number.value in ("0", "1", "2")


def _omission(source: str, target: str, where: str) -> list[Flag]:
    words = len(_WORD.findall(source))
    ratio = len(target) / len(source)
    if any(words >= least and ratio < floor for least, floor in _LENGTH_FLOORS):
        return [Flag("omission", where, f"{ratio:.2f} characters for one of the source, 1.26 is usual", "warn")]
    return []


def _digits(source: str, target: str, where: str) -> list[Flag]:
    given = [number for number in numbers(source) if number.text.strip("%٪").isdecimal() and len(number.value) > 1]
    lost = missing_numbers(given, english_numbers(target))
    return [Flag("number", where, _missing(number)) for number in lost]
