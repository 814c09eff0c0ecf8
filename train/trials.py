"""Short runs that differ in one thing, from one start and of one length: what pays is kept, what does not is dropped.

    python -m train.trials --data DATA --work WORK --seconds 240 all-rows quarter ...
    python -m train.trials --data DATA --work WORK --seconds 240 --start CHECKPOINT on back dropout ...

``WORK`` is the folder of a run of ``small`` whose arrays are made. Each trial adds a line to ``trials.tsv``: the target
tokens it saw, greedy chrF++ on news and FLORES dev, ROUGE-1 and -2 on summary dev. A trial that is done is skipped.
"""

from __future__ import annotations

import argparse
import shutil
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import torch

from train import curve, export
from train.config import BROAD, CONFIGS, DENOISING, FINAL
from train.loop import Plan, Start, Trainer
from train.stages import Run

COLUMNS = ("trial", "seconds", *curve.COLUMNS)


@dataclass(frozen=True)
class Trial:
    """What one trial changes: fields of the plan and of the network's shape, its start, a share of denoising first."""

    plan: dict[str, Any]
    shape: dict[str, int] | None = None
    random_start: bool = False
    denoising: float = 0.0


_BACK = {"shares": {**BROAD, "back": 0.4}, "final_shares": {**FINAL, "back": 0.15}}
TRIALS = {
    # From the word list, or from ``--start``.
    **{name: Trial({"rows": share}) for name, share in curve.SHARES.items()},
    "random-start": Trial({}, random_start=True),
    "denoising-first": Trial({}, denoising=1 / 3),
    # Meant for ``--start``: these go on from a model that translates already.
    "on": Trial({}),
    "on-back": Trial(_BACK),
    "on-dropout": Trial({"dropout": 0.1}),
    "on-r-drop": Trial({"dropout": 0.1, "agreement": 1.0}),
    "on-deeper": Trial({}, shape={"encoder_layers": 6}),
}


def perform(run: Run, name: str, seconds: float, start: Path | None) -> tuple[float, ...]:
    """Train one trial in ``WORK/trials/NAME`` and score it."""
    trial, folder = TRIALS[name], run.work / f"trials/{name}"
    shutil.rmtree(folder, ignore_errors=True)
    plan = replace(run.config.finetune, seconds=seconds, snapshots=0, save_every=1e9, look_every=1e9)
    if start is not None:
        plan = replace(plan, muon_rate=plan.muon_rate / 2, adam_rate=plan.adam_rate / 2, decay=1.0)
    begin = _start(run, trial, start)
    shape = replace(run.shape, **(trial.shape or {}))
    if trial.denoising:
        first = replace(plan, seconds=seconds * trial.denoising, shares=DENOISING, final_shares=DENOISING)
        _train(run, folder / "denoising", first, begin, shape)
        begin = Start(weights=export.load(folder / "denoising/last.pt").weights)
    plan = replace(plan, seconds=seconds * (1 - trial.denoising))
    _train(run, folder, replace(plan, **trial.plan), begin, shape)
    return curve.point(folder / "last.pt", run.work, 300)


def _start(run: Run, trial: Trial, start: Path | None) -> Start:
    if start is not None:
        return Start(weights=export.load(start).weights)
    return Start() if trial.random_start else Start(table=torch.load(run.work / "lexicon.pt", weights_only=True))


def _train(run: Run, folder: Path, plan: Plan, start: Start, shape: Any) -> None:
    Trainer(run.work, folder, shape, plan, start, run.device).run(looks=False)


def main() -> None:
    """Read the command line, train, score, write."""
    parser = argparse.ArgumentParser(prog="python -m train.trials", description=__doc__)
    parser.add_argument("trials", nargs="+", choices=TRIALS)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--seconds", type=float, default=240.0)
    parser.add_argument("--start", type=Path, help="a checkpoint to go on from")
    parser.add_argument("--out", type=Path, default=Path(__file__).with_name("trials.tsv"))
    given = parser.parse_args()
    run = Run(CONFIGS["small"], given.data, given.work, given.work / "shipped")
    if not given.out.exists():
        given.out.write_text("\t".join(COLUMNS) + "\n", encoding="utf-8")
    done = {line.split("\t")[0] for line in given.out.read_text(encoding="utf-8").splitlines()}
    for name in given.trials:
        if name in done:
            continue
        found = perform(run, name, given.seconds, given.start)
        line = "\t".join([name, f"{given.seconds:g}", *(curve.cell(value) for value in found)])
        with given.out.open("a", encoding="utf-8") as out:
            out.write(line + "\n")
        print(line, flush=True)


if __name__ == "__main__":
    main()
