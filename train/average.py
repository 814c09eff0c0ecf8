"""Average the last snapshots of a run (Vaswani et al. 2017 averaged the last five checkpoints)."""

from __future__ import annotations

from pathlib import Path

import torch


def newest(folder: Path) -> Path | None:
    """Give the last checkpoint of a stage, or None where the stage has not run."""
    found = [*sorted(folder.glob("snapshot-*.pt")), *folder.glob("last.pt")]
    return found[-1] if found else None


def average(folder: Path) -> Path:
    """Write ``folder/average.pt`` from its snapshots, or from its last checkpoint where there are none."""
    files = sorted(folder.glob("snapshot-*.pt"))
    if files:
        saved = [torch.load(file, weights_only=True, map_location="cpu") for file in files]
        newest, every = saved[-1], [one["weights"] for one in saved]
    else:
        newest = torch.load(folder / "last.pt", weights_only=True, map_location="cpu")
        every = [newest["optimizer"]["masters"]]
    weights = {name: torch.stack([one[name].float() for one in every]).mean(dim=0) for name in every[0]}
    out = folder / "average.pt"
    torch.save({"weights": weights, "progress": newest["progress"], "shape": newest["shape"]}, out)
    return out
