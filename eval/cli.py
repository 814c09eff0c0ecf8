"""``khulasa eval``: what users type to measure. Data goes to stdout, everything else to stderr.

Exit codes: 0 all done; 1 some articles of a report failed, each named on stderr; 2 the call or a file was wrong.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

from eval import commands
from summarize.config import Settings
from summarize.extractive import METHODS

_EXAMPLES = """examples:
  khulasa eval rouge --hypotheses digests.jsonl --references references.tsv
  khulasa eval rouge --hypotheses digests.jsonl --references xlsum:arabic_test.jsonl --tokenization xlsum --stem
  khulasa eval translation --hypotheses english.txt --references flores:flores200_dataset/devtest
  khulasa eval compare ours.jsonl theirs.jsonl --references references.tsv
  khulasa eval report --out report.html
  khulasa eval report --articles folder/ --references references.tsv --out report.html

Files: .jsonl, .json, .csv, .tsv (with a header), .parquet, or plain text, one a line; - is standard input.
Records are joined by id, plain text by line with plain text alone; whatever does not match is an error.
"""


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and give its exit code; ``khulasa`` itself turns a ``KhulasaError`` into one line and a 2."""
    arguments = _parser().parse_args(argv)
    code: int = arguments.run(arguments)
    return code


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="khulasa eval",
        description="How good summaries and translations are, in numbers that others can reproduce.",
        epilog=_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    add = parser.add_subparsers(metavar="COMMAND", required=True).add_parser
    _rouge(add("rouge", help="ROUGE-1, -2, -L and -Lsum of summaries, with intervals"))
    _translation(add("translation", help="BLEU, chrF++ and TER of translations, with intervals"))
    _compare(add("compare", help="two systems: which is better, by how much, how sure, where"))
    _report(add("report", help="one HTML page: scores, plots, every article beside its references"))
    return parser


def _rouge(parser: argparse.ArgumentParser) -> None:
    _files(parser)
    _normalization(_scoring(parser))
    _seeded(_output(parser))
    parser.add_argument("--per-item", action="store_true", help="each text's scores too")
    parser.set_defaults(run=commands.rouge)


def _translation(parser: argparse.ArgumentParser) -> None:
    _files(parser)
    parser.add_argument(
        "--sources", metavar="FILE", help="the Arabic, to count numbers, names and sentences that were lost"
    )
    add = parser.add_argument_group("learned metrics, of weights that are here").add_argument
    add("--bertscore", type=Path, metavar="FOLDER", help="a transformers model")
    add("--bertscore-layer", type=_count, metavar="N", help="its layer, where its authors tuned none")
    add("--comet", type=Path, metavar="FILE", help="a COMET checkpoint (model.ckpt); needs --sources")
    _output(parser)
    parser.set_defaults(run=commands.translation)


def _compare(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("a", metavar="A", help="one system's texts")
    parser.add_argument("b", metavar="B", help="the other's")
    _references(parser)
    parser.add_argument("--field", metavar="NAME", help="where A's texts are, and B's")
    parser.add_argument("--field-b", metavar="NAME", help="where B's texts are, when elsewhere: A may be the same file")
    parser.add_argument(
        "--metric", choices=commands.DECISIVE, default=commands.DECISIVE[0], help="what decides (default: %(default)s)"
    )
    _normalization(_scoring(parser))
    _seeded(_output(parser))
    parser.set_defaults(run=commands.compare)


def _report(parser: argparse.ArgumentParser) -> None:
    add = parser.add_argument
    add("--out", type=Path, default=Path("report.html"), metavar="FILE", help="the page (default: report.html)")
    add("--articles", nargs="+", default=[], metavar="PATH", help="files, folders, globs (default: samples/)")
    add("--references", nargs="+", default=[], metavar="FILE", help="a file, or a test set such as easc:FOLDER")
    add("--digests", metavar="FILE", help="a batch's output, scored as it is")
    add("--limit", type=_count, metavar="N", help="the first N articles")
    _models(parser)
    _scoring(parser)
    _seeded(_output(parser))
    parser.set_defaults(run=commands.report)


def _models(parser: argparse.ArgumentParser) -> None:
    """Add what digests are made with. Without a default, what was typed tells itself from what was not."""
    default = Settings()
    add = parser.add_argument_group("what is measured (not with --digests, which are made already)").add_argument
    add("--summarizer", metavar="NAME", help=f"a model's name, a folder, or none (default: {default.summarizer})")
    add("--translator", metavar="NAME", help=f"likewise (default: {default.translator})")
    add("--extract", choices=METHODS, help=f"how key sentences are chosen (default: {default.extract_method})")
    add("--sentences", type=_count, metavar="N", help=f"how many key sentences (default: {default.sentence_count})")
    add("--engine", choices=("auto", "ct2", "torch"), help=f"what runs the weights (default: {default.engine})")


def _files(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--hypotheses", required=True, metavar="FILE", help="the texts to score")
    _references(parser)
    parser.add_argument("--field", metavar="NAME", help="where the texts are, such as extract (of digests: abstract)")


def _references(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--references",
        required=True,
        action="append",
        metavar="FILE",
        help="a file, or a test set (xlsum:FILE easc: wikilingua: flores: ntrex:); again for more",
    )
    parser.add_argument("--reference-field", metavar="NAME", help="where the references are; several as a,b")


def _scoring(parser: argparse.ArgumentParser) -> argparse._ArgumentGroup:
    group = parser.add_argument_group("ROUGE")
    group.add_argument(
        "--tokenization", choices=("arabic", "xlsum"), default="arabic", help="xlsum: as XL-Sum's scorer"
    )
    group.add_argument("--stem", action="store_true", help="compare stems")
    group.add_argument(
        "--aggregate", choices=("max", "mean"), default="max", help="over several references (default: max)"
    )
    return group


def _normalization(group: argparse._ArgumentGroup) -> None:
    group.add_argument(
        "--normalization",
        choices=("full", "marks", "none"),
        help="what arabic folds away before it compares words (default: full)",
    )


def _output(parser: argparse.ArgumentParser) -> argparse.ArgumentParser:
    parser.add_argument("--format", choices=("text", "json"), default="text", help="what to print (default: text)")
    return parser


def _seeded(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--seed", type=_natural, metavar="N", help="of the resampling (default: fixed)")


def _natural(value: str) -> int:
    if not (value.isascii() and value.isdigit() and len(value) < 10):
        raise argparse.ArgumentTypeError(f"{value!r} given, a whole number from 0 expected")
    return int(value)


def _count(value: str) -> int:
    number = _natural(value)
    if not number:
        raise argparse.ArgumentTypeError("0 given, a whole number from 1 expected")
    return number
