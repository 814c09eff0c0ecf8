"""The network: NLLB's (M2M100's) encoder-decoder, written lean so that two cores train it quickly.

Pre-norm layers, ReLU, sinusoidal positions, one scaled embedding table for encoder, decoder and output. `train.export`
writes its weights under the names of transformers' `M2M100ForConditionalGeneration`, and a test holds the logits equal.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import torch
import torch.nn.functional as F
from torch import Tensor, nn

PAD, EOS = 1, 2


@dataclass(frozen=True)
class Shape:
    """Sizes of the network; ``heads`` divide ``width``."""

    vocabulary: int
    width: int = 384
    encoder_layers: int = 5
    decoder_layers: int = 2
    feed_forward: int = 1536
    heads: int = 6
    positions: int = 512


def sinusoids(count: int, width: int) -> Tensor:
    """Position table of shape (count, width): sines, then cosines; row 0 is position ``PAD + 1`` of fairseq's table."""
    rate = torch.exp(torch.arange(width // 2) * -(math.log(10000) / (width // 2 - 1)))
    angle = torch.arange(PAD + 1, PAD + 1 + count)[:, None] * rate[None]
    return torch.cat([angle.sin(), angle.cos()], dim=1)


class ChunkedCrossEntropy(torch.autograd.Function):
    """Output layer and label-smoothed cross-entropy, a few hundred rows at a time.

    Gradients are made on the way forward, so that the (rows, vocabulary) scores never exist as a whole: they stay in
    the processor's cache, and memory stays small.
    """

    ROWS = 1024

    @staticmethod
    def forward(  # noqa: D102
        ctx: Any, states: Tensor, table: Tensor, labels: Tensor, smoothing: float
    ) -> tuple[Tensor, Tensor]:
        count, size = labels.shape[0], table.shape[0]
        step = ChunkedCrossEntropy.ROWS
        rows_of = [slice(start, start + step) for start in range(0, count, step)]
        to_states, to_table = torch.empty_like(states), torch.zeros_like(table, dtype=torch.float32)
        total = states.new_zeros((), dtype=torch.float32)
        for place in rows_of:
            rows, label = states[place], labels[place]
            at_label = (torch.arange(len(label), device=label.device), label)
            # One pass over the scores: the slope of the plain loss is the probabilities, less one at the label.
            slope = torch.softmax(rows @ table.T, dim=-1)
            total -= slope[at_label].float().clamp_min(1e-9).log().sum()
            slope.index_put_(at_label, slope.new_tensor(smoothing - 1), accumulate=True)  # scatter_ would copy it all
            to_states[place] = slope @ table
            to_table += slope.T @ rows
        # The uniform part of the target pulls every row alike.
        to_states -= (smoothing / size) * table.float().sum(dim=0).to(states.dtype)
        to_table -= (smoothing / size) * states.float().sum(dim=0)
        ctx.save_for_backward(to_states / count, (to_table / count).to(table.dtype))
        plain = total / count
        ctx.mark_non_differentiable(plain)
        return plain.clone(), plain

    @staticmethod
    def backward(ctx: Any, outer: Tensor, _: Tensor) -> tuple[Tensor, Tensor, None, None]:  # noqa: D102
        to_states, to_table = ctx.saved_tensors
        return to_states * outer, to_table * outer, None, None


class Attention(nn.Module):
    """Multi-head attention with fused projections; ``mask`` is None, "causal" or additive (batch, 1, 1, keys)."""

    def __init__(self, width: int, heads: int, cross: bool) -> None:
        super().__init__()
        self.heads, self.cross = heads, cross
        self.query = nn.Linear(width, width) if cross else None
        self.inputs = nn.Linear(width, (2 if cross else 3) * width)
        self.out = nn.Linear(width, width)

    def forward(self, x: Tensor, memory: Tensor | None, mask: Tensor | None, causal: bool) -> Tensor:
        """Attend from ``x`` to ``memory``, or to itself."""
        length = x.shape[1]
        if self.query is not None and memory is not None:
            query = self.query(x)
            key, value = self.inputs(memory).chunk(2, dim=-1)
        else:
            query, key, value = self.inputs(x).chunk(3, dim=-1)
        query, key, value = self._split(query), self._split(key), self._split(value)
        if x.is_cuda:
            return self._join(F.scaled_dot_product_attention(query, key, value, attn_mask=mask, is_causal=causal))
        # Plain products: on CPUs they are several times faster, backwards, than the fused attention.
        scores = (query * query.shape[-1] ** -0.5) @ key.transpose(-1, -2)
        if causal:
            scores = scores + torch.full((length, length), -1e4, dtype=x.dtype, device=x.device).triu(1)
        elif mask is not None:
            scores = scores + mask
        return self._join(torch.softmax(scores, dim=-1) @ value)

    def _split(self, part: Tensor) -> Tensor:
        """(batch, length, width) to (batch, heads, length, width of a head)."""
        return part.reshape(*part.shape[:2], self.heads, -1).transpose(1, 2)

    def _join(self, mixed: Tensor) -> Tensor:
        out: Tensor = self.out(mixed.transpose(1, 2).flatten(2))
        return out


class Layer(nn.Module):
    """One encoder or decoder layer."""

    def __init__(self, shape: Shape, decoder: bool) -> None:
        super().__init__()
        self.dropout = 0.0
        self.attention_norm = nn.LayerNorm(shape.width)
        self.attention = Attention(shape.width, shape.heads, cross=False)
        self.cross_norm = nn.LayerNorm(shape.width) if decoder else None
        self.cross = Attention(shape.width, shape.heads, cross=True) if decoder else None
        self.feed_norm = nn.LayerNorm(shape.width)
        self.up = nn.Linear(shape.width, shape.feed_forward)
        self.down = nn.Linear(shape.feed_forward, shape.width)

    def forward(self, x: Tensor, memory: Tensor | None, mask: Tensor | None) -> Tensor:
        """Add what the sublayers find; a decoder layer's ``mask`` is that of ``memory``."""
        decoder = self.cross is not None
        x = x + self._drop(self.attention(self.attention_norm(x), None, None if decoder else mask, decoder))
        if self.cross is not None and self.cross_norm is not None:
            x = x + self._drop(self.cross(self.cross_norm(x), memory, mask, False))
        return x + self._drop(self.down(F.relu(self.up(self.feed_norm(x)))))

    def _drop(self, x: Tensor) -> Tensor:
        return F.dropout(x, self.dropout) if self.training and self.dropout else x


class Translator(nn.Module):
    """The whole network; see `Translator.loss` for training and `Translator.logits` for decoding."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.shape = shape
        self.embedding = nn.Embedding(shape.vocabulary, shape.width)
        self.register_buffer("table", sinusoids(shape.positions, shape.width), persistent=False)
        self.encoder = nn.ModuleList(Layer(shape, decoder=False) for _ in range(shape.encoder_layers))
        self.encoder_norm = nn.LayerNorm(shape.width)
        self.decoder = nn.ModuleList(Layer(shape, decoder=True) for _ in range(shape.decoder_layers))
        self.decoder_norm = nn.LayerNorm(shape.width)
        self.start()

    def set_dropout(self, share: float) -> None:
        """Drop this share of what each sublayer adds, in training."""
        for layer in [*self.encoder, *self.decoder]:
            layer.dropout = share

    def start(self) -> None:
        """Draw initial weights; small embeddings, because tied large ones begin by predicting their input."""
        depth = self.shape.encoder_layers + self.shape.decoder_layers
        for name, parameter in self.named_parameters():
            if name == "embedding.weight":
                nn.init.normal_(parameter, std=0.02)
            elif parameter.dim() == 2:
                gain = (2 * depth) ** -0.5 if name.endswith(("out.weight", "down.weight")) else 1.0
                nn.init.normal_(parameter, std=gain * 0.6 * parameter.shape[1] ** -0.5)
            elif name.endswith("bias"):
                nn.init.zeros_(parameter)

    def grow_from(self, weights: dict[str, Tensor]) -> None:
        """Take the weights of a network that may have fewer layers; those it lacks begin by adding nothing."""
        missing = set(self.state_dict()) - set(weights)
        for name, parameter in self.named_parameters():
            if name in missing and name.endswith(("out.weight", "out.bias", "down.weight", "down.bias")):
                nn.init.zeros_(parameter)
        self.load_state_dict(weights, strict=not missing)

    def embed(self, ids: Tensor) -> Tensor:
        """Scaled embeddings plus positions, (batch, length, width)."""
        table: Tensor = self.table  # type: ignore[assignment]
        return F.embedding(ids, self.embedding.weight) * math.sqrt(self.shape.width) + table[: ids.shape[1]].to(
            self.embedding.weight.dtype
        )

    def encode(self, source: Tensor) -> tuple[Tensor, Tensor]:
        """Give encoder states of (batch, length) ids padded on the right, and the additive mask of its padding."""
        x = self.embed(source)
        mask = torch.zeros_like(source, dtype=x.dtype).masked_fill(source == PAD, -1e4)[:, None, None, :]
        for layer in self.encoder:
            x = layer(x, None, mask)
        return self.encoder_norm(x), mask

    def decode(self, target: Tensor, memory: Tensor, mask: Tensor) -> Tensor:
        """Give decoder states, (batch, length, width)."""
        x = self.embed(target)
        for layer in self.decoder:
            x = layer(x, memory, mask)
        states: Tensor = self.decoder_norm(x)
        return states

    def agreeing_loss(
        self, source: Tensor, target: Tensor, where: Tensor, labels: Tensor, smoothing: float, weight: float
    ) -> tuple[Tensor, Tensor]:
        """R-Drop (Liang et al. 2021): the loss of two passes with dropout, and ``weight`` times how far they differ."""
        passes = []
        for _ in range(2):
            states = self.decode(target, *self.encode(source)).flatten(0, 1).index_select(0, where)
            passes.append(F.log_softmax(F.linear(states, self.embedding.weight).float(), dim=-1))
        one, two = passes
        entropy = (F.nll_loss(one, labels) + F.nll_loss(two, labels)) / 2
        uniform = -(one.mean() + two.mean()) / 2
        apart = (F.kl_div(one, two, reduction="batchmean", log_target=True)
                 + F.kl_div(two, one, reduction="batchmean", log_target=True)) / 2  # fmt: skip
        return (1 - smoothing) * entropy + smoothing * uniform + weight * apart, entropy.detach()

    def logits(self, source: Tensor, target: Tensor) -> Tensor:
        """Scores of the next token after each token of ``target``, (batch, length, vocabulary)."""
        return F.linear(self.decode(target, *self.encode(source)), self.embedding.weight)

    def loss(
        self, source: Tensor, target: Tensor, where: Tensor, labels: Tensor, smoothing: float
    ) -> tuple[Tensor, Tensor]:
        """Mean cross-entropy at the flat positions ``where`` (no padding) of their ``labels``.

        Twice the same number: the first carries the gradient, which is that of the smoothed loss.
        """
        states = self.decode(target, *self.encode(source)).flatten(0, 1).index_select(0, where)
        found: tuple[Tensor, Tensor] = ChunkedCrossEntropy.apply(  # type: ignore[no-untyped-call]
            states, self.embedding.weight, labels, smoothing
        )
        return found
