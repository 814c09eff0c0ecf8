"""Bring weights home from a machine that lets little out: int8 rows in files of a few megabytes, and back again.

    python -m train.parcel pack WORK/refine FOLDER
    python -m train.parcel unpack FOLDER WORK/refine

Each row of a matrix has a scale of its own, as in CTranslate2's int8: the export afterwards loses hardly more.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

import torch
from torch import Tensor

from train import average

LIMIT = 15 * 2**20  # bytes of a file


def rows(weight: Tensor) -> tuple[Tensor, Tensor]:
    """Give a matrix as int8 and the float32 scale of each row; anything else as it is, with a scale of 1.

    >>> values, scale = rows(torch.tensor([[0.5, -1.0]]))
    >>> values.tolist(), (values * scale).round(decimals=2).tolist()
    ([[64, -127]], [[0.5, -1.0]])
    """
    if weight.dim() != 2:
        return weight.float(), torch.ones(())
    scale = weight.float().abs().amax(dim=1, keepdim=True).clamp_min(1e-12) / 127
    return (weight / scale).round().to(torch.int8), scale


def pack(run: Path, folder: Path, limit: int = LIMIT) -> list[Path]:
    """Average the snapshots of a stage's folder and write them into ``folder``; the files."""
    saved = torch.load(average.average(run), weights_only=True, map_location="cpu")
    parts: list[dict[str, tuple[Tensor, Tensor]]] = [{}]
    size = 0
    for name, weight in saved["weights"].items():
        values, scale = rows(weight)
        if size + values.nbytes + scale.nbytes > limit and parts[-1]:
            parts.append({})
            size = 0
        parts[-1][name] = (values, scale)
        size += values.nbytes + scale.nbytes
    folder.mkdir(parents=True, exist_ok=True)
    files = [folder / f"part-{index:02d}.pt" for index in range(len(parts))]
    for file, part in zip(files, parts, strict=True):
        torch.save({"rows": part, "progress": saved["progress"], "shape": saved["shape"]}, file)
    return files


def unpack(folder: Path, run: Path) -> Path:
    """Make a snapshot of what `pack` wrote, in a stage's folder."""
    weights: dict[str, Tensor] = {}
    saved: dict[str, Any] = {}
    for file in sorted(folder.glob("part-*.pt")):
        saved = torch.load(file, weights_only=True)
        weights |= {name: values.float() * scale for name, (values, scale) in saved.pop("rows").items()}
    run.mkdir(parents=True, exist_ok=True)
    out = run / f"snapshot-{saved['progress']['step']:07d}.pt"
    torch.save({"weights": weights, **saved}, out)
    return out


def main() -> None:
    """Read the command line; pack or unpack."""
    parser = argparse.ArgumentParser(prog="python -m train.parcel", description=__doc__)
    parser.add_argument("direction", choices=("pack", "unpack"))
    parser.add_argument("source", type=Path)
    parser.add_argument("target", type=Path)
    given = parser.parse_args()
    print(pack(given.source, given.target) if given.direction == "pack" else unpack(given.source, given.target))


if __name__ == "__main__":
    main()
