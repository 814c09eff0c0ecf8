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

    ROWS = 384

    @staticmethod
    def forward(ctx: Any, states: Tensor, table: Tensor, labels: Tensor, smoothing: float) -> tuple[Tensor, Tensor]:
        count, size = labels.shape[0], table.shape[0]
        to_states, to_table = torch.empty_like(states), torch.zeros_like(table, dtype=torch.float32)
        plain = uniform = 0.0
        for start in range(0, count, ChunkedCrossEntropy.ROWS):
            rows = states[start : start + ChunkedCrossEntropy.ROWS]
            label = labels[start : start + ChunkedCrossEntropy.ROWS, None]
            logits = (rows @ table.T).float()
            log_probability = torch.log_softmax(logits, dim=-1)
            plain = plain - log_probability.gather(1, label).sum()
            uniform = uniform - log_probability.sum() / size
            slope = log_probability.exp_().sub_(smoothing / size)
            slope.scatter_add_(1, label, slope.new_full(label.shape, smoothing - 1))
            slope = slope.mul_(1 / count).to(states.dtype)
            to_states[start : start + ChunkedCrossEntropy.ROWS] = slope @ table
            to_table += slope.T @ rows
        ctx.save_for_backward(to_states, to_table.to(table.dtype))
        plain = torch.as_tensor(plain) / count
        ctx.mark_non_differentiable(plain)
        return (1 - smoothing) * plain + smoothing * torch.as_tensor(uniform) / count, plain

    @staticmethod
    def backward(ctx: Any, outer: Tensor, _: Tensor) -> tuple[Tensor, Tensor, None, None]:
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
        batch, length, width = x.shape
        split = lambda part: part.view(batch, -1, self.heads, width // self.heads).transpose(1, 2)  # noqa: E731
        if self.query is not None and memory is not None:
            query = self.query(x)
            key, value = self.inputs(memory).chunk(2, dim=-1)
        else:
            query, key, value = self.inputs(x).chunk(3, dim=-1)
        # Plain products: on CPUs they are several times faster, backwards, than the fused attention.
        if x.is_cuda:
            mixed = F.scaled_dot_product_attention(split(query), split(key), split(value), attn_mask=mask, is_causal=causal)
            return self._join(mixed)
        scores = split(query * (width // self.heads) ** -0.5) @ split(key).transpose(-1, -2)
        if causal:
            scores = scores + torch.full((length, length), -1e4, dtype=x.dtype, device=x.device).triu(1)
        elif mask is not None:
            scores = scores + mask
        return self._join(torch.softmax(scores, dim=-1) @ split(value))

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
        """Initial weights: small embeddings (tied to the output: large ones predict the input), the rest small enough to begin near identity."""
        depth = self.shape.encoder_layers + self.shape.decoder_layers
        for name, parameter in self.named_parameters():
            if name == "embedding.weight":
                nn.init.normal_(parameter, std=0.02)
            elif parameter.dim() == 2:
                gain = (2 * depth) ** -0.5 if name.endswith(("out.weight", "down.weight")) else 1.0
                nn.init.normal_(parameter, std=gain * 0.6 * parameter.shape[1] ** -0.5)
            elif name.endswith("bias"):
                nn.init.zeros_(parameter)

    def embed(self, ids: Tensor) -> Tensor:
        """Scaled embeddings plus positions, (batch, length, width)."""
        table: Tensor = self.table  # type: ignore[assignment]
        return F.embedding(ids, self.embedding.weight) * math.sqrt(self.shape.width) + table[: ids.shape[1]].to(
            self.embedding.weight.dtype
        )

    def encode(self, source: Tensor) -> tuple[Tensor, Tensor]:
        """Encoder states of (batch, length) ids padded on the right, and the additive mask of its padding."""
        x = self.embed(source)
        mask = torch.zeros_like(source, dtype=x.dtype).masked_fill(source == PAD, -1e4)[:, None, None, :]
        for layer in self.encoder:
            x = layer(x, None, mask)
        return self.encoder_norm(x), mask

    def decode(self, target: Tensor, memory: Tensor, mask: Tensor) -> Tensor:
        """Decoder states, (batch, length, width)."""
        x = self.embed(target)
        for layer in self.decoder:
            x = layer(x, memory, mask)
        x = self.decoder_norm(x)
        return x

    def logits(self, source: Tensor, target: Tensor) -> Tensor:
        """Scores of the next token after each token of ``target``, (batch, length, vocabulary)."""
        return F.linear(self.decode(target, *self.encode(source)), self.embedding.weight)

    def loss(self, source: Tensor, target: Tensor, where: Tensor, labels: Tensor, smoothing: float) -> tuple[Tensor, Tensor]:
        """Smoothed and plain mean cross-entropy at the flat positions ``where`` (no padding), with their ``labels``."""
        states = self.decode(target, *self.encode(source)).flatten(0, 1).index_select(0, where)
        smoothed, plain = ChunkedCrossEntropy.apply(states, self.embedding.weight, labels, smoothing)
        return smoothed, plain
