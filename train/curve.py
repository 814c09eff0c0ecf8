"""The learning curve: greedy chrF++ of several checkpoints against the target tokens they had seen.

    python -m train.curve WORK CHECKPOINT... [--out train/curve]

writes ``curve.tsv`` and, where matplotlib is installed, ``curve.png``.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from summarize.engines.base import Decoding
from summarize.engines.ct2 import CT2Engine
from train import evaluate, export, scores

GREEDY = Decoding(max_tokens=120)
COLUMNS = ("target_tokens", "minutes", "news_chrf", "flores_chrf", "summary_R1", "summary_R2")


def point(checkpoint: Path, work: Path, limit: int) -> tuple[float, ...]:
    """One line of the curve."""
    folder = work / "curve/model"
    export.ship(checkpoint, work, folder)
    training = export.load(checkpoint).training
    engine = CT2Engine(folder, device="cpu")
    found = []
    for name in ("news", "flores200_dev"):
        pairs = evaluate.read_pairs(work / f"dev/{name}.tsv", limit)
        outputs = evaluate.translate(engine, [pair[0] for pair in pairs], GREEDY)
        found.append(scores.chrf(outputs, [pair[1] for pair in pairs]))
    pairs = evaluate.read_pairs(work / "dev/abstract.tsv", limit)
    summaries = evaluate.summarize(engine, [pair[0] for pair in pairs], GREEDY)
    each = [scores.rouge(output, pair[1]) for output, pair in zip(summaries, pairs, strict=True)]
    found += [sum(one[name] for one in each) / len(each) for name in ("R1", "R2")]
    return (training["target_tokens"], training["minutes"], *found)


def draw(points: list[tuple[float, ...]], file: Path) -> None:
    """Draw the picture."""
    import matplotlib

    matplotlib.use("Agg")
    from matplotlib import pyplot

    figure, axes = pyplot.subplots(figsize=(6, 3.6))
    for column, label in ((2, "news dev, chrF++"), (3, "FLORES dev, chrF++"), (4, "summary dev, ROUGE-1")):
        axes.plot([point[0] / 1e6 for point in points], [point[column] for point in points], marker="o", label=label)
    axes.set(xlabel="target tokens seen (millions)", ylabel="score", title="Embedded model: learning curve")
    axes.grid(alpha=0.3)
    axes.legend()
    figure.tight_layout()
    figure.savefig(file, dpi=110)


def main() -> None:
    """Read the command line, score, write."""
    parser = argparse.ArgumentParser(prog="python -m train.curve", description=__doc__)
    parser.add_argument("work", type=Path)
    parser.add_argument("checkpoints", type=Path, nargs="+")
    parser.add_argument("--out", type=Path, default=Path(__file__).with_name("curve"))
    parser.add_argument("--limit", type=int, default=200, help="rows of each dev set")
    given = parser.parse_args()
    points = sorted(point(checkpoint, given.work, given.limit) for checkpoint in given.checkpoints)
    cells = [[f"{value:.0f}" if value > 1e5 else f"{value:.4g}" for value in row] for row in points]
    lines = ["\t".join(row) for row in [list(COLUMNS), *cells]]
    given.out.with_suffix(".tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    print("\n".join(lines))
    draw(points, given.out.with_suffix(".png"))


if __name__ == "__main__":
    main()
