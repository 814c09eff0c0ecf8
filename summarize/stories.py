"""The same wire story in several outlets becomes one story.

Outlets print an agency's text under headlines of their own, cut it from its end, change a sentence, add a paragraph.
What stays are runs of words: two texts are compared by the shingles (runs of five normalised words) that they have in
common, as a share of the shorter one's (containment: Broder, "On the resemblance and containment of documents", 1997),
so that a brief cut out of a long report is found as well. Sets are compared exactly, through an index of shingles:
good for some ten thousand articles at a time, at about 3 kB for each hundred words.

Shared words alone are no proof. Pages of one site repeat its teasers in one block, reports from one court its titles
of princes and ministers. So the opening of one article must stand in the other, and what is shared must be most of the
shorter text or several whole sentences in several places.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, product

from summarize.arabic.words import words
from summarize.records import Article

_RUN = 5
_MOST = 0.4  # of the shorter text: below it, chance and formulas begin
_PART = 0.15
_SENTENCE = 20  # words in a row: the titles of a court take up to 18
_SENTENCES = 3  # apart from each other: one long passage is a quotation, or a site's furniture
_OPENING = 100  # words
_OPENING_SHARE = 0.5
_FEWEST = 8  # shingles: a line of twelve words


@dataclass(frozen=True, slots=True)
class Story:
    """Articles that tell one story in the same words; positions are those of the sequence given to ``group``.

    ``members`` are in input order, ``lead`` is the fullest of them. ``shares[k]`` is the share, 0 to 1, of the k-th
    member's words that stand in another member too: 0.0 for an article that is alone.
    """

    members: tuple[int, ...]
    lead: int
    shares: tuple[float, ...]


def group(articles: Sequence[Article]) -> tuple[Story, ...]:
    """Put articles together that tell one story; each is in exactly one, stories in order of their first article.

    An article whose words no other has is a story of its own. Raises nothing; gives ``()`` for none.
    """
    texts = [_Text(article.text) for article in articles]
    links = {(one, other): share for one, other, share in _links(texts)}
    groups: dict[int, list[int]] = {position: [position] for position in range(len(texts))}
    home = list(range(len(texts)))
    # Strongest first; two groups become one when half of their pairs are linked. A round-up of the day's news that
    # holds two stories does not make one story of them.
    for one, other in sorted(links, key=lambda pair: (-links[pair], pair)):
        first, second = sorted((home[one], home[other]))
        pairs = [(min(pair), max(pair)) for pair in product(groups[first], groups[second])]
        if first != second and 2 * sum(pair in links for pair in pairs) >= len(pairs):
            for position in groups[second]:
                home[position] = first
            groups[first] = sorted(groups[first] + groups.pop(second))
    return tuple(_story(tuple(members), texts) for _, members in sorted(groups.items()))


class _Text:
    """One article's shingles: ``runs`` in order, ``bag`` for asking."""

    def __init__(self, text: str) -> None:
        found = words(text)
        self.size = len(found)
        self.runs = [hash(tuple(found[start : start + _RUN])) for start in range(len(found) - _RUN + 1)]
        self.bag = frozenset(self.runs)

    def marked(self, other: frozenset[int]) -> list[bool]:
        """Tell of each word whether it stands in a run that ``other`` has too."""
        marks = [False] * self.size
        for start, run in enumerate(self.runs):
            if run in other:
                marks[start : start + _RUN] = [True] * _RUN
        return marks


def _links(texts: Sequence[_Text]) -> Iterator[tuple[int, int, float]]:
    """Give the pairs that tell one story, the earlier first, with the share of the shorter text that they have."""
    holders: dict[int, list[int]] = defaultdict(list)
    for position, text in enumerate(texts):
        shared: Counter[int] = Counter()
        for run in text.bag:
            shared.update(holders[run])
            holders[run].append(position)
        for earlier, count in shared.items():
            share = count / max(1, min(len(text.bag), len(texts[earlier].bag)))
            if count >= _FEWEST and share >= _PART and _tell_one_story(text, texts[earlier], share):
                yield earlier, position, share


def _tell_one_story(one: _Text, other: _Text, share: float) -> bool:
    both = one.marked(other.bag), other.marked(one.bag)
    if max(_share(marks[:_OPENING]) for marks in both) < _OPENING_SHARE:
        return False
    return share >= _MOST or max(map(_sentences, both)) >= _SENTENCES


def _sentences(marks: Sequence[bool]) -> int:
    """Count the passages that are as long as a sentence."""
    return sum(1 for marked, run in groupby(marks) if marked and len(list(run)) >= _SENTENCE)


def _share(marks: Sequence[bool]) -> float:
    return sum(marks) / len(marks) if marks else 0.0


def _story(members: tuple[int, ...], texts: Sequence[_Text]) -> Story:
    shares = []
    for member in members:
        others = frozenset[int]().union(*(texts[other].bag for other in members if other != member))
        shares.append(round(_share(texts[member].marked(others)), 4))
    return Story(members, max(members, key=lambda member: (texts[member].size, -member)), tuple(shares))
