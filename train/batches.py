"""Token arrays, and batches of one length drawn from them by sampling weight.

Each data set is one flat uint16 array with offsets. A draw takes a whole pool of examples from the mixture, sorts it by
length and cuts it into batches of a token budget, so that hardly anything is padding; the batches are then shuffled.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch import Tensor

from train.model import EOS, PAD
from train.tokenizer import Tokenizer

Example = tuple[list[int], list[int]]  # source with code and </s>; target with code and </s>


@dataclass(frozen=True)
class Batch:
    """Padded ids (batch, length); ``where`` are the flat decoder positions that ``labels`` (no padding) belong to."""

    source: Tensor
    target: Tensor
    where: Tensor
    labels: Tensor

    def to(self, device: torch.device) -> Batch:
        """Give the same batch on ``device``."""
        if device.type == "cpu":
            return self
        parts = (self.source, self.target, self.where, self.labels)
        return Batch(*(part.to(device, non_blocking=True) for part in parts))


def pack(work: Path, name: str, codes: tuple[str, str], tokenizer: Tokenizer, limits: tuple[int, int]) -> int:
    """Tokenize ``text/<name>.tsv`` to ``arrays/<name>.npz``, leaving out what is longer than ``limits``; rows kept.

    ``codes`` are the source's and the target's.
    """
    flat: list[int] = []
    ends: list[tuple[int, int]] = []
    first, asked = tokenizer.ids[codes[0]], tokenizer.ids[codes[1]]
    with (work / f"text/{name}.tsv").open(encoding="utf-8") as lines:
        for line in lines:
            texts = line.rstrip("\n").split("\t")
            source = [first, *tokenizer.encode(texts[0]), EOS]
            target = [asked, *tokenizer.encode(texts[1]), EOS]
            if len(source) <= limits[0] and len(target) <= limits[1]:
                flat += source
                middle = len(flat)
                flat += target
                ends.append((middle, len(flat)))
    (work / "arrays").mkdir(exist_ok=True)
    np.savez(work / f"arrays/{name}.npz", flat=np.array(flat, np.uint16), ends=np.array(ends, np.int64))
    return len(ends)


class DataSet:
    """The examples of one packed data set, visited in a fresh order each pass."""

    def __init__(self, file: Path, seed: int) -> None:
        arrays = np.load(file)
        self._flat, self._ends = arrays["flat"], arrays["ends"]
        self._random = random.Random(seed)
        self._order: list[int] = []
        self.mean_target = float(np.diff(self._ends).mean())

    def __len__(self) -> int:
        return len(self._ends)

    def draw(self) -> Example:
        """Give the next example."""
        if not self._order:
            self._order = list(range(len(self)))
            self._random.shuffle(self._order)
        index = self._order.pop()
        start = self._ends[index - 1, 1] if index else 0
        middle, end = self._ends[index]
        return self._flat[start:middle].tolist(), self._flat[middle:end].tolist()


def collate(examples: list[Example]) -> Batch:
    """Pad examples into one batch; the decoder is fed ``</s> code tokens`` and asked for ``tokens </s>``."""
    longest_source = max(len(source) for source, _ in examples)
    longest_target = max(len(target) for _, target in examples)
    source = torch.full((len(examples), longest_source), PAD)
    target = torch.full((len(examples), longest_target), PAD)
    labels: list[int] = []
    where: list[int] = []
    for row, (from_ids, to_ids) in enumerate(examples):
        source[row, : len(from_ids)] = torch.tensor(from_ids)
        target[row, : len(to_ids)] = torch.tensor([EOS, *to_ids[:-1]])
        labels += to_ids[1:]
        where += range(row * longest_target + 1, row * longest_target + len(to_ids))
    return Batch(source, target, torch.tensor(where), torch.tensor(labels))


class Mixture:
    """Endless batches; ``shares`` are shares of target tokens."""

    def __init__(self, sets: dict[str, DataSet], shares: dict[str, float], budget: int, seed: int) -> None:
        self._sets, self._budget = sets, budget
        self._names = [name for name in shares if name in sets and len(sets[name])]
        self._weights = [shares[name] / sets[name].mean_target for name in self._names]
        self._random = random.Random(seed)

    def __iter__(self) -> Iterator[Batch]:
        while True:
            pool = [self._sets[name].draw() for name in self._random.choices(self._names, self._weights, k=12000)]
            pool.sort(key=lambda example: (len(example[0]) // 6, len(example[1])))
            groups: list[list[Example]] = [[]]
            size = 0
            for example in pool:
                # The encoder's tokens cost as much as the decoder's: the budget is over both.
                cost = len(example[0]) + len(example[1])
                if size + cost > self._budget and groups[-1]:
                    groups.append([])
                    size = 0
                groups[-1].append(example)
                size += cost
            self._random.shuffle(groups)
            yield from map(collate, groups)
