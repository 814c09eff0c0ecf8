"""What overlap does not see: whether a summary is true to its article, what it leaves out, and how it is made.

Numbers, names and support are judged by ``summarize.checks``; words are those of the ``arabic`` tokenization.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import combinations
from statistics import fmean

from eval.arabic_tokens import ArabicTokenizer
from eval.lcs import lcs_length
from summarize.arabic.numbers import missing_numbers, numbers
from summarize.arabic.sentences import split_sentences
from summarize.checks import support
from summarize.checks.known_names import KnownNames
from summarize.records import Digest

_LONGEST_NGRAM = 4


@dataclass(frozen=True, slots=True)
class Faithfulness:
    """One digest beyond overlap; shares are between 0 and 1, None where there is nothing to take a share of.

    The summary is the digest's abstract, or its extract where none was asked for. After a fallback that is the
    extract: what the checks refused is not judged again.
    """

    unsupported_numbers: tuple[str, ...]  # in the summary, not in the article, as written
    unsupported_names: tuple[str, ...]
    unsupported_sentences: int  # of the summary, that no sentence of the article carries
    numbers_covered: float | None  # of the references' numbers, the share that the summary has
    names_covered: float | None
    novelty: tuple[float | None, ...]  # of its n-grams, n from 1 to 4, the share new to the article (See et al. 2017)
    compression: float | None  # words of the article for one of the summary (Grusky et al. 2018)
    redundancy: float  # mean ROUGE-L F between the summary's own sentences (Bommasani and Cardie 2020)
    extract_positions: tuple[float, ...]  # of each extracted sentence: 0 is the article's first, 1 its last
    omission_rate: float | None  # of the translated lines, the share flagged as having lost something
    flags: tuple[tuple[str, int], ...]  # those that lower the grade, by kind, in alphabetical order


def faithfulness(digest: Digest, references: Sequence[str] = ()) -> Faithfulness:
    """Measure one digest; ``references`` are summaries by people, together taken as what deserves to be covered."""
    summary = digest.abstract.text if digest.abstract else digest.extract.text
    article = " ".join(sentence.text for sentence in digest.sentences)
    parts = [part.text for part in split_sentences(summary)]
    known = KnownNames(article)
    flags = Counter(flag.kind for flag in digest.flags if flag.lowers_grade)
    return Faithfulness(
        unsupported_numbers=tuple(n.text for n in missing_numbers(numbers(summary), numbers(article))),
        unsupported_names=tuple(dict.fromkeys(known.unknown(summary))),
        unsupported_sentences=sum(not carriers for carriers in support(parts, digest.sentences)),
        numbers_covered=_numbers_covered(summary, references),
        names_covered=_names_covered(summary, references),
        novelty=tuple(_novelty(summary, article)),
        compression=_ratio(len(_words(article)), len(_words(summary))),
        redundancy=_redundancy(parts),
        extract_positions=_positions(digest),
        omission_rate=_omission_rate(digest),
        flags=tuple(sorted(flags.items())),
    )


@dataclass(frozen=True, slots=True)
class Average:
    """One measure over a set: its mean over the ``count`` digests that have it."""

    name: str
    mean: float
    count: int


def averages(measured: Sequence[Faithfulness]) -> tuple[Average, ...]:
    """Average each measure over the digests that have it, in the order of a table; without any, it is left out."""
    columns: dict[str, Iterable[float | None]] = {
        "unsupported numbers": (len(one.unsupported_numbers) for one in measured),
        "unsupported names": (len(one.unsupported_names) for one in measured),
        "unsupported sentences": (one.unsupported_sentences for one in measured),
        "numbers covered": (one.numbers_covered for one in measured),
        "names covered": (one.names_covered for one in measured),
        **{f"new {n + 1}-grams": [one.novelty[n] for one in measured] for n in range(_LONGEST_NGRAM)},
        "compression": (one.compression for one in measured),
        "redundancy": (one.redundancy for one in measured),
        "omission rate": (one.omission_rate for one in measured),
    }
    had = {name: [value for value in values if value is not None] for name, values in columns.items()}
    return tuple(Average(name, fmean(values), len(values)) for name, values in had.items() if values)


@cache
def _tokenizer() -> ArabicTokenizer:
    return ArabicTokenizer()


def _words(text: str) -> list[str]:
    return _tokenizer().tokenize(text)


def _numbers_covered(summary: str, references: Sequence[str]) -> float | None:
    """Numbers that good prose drops (نسخة واحدة) are not asked for: they are never missed, even by an empty text."""
    written = numbers(summary)
    wanted = [numbers(reference) for reference in references]
    asked = sum(len(missing_numbers(given, ())) for given in wanted)
    missed = sum(len(missing_numbers(given, written)) for given in wanted)
    return _ratio(asked - missed, asked)


def _names_covered(summary: str, references: Sequence[str]) -> float | None:
    nothing, known = KnownNames(""), KnownNames(summary)
    asked = sum(len(set(nothing.unknown(reference))) for reference in references)
    missed = sum(len(set(known.unknown(reference))) for reference in references)
    return _ratio(asked - missed, asked)


def _novelty(summary: str, article: str) -> Iterator[float | None]:
    written, given = _words(summary), _words(article)
    for n in range(1, _LONGEST_NGRAM + 1):
        ngrams = _ngrams(written, n)
        yield _ratio(len(ngrams - _ngrams(given, n)), len(ngrams))


def _ngrams(words: Sequence[str], n: int) -> set[tuple[str, ...]]:
    return {tuple(words[k : k + n]) for k in range(len(words) - n + 1)}


def _redundancy(sentences: Sequence[str]) -> float:
    tokens = [words for words in map(_words, sentences) if words]
    # 2 LCS / (m + n) is the harmonic mean of LCS / m and LCS / n.
    return fmean([2 * lcs_length(a, b) / (len(a) + len(b)) for a, b in combinations(tokens, 2)] or [0.0])


def _positions(digest: Digest) -> tuple[float, ...]:
    last = max(len(digest.sentences) - 1, 1)
    return tuple(index / last for index in digest.extract.indices)


def _omission_rate(digest: Digest) -> float | None:
    if digest.translation is None:
        return None
    lines = digest.translation.lines
    return _ratio(sum(any(flag.kind == "omission" for flag in line.flags) for line in lines), len(lines))


def _ratio(part: int, whole: int) -> float | None:
    return part / whole if whole else None
