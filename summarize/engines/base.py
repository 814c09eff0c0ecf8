"""What every engine does: token sequences out of a seq2seq model, batch first.

An engine knows weights and tokenizers; it knows nothing of summaries or translations. Those are tasks
(``summarize.abstractive``, ``summarize.translation``) and reach an engine as ``Decoding`` and language codes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol, runtime_checkable


@dataclass(frozen=True, slots=True)
class Decoding:
    """How to decode; every field means the same in every engine.

    ``length_penalty`` is the exponent of Wu et al. (2016) as transformers uses it: a hypothesis is ranked by
    ``sum(log p) / length ** length_penalty``. ``no_repeat_ngram`` of 0 switches that rule off.
    ``max_tokens`` counts generated tokens, the end token included, the language token not.
    ``max_source_tokens`` counts the source's own tokens; what is longer is cut and reported by ``Hypothesis.source_cut``.
    """

    beam_size: int = 1
    length_penalty: float = 1.0
    no_repeat_ngram: int = 0
    repetition_penalty: float = 1.0
    max_tokens: int = 256
    min_tokens: int = 0
    max_source_tokens: int = 512


@dataclass(frozen=True, slots=True)
class Hypothesis:
    """The best sequence for one source.

    ``score`` is the mean natural log-probability of its generated tokens, the end token included
    (0 is certain); ``tokens`` counts them. ``hit_limit`` is true when decoding stopped at ``max_tokens``
    without an end token, ``source_cut`` when the source was longer than ``max_source_tokens``.
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

        Raises ``LanguageError`` for a code that the model's vocabulary does not hold and ``EngineError``
        when the model cannot run. Running out of memory halves the batch and goes on.
        """
        ...

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """Count the source tokens of each text, special tokens not included."""
        ...

    def languages(self) -> frozenset[str]:
        """The FLORES-200 codes (and task codes) that the model knows; empty for a model without codes."""
        ...
