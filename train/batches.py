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
from torch.utils.data import DataLoader, IterableDataset, get_worker_info

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
    np.savez_compressed(work / f"arrays/{name}.npz", flat=np.array(flat, np.uint16), ends=np.array(ends, np.int64))
    return len(ends)


class DataSet:
    """The examples of one packed data set, visited in a fresh order each pass."""

    def __init__(self, file: Path, seed: int, share: float = 1.0, swapped: bool = False) -> None:
        """Open ``file``; of its rows, which lie in random order, only the first ``share`` is drawn from.

        ``swapped`` gives each target as the source, and its source as the target.
        """
        self._swapped = swapped
        arrays = np.load(file)
        ends = arrays["ends"]
        self._flat, self._ends = arrays["flat"], ends[: max(1, round(share * len(ends)))]
        self.seed(seed)
        starts = np.concatenate([[0], self._ends[:-1, 1]])
        targets = self._ends[:, 0] - starts if swapped else self._ends[:, 1] - self._ends[:, 0]
        self.mean_target = float(targets.mean())

    def __len__(self) -> int:
        return len(self._ends)

    def seed(self, seed: int) -> None:
        """Begin a new pass in an order of its own."""
        self._random = random.Random(seed)
        self._order: list[int] = []

    def draw(self) -> Example:
        """Give the next example."""
        if not self._order:
            self._order = list(range(len(self)))
            self._random.shuffle(self._order)
        index = self._order.pop()
        start = self._ends[index - 1, 1] if index else 0
        middle, end = self._ends[index]
        source, target = self._flat[start:middle].tolist(), self._flat[middle:end].tolist()
        return (target, source) if self._swapped else (source, target)


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


def _to_and_fro(example: Example, width: int) -> tuple[int, int]:
    """Sort by the source's length in steps of ``width``, then by the target's, up and down in turn.

    So a batch that begins in one step and ends in the next has targets of about one length.
    """
    step, target = len(example[0]) // width, len(example[1])
    return step, -target if step % 2 else target


class Mixture(IterableDataset[Batch]):
    """Endless batches; ``shares`` are shares of target tokens. Each process of a loader draws in its own order."""

    def __init__(self, sets: dict[str, DataSet], shares: dict[str, float], budget: int, seed: int) -> None:
        self._sets, self._budget = sets, budget
        self._names = [name for name in shares if name in sets and len(sets[name])]
        self._weights = [shares[name] / sets[name].mean_target for name in self._names]
        self._seed = seed

    def batches(self, processes: int) -> Iterator[Batch]:
        """Iterate, with the batches made ahead in so many processes (0: in this one, when they are asked for)."""
        return iter(DataLoader(self, batch_size=None, num_workers=processes) if processes else self)

    def __iter__(self) -> Iterator[Batch]:
        """Draw batches without end."""
        draw = random.Random(self._seed)
        if (process := get_worker_info()) is not None:
            draw = random.Random(self._seed + 1000 * (process.id + 1))
            for data in self._sets.values():
                data.seed(draw.randrange(2**32))
        # The larger the batches, the more examples it takes to fill them with ones of a length.
        size, width = (64_000, 20) if self._budget > 16_000 else (12_000, 6)
        while True:
            pool = [self._sets[name].draw() for name in draw.choices(self._names, self._weights, k=size)]
            pool.sort(key=lambda example: _to_and_fro(example, width))
            groups: list[list[Example]] = [[]]
            cost = 0
            for example in pool:
                # The encoder's tokens cost as much as the decoder's: the budget is over both.
                tokens = len(example[0]) + len(example[1])
                if cost + tokens > self._budget and groups[-1]:
                    groups.append([])
                    cost = 0
                groups[-1].append(example)
                cost += tokens
            draw.shuffle(groups)
            yield from map(collate, groups)
