"""Decide what is trained on: read, clean, drop what overlaps the test sets, and write one text file a data set.

A line of ``text/<name>.tsv`` is ``source TAB target``; the name says the task (see `TASKS`). The ``dev/`` folder holds
the held-out sets in the same form.
"""

from __future__ import annotations

import itertools
import random
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from train import holdout, sources
from train.noise import noised
from train.sources import Pair

TRANSLATIONS = ("news", "un_human", "un_machine", "fignews", "general", "machine", "short", "bible", "names")
#: Source and target code of each data set: ``arb_Arab`` asks for a summary of Arabic, ``arb_Head`` for a headline.
TASKS = {
    **dict.fromkeys(TRANSLATIONS, ("arb_Arab", "eng_Latn")),
    "back": ("spare_2", "eng_Latn"),  # Arabic by a machine is marked as such (Caswell et al. 2019)
    "abstract": ("arb_Arab", "arb_Arab"),
    "lead": ("arb_Arab", "arb_Arab"),
    "headline": ("arb_Arab", "arb_Head"),
    "denoise_arabic": ("arb_Arab", "spare_1"),
    "denoise_english": ("eng_Latn", "spare_2"),
}
_FAMILIES = {
    "un_conflict": "un_human", "un_conflict_mtar": "un_machine", "un_conflict_mten": "un_machine", "fignews": "fignews",
    "bible": "bible", "sentencebank25k": "short", "tatoeba_train": "short", "mmlu": "machine",
    "captions_3b1b": "machine", "mozilla_www": "machine",
}  # fmt: skip
MIN_ALIGNMENT = 0.35
BIBLE_CAP = 4000
SOURCE_WORDS = 110  # words of an article that a summary is made from
HEADLINE_WORDS = 60
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_ARABIC = re.compile("[\u0621-\u064a]")
_LATIN = re.compile("[A-Za-z]")
_SENTENCE_END = re.compile(r"(?<=[.!?؟])\s+")


def family(origin: str) -> str:
    """Name the data set a source of ``mixed.tsv`` belongs to."""
    return _FAMILIES.get(origin, "machine" if origin.startswith("doc_") else "general")


def good_pair(pair: Pair) -> bool:
    """Whether a pair looks like a translation: scripts, lengths, numbers."""
    arabic, english = len(pair.arabic), len(pair.english)
    if not 2 <= arabic <= 700 or not 2 <= english <= 800 or not 0.4 <= (english + 15) / (arabic + 15) <= 2.6:
        return False
    if len(_ARABIC.findall(pair.arabic)) < 0.5 * arabic or len(_LATIN.findall(pair.english)) < 0.5 * english:
        return False
    if len(_ARABIC.findall(pair.english)) > 2:
        return False
    long_numbers = Counter(number for number in _NUMBER.findall(pair.english) if len(number) > 2)
    return not long_numbers - Counter(_NUMBER.findall(pair.arabic)) or pair.origin == "news"


def _stem(word: str) -> str:
    """Give a crude stem (no clitic in front, four letters), so that a summary's inflections count as support."""
    word = re.sub("^(?:[وفبلك]?ال|[وفبلك](?=.{3}))", "", word)
    return word.translate(str.maketrans("أإآىة", "اااهه"))[:4]


def supported(target: str, source: str, share: float) -> bool:
    """Whether ``source`` has every number of ``target`` and at least ``share`` of its words of four letters or more."""
    if not set(_NUMBER.findall(target)) <= set(_NUMBER.findall(source)):
        return False
    known = {_stem(word) for word in holdout.words(source)}
    content = [word for word in holdout.words(target) if len(word) > 3]
    return sum(_stem(word) in known for word in content) >= share * len(content)


def beginning(paragraphs: Iterable[str], limit: int) -> str:
    """Whole sentences from the start of an article, at most ``limit`` words (the first sentence is cut if longer)."""
    kept: list[str] = []
    count = 0
    for sentence in (part for text in paragraphs for part in _SENTENCE_END.split(text)):
        length = len(sentence.split())
        if kept and count + length > limit:
            break
        kept.append(" ".join(sentence.split()[:limit]))
        count += length
    return " ".join(kept)


