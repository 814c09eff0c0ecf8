"""What ROUGE's options do: ``python -m tests.rouge_table``.

Two people's summaries of one article should score high, their summaries of two articles low: for each tokenization,
normalisation and stemming the mean ROUGE-1 and ROUGE-L of both over ``eval/references``, and how often a summary of
the same article scores higher than one of another (AUC). The last column is what a summary scores against itself
when an editor of another house spells it: alef without hamza, yeh and teh marbuta without dots,
Arabic-Indic digits.
"""

from __future__ import annotations

import json
from itertools import permutations
from pathlib import Path
from statistics import fmean

from eval.rouge import RougeScorer
from summarize.errors import UsageError

REFERENCES = Path(__file__).parents[1] / "eval" / "references"
RESPELLED = str.maketrans("أإآية0123456789", "اااىه٠١٢٣٤٥٦٧٨٩")
OPTIONS = (
    ("arabic", "none", False),
    ("arabic", "marks", False),
    ("arabic", "full", False),
    ("arabic", "none", True),
    ("arabic", "full", True),
    ("xlsum", "full", False),
    ("xlsum", "full", True),
)


def summaries() -> list[tuple[str, str]]:
    """Give the two reference summaries of every article that has two."""
    lines = [line for path in sorted(REFERENCES.glob("*.jsonl")) for line in path.read_text("utf-8").splitlines()]
    written = [json.loads(line)["summaries"] for line in lines]
    return [(one, other) for one, other, *_ in written]


def row(scorer: RougeScorer, pairs: list[tuple[str, str]]) -> str:
    """Give one line of the table."""
    others = [(pairs[i][0], pairs[j][1]) for i, j in permutations(range(len(pairs)), 2)]
    cells = []
    for kind in ("rouge1", "rougeL"):
        same, different = (
            [100 * scorer.score(one, [other])[kind].fmeasure for one, other in some] for some in (pairs, others)
        )
        wins = fmean((a > b) + (a == b) / 2 for a in same for b in different)
        cells.append(f"{fmean(same):5.1f} {fmean(different):5.1f} {wins:.3f}")
    respelled = [scorer.score(one.translate(RESPELLED), [one]).rouge1.fmeasure for one, _ in pairs]
    return "   ".join((*cells, f"{100 * fmean(respelled):5.1f}"))


def main() -> None:
    pairs = summaries()
    print(f"{len(pairs)} articles, two summaries each; same article, another article, AUC; respelled (ROUGE-1)")
    print(f"{'':22} {'ROUGE-1':19} {'ROUGE-L':19} respelled")
    for tokenization, normalization, stem in OPTIONS:
        name = " ".join((tokenization, *([normalization] if tokenization == "arabic" else []), *["stem"] * stem))
        try:
            print(f"{name:20} {row(RougeScorer(tokenization, stem, normalization=normalization), pairs)}")
        except UsageError as error:
            print(f"{name:20} {error}")


if __name__ == "__main__":
    main()
