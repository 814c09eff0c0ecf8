"""sumy's LexRank, the peer in the table: github.com/miso-belica/sumy (Apache-2.0), a dependency of development only.

sumy's own way into Arabic needs a corpus that NLTK downloads or pyarabic (GPL), so that it is fed here with what our
methods get: our sentences, our words and their stems, our stop words. Any difference is then one of method, not of
preparation. The rest is sumy's default (threshold 0.1, epsilon 0.1); it merges sentences that repeat word for word.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib.util import find_spec

from summarize.arabic.sentences import split_sentences
from summarize.arabic.words import STOP_WORDS, stem, words
from summarize.errors import MissingExtraError
from summarize.records import Article


def sumy_lexrank() -> Callable[..., str]:
    """Give ``(article, sentence_count) -> text``; raises ``MissingExtraError`` when sumy is not installed."""
    if find_spec("sumy") is None:
        raise MissingExtraError("sumy's LexRank, the peer in the comparison,", "dev")
    return _summary


def _summary(article: Article, sentence_count: int) -> str:
    from sumy.models.dom import ObjectDocumentModel, Paragraph
    from sumy.models.dom import Sentence as SumySentence
    from sumy.summarizers.lex_rank import LexRankSummarizer

    sentences = [SumySentence(sentence.text, _Words()) for sentence in split_sentences(article.text)]
    summarizer = LexRankSummarizer(stem)
    summarizer.stop_words = STOP_WORDS
    chosen = summarizer(ObjectDocumentModel([Paragraph(sentences)]), sentence_count)
    return " ".join(str(sentence) for sentence in chosen)


class _Words:
    """The half of sumy's tokenizer that its summarizers ask for."""

    def to_words(self, text: str) -> tuple[str, ...]:
        return tuple(words(text))
