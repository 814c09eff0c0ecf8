"""Put back what was taken off as page furniture, where a reader knows better."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from summarize.errors import UsageError
from summarize.records import Article


def put_back(article: Article, indices: Collection[int]) -> Article:
    r"""Give the article with the lines ``article.removed[index]`` as paragraphs where they stood.

    A line whose place isn't known goes to the end. Raises ``UsageError`` for an index that isn't there.

    >>> from summarize.records import Removed
    >>> page = Article("a", "One.\n\nThree.", removed=(Removed("Two.", "tail", 6), Removed("Menu", "menu", 0)))
    >>> put_back(page, [0]).text
    'One.\n\nTwo.\n\nThree.'
    """
    if strangers := [index for index in indices if not 0 <= index < len(article.removed)]:
        raise UsageError(f"line {strangers[0]} given, 0 to {len(article.removed) - 1} expected")
    text, shift = article.text, 0
    kept = []
    for index, removed in enumerate(article.removed):
        offset = len(text) if removed.offset is None else removed.offset + shift
        if index not in indices:
            kept.append(replace(removed, offset=None if removed.offset is None else offset))
        elif offset >= len(text):
            text = f"{text}\n\n{removed.text}"
        else:
            text = f"{text[:offset]}{removed.text}\n\n{text[offset:]}"
        if index in indices:
            shift += len(removed.text) + 2
    return replace(article, text=text, removed=tuple(kept))
