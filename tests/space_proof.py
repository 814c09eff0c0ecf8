"""Prove a Space from nothing: ``python -m tests.space_proof``. Takes minutes, for pip installs everything anew.

``khulasa space`` writes the folder; a clean virtual environment gets its requirements.txt and nothing else; app.py is
run as Spaces run it (see ``space_process``) and driven as a reader's browser, a program and an assistant would. Prints
what was measured, a line each; exits with 1 where something is not as it should be.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from tests.space_drive import ask, tools_of
from tests.space_process import CHECKOUT, running_space

PORT = 7860
ARTICLE = (CHECKOUT / "samples" / "port-reopens.txt").read_text("utf-8")
TOOLS = {"digest", "summarize", "translate", "rouge"}


@contextmanager
def timed(what: str) -> Iterator[None]:
    """Print how long the block took."""
    started = time.perf_counter()
    yield
    print(f"{what}: {time.perf_counter() - started:.1f} s", flush=True)


def prove(work: Path, python: str) -> list[str]:
    """Build, install, run and drive the Space in ``work``; give what is wrong."""
    folder, environment = work / "space", work / "venv"
    subprocess.run([sys.executable, "-m", "summarize.cli", "space", str(folder)], cwd=CHECKOUT, check=True)
    subprocess.run([python, "-m", "venv", str(environment)], check=True)
    interpreter = environment / "bin" / "python"
    with timed("pip install -r requirements.txt"):
        pip = [interpreter, "-m", "pip", "install", "--quiet", "-r", folder / "requirements.txt"]
        subprocess.run(pip, cwd=work, check=True)
    print(f"virtual environment: {_megabytes(environment)} MB; the Space's folder: {_megabytes(folder)} MB")
    wrong = []
    with running_space(folder, interpreter, work, PORT) as space:
        print(f"start to the page's first answer: {space.seconds:.1f} s")
        with timed("first digest, the client's connection included"):
            digest = ask(space.url, "/digest", text=ARTICLE)
        with timed("second digest, likewise"):
            again = ask(space.url, "/digest", text=ARTICLE)
        measured = ask(space.url, "/rouge", hypothesis=ARTICLE, references=[ARTICLE])
        if any(score["fmeasure"] != 1 for score in measured["scores"]):
            wrong.append("a text is not its own best reference")
        if digest != again:
            wrong.append("the same article was digested in two ways")
        if len(digest["translation"]["lines"]) != len(digest["sentences"]) or not digest["abstract"]["text"]:
            wrong.append("the digest is not whole")
        if not (offered := tools_of(space.url)) >= TOOLS:
            wrong.append(f"MCP tools {sorted(TOOLS - offered)} are missing")
        print(f"MCP tools: {', '.join(sorted(offered))}")
        print(f"peak memory: {space.peak_bytes() / 1e6:.0f} MB")
        outgoing = space.outgoing()
    print(f"connections that leave the machine: {len(outgoing)}")
    return [*wrong, *outgoing]


def _megabytes(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) // 1_000_000


def main(argv: Sequence[str] | None = None) -> int:
    """Run the proof and give its exit code."""
    parser = argparse.ArgumentParser(prog="python -m tests.space_proof", description=__doc__.splitlines()[0])
    parser.add_argument("--python", default="python3.11", help="the Space's Python (default: python3.11)")
    parser.add_argument("--work", type=Path, help="keep everything in this folder")
    given = parser.parse_args(argv)
    os.environ["NO_PROXY"] = "127.0.0.1"
    with tempfile.TemporaryDirectory() as temporary:
        work = given.work or Path(temporary)
        wrong = prove(work.resolve(), given.python)
    for line in wrong:
        print(f"wrong: {line}", file=sys.stderr)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