def translations(data: Path, held_out: holdout.Holdout, rows: int | None) -> Iterator[tuple[str, str, str]]:
    """All (data set, Arabic, English) that pass the filters, without duplicates."""
    seen: set[int] = set()
    bible = 0
    news, mixed = sources.news_pairs(data, held_out=False), sources.mixed_pairs(data)
    for pair in itertools.chain(itertools.islice(news, rows), itertools.islice(mixed, rows)):
        name = "news" if pair.origin == "news" else family(pair.origin)
        key = hash(" ".join(holdout.words(pair.arabic)))
        if key in seen or pair.alignment < MIN_ALIGNMENT or not good_pair(pair):
            continue
        if held_out.touches(pair.arabic, pair.english):
            continue
        if name == "bible":
            bible += 1
            if bible > BIBLE_CAP:
                continue
        seen.add(key)
        yield name, pair.arabic, pair.english
    for pair in itertools.islice(sources.name_pairs(data), rows):
        yield "names", pair.arabic, pair.english


def summaries(data: Path, held_out: holdout.Holdout, rows: int | None) -> Iterator[tuple[str, str, str]]:
    """All (data set, article beginning, summary or headline) whose target is carried by its source."""
    summarized, headed = sources.summary_stories(data, held_out=False), sources.headline_stories(data)
    for story in itertools.chain(itertools.islice(summarized, rows), itertools.islice(headed, rows)):
        paragraphs = (story.lead, *story.paragraphs) if story.lead else story.paragraphs
        source = beginning(paragraphs, SOURCE_WORDS)
        if len(source.split()) < 25 or held_out.touches(source, story.title):
            continue
        if 6 <= len(story.abstract.split()) <= 70 and supported(story.abstract, source, 0.6):
            yield "abstract", source, story.abstract
        if 8 <= len(story.lead.split()) <= 55:
            yield "lead", source, story.lead
        head = beginning(paragraphs, HEADLINE_WORDS)
        if 4 <= len(story.title.split()) <= 18 and supported(story.title, head, 0.7):
            yield "headline", head, story.title


def denoising(data: Path, held_out: holdout.Holdout, rows: int, seed: int) -> Iterator[tuple[str, str, str]]:
    """All (data set, noised text, text): sentences of Arabic articles and of English news."""
    draw = random.Random(seed)
    paragraphs = (text for story in sources.headline_stories(data) for text in story.paragraphs[:6])
    for name, texts in (("denoise_arabic", paragraphs), ("denoise_english", sources.english_sentences(data))):
        for text in itertools.islice(texts, rows):
            if 5 <= len(text.split()) <= 60 and not held_out.touches(text):
                yield name, noised(text, draw), text


def development(data: Path) -> dict[str, list[tuple[str, str]]]:
    """Give the held-out sets by name: source and reference."""
    dev = {
        name: [(pair.arabic, pair.english) for pair in sources.tune_pairs(data, name)]
        for name in ("flores200_dev", "tico19", "un_heldout")
    }
    dev["news"] = [(pair.arabic, pair.english) for pair in sources.news_pairs(data, held_out=True)]
    stories = list(sources.summary_stories(data, held_out=True))
    dev["abstract"] = [(beginning(story.paragraphs, SOURCE_WORDS), story.abstract) for story in stories]
    dev["headline"] = [(beginning(story.paragraphs, HEADLINE_WORDS), story.title) for story in stories]
    return dev


def build(data: Path, work: Path, seed: int, rows: int = 0, monolingual: int = 0, english: int = 0) -> None:
    """Write ``work/text/*.tsv`` and ``work/dev/*.tsv``; lines are shuffled within each data set.

    At most ``rows`` rows of each file are read (0: all), ``monolingual`` texts a language are noised, and ``english``
    sentences are written to ``text/english.tsv``, for a reverse model to translate.
    """
    held_out = holdout.load(data)
    sets: dict[str, list[tuple[str, str]]] = {}
    found = itertools.chain(
        translations(data, held_out, rows or None),
        summaries(data, held_out, rows or None),
        denoising(data, held_out, monolingual, seed),
    )
    for name, source, target in found:
        sets.setdefault(name, []).append((source, target))
    sentences = (text for text in sources.english_sentences(data) if 4 <= len(text.split()) <= 50)
    chosen = itertools.islice((text for text in sentences if not held_out.touches(text)), english)
    for named in sets.values():
        random.Random(seed).shuffle(named)
    for folder, texts in (("text", sets), ("dev", development(data))):
        (work / folder).mkdir(parents=True, exist_ok=True)
        for name, pairs in texts.items():
            lines = "".join(f"{source}\t{target}\n" for source, target in pairs)
            (work / folder / f"{name}.tsv").write_text(lines, encoding="utf-8")
            print(f"{folder}/{name}: {len(pairs)} rows", file=sys.stderr)
    (work / "text/english.tsv").write_text("".join(f"{text}\n" for text in chosen), encoding="utf-8")
