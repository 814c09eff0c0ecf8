"""The wrong writing: Arabic left in an English text, a third script out of nowhere, a source given back as it was."""

from __future__ import annotations

import re
import unicodedata

from summarize.arabic.normalize import normalize
from summarize.arabic.words import arabic_share
from summarize.records import Flag

_LETTERS = re.compile(r"[^\W\d_]+")
_ARABIC_RUN = re.compile("[\u0620-\u064a\u066e-\u06d3\ufb50-\ufdff\ufe70-\ufefc][\u0620-\u065f\u066e-\u06d3 ]*")
# Letters of a third script in a row before they count: a lone "µ" or "α" is a symbol.
_STRAY_LETTERS = 2


def scripts(text: str) -> dict[str, int]:
    """Count the letters of ``text`` by script, as Unicode names them.

    >>> scripts("مصر and Россия")
    {'ARABIC': 3, 'LATIN': 3, 'CYRILLIC': 6}
    """
    counts: dict[str, int] = {}
    for run in _LETTERS.findall(text):
        for letter in run:
            script = _script(letter)
            counts[script] = counts.get(script, 0) + 1
    return counts


def _script(letter: str) -> str:
    if letter.isascii():
        return "LATIN"
    if "\u0600" <= letter <= "\u06ff":
        return "ARABIC"
    name = unicodedata.name(letter, "OTHER").split()[0]
    return "LATIN" if name in ("FEMININE", "MASCULINE", "MODIFIER") else name


def untranslated(source: str, target: str) -> bool:
    """Whether ``target`` is the Arabic ``source`` given back, spelling aside.

    >>> untranslated("قال الوزير", "قالَ الوزير."), untranslated("BBC", "BBC")
    (True, False)
    """
    return arabic_share(source) > 0.5 and _plain(source) == _plain(target)


def _plain(text: str) -> str:
    return "".join(_LETTERS.findall(normalize(text)))


def check_script(source: str, target: str, where: str, target_script: str) -> tuple[Flag, ...]:
    """Flag letters that neither the target's script nor the source explains.

    ``target_script`` is named as in ``scripts``; empty for one that is not told apart, where only Arabic is flagged.
    """
    counts = scripts(target)
    total = sum(counts.values())
    if total and counts.get("ARABIC", 0) and target_script != "ARABIC":
        words = ", ".join(run.strip() for run in _ARABIC_RUN.findall(target)[:5])
        severe = counts["ARABIC"] * 2 > total
        return (Flag("script", where, f"left in Arabic: {words[:80]}", "error" if severe else "warn"),)
    if not target_script:
        return ()
    known = scripts(source).keys() | {target_script, "LATIN"}
    for name, count in counts.items():
        if name not in known and count >= _STRAY_LETTERS:
            return (Flag("script", where, f"{count} letters of another script: {name.title()}", "warn"),)
    return ()
