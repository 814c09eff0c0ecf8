"""``khulasa ui``: serve the page, the API and the MCP tools from this machine."""

from __future__ import annotations

import argparse
import importlib
import os
import sys
from collections.abc import Sequence
from importlib.util import find_spec
from typing import cast

from summarize.errors import MissingExtraError, UsageError
from summarize.reading.guard import PUBLIC
from ui.handlers import Choices, Desk, House, Scorer

_HELP = """
environment:
  KHULASA_AUTH=user:password   ask for them at the door
  KHULASA_WEB=off              read no links (as --no-web)

GET /healthz answers "ok" while the page is up, without asking for a password. The API stands under /gradio_api, the
MCP tools under /gradio_api/mcp; with a password those are closed, since MCP clients can't give it. The page asks
nothing of any other host, unless somebody gives a link to read or --share is used.
"""


def main(argv: Sequence[str]) -> int:
    """Serve until interrupted. Raises ``MissingExtraError`` without gradio, ``UsageError`` for a call that is wrong."""
    arguments = _parser().parse_args(argv)
    auth = read_auth(os.environ.get("KHULASA_AUTH", ""))
    if find_spec("gradio") is None:
        raise MissingExtraError("The page", "ui")
    # Read once, when gradio is imported.
    os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
    from ui.serve import Door, serve

    desk = Desk(
        scorer=find_scorer(),
        guard=None if arguments.no_web else PUBLIC,
        house=House(
            arguments.engine,
            arguments.commercial,
            Choices(summarizer=arguments.summarizer, translator=arguments.translator),
        ),
    )
    print("khulasa: loading the models", file=sys.stderr)
    desk.warm_up()
    serve(desk, Door(arguments.host, arguments.port, arguments.share, auth))
    return 0


def find_scorer() -> Scorer | None:
    """Give ``eval.desk`` where it is installed. It is loaded by name: ``ui`` never imports ``eval``."""
    try:
        desk = importlib.import_module("eval.desk")
    except ImportError:
        return None
    # Another distribution may have brought a package of that name.
    return cast(Scorer, desk) if hasattr(desk, "measure") and hasattr(desk, "write_report") else None


def read_auth(given: str) -> tuple[str, str] | None:
    """Read ``KHULASA_AUTH``; None when it is empty. Raises ``UsageError`` when it isn't ``user:password``.

    >>> read_auth("editor:a:b")
    ('editor', 'a:b')
    """
    user, colon, password = given.partition(":")
    if not given:
        return None
    if not (user and colon and password):
        raise UsageError("KHULASA_AUTH is not of the form user:password")
    return user, password


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="khulasa ui",
        description="Open the page in a browser; the same server answers programs and MCP clients.",
        epilog=_HELP,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    add = parser.add_argument
    add("--host", default="127.0.0.1", help="the address to listen on; 0.0.0.0 for all of them (default: %(default)s)")
    add("--port", type=int, default=7860, help="the port to listen on; 0 for any free one (default: %(default)s)")
    add("--share", action="store_true", help="also give a public link, through Gradio's servers")
    add("--no-web", action="store_true", help="read no links: nothing but this machine's own files and texts")
    add("--summarizer", default="embedded", help="the model that readers start with (default: %(default)s)")
    add("--translator", default="embedded", help="the model that readers start with (default: %(default)s)")
    add("--engine", choices=("auto", "ct2", "torch"), default="auto", help="what runs the models (default: auto)")
    add("--commercial", action="store_true", help="refuse models whose licence forbids commercial use")
    return parser
