"""The learning curve: greedy scores against the target tokens that checkpoints had seen, and against the data's size.

    python -m train.curve WORK CHECKPOINT... [--out train/curve]

adds the checkpoints to ``curve.tsv`` and draws it, beside the shares of ``trials.tsv``, in ``curve.png``.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from summarize.engines.base import Decoding
from summarize.engines.ct2 import CT2Engine
from train import evaluate, export, scores

GREEDY = Decoding(max_tokens=120)
#: The trials of `train.trials` that see a part of the data, with its share.
SHARES = {"all-rows": 1.0, "quarter": 1 / 4, "sixteenth": 1 / 16, "sixty-fourth": 1 / 64}
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


def cell(value: float) -> str:
    """Write a count in full and a score in four digits."""
    return f"{value:.0f}" if value > 1e5 else f"{value:.4g}"


def sizes(file: Path) -> list[tuple[float, ...]]:
    """Give (share of the data, chrF++ on news, chrF++ on FLORES dev, ROUGE-1) of the trials that saw only a part."""
    rows = [line.split("\t") for line in file.read_text(encoding="utf-8").splitlines()] if file.exists() else []
    return sorted((SHARES[row[0]], *(float(value) for value in row[4:7])) for row in rows if row[0] in SHARES)


def draw(points: list[tuple[float, ...]], shares: list[tuple[float, ...]], file: Path) -> None:
    """Draw scores against target tokens, and against the share of the data."""
    import matplotlib

    matplotlib.use("Agg")
    from matplotlib import pyplot

    figure, (left, right) = pyplot.subplots(1, 2, figsize=(10, 3.6), sharey=True, width_ratios=(3, 2))
    for column, label in enumerate(("news dev, chrF++", "FLORES dev, chrF++", "summary dev, ROUGE-1")):
        left.plot([p[0] / 1e6 for p in points], [p[column + 2] for p in points], marker="o", label=label)
        right.plot([p[0] for p in shares], [p[column + 1] for p in shares], marker="o", label=label)
    left.set(xlabel="target tokens seen (millions)", ylabel="score", title="Embedded model, all of the data")
    right.set_xscale("log", base=4)
    right.set_xticks(list(SHARES.values()), ["all", *(f"1/{round(1 / share)}" for share in list(SHARES.values())[1:])])
    right.set(xlabel="share of the data", title="Four minutes of training each")
    for axes in (left, right):
        axes.grid(alpha=0.3)
    left.legend()
    figure.tight_layout()
    figure.savefig(file, dpi=110)


def main() -> None:
    """Read the command line, score, write."""
    parser = argparse.ArgumentParser(prog="python -m train.curve", description=__doc__)
    parser.add_argument("work", type=Path)
    parser.add_argument("checkpoints", type=Path, nargs="*")
    parser.add_argument("--out", type=Path, default=Path(__file__).with_name("curve"))
    parser.add_argument("--limit", type=int, default=200, help="rows of each dev set")
    parser.add_argument("--after", type=Path, help="the last checkpoint of the stage before, to count from")
    given = parser.parse_args()
    table = given.out.with_suffix(".tsv")
    known = table.read_text(encoding="utf-8").splitlines()[1:] if table.exists() else []
    points = [tuple(float(value) for value in line.split("\t")) for line in known]
    before = export.load(given.after).training if given.after else {"target_tokens": 0, "minutes": 0}
    for checkpoint in given.checkpoints:
        tokens, minutes, *found = point(checkpoint, given.work, given.limit)
        points.append((before["target_tokens"] + tokens, before["minutes"] + minutes, *found))
    points.sort()
    lines = ["\t".join(row) for row in [list(COLUMNS), *([cell(value) for value in row] for row in points)]]
    table.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print("\n".join(lines))
    draw(points, sizes(given.out.with_name("trials.tsv")), given.out.with_suffix(".png"))


if __name__ == "__main__":
    main()
