"""Whether an article carries what its summary says, sentence by sentence; Arabic against Arabic."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from summarize.arabic.normalize import normalize
from summarize.arabic.numbers import missing_numbers, numbers
from summarize.arabic.sentences import split_sentences
from summarize.arabic.words import STOP_WORDS, arabic_share, content_words, stem, words
from summarize.checks.known_names import KnownNames
from summarize.checks.repetition import repetition, stutter
from summarize.checks.script import check_script
from summarize.records import Abstract, Flag, Grade, Sentence

_WORD = re.compile(r"[^\W_]+")
_LATIN_WORD = re.compile("[a-z]{2,}")
_MOST_SENTENCES = 3
# A summary sentence is carried when at most three article sentences hold this share of its content stems, and each of
# them brings at least this share that the others lack.
_COVERED = 0.5
_WORTH_ADDING = 0.12
# A sentence cannot end with one of these: something was to follow. «... بشكل ثنائي وقال.»
_OPENERS = frozenset(
    normalize(f"{joined}{word}")
    for joined in ("", "و", "ف")
    for word in (
        "قال قالت أضاف أضافت أكد أكدت أوضح أوضحت أن إن بأن في من إلى على عن مع بين خلال حول ضد حتى منذ أو ثم لكن "
        "الذي التي الذين إذا لأن كي حيث بسبب بفضل نحو"  # not «قبل» and «بعد»: «من قبل», «فيما بعد»
    ).split()
)


def support(summary: Sequence[str], sentences: Sequence[Sentence]) -> tuple[tuple[int, ...], ...]:
    """Give, for each sentence of a summary, the indices of the article sentences that carry it, in article order.

    A greedy cover of its content stems (numbers included) by at most three sentences; ``()`` where they hold less
    than half of them. A sentence without content words (``نعم.``) is carried by the first sentence.
    """
    stems = [frozenset(content_words(sentence.text)) for sentence in sentences]
    return tuple(_carriers(frozenset(content_words(text)), stems, sentences) for text in summary)


def _carriers(
    wanted: frozenset[str], stems: Sequence[frozenset[str]], sentences: Sequence[Sentence]
) -> tuple[int, ...]:
    if not wanted:
        return (sentences[0].index,) if sentences else ()
    left: set[str] = set(wanted)
    chosen: list[int] = []
    while left and len(chosen) < _MOST_SENTENCES and stems:
        best = max(range(len(stems)), key=lambda k: (len(left & stems[k]), -k))
        gain = len(left & stems[best])
        if gain == 0 or gain < _WORTH_ADDING * len(wanted):
            break
        chosen.append(best)
        left -= stems[best]
    covered = 1 - len(left) / len(wanted)
    return tuple(sorted(sentences[k].index for k in chosen)) if covered >= _COVERED else ()


def check_summary(
    sentences: Sequence[Sentence], text: str, carried: Sequence[Sequence[int]], where: str = "abstract"
) -> tuple[Flag, ...]:
    """Give the flags of an Arabic summary against its article; ``carried`` is ``support``'s answer for it.

    Flags of one sentence of several point to ``where:K``, counted from 0.
    """
    if not _WORD.search(text):
        return (Flag("support", where, "nothing was written", "error"),)
    article = " ".join(sentence.text for sentence in sentences)
    flags = list(check_script(article, text, where, "ARABIC"))
    if arabic_share(text) < 0.5 <= arabic_share(article):
        flags.append(Flag("script", where, "the summary is not in Arabic", "error"))
    if strangers := sorted(set(_LATIN_WORD.findall(text.lower())) - set(_LATIN_WORD.findall(article.lower()))):
        detail = f"in Latin letters, and not in the article: {', '.join(strangers)[:80]}"
        flags.append(Flag("script", where, detail))
    if loop := repetition(text) or stutter(text, article):
        flags.append(Flag("repetition", where, f"repeated: {loop[:80]}", "error"))
    parts = split_sentences(text)
    given = numbers(article)
    known = KnownNames(article)
    for k, part in enumerate(parts):
        place = f"{where}:{k}" if len(parts) > 1 else where
        for number in missing_numbers(numbers(part.text), given):
            kind = "date" if number.kind in ("date", "time") else "number"
            flags.append(Flag(kind, place, f"{number.text} is not in the article"))
        for name in known.unknown(part.text):
            flags.append(Flag("name", place, f"{name} is not in the article"))
        if k < len(carried) and not carried[k]:
            flags.append(Flag("support", place, "no sentence of the article carries this"))
    return tuple(flags)


def check_copying(sentences: Sequence[Sentence], text: str, where: str = "abstract") -> tuple[Flag, ...]:
    """Flag whatever a summary does not take over from its article: words of its own, numbers beside another noun.

    For summarizers too weak to be trusted with words of their own; a good one rightly says things anew. A number is
    taken over when the word after it follows it in the article too (three *provinces* in five *years*). Nor may the
    last sentence break off.
    """
    article = [stem(word) for sentence in sentences for word in words(sentence.text)]
    own_words = words(text)
    written = [stem(word) for word in own_words]
    flags = []
    known_stems = set(article)
    if strange := [w for w in dict.fromkeys(own_words) if w not in STOP_WORDS and stem(w) not in known_stems]:
        flags.append(Flag("support", where, f"words that the article does not have: {', '.join(strange)[:80]}"))
    numeric = {stem(word) for number in numbers(text) for word in words(number.text)}
    if own_words and (last := own_words[-1]) in _OPENERS:
        flags.append(Flag("support", where, f"breaks off after {last}"))
    known = set(pairwise(article))
    if parted := [pair for pair in pairwise(written) if pair[0] in numeric and pair not in known]:
        flags.append(Flag("number", where, f"{' '.join(parted[0])} does not stand so in the article"))
    return tuple(flags)


def is_unsupported(abstract: Abstract, flags: Sequence[Flag]) -> bool:
    """Whether the extract should stand in the abstract's place.

    True when a sentence of it has no support, or holds a number or a name that the article does not have, when it
    loops, or when it is not Arabic: each makes it untrue or unreadable as a whole.
    """
    if not _WORD.search(abstract.text) or not all(abstract.support):
        return True
    return any(
        flag.kind in ("number", "date", "name", "support", "repetition", "script") and flag.lowers_grade
        for flag in flags
        if flag.where.split(":")[0] == "abstract"
    )


def grade(flags: Sequence[Flag]) -> Grade:
    """Give ``check`` when a reader should look at something; what is only worth knowing (``info``) lowers nothing.

    ``fallback`` is the caller's to give, when ``is_unsupported`` made it set the abstract aside.
    """
    return "check" if any(flag.lowers_grade for flag in flags) else "good"
