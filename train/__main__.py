"""``python -m train STAGE --config NAME --data FOLDER``: make the embedded weights; see ``train/README.md``."""

from __future__ import annotations

import argparse
from pathlib import Path

from train.config import CONFIGS
from train.stages import STAGES, Run, execute

ROOM = Path(__file__).parent


def main() -> None:
    """Read the command line and run."""
    parser = argparse.ArgumentParser(prog="python -m train", description=__doc__)
    parser.add_argument("stage", choices=["all", *STAGES])
    parser.add_argument("--config", choices=CONFIGS, default="small")
    parser.add_argument("--data", type=Path, required=True, help="the data folder (parallel/, news/, english/, tune/)")
    parser.add_argument("--work", type=Path, help="where the run keeps its files (default: train/work/CONFIG)")
    parser.add_argument("--out", type=Path, help="where the model goes (default: WORK/shipped)")
    parser.add_argument("--device", choices=("cpu", "cuda"), help="default: as the configuration says")
    given = parser.parse_args()
    work = given.work or ROOM / "work" / given.config
    config = CONFIGS[given.config]
    execute(Run(config, given.data, work, given.out or work / "shipped", given.device or config.device), given.stage)


if __name__ == "__main__":
    main()
