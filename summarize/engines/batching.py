"""Batches of like length under a token budget, smaller ones when memory runs out, and the order put back.

Padding is wasted arithmetic, so sources of like length go together, the longest first: if anything does not fit, that
shows at once and not after an hour.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from summarize.engines.base import Decoding, Hypothesis
from summarize.errors import EngineError, KhulasaError

Result = TypeVar("Result")
Token = TypeVar("Token")


def run_batches(
    lengths: Sequence[int],
    budget: int,
    run: Callable[[list[int]], Sequence[Result]],
    release: Callable[[], None] | None = None,
) -> list[Result]:
    """Call ``run`` on batches of indices into ``lengths`` and give one result for each index, in index order.

    A batch's padded size (its longest length times its count) stays within ``budget`` tokens; an item that is longer
    than that runs alone. When ``run`` is out of memory, ``release`` is called, the budget becomes half of what failed
    and work goes on from there, for the batches that follow as well: they would fail like this one.
    Raises ``EngineError`` when one item alone does not fit, or when the model fails in another way.

    >>> run_batches([2, 9, 3], 8, lambda batch: [f"item {index}" for index in batch])
    ['item 0', 'item 1', 'item 2']
    """
    order = sorted(range(len(lengths)), key=lambda index: -lengths[index])
    results: dict[int, Result] = {}
    while order:
        longest = max(1, lengths[order[0]])
        batch = order[: max(1, budget // longest)]
        fitted = _attempt(run, batch)
        if fitted is not None:
            results.update(zip(batch, fitted, strict=True))
            del order[: len(batch)]
            continue
        # Outside the except block: the traceback would keep the tensors that have to go.
        if release is not None:
            release()
        if len(batch) == 1:
            raise EngineError(
                f"Out of memory on a single source of {longest} tokens: use a smaller model or beam, or shorter input."
            )
        budget = longest * len(batch) // 2
    return [results[index] for index in range(len(lengths))]


def run_sources(
    encoded: Sequence[Sequence[Token]],
    decoding: Decoding,
    batch_tokens: int,
    run: Callable[[list[Sequence[Token]]], Sequence[Hypothesis]],
    release: Callable[[], None] | None = None,
) -> list[Hypothesis]:
    """Call ``run`` on batches of encoded sources, none of them empty; an empty source has the empty hypothesis.

    ``batch_tokens`` bounds a batch's padded source tokens times beams. Order and errors are those of ``run_batches``.
    """
    filled = [index for index, tokens in enumerate(encoded) if tokens]
    lengths = [min(len(encoded[index]), decoding.max_source_tokens) for index in filled]
    hypotheses = run_batches(
        lengths,
        batch_tokens // decoding.beam_size,
        lambda batch: run([encoded[filled[position]] for position in batch]),
        release,
    )
    found = dict(zip(filled, hypotheses, strict=True))
    return [found.get(index, Hypothesis("", 0.0, 0)) for index in range(len(encoded))]


def _attempt(run: Callable[[list[int]], Sequence[Result]], batch: list[int]) -> Sequence[Result] | None:
    """Run one batch; None when memory ran out."""
    try:
        return run(batch)
    except KhulasaError:
        raise
    except (MemoryError, RuntimeError, ValueError, IndexError) as error:
        if is_out_of_memory(error):
            return None
        raise EngineError(f"The model failed on a batch of {len(batch)}: {error}") from error


def is_out_of_memory(error: BaseException) -> bool:
    """Tell whether this is any library's way of saying that memory ran out.

    ``torch.cuda.OutOfMemoryError`` and CTranslate2's CUDA errors are RuntimeErrors that say so in words, torch on a
    CPU says "can't allocate memory" or "not enough memory", and CTranslate2 on a CPU raises MemoryError.

    >>> is_out_of_memory(RuntimeError("CUDA failed with error out of memory"))
    True
    >>> is_out_of_memory(RuntimeError("shapes do not match"))
    False
    """
    words = str(error).lower()
    return isinstance(error, MemoryError) or any(
        phrase in words for phrase in ("out of memory", "can't allocate memory", "not enough memory", "alloc_failed")
    )
