"""An article as the methods see it: its sentences, their words, their paragraphs, and the words of its headings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from summarize.arabic.words import content_words, words
from summarize.records import Article, Sentence


@dataclass(frozen=True, slots=True)
class Document:
    """One article, read once for all methods; every tuple has one entry a sentence, in article order.

    ``words`` are normalised, ``content`` are stems without stop words, ``paragraphs`` counts from 0.
    ``headings`` are the stems of the title and of the standfirst, those that the article has.
    """

    sentences: tuple[Sentence, ...]
    words: tuple[tuple[str, ...], ...]
    content: tuple[tuple[str, ...], ...]
    stems: tuple[frozenset[str], ...]
    paragraphs: tuple[int, ...]
    headings: tuple[frozenset[str], ...]

    def __len__(self) -> int:
        return len(self.sentences)


def read(article: Article, sentences: Sequence[Sentence]) -> Document:
    """Count words and paragraphs once; a paragraph ends where a line break lies between two sentences."""
    content = tuple(tuple(content_words(sentence.text)) for sentence in sentences)
    headings = (frozenset(content_words(text)) for text in (article.title, article.standfirst))
    return Document(
        sentences=tuple(sentences),
        words=tuple(tuple(words(sentence.text)) for sentence in sentences),
        content=content,
        stems=tuple(frozenset(stems) for stems in content),
        paragraphs=_paragraphs(article.text, sentences),
        headings=tuple(stems for stems in headings if stems),
    )


def _paragraphs(text: str, sentences: Sequence[Sentence]) -> tuple[int, ...]:
    numbers: list[int] = []
    number = end = 0
    for sentence in sentences:
        if numbers and "\n" in text[end : sentence.start]:
            number += 1
        numbers.append(number)
        end = sentence.end
    return tuple(numbers)
