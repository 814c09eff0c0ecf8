"""Muon for the hidden matrices, Adam for the rest, with float32 masters of bfloat16 weights.

Muon (Jordan et al. 2024, https://kellerjordan.github.io/posts/muon/) orthogonalises the momentum of each matrix by a
Newton-Schulz iteration; it needs fewer tokens than Adam to the same loss. Fused projections are orthogonalised part by
part (each square of query, key and value alone), all matrices of one size in a batch.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from typing import Any

import torch
from torch import Tensor, nn


def orthogonalise(matrices: Tensor, steps: int = 5) -> Tensor:
    """Nearest (semi-)orthogonal matrices to (count, rows, columns), rows <= columns, in bfloat16 arithmetic."""
    a, b, c = 3.4445, -4.7750, 2.0315
    x: Tensor = matrices / (matrices.norm(dim=(-2, -1), keepdim=True) * 1.01 + 1e-7)
    x = x.bfloat16()
    for _ in range(steps):
        gram = x @ x.mT
        x = torch.baddbmm(x, torch.baddbmm(gram, gram, gram, beta=b, alpha=c), x, beta=a)
    return x


class MuonAdam:
    """Steps the weights of ``module`` from the gradients of its ``replicas`` (modules that share its storage).

    The parameters are dealt into as many parts as there are replicas; ``run`` (`map`, or a thread pool's) works on the
    parts at once. ``scale`` multiplies both learning rates.
    """

    def __init__(
        self, module: nn.Module, replicas: Sequence[nn.Module] = (), muon_rate: float = 0.02, adam_rate: float = 2e-3
    ) -> None:
        self.muon_rate, self.adam_rate = muon_rate, adam_rate
        self.weights = dict(module.named_parameters())
        self._copies = [dict(replica.named_parameters()) for replica in replicas or (module,)]
        self.masters = {name: weight.detach().float().clone() for name, weight in self.weights.items()}
        self.momentum = {name: torch.zeros_like(master) for name, master in self.masters.items()}
        by_adam = [name for name in self.masters if not self._hidden(name)]
        self.variance = {name: torch.zeros_like(self.masters[name]) for name in by_adam}
        self.count = 0
        self._parts: list[list[str]] = [[] for _ in self._copies]
        # Orthogonalising costs far more than Adam does: matrices are dealt out first, largest first.
        for name in sorted(self.masters, key=lambda name: (self._hidden(name), self._cost(name)), reverse=True):
            min(self._parts, key=lambda part: sum(self._cost(other) for other in part)).append(name)

    def _hidden(self, name: str) -> bool:
        return self.masters[name].dim() == 2 and not name.startswith("embedding")

    def _cost(self, name: str) -> float:
        return self.masters[name].numel() * (1.0 if self._hidden(name) else 0.2)

    def _squares(self, matrix: Tensor) -> Sequence[Tensor]:
        """Query, key and value of a fused projection; else the matrix itself."""
        rows, width = matrix.shape
        return matrix.chunk(rows // width) if rows in (2 * width, 3 * width) else [matrix]

    @torch.no_grad()
    def step(self, scale: float, run: Callable[..., Iterable[Any]] = map, clip: float = 1.0) -> float:
        """One update; returns the gradient's norm before clipping."""
        self.count += 1
        gathered = list(run(self._gather, self._parts))
        norm = math.sqrt(sum(square for _, square in gathered))
        if not math.isfinite(norm):
            return norm  # one bad batch must not spoil the weights
        shrink = min(1.0, clip / (norm + 1e-6))
        list(run(lambda part: self._update(part, scale, shrink), [part for part, _ in gathered]))
        return norm

    @torch.no_grad()
    def _gather(self, names: list[str]) -> tuple[dict[str, Tensor], float]:
        """Sum the float32 gradients of one part over the replicas; with the sum of their squares."""
        found: dict[str, Tensor] = {}
        for name in names:
            total: Tensor | None = None
            for copy in self._copies:
                gradient = copy[name].grad
                if gradient is not None:
                    total = gradient.float() if total is None else total.add_(gradient)
                copy[name].grad = None
            if total is not None:
                found[name] = total
        return found, float(sum(gradient.square().sum() for gradient in found.values()))

    @torch.no_grad()
    def _update(self, gradients: dict[str, Tensor], scale: float, shrink: float) -> None:
        groups: dict[tuple[int, int], list[tuple[Tensor, Tensor]]] = {}
        for name, gradient in gradients.items():
            momentum = self.momentum[name]
            if self._hidden(name):
                momentum.lerp_(gradient, 0.05)
                updates = self._squares(gradient.lerp_(momentum, 0.95))
                for update, master in zip(updates, self._squares(self.masters[name]), strict=True):
                    tall = update.shape[0] > update.shape[1]
                    size = (min(update.shape), max(update.shape))
                    groups.setdefault(size, []).append((update.T, master.T) if tall else (update, master))
            else:
                variance = self.variance[name]
                gradient.mul_(shrink)
                momentum.lerp_(gradient, 0.1)
                variance.lerp_(gradient.square_(), 0.02)
                rate = self.adam_rate * scale / (1 - 0.9**self.count)
                spread = (variance / (1 - 0.98**self.count)).sqrt_().add_(1e-8)
                self.masters[name].addcdiv_(momentum, spread, value=-rate)
        for (rows, columns), members in groups.items():
            turned = orthogonalise(torch.stack([update for update, _ in members])).float()
            # The update's entries keep one size whatever the matrix's shape.
            rate = self.muon_rate * scale * (columns / rows) ** 0.5
            for update, (_, master) in zip(turned, members, strict=True):
                master.sub_(update, alpha=rate)
        for name in gradients:
            self.weights[name].copy_(self.masters[name])

    def state(self) -> dict[str, object]:
        """All that a resumed run needs."""
        return {"masters": self.masters, "momentum": self.momentum, "variance": self.variance, "count": self.count}

    @torch.no_grad()
    def restore(self, state: dict[str, object]) -> None:
        """Undo `state`; the module's weights follow the masters."""
        self.masters, self.momentum = state["masters"], state["momentum"]  # type: ignore[assignment]
        self.variance, self.count = state["variance"], state["count"]  # type: ignore[assignment]
        for name, weight in self.weights.items():
            weight.copy_(self.masters[name])
