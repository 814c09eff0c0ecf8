"""``khulasa space OUT``: a folder ready to push as a Hugging Face Space.

Keys of the README's front matter: huggingface.co/docs/hub/spaces-config-reference. A Gradio Space installs
``requirements.txt``, never ``pyproject.toml``, so Khulasa's own packages are copied beside ``app.py``.
"""

from __future__ import annotations

import argparse
import importlib.metadata
import re
import shutil
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from summarize.errors import KhulasaError, UsageError
from summarize.models.registry import REGISTRY, ModelCard

# The page is tested with this Gradio; Spaces install it by `sdk_version`, and requirements.txt must not contradict it.
SDK_VERSION = "6.31.0"
FOLDERS = ("summarize", "ui", "eval", "samples")
CPU, ZERO = "cpu-basic", "zero-a10g"
HARDWARE = (CPU, "cpu-upgrade", ZERO)
PYTHON = {CPU: "3.11", "cpu-upgrade": "3.11", ZERO: "3.12.12"}  # ZeroGPU offers 3.10.13 and 3.12.12 only
_OF_EXTRA = re.compile(r"extra == ['\"]([\w-]+)['\"]")
_CPU_TORCH = "--extra-index-url https://download.pytorch.org/whl/cpu"  # a tenth of the download of the CUDA build
# What Khulasa reads of each repository, at the commit that the registry pins: `preload_from_hub` takes names only.
_TOKENIZER = ("special_tokens_map.json", "tokenizer_config.json")
_NLLB = ("config.json", "generation_config.json", "sentencepiece.bpe.model", "tokenizer.json", *_TOKENIZER)
PRELOADED = {
    "mt5-xlsum": ("config.json", "pytorch_model.bin", "spiece.model", *_TOKENIZER),
    "nllb-600m": (*_NLLB, "pytorch_model.bin"),
    "nllb-1.3b": (*_NLLB, "pytorch_model.bin"),
    "opus-ar-en": (
        "config.json", "generation_config.json", "pytorch_model.bin", "source.spm", "target.spm", "vocab.json",
        *_TOKENIZER,
    ),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Space:
    """What a Space runs: at most one model a task beside the embedded one, and on what."""

    summarizer: str = "embedded"
    translator: str = "embedded"
    hardware: str = CPU

    @property
    def pulled(self) -> tuple[ModelCard, ...]:
        """The models that the hub provides."""
        return tuple(REGISTRY[name] for name in (self.summarizer, self.translator) if REGISTRY[name].repo)

    @property
    def licence(self) -> str:
        """The strictest licence among code and weights, by the hub's identifiers."""
        licences = {card.licence for card in self.pulled}
        if any("-SA-" in licence for licence in licences):
            return "cc-by-nc-sa-4.0"
        return "cc-by-nc-4.0" if any("-NC-" in licence for licence in licences) else "apache-2.0"


def space(models: Sequence[str], hardware: str = CPU) -> Space:
    """Choose each task's model from ``models``. Raises ``UsageError`` for names that can't run there together.

    >>> space(["nllb-600m", "mt5-xlsum"]).licence
    'cc-by-nc-sa-4.0'
    """
    chosen: dict[str, str] = {}
    for name in models:
        if name != "embedded" and name not in PRELOADED:
            raise UsageError(f"model {name!r} given, one of embedded, {', '.join(PRELOADED)} expected")
        if name == "embedded":
            continue
        (task,) = REGISTRY[name].tasks
        if task in chosen:
            raise UsageError(f"{chosen[task]} and {name} both {task}: a Space starts with one model a task")
        chosen[task] = name
    if hardware == ZERO and len(chosen) < 2:
        raise UsageError(
            f"{ZERO} lends its GPU to models of the hub: one that summarizes and one that translates wanted"
        )
    return Space(chosen.get("summarize", "embedded"), chosen.get("translate", "embedded"), hardware)


def front_matter(given: Space) -> str:
    """Give the README's YAML."""
    lines = [
        "title: Khulasa", "emoji: 📰", "colorFrom: indigo", "colorTo: gray", "sdk: gradio",
        f"sdk_version: {SDK_VERSION}", f'python_version: "{PYTHON[given.hardware]}"', "app_file: app.py",
        "short_description: The gist of Arabic news, every doubt shown", f"license: {given.licence}",
        f"suggested_hardware: {given.hardware}", "tags: [arabic, news, summarization, translation, mcp-server]",
    ]  # fmt: skip
    if given.pulled:
        lines += ["models:", *(f"  - {card.repo}" for card in given.pulled), "preload_from_hub:"]
        lines += [f"  - {card.repo} {','.join(PRELOADED[card.name])} {card.revision}" for card in given.pulled]
        lines.append("startup_duration_timeout: 30m")  # weights are converted when the first reader asks for them
    return "\n".join(["---", *lines, "---", ""])


def requirements(given: Space, declared: Sequence[str]) -> str:
    """Give requirements.txt of what ``declared`` (``Requires-Dist`` lines) wants for the page's extra.

    torch comes with it only where a checkpoint must be converted.

    >>> print(requirements(Space(), ["rich>=13", "gradio>=6; extra == 'ui'", "torch; extra == 'torch'"]))
    gradio>=6
    rich>=13
    <BLANKLINE>
    """
    extras = {"ui", "torch"} if given.pulled else {"ui"}
    found = set()
    for line in declared:
        wanted, _, marker = line.partition(";")
        extra = _OF_EXTRA.search(marker)
        if extra is None or extra[1] in extras:
            found.add(wanted.strip())
    head = [_CPU_TORCH] if given.pulled and given.hardware != ZERO else []
    tail = ["spaces"] if given.hardware == ZERO else []
    return "\n".join([*head, *sorted(found), *tail, ""])


def door(given: Space) -> str:
    """Give app.py: ``khulasa ui`` with what the Space was made for."""
    options = ["ui", "--host", "HOST", "--port", "PORT"]
    for role, name in (("--summarizer", given.summarizer), ("--translator", given.translator)):
        options += [role, name] if name != "embedded" else []
    options += ["--engine", "torch"] if given.hardware == ZERO else []
    call = ", ".join(option if option.isupper() else f'"{option}"' for option in options)
    return (
        '"""The door of the Hugging Face Space: ``khulasa ui``, where the Space says that it listens."""\n\n'
        "import os\nimport sys\n\nfrom summarize.cli import main\n\n"
        'HOST = os.environ.get("GRADIO_SERVER_NAME", "0.0.0.0")  # noqa: S104 (the Space\'s router is outside)\n'
        'PORT = os.environ.get("GRADIO_SERVER_PORT", "7860")\n\n'
        'if __name__ == "__main__":\n'
        f"    sys.exit(main([{call}]))\n"
    )


def readme(given: Space) -> str:
    """Give the Space's README."""
    licences = "".join(
        f"\nThe weights of [{card.repo}](https://huggingface.co/{card.repo}) are licensed {card.licence}"
        f"{'' if card.commercial else ': not for commercial use'}.\n"
        for card in given.pulled
    )
    return (
        front_matter(given) + "\n# Khulasa · خلاصة\n\nThe gist of Arabic news: a summary in Arabic, the article in "
        "English line by line, and every doubt shown where it belongs.\nThe code and the embedded model are licensed "
        f"Apache-2.0.\n{licences}\nThis folder was written by `khulasa space`; for the command line, the batch tool "
        "and the evaluation, see the project.\n"
    )


def write(out: Path, given: Space) -> None:
    """Write the Space into ``out``: a new folder, or a clone of a Space, whose own files are then replaced.

    Raises ``UsageError`` for a folder that holds something else, ``KhulasaError`` where Khulasa is not installed.
    """
    root = Path(__file__).resolve().parents[1]
    _require_space(out, root)
    package = _installed()
    texts = {
        "app.py": door(given), "requirements.txt": requirements(given, package.requires or []),
        "README.md": readme(given), "LICENSE": package.read_text("licenses/LICENSE") or "",
        ".gitattributes": _attributes(out / ".gitattributes"),
    }  # fmt: skip
    out.mkdir(parents=True, exist_ok=True)
    for folder in FOLDERS:
        shutil.rmtree(out / folder, ignore_errors=True)
        if (root / folder).is_dir():  # an installed package has no samples
            shutil.copytree(root / folder, out / folder, ignore=shutil.ignore_patterns("__pycache__", ".*"))
    for name, text in texts.items():
        (out / name).write_text(text, encoding="utf-8")


def _installed() -> importlib.metadata.Distribution:
    try:
        return importlib.metadata.distribution("khulasa")
    except importlib.metadata.PackageNotFoundError as error:
        raise KhulasaError("khulasa is not installed here, only its files are: pip install it first") from error


def _attributes(path: Path) -> str:
    """Give ``.gitattributes`` with our binary files among those that Git LFS keeps; the hub refuses others."""
    lines = path.read_text("utf-8").splitlines() if path.is_file() else []
    ours = [f"{pattern} filter=lfs diff=lfs merge=lfs -text" for pattern in ("*.bin", "*.model")]
    return "\n".join([*lines, *(line for line in ours if line not in lines), ""])


def _require_space(out: Path, root: Path) -> None:
    place = out.resolve()
    if place == root or any(place.is_relative_to(root / folder) for folder in FOLDERS):
        raise UsageError(f"{out} is where Khulasa itself lies: give a new folder, or a clone of your Space")
    if out.exists() and not out.is_dir():
        raise UsageError(f"{out} is a file, a new folder or a clone of a Space expected")
    card = out / "README.md"
    if not out.is_dir() or not any(out.iterdir()):
        return
    if not (card.is_file() and re.search(r"^sdk: ", card.read_text("utf-8", "replace"), re.MULTILINE)):
        raise UsageError(f"{out} holds something that is no Space: give a new folder, or a clone of your Space")


def main(argv: Sequence[str] | None = None) -> int:
    """Run ``khulasa space`` and give its exit code."""
    parser = argparse.ArgumentParser(
        prog="khulasa space",
        description="Write a folder ready to push as a Hugging Face Space.",
        epilog="then: hf upload YOU/NAME OUT . --repo-type space (of huggingface_hub: makes the Space if it is new);"
        " or write into a git clone of your Space, commit and push with git-lfs",
    )
    parser.add_argument("out", metavar="OUT", type=Path, help="a new folder, or a clone of your Space")
    parser.add_argument("--models", default="embedded", metavar="NAMES", help="such as nllb-600m,mt5-xlsum")
    parser.add_argument("--hardware", choices=HARDWARE, default=CPU, help=f"what it runs on (default: {CPU})")
    given = parser.parse_args(argv)
    try:
        chosen = space([name.strip() for name in given.models.split(",")], given.hardware)
        write(given.out, chosen)
    except OSError as error:
        raise KhulasaError(f"cannot write {given.out}: {error.strerror}") from error
    for card in chosen.pulled:
        print(f"{card.name}: {card.licence}{'' if card.commercial else ', not for commercial use'}", file=sys.stderr)
    print(f"{given.out}: ready; push it with: hf upload YOU/NAME {given.out} . --repo-type space", file=sys.stderr)
    return 0
