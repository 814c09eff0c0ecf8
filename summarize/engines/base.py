"""What every engine does: token sequences out of a seq2seq model, batch first.

An engine knows weights and tokenizers; it knows nothing of summaries or translations. Those are tasks
(``summarize.abstractive``, ``summarize.translation``) and reach an engine as ``Decoding`` and language codes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Protocol, runtime_checkable

from summarize.errors import UsageError


@dataclass(frozen=True, slots=True)
class Decoding:
    """How to decode; every field means the same in every engine. Nothing is sampled.

    A beam search ends for a source when ``beam_size`` hypotheses have ended (transformers' ``early_stopping=True``,
    CTranslate2's ``patience=1``), and ranks them by ``sum(log p) / length ** length_penalty``. That length counts the
    end token, and the language token of models that write one, as transformers counts.

    ``no_repeat_ngram`` forbids an n-gram of that many tokens to come twice; 0 switches the rule off, and 1 is refused.
    ``repetition_penalty`` divides the positive logits of tokens that were generated before, and multiplies the
    negative ones (Keskar et al., 2019, CTRL); 1 switches it off. Probabilities are taken after both rules, so that
    what remains sums to 1.

    ``max_tokens`` counts generated tokens, the end token included, the language token not. ``min_tokens`` tokens come
    before the end token, never fewer than one. ``max_source_tokens`` counts the source's own tokens; what is longer is
    cut and reported by ``Hypothesis.source_cut``. A model of fewer positions lowers both limits to what it can hold.

    Raises ``UsageError`` for values outside these definitions.
    """

    beam_size: int = 1
    length_penalty: float = 1.0
    no_repeat_ngram: int = 0
    repetition_penalty: float = 1.0
    max_tokens: int = 256
    min_tokens: int = 1
    max_source_tokens: int = 512

    def __post_init__(self) -> None:
        """Refuse what no engine can do, and what two engines would do differently."""
        rules = {
            "beam_size must be at least 1": self.beam_size >= 1,
            "no_repeat_ngram must be 0 or at least 2": self.no_repeat_ngram == 0 or self.no_repeat_ngram >= 2,
            "repetition_penalty must be above 0": self.repetition_penalty > 0,
            "min_tokens must be at least 1 and at most max_tokens": 1 <= self.min_tokens <= self.max_tokens,
            "max_source_tokens must be at least 1": self.max_source_tokens >= 1,
        }
        for rule, kept in rules.items():
            if not kept:
                raise UsageError(f"{rule}: {self}")

    def within(self, positions: int | None) -> Decoding:
        """Give this decoding with its lengths lowered to what a model of ``positions`` can hold.

        >>> Decoding(max_tokens=256, max_source_tokens=512).within(130).max_source_tokens
        128
        """
        if positions is None:
            return self
        room = max(1, positions - 2)  # a language token and an end token on either side
        return replace(
            self,
            max_tokens=min(self.max_tokens, room),
            min_tokens=min(self.min_tokens, room),
            max_source_tokens=min(self.max_source_tokens, room),
        )


@dataclass(frozen=True, slots=True)
class Hypothesis:
    """The best sequence for one source.

    ``score`` is the mean natural log-probability of its generated tokens, the end token included and the language
    token not (0 is certain); ``tokens`` counts them. Both are 0 for a blank source. ``hit_limit`` is true when
    decoding stopped at ``max_tokens`` without an end token, ``source_cut`` when the source was longer than
    ``max_source_tokens``.
    """

    text: str
    score: float
    tokens: int
    hit_limit: bool = False
    source_cut: bool = False


@runtime_checkable
class Engine(Protocol):
    """Runs one model. ``name`` says which engine and numeric type, for the digest's signature."""

    name: str

    def generate(
        self,
        sources: Sequence[str],
        decoding: Decoding,
        source_lang: str | None = None,
        target_lang: str | None = None,
    ) -> list[Hypothesis]:
        """Give one hypothesis for each source, in the same order; ``[]`` for ``[]``.

        A model without language codes ignores both; others need both. Raises ``LanguageError`` for a code that the
        model's vocabulary does not hold and ``EngineError`` when the model cannot run. Running out of memory halves
        the batch and goes on.
        """
        ...

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """Count the source tokens of each text, special tokens not included."""
        ...

    def languages(self) -> frozenset[str]:
        """Give the FLORES-200 codes (and task codes) that the model knows; empty for a model without codes."""
        ...
