"""``khulasa``: what users type. Data goes to stdout, everything else to stderr.

Exit codes: 0 all done; 1 some articles failed, each named on stderr and in the output; 2 the call itself was wrong;
130 interrupted.
"""

from __future__ import annotations

import argparse
import importlib
import os
import sys
from collections.abc import Sequence

from summarize import __version__, commands
from summarize.config import Settings
from summarize.errors import KhulasaError
from summarize.formats.plain import one_line

_EXAMPLES = """examples:
  khulasa digest article.txt page.html
  khulasa digest folder/ --format json > digests.jsonl
  khulasa translate - < lines.txt
  khulasa batch articles.jsonl -o digests.jsonl --resume
"""


# Commands of rooms beside the library, loaded by name when typed: `summarize` imports neither `ui` nor `eval`.
_FACES = {
    "ui": ("ui.cli", "open the page in a browser"),
    "eval": ("eval.cli", "score summaries and translations: rouge, translation, report, compare"),
    "space": ("ui.space", "write a folder ready to push as a Hugging Face Space"),
}


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and give its exit code."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # a redirected Windows or C locale stream is not UTF-8
            stream.reconfigure(encoding="utf-8", errors="replace")
    typed = list(sys.argv[1:] if argv is None else argv)
    try:
        if typed and typed[0] in _FACES:
            code: int = _face(typed[0], typed[1:])
        else:
            arguments = _parser().parse_args(typed)
            code = arguments.run(arguments)
        sys.stdout.flush()
    except KhulasaError as error:
        print(f"khulasa: {one_line(str(error))}", file=sys.stderr)
        return 2
    except BrokenPipeError:
        # The reader (head, less) closed the pipe. Point stdout elsewhere so that the interpreter's exit is quiet.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except OSError as error:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        print(f"khulasa: cannot write: {one_line(str(error.strerror or error))}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("khulasa: interrupted", file=sys.stderr)
        return 130
    return code


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="khulasa",
        description="Summaries and translations of Arabic news articles, with every doubt shown.",
        epilog=_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"khulasa {__version__}")
    add = parser.add_subparsers(metavar="COMMAND", required=True).add_parser

    digest = add("digest", help="summarize and translate articles", description="Summarize and translate articles.")
    digest.add_argument(
        "paths",
        nargs="+",
        metavar="PATH",
        help="a file (txt, html, json, jsonl, docx, pdf, zip), a folder, a glob, a link, or -",
    )
    digest.add_argument("--format", choices=commands.FORMATS, default="text", help="what to write (default: text)")
    _reading(digest)
    _model_options(digest, summaries=True)
    digest.set_defaults(run=commands.digest)

    translate = add("translate", help="translate lines", description="Translate: one line out for each line in.")
    translate.add_argument("path", metavar="PATH", help="a text file, or - for stdin")
    translate.add_argument("--format", choices=("text", "json"), default="text", help="json: text, score and flags")
    _model_options(translate, summaries=False)
    translate.set_defaults(run=commands.translate)

    batch = add(
        "batch", help="digest many articles into one file", description="Digest many articles into a JSONL file."
    )
    batch.add_argument("source", metavar="SOURCE", nargs="+", help="files, folders, globs, links, or -")
    batch.add_argument(
        "-o", "--output", required=True, metavar="OUT.jsonl", help="a line for each article, as it is done"
    )
    batch.add_argument("--resume", action="store_true", help="go on where an earlier run into the same file stopped")
    _reading(batch)
    _model_options(batch, summaries=True)
    batch.set_defaults(run=commands.batch)

    _models(add("models", help="list, fetch and remove model weights"))

    for name, (_, purpose) in _FACES.items():
        add(name, help=purpose)

    doctor = add("doctor", help="what is installed, what is missing, what to type")
    doctor.set_defaults(run=commands.doctor)
    return parser


def _face(name: str, typed: Sequence[str]) -> int:
    """Run a command that another room owns: its module's ``main(argv)`` gives the exit code."""
    module, _ = _FACES[name]
    code: int = importlib.import_module(module).main(typed)
    return code


def _reading(parser: argparse.ArgumentParser) -> None:
    group = parser.add_argument_group("reading json and jsonl")
    group.add_argument("--text-field", metavar="NAME", help="the field that holds the article's text")
    group.add_argument("--title-field", metavar="NAME", help="the field that holds its headline")
    group.add_argument("--id-field", metavar="NAME", help="the field that holds its id")


def _model_options(parser: argparse.ArgumentParser, *, summaries: bool) -> None:
    default = Settings()
    add = parser.add_argument_group("models").add_argument
    name = "a model's name, a folder, or none"
    if summaries:
        add("--summarizer", default=default.summarizer, metavar="NAME", help=name)
    add("--translator", default=default.translator, metavar="NAME", help=name)
    if summaries:
        add("--extract", default=default.extract_method, choices=commands.EXTRACTS, help="how key sentences are chosen")
        add("--sentences", default=default.sentence_count, type=_positive, metavar="N", help="how many key sentences")
    add("--to", default=default.target_lang, metavar="CODE", help="target language, a FLORES-200 code")
    add("--engine", default=default.engine, choices=("auto", "ct2", "torch"), help="what runs the weights (auto: ct2)")
    add("--beam", type=_positive, metavar="N", help="beam size (default: the model's own)")
    add("--offline", action="store_true", help="never open a socket")
    add("--commercial", action="store_true", help="refuse weights that may not be used commercially")


def _models(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(metavar="ACTION", required=True)
    listing = actions.add_parser("list", help="name, task, size, licence, and whether it is here")
    listing.set_defaults(run=commands.models_list)
    pull = actions.add_parser("pull", help="download a model: pinned, verified, resumable")
    pull.add_argument("name", metavar="NAME")
    pull.add_argument("--commercial", action="store_true", help="refuse weights that may not be used commercially")
    pull.set_defaults(run=commands.models_pull)
    remove = actions.add_parser("remove", help="delete a model's files from this machine")
    remove.add_argument("name", metavar="NAME")
    remove.set_defaults(run=commands.models_remove)


def _positive(value: str) -> int:
    number = int(value) if value.isascii() and value.isdigit() else 0
    if not 1 <= number <= 1000:
        raise argparse.ArgumentTypeError(f"{value!r} given, a whole number from 1 to 1000 expected")
    return number


if __name__ == "__main__":
    sys.exit(main())
