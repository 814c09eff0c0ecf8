"""Two rules for transformers' ``generate``, so that it searches and scores as CTranslate2 does.

They are logits processors: called at every step with the tokens so far, (rows, tokens), and the scores of the next
one, (rows, vocabulary). They go after transformers' own, the penalty first.
"""

from __future__ import annotations

from typing import Any, TypeAlias

Tensor: TypeAlias = Any  # torch's; the engine alone imports torch
_NEVER = float("-inf")


class RepetitionPenalty:
    """The repetition penalty on logits, as its paper defines it, in beam search too.

    There transformers hands over log-probabilities, which are all negative, and counts the decoder's start token as
    written, which is the end token in NLLB. So the logits are taken where they leave the model, while this is entered.
    """

    def __init__(self, model: Any, penalty: float) -> None:
        self._model = model
        self._penalty = penalty

    def __enter__(self) -> RepetitionPenalty:
        self._hook = self._model.register_forward_hook(self._keep)
        return self

    def __exit__(self, *_: object) -> None:
        self._hook.remove()

    def _keep(self, _model: Any, _inputs: Any, outputs: Any) -> None:
        self._logits = outputs.logits[:, -1]

    def __call__(self, input_ids: Tensor, scores: Tensor) -> Tensor:
        """Give the model's logits with the penalty on them; what earlier rules banned stays banned."""
        written = input_ids[:, 1:]
        if self._penalty == 1.0 or not written.shape[1]:
            return scores
        logits = self._logits.to(device=scores.device, dtype=scores.dtype)
        before = logits.gather(1, written)
        after = (before * self._penalty).where(before < 0, before / self._penalty)
        banned = scores == _NEVER  # by the rules that came first
        return logits.scatter(1, written, after).masked_fill(banned, _NEVER)


class Trace:
    """Comes last: makes the scores log-probabilities again, and remembers those that can be chosen.

    Keeping all of them, as ``output_scores`` does, takes gigabytes for a vocabulary of 256,000. The search follows at
    most ``2 * beam_size`` tokens of any row, so that many are enough.
    """

    def __init__(self, beam_size: int) -> None:
        self._kept = 1 if beam_size == 1 else 2 * beam_size
        self._steps: list[tuple[Tensor, Tensor]] = []

    def __call__(self, input_ids: Tensor, scores: Tensor) -> Tensor:
        """Give log-probabilities that sum to 1 over what the rules have left."""
        chances = scores.log_softmax(dim=-1)
        self._steps.append(chances.topk(self._kept, dim=-1))
        return chances

    def chances(self, written: Tensor, rows: Tensor | None) -> Tensor:
        """Give the log-probability of each written token, (sequences, tokens); what follows an end means nothing.

        ``rows[i, t]`` is the row that sequence ``i`` held at step ``t``; None where it is ``i`` (no beams).
        """
        result = written.new_zeros(written.shape).float()
        for step, (chances, tokens) in enumerate(self._steps[: written.shape[1]]):
            if rows is not None:
                row = rows[:, step].clamp(min=0)
                chances, tokens = chances[row], tokens[row]  # noqa: PLW2901
            same = tokens == written[:, step, None]
            # In bfloat16 many tokens tie, and the search may take one that was not kept: it is as likely as the last.
            place = same.int().argmax(dim=-1).masked_fill(~same.any(dim=-1), self._kept - 1)
            result[:, step] = chances.gather(1, place[:, None])[:, 0]
        return result
