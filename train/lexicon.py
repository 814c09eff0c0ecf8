"""Start from a word list instead of from nothing: embeddings in which translations already lie near each other.

IBM Model 1 (Brown et al. 1993) finds out by counting, in a minute and a half, which source piece stands behind which
target piece. Each target piece gets a random vector, each source piece the blend of its translations' vectors and a
random part of its own; attention from decoder to encoder starts as "look at like vectors, pass on what is there".
Whether it pays is open: see ``train/README.md``.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from train.model import Layer, Translator

ROW_NORM = 0.5  # of an embedding; larger, and the decoder begins by repeating its input


def _pairs(file: Path, limit: int) -> list[tuple[NDArray[np.int64], NDArray[np.int64]]]:
    """Give the sets of source and target pieces of the first ``limit`` examples, codes and ends left out."""
    arrays = np.load(file)
    flat, ends = arrays["flat"].astype(np.int64), arrays["ends"]
    found = []
    start = 0
    for middle, end in ends[:limit]:
        found.append((np.unique(flat[start + 1 : middle - 1]), np.unique(flat[middle + 1 : end - 1])))
        start = end
    return found


def associations(files: Iterable[Path], size: int, limit: int = 50_000, passes: int = 3) -> NDArray[np.float32]:
    """How surely source piece (row) and target piece (column) are translations, 0 to 1: IBM 1 counts, Dice-like."""
    pairs = [pair for file in files for pair in _pairs(file, limit)]
    table = np.ones((size, size), np.float32)
    counts = table
    for _ in range(passes):
        counts = np.zeros((size, size), np.float32)
        for source, target in pairs:
            if len(source) and len(target):
                where = np.ix_(source, target)
                guess = table[where]
                counts[where] += guess / guess.sum(axis=0, keepdims=True)
        table = counts / (counts.sum(axis=1, keepdims=True) + 0.5)
    rows, columns = counts.sum(axis=1, keepdims=True), counts.sum(axis=0, keepdims=True)
    sure: NDArray[np.float32] = counts / np.sqrt((rows + 2) * (columns + 2))
    return sure


def embeddings(weights: NDArray[np.float32], width: int, seed: int) -> Tensor:
    """Vectors of (size, width), all of one norm, near each other where ``weights`` say translation."""
    random = np.random.default_rng(seed)
    vectors = random.standard_normal((len(weights), width)).astype(np.float32) / width**0.5
    is_source = weights.sum(axis=1) > weights.sum(axis=0)
    blend = np.where(weights > 0.02, weights, 0) @ vectors
    blend /= np.linalg.norm(blend, axis=1, keepdims=True) + 0.1  # what has no sure translation stays random
    vectors[is_source] = 1.0 * blend[is_source] + 0.6 * vectors[is_source]
    vectors *= ROW_NORM / np.linalg.norm(vectors, axis=1, keepdims=True)
    return torch.from_numpy(vectors)


@torch.no_grad()
def prime(model: Translator, table: Tensor) -> None:
    """Put the vectors into ``model`` and let cross-attention begin by passing on what it finds alike."""
    model.embedding.weight.copy_(table)
    width = model.shape.width
    for layer in model.decoder:
        if not isinstance(layer, Layer) or layer.cross is None or layer.cross.query is None:
            raise TypeError(f"{type(layer).__name__} is no decoder layer")
        cross, query = layer.cross, layer.cross.query
        key, value = cross.inputs.weight.chunk(2)
        key.copy_(query.weight)
        value.mul_(0.3).add_(0.7 * torch.eye(width))
        cross.out.weight.mul_(0.3).add_(0.7 * torch.eye(width))
