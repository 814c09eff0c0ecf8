"""What the ranker sees of a sentence, and of a sentence beside those already chosen.

Arabic news marks its sentences at their start: the lead states who, what and which day; what follows opens with «و» and
a verb of saying («وأضاف»), a pronoun («وهي») or a connective («كما»), and leans on the sentence before it.
All counts are of normalised words. A feature's name is its key in ``ranker.json``.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from summarize.arabic.cues import REPORTING_VERBS
from summarize.arabic.normalize import normalize
from summarize.extractive.document import Document
from summarize.extractive.lexrank import walk
from summarize.extractive.similarity import Vectors

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

PLACES = 5  # the first sentences have a feature of their own each: the lead is not just "early"
LENGTHS = (10, 15, 20, 30, 40, 60)  # words; the worth of a word more changes at these
TOTALS = (30, 40, 50, 60, 80, 100)  # words of the whole extract
LONGEST, LONGEST_TOTAL = 80, 120  # beyond these, longer is not different: training saw little of it

#: «وهو»، «هذه»: the sentence speaks of something named before.
PRONOUNS = frozenset(normalize("هو هي هم هما هذا هذه هؤلاء ذلك تلك هناك").split())
#: «كما أكد»، «لكن الوزير»، «من جهته»: the sentence goes on from the one before.
CONNECTIVES = frozenset(normalize("لكن كما بينما غير حيث إذ ثم أيضا كذلك إلا بدوره بدورها جهته جهتها").split())
#: «أعلنت الوزارة الثلاثاء»: the day of the news stands in the sentence that tells it.
DAYS = frozenset(normalize("السبت الأحد الاثنين الإثنين الثلاثاء الأربعاء الخميس الجمعة اليوم أمس").split())

_QUOTED = re.compile("[\"«“][^\"«»“”]*[\"»”]")  # fmt: skip
_OPENING_QUOTES = ("\"", "«", "“")  # fmt: skip
_FINAL_MARKS = (".", "!", "؟", "?", "…", "\"", "»", "”")  # fmt: skip

SENTENCE_FEATURES: tuple[str, ...] = (
    *(f"place_{place}" for place in range(PLACES)),
    *("log_place", "relative_place", "last", "opens_paragraph", "first_paragraph", "last_paragraph"),
    *("log_words", *(f"words_over_{length}" for length in LENGTHS)),
    *("log_lexrank", "centroid_cosine", "lead_cosine", "heading_share", "heading_density", "no_heading"),
    *("new_share", "new_stems", "opens_with_and", "opens_with_speech", "speech_near_start", "opens_with_pronoun"),
    *("opens_with_connective", "quoted_share", "opens_with_quote", "numbers", "day", "no_final_mark", "function_share"),
)
CHOICE_FEATURES: tuple[str, ...] = (
    *("redundancy", "redundancy_squared", "said_share", "unsaid_stems", "heading_new", "heading_left"),
    *("follows_chosen", "precedes_chosen", "same_paragraph", "follows_in_paragraph", "log_distance", "before_all"),
    *("log_total", *(f"total_over_{total}" for total in TOTALS)),
)


def sentence_features(document: Document, vectors: Vectors) -> Floats:
    """One row a sentence, one column a name of ``SENTENCE_FEATURES``."""
    import numpy as np

    lexrank, centroid = walk(vectors), vectors.centrality()
    lead = vectors.cosines(0) if len(document) else centroid
    fresh = _fresh_stems(document)
    rows = [
        [
            *_position(document, index),
            *_length(len(document.words[index])),
            math.log(max(lexrank[index], 0.05)),
            centroid[index],
            lead[index] if index else 0.0,
            *_heading(document, document.stems[index]),
            fresh[index] / max(1, len(document.stems[index])),
            math.sqrt(fresh[index]),
            *_opening(document.words[index]),
            *_surface(document, index),
        ]
        for index in range(len(document))
    ]
    return np.array(rows, dtype=np.float64).reshape(len(document), len(SENTENCE_FEATURES))


def choice_features(document: Document, cosines: Floats, chosen: Sequence[int]) -> Floats:
    """One row a sentence, one column a name of ``CHOICE_FEATURES``, seen from the sentences ``chosen`` (at least one).

    ``cosines`` holds the largest cosine of each sentence to a chosen one.
    """
    import numpy as np

    said: frozenset[str] = frozenset().union(*(document.stems[index] for index in chosen))
    length = sum(len(document.words[index]) for index in chosen)
    paragraphs = {document.paragraphs[index] for index in chosen}
    rows = []
    for index, stems in enumerate(document.stems):
        follows, together = index - 1 in chosen, document.paragraphs[index] in paragraphs
        total = min(length + len(document.words[index]), LONGEST_TOTAL)
        rows.append(
            [
                cosines[index],
                cosines[index] ** 2,
                len(stems & said) / max(1, len(stems)),
                math.sqrt(len(stems - said)),
                max((len((stems & heading) - said) / len(heading) for heading in document.headings), default=0.0),
                max((len(heading - said - stems) / len(heading) for heading in document.headings), default=0.0),
                follows,
                index + 1 in chosen,
                together,
                follows and together,
                math.log(1 + min(abs(index - other) for other in chosen)),
                index < min(chosen),
                math.log(1 + total),
                *(max(0, total - limit) / 20 for limit in TOTALS),
            ]
        )
    return np.array(rows, dtype=np.float64).reshape(len(document), len(CHOICE_FEATURES))


def _position(document: Document, index: int) -> Iterator[float]:
    last = len(document) - 1
    paragraph = document.paragraphs[index]
    yield from (float(index == place) for place in range(PLACES))
    yield math.log(1 + index)
    yield index / max(1, last)
    yield index == last
    yield index == 0 or document.paragraphs[index - 1] != paragraph
    yield paragraph == 0
    yield paragraph == document.paragraphs[last]


def _length(count: int) -> Iterator[float]:
    count = min(count, LONGEST)
    yield math.log(1 + count)
    yield from (max(0, count - length) / 20 for length in LENGTHS)


def _heading(document: Document, stems: frozenset[str]) -> Iterator[float]:
    shared = [(len(stems & heading), len(heading)) for heading in document.headings]
    yield max((count / size for count, size in shared), default=0.0)
    yield max((count for count, _ in shared), default=0) / math.sqrt(1 + len(stems))
    yield not shared


def _opening(words: Sequence[str]) -> Iterator[float]:
    first = words[0] if words else ""
    bare = first[1:] if first[:1] in {"و", "ف"} else first
    yield first[:1] == "و"
    yield first in REPORTING_VERBS or bare in REPORTING_VERBS
    yield any(word in REPORTING_VERBS or word[1:] in REPORTING_VERBS for word in words[:6])
    yield first in PRONOUNS or bare in PRONOUNS
    yield any(word in CONNECTIVES for word in (first, bare, *words[1:2]))


def _surface(document: Document, index: int) -> Iterator[float]:
    text, words = document.sentences[index].text, document.words[index]
    yield sum(len(quoted) for quoted in _QUOTED.findall(text)) / max(1, len(text))
    yield text.startswith(_OPENING_QUOTES)
    yield math.sqrt(sum(word[0].isdigit() for word in words))
    yield any(word in DAYS for word in words)
    yield not text.endswith(_FINAL_MARKS)
    yield 1 - len(document.content[index]) / max(1, len(words))


def _fresh_stems(document: Document) -> list[int]:
    """How many stems of each sentence no earlier sentence has."""
    seen: set[str] = set()
    fresh = []
    for stems in document.stems:
        fresh.append(len(stems - seen))
        seen |= stems
    return fresh
