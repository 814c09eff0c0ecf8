"""Many articles at once: a row for each as it is done, and the same story of several outlets put together."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from summarize.reading.files import Identities
from summarize.records import Article, Digest, Failure
from summarize.stories import group
from ui.handlers.limits import Limits
from ui.handlers.problems import Problem, Refused, problem_of, problem_of_failure, too_many
from ui.handlers.sources import Link, Reader, Source


@dataclass(frozen=True, slots=True)
class Row:
    """One article of a batch: its place in the order given, from 1, and its digest or why there is none."""

    number: int
    total: int
    result: Digest | Failure

    @property
    def problem(self) -> Problem | None:
        """Why there is no digest."""
        return problem_of_failure(self.result) if isinstance(self.result, Failure) else None


def batch_rows(
    sources: Sequence[Source], reader: Reader, digest: Callable[[Article], Digest], limits: Limits
) -> Iterator[Row]:
    """Digest all articles of ``sources``, in order; ids are unique in the run.

    Files are read at once, so that the total is known from the first row; a link is fetched when its turn comes. Work
    is done as rows are asked for, and an article that ``digest`` fails on costs itself only. Raises ``Refused`` for
    more articles than the limit.
    """
    waiting = _waiting(sources, reader, limits.batch_articles)
    identities = Identities()
    outcomes = chain.from_iterable(_fetched(item, reader) for item in waiting)
    for number, outcome in enumerate(outcomes, 1):
        named = replace(outcome, id=identities.claim(outcome.id))
        yield Row(number, len(waiting), _digested(named, digest) if isinstance(named, Article) else named)


def same_stories(rows: Sequence[Row]) -> tuple[tuple[int, ...], ...]:
    """Give the rows that tell one story in the same words, as indices into ``rows``, two or more together."""
    done = [(index, row.result.article) for index, row in enumerate(rows) if isinstance(row.result, Digest)]
    found = group([article for _, article in done])
    return tuple(tuple(done[member][0] for member in story.members) for story in found if len(story.members) > 1)


def story_numbers(rows: Sequence[Row]) -> list[int]:
    """Give the number of each row's story, from 1; a row that shares its story with no other has one of its own.

    >>> story_numbers([Row(1, 2, Failure("a", "", "read", "", "")), Row(2, 2, Failure("b", "", "read", "", ""))])
    [1, 2]
    """
    first = {index: members[0] for members in same_stories(rows) for index in members}
    numbers: dict[int, int] = {}
    return [numbers.setdefault(first.get(index, index), len(numbers) + 1) for index in range(len(rows))]


def _digested(article: Article, digest: Callable[[Article], Digest]) -> Digest | Failure:
    try:
        return digest(article)
    except Exception as error:  # one bad article never stops the rest
        problem = problem_of(error)
        return Failure(article.id, article.source, "digest", problem.key, problem.message)


def _waiting(sources: Sequence[Source], reader: Reader, most: int) -> list[Link | Article | Failure]:
    found: list[Link | Article | Failure] = []
    for source in sources:
        for item in [source] if isinstance(source, Link) else reader.all(source):
            found.append(item)
            if len(found) > most:
                raise Refused(too_many("articles", len(found), most))
    if not found:
        raise Refused(Problem("empty", "nothing was given: files or links were expected"))
    return found


def _fetched(item: Link | Article | Failure, reader: Reader) -> Iterator[Article | Failure]:
    if not isinstance(item, Link):
        yield item
        return
    try:
        yield reader.one(item)
    except Refused as refused:
        yield Failure(item.url, item.url, "read", refused.problem.key, refused.problem.message)
