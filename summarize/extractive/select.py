"""Choose sentences one after the other: the best gain first, nothing said twice, given back in article order.

Which sentences a method likes is its own business; which sentences can stand in a summary at all is decided here, once
for all methods: no questions, no fragments, no headings, no near duplicates.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from summarize.extractive.document import Document

#: What a method makes of a document: the gain of each sentence once those of the given indices are chosen.
#: With nothing chosen it is the sentence's salience.
Gains = Callable[[Sequence[int]], list[float]]

MIN_WORDS = 5  # «وأكد ذلك مسؤول.» says nothing alone; every full news sentence is longer
HEADING_WORDS = 9  # a line of its own without a final mark is a heading or a caption up to this length
DUPLICATE_SHARE = 0.75  # stems of the shorter sentence that the other has too: the same thing twice
_QUESTION_MARKS = ("؟", "?")
_FINAL_MARKS = (".", "!", "…", "»", '"', "”", ")", "،", ":", "؛")


def can_stand(document: Document, index: int) -> bool:
    """Whether a sentence can stand in a summary: not a question, a fragment or a heading."""
    text = document.sentences[index].text.rstrip()
    length = len(document.words[index])
    if length < MIN_WORDS or text.rstrip('"»” ').endswith(_QUESTION_MARKS):
        return False
    return length > HEADING_WORDS or text.endswith(_FINAL_MARKS) or not _alone(document, index)


def duplicates(document: Document, index: int, other: int) -> bool:
    """Whether two sentences say the same: most stems of the shorter one are in the other too."""
    one, two = document.stems[index], document.stems[other]
    smaller = min(len(one), len(two))
    if not smaller:
        return document.words[index] == document.words[other]
    return len(one & two) >= DUPLICATE_SHARE * smaller


def choose(document: Document, gains: Gains, count: int) -> tuple[int, ...]:
    """Choose at most ``count`` sentences, greedily; indices in article order, ties to the earlier sentence.

    Fewer come back when the article has no more that can stand without repeating one another. A text of nothing but
    questions and fragments still gives its best ones: an extract is empty only when there are no sentences.
    """
    open_ = [index for index in range(len(document)) if can_stand(document, index)] or list(range(len(document)))
    chosen: list[int] = []
    while open_ and len(chosen) < count:
        gain = gains(chosen)
        best = max(open_, key=lambda index: (gain[index], -index))
        chosen.append(best)
        open_ = [index for index in open_ if index != best and not duplicates(document, index, best)]
    return tuple(sorted(chosen))


def _alone(document: Document, index: int) -> bool:
    paragraph = document.paragraphs[index]
    neighbours = (index - 1, index + 1)
    return not any(0 <= near < len(document) and document.paragraphs[near] == paragraph for near in neighbours)
