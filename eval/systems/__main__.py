"""``python -m eval.systems``: every summarizer on the sample set, as the Markdown table of the README."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

from eval.agreement import agreement
from eval.report.markdown import systems_table
from eval.report.wording import identical
from eval.report_inputs import load_inputs
from eval.rouge import RougeScorer
from eval.scoreboard import scoreboard
from eval.systems import BASELINE, CUT, PEER, SYSTEMS, System, cut, system
from eval.tokenization import TOKENIZATIONS
from summarize.errors import KhulasaError, MissingExtraError
from summarize.formats.plain import one_line


def main(argv: Sequence[str] | None = None) -> int:
    """Print the table and give the exit code: 0, or 2 for a call that was wrong."""
    parser = argparse.ArgumentParser(prog="python -m eval.systems", description=__doc__)
    parser.add_argument("--articles", nargs="+", default=(), metavar="PATH", help="default: samples/")
    parser.add_argument("--references", nargs="+", default=(), metavar="FILE", help="default: the ones that ship")
    parser.add_argument("--sentences", type=int, default=3, metavar="N", help="of the extracts (default: 3)")
    parser.add_argument("--tokenization", choices=TOKENIZATIONS, default="arabic")
    parser.add_argument("--stem", action="store_true", help="score stems instead of words")
    arguments = parser.parse_args(argv)
    try:
        scorer = RougeScorer(arguments.tokenization, arguments.stem)
        references = load_inputs(arguments.articles, arguments.references).references
        systems = {name: run for name in SYSTEMS if (run := _system(name, arguments.sentences))}
        made = {name: [run(article) for article in references.articles] for name, run in systems.items()}
        made[CUT] = list(map(cut, references.articles, made["embedded"]))
        board = scoreboard(made, references, scorer, BASELINE)
        agreed = agreement(references, scorer)
    except KhulasaError as error:
        print(f"khulasa: {one_line(str(error))}", file=sys.stderr)
        return 2
    print("\n\n".join((systems_table(board, agreed), *identical(board))))
    return 0


def _system(name: str, sentence_count: int) -> System | None:
    """Give the system of that name; without sumy, say how to get it and leave its row out."""
    try:
        return system(name, sentence_count)
    except MissingExtraError as error:
        if name != PEER:
            raise
        print(f"khulasa: the table is without a row: {error}", file=sys.stderr)
        return None


if __name__ == "__main__":
    sys.exit(main())
