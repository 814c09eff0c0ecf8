"""What the ranker learns from: for each step of an extract, every sentence's features and the ROUGE it would bring.

The reward of a sentence is the mean ROUGE-1, -2 and -L F of (those chosen + it), in article order, against the editor's
summary. A reference counts as at least ``REFERENCE_WORDS`` words a sentence chosen: a third sentence would otherwise
be wanted short, not telling.

Only France 24's summaries are learned from: they are two full sentences, as an extract is. The other outlets' one-line
summaries stay out, and so show whether the ranker holds for a newsroom that it has not seen.
"""

from __future__ import annotations

import json
import lzma
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from summarize.arabic.sentences import split_sentences
from summarize.arabic.words import words
from summarize.extractive.document import Document, read
from summarize.extractive.features import choice_features, sentence_features
from summarize.extractive.select import can_stand
from summarize.extractive.similarity import Vectors
from summarize.records import Article

HELD_OUT = 20  # every 20th row of type `abstract` is the summary dev set
LEARNED_OUTLET = "france24"
CANDIDATES = 14  # sentences of an article that are learned from; editors' summaries come from further down in 1 of 20
REFERENCE_WORDS = 20  # words of a summary sentence; the two-sentence summaries have 45 words on average
TITLELESS = 4  # every 4th story is learned from without its title: not every page has one

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Story:
    """An article read once, the words of its editor's summary, the outlet, and the row's number among the abstracts."""

    number: int
    outlet: str
    document: Document
    summary: tuple[str, ...]

    @property
    def held_out(self) -> bool:
        """Whether the story belongs to the dev set, which is never trained on."""
        return self.number % HELD_OUT == 0


@dataclass(frozen=True)
class Step:
    """One choice: a row of ``features`` and a reward (0 to 1) for each sentence that can be chosen."""

    features: Floats
    rewards: Floats


def stories(data: Path) -> Iterator[Story]:
    """Read the articles to learn from and, of the other outlets, those held out; in the file's order."""
    with lzma.open(data / "news/summaries.jsonl.xz", "rt", encoding="utf-8") as lines:
        abstracts = (row for row in map(json.loads, lines) if row["type"] == "abstract")
        for number, row in enumerate(abstracts):
            if row["source"] != LEARNED_OUTLET and number % HELD_OUT:
                continue
            text = "\n\n".join(line.strip() for line in row["text"].split("\n") if line.strip())
            document = read(Article(row["id"], text, title=row["title"]), split_sentences(text))
            yield Story(number, row["source"], document, tuple(words(row["summary"])))


def steps(story: Story) -> tuple[list[Step], list[Step]]:
    """Give the first choices and the next choices to learn from; none where fewer than two sentences can stand.

    The next choices start from the lead, from the best single sentence, and from the lead with its best partner.
    """
    allowed = [index for index in range(min(CANDIDATES, len(story.document))) if can_stand(story.document, index)]
    if len(allowed) < 2:
        return [], []
    singles = _rewards(story, allowed, ())
    best = allowed[int(singles.argmax())]
    partners = _rewards(story, allowed[1:], allowed[:1])
    pair = tuple(sorted((allowed[0], allowed[1:][int(partners.argmax())])))
    document = story.document if story.number % TITLELESS else replace(story.document, headings=())
    vectors = Vectors(document)
    features = sentence_features(document, vectors)
    nexts = []
    for chosen in dict.fromkeys([(allowed[0],), (best,), pair]):
        left = [index for index in allowed if index not in chosen]
        if len(left) > 1:
            beside = choice_features(document, vectors.closest(chosen), chosen)
            nexts.append(Step(np.hstack([features, beside])[left], _rewards(story, left, chosen)))
    return [Step(features[allowed], singles)], nexts


def _rewards(story: Story, candidates: Sequence[int], chosen: Sequence[int]) -> Floats:
    reference_words = max(len(story.summary), REFERENCE_WORDS * (1 + len(chosen)))
    return np.array(
        [np.mean(rouge(extract_words(story, (*chosen, index)), story.summary, reference_words)) for index in candidates]
    )


def extract_words(story: Story, indices: Sequence[int]) -> list[str]:
    """Give the words of the sentences ``indices``, in article order."""
    return [word for index in sorted(indices) for word in story.document.words[index]]


def rouge(hypothesis: Sequence[str], reference: Sequence[str], reference_words: int = 0) -> tuple[float, float, float]:
    """ROUGE-1, -2 and -L F measures, 0 to 1 (Lin, "ROUGE: A Package for Automatic Evaluation of Summaries", 2004).

    The reference's length counts as at least ``reference_words``.

    >>> rouge("a b c".split(), "a b d".split())
    (0.6666666666666666, 0.5, 0.6666666666666666)
    """
    sizes = len(hypothesis), max(len(reference), reference_words)
    bigrams = (
        Counter(pairwise(hypothesis)),
        Counter(pairwise(reference)),
    )
    return (
        _f_measure((Counter(hypothesis) & Counter(reference)).total(), *sizes),
        _f_measure((bigrams[0] & bigrams[1]).total(), sizes[0] - 1, sizes[1] - 1),
        _f_measure(common_subsequence(hypothesis, reference), *sizes),
    )


def common_subsequence(one: Sequence[str], two: Sequence[str]) -> int:
    """Length of the longest common subsequence, bit-parallel: Hyyrö, "Bit-parallel LCS-length Computation", 2004.

    >>> common_subsequence("a b c d".split(), "b x d a".split())
    2
    """
    places: dict[str, int] = {}
    for place, word in enumerate(one):
        places[word] = places.get(word, 0) | 1 << place
    everywhere = (1 << len(one)) - 1
    row = everywhere
    for word in two:
        matches = row & places.get(word, 0)
        row = ((row + matches) | (row - matches)) & everywhere
    return len(one) - row.bit_count()


def _f_measure(matches: int, hypothesis_size: int, reference_size: int) -> float:
    return 2 * matches / (hypothesis_size + reference_size) if matches else 0.0
