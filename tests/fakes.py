"""A fake engine behind the real protocol: tests of tasks need no weights, and see every call that was made."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from summarize.engines.base import Decoding, Hypothesis
from summarize.errors import LanguageError

Reply = Callable[[str, Decoding], str | Hypothesis]
"""What a fake model answers to one source; a plain text stands for a hypothesis with score -0.5."""


@dataclass(frozen=True)
class Call:
    """One call of ``generate``, as the task made it."""

    sources: tuple[str, ...]
    decoding: Decoding
    source_lang: str | None
    target_lang: str | None


def echo(source: str, decoding: Decoding) -> str:
    """Give the source back, as a model that copies would."""
    return source


def answers(table: Mapping[str, str | Hypothesis], default: Reply = echo) -> Reply:
    """Reply from a table; ``default`` answers what the table does not hold."""
    return lambda source, decoding: table[source] if source in table else default(source, decoding)


def in_turn(*replies: Mapping[str, str | Hypothesis]) -> Reply:
    """Reply to the n-th request for the same source from the n-th table, and from the last one ever after."""
    seen: dict[str, int] = {}

    def reply(source: str, decoding: Decoding) -> str | Hypothesis:
        turn = min(seen.get(source, 0), len(replies) - 1)
        seen[source] = seen.get(source, 0) + 1
        return replies[turn][source]

    return reply


@dataclass
class FakeEngine:
    """Fulfils ``summarize.engines.base.Engine``; a token is a word between spaces.

    Like a real engine it refuses codes it does not know, cuts sources at ``max_source_tokens`` before the model
    sees them, and cuts replies at ``max_tokens``, the end token included. Everything asked of it is in ``calls``.
    """

    reply: Reply = echo
    codes: frozenset[str] = frozenset({"arb_Arab", "eng_Latn"})
    name: str = "fake:float32"
    calls: list[Call] = field(default_factory=list)

    def generate(
        self,
        sources: Sequence[str],
        decoding: Decoding,
        source_lang: str | None = None,
        target_lang: str | None = None,
    ) -> list[Hypothesis]:
        """Give the replies, in order."""
        for code in {source_lang, target_lang} - {None}:
            if code not in self.codes:
                raise LanguageError(f"the fake model does not know {code}")
        if not sources:
            return []
        self.calls.append(Call(tuple(sources), decoding, source_lang, target_lang))
        return [self._hypothesis(source, decoding) for source in sources]

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """Count words between spaces."""
        return [len(text.split()) for text in texts]

    def languages(self) -> frozenset[str]:
        """The codes it was given."""
        return self.codes

    @property
    def sources(self) -> list[tuple[str, ...]]:
        """The sources of each call, in order: the shape of what a task asked for."""
        return [call.sources for call in self.calls]

    def _hypothesis(self, source: str, decoding: Decoding) -> Hypothesis:
        read = source.split()[: decoding.max_source_tokens]
        source_cut = len(read) < len(source.split())
        answer = self.reply(" ".join(read) if source_cut else source, decoding)
        if isinstance(answer, Hypothesis):
            return answer
        written = answer.split()
        if len(written) + 1 > decoding.max_tokens:
            cut = " ".join(written[: decoding.max_tokens])
            return Hypothesis(cut, -0.5, decoding.max_tokens, hit_limit=True, source_cut=source_cut)
        return Hypothesis(answer, -0.5, len(written) + 1, source_cut=source_cut)
