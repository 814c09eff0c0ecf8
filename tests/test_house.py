"""The shape of the house: who imports whom, what `import summarize` costs, who owns our packages."""

import ast
import importlib.metadata
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
# A room may import rooms of lower rank, and its own.
RANKS = {
    "errors": 0, "records": 0, "config": 0,
    "arabic": 1,
    "reading": 2, "extractive": 2, "checks": 2,
    "engines": 3, "languages": 2, "segments": 3, "typography": 3,
    "models": 4, "summary_input": 4,
    "abstractive": 5, "translation": 5,
    "work": 6,
    "pipeline": 7,
    "stories": 8, "batch": 8, "doctor": 8,
    "formats": 9, "progress": 10,
    "commands": 11,
    "cli": 12,
}  # fmt: skip
MODULES = sorted((ROOT / "summarize").rglob("*.py"))
HEAVY = {
    "torch",
    "transformers",
    "ctranslate2",
    "trafilatura",
    "lxml",
    "numpy",
    "rich",
    "docx",
    "sentencepiece",
    "gradio",
    "pandas",
    "nltk",
    "rouge_score",
    "sacrebleu",
    "pyarrow",
    "pdfminer",
    "xlsxwriter",
    "urllib3",
}


def imports(path: Path) -> set[str]:
    """Name every module that the file imports, anywhere in it."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
    return found


def room(module: str) -> str:
    parts = module.split(".")
    return parts[1] if len(parts) > 1 else "__init__"


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_imports_point_up_the_list_of_rooms_only(path: Path) -> None:
    here = path.relative_to(ROOT / "summarize").parts[0].removesuffix(".py")
    if here == "__init__":
        return
    assert here in RANKS, f"give the room {here!r} a rank"
    for module in imports(path):
        if module.startswith("summarize.") and (there := room(module)) in RANKS and there != here:
            assert RANKS[there] < RANKS[here], f"{here} imports {there}"


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_torch_is_imported_by_its_two_modules_only(path: Path) -> None:
    if str(path.relative_to(ROOT)) in {"summarize/engines/torch.py", "summarize/models/optimize.py"}:
        return
    assert not any(module.split(".")[0] in {"torch", "transformers", "accelerate"} for module in imports(path))


@pytest.mark.parametrize("room", ["summarize", "ui", "eval"])
def test_the_library_the_page_and_the_measuring_keep_apart(room: str) -> None:
    strangers = {"ui", "eval", "train"} - {room}
    for path in (ROOT / room).rglob("*.py"):
        assert not {module.split(".")[0] for module in imports(path)} & strangers, path


@pytest.mark.parametrize("room", ["summarize", "eval", "ui/handlers", "ui/render"])
def test_only_the_page_itself_knows_gradio(room: str) -> None:
    for path in (ROOT / room).rglob("*.py"):
        assert "gradio" not in {module.split(".")[0] for module in imports(path)}, path


@pytest.mark.parametrize("package", ["summarize", "ui", "eval"])
def test_importing_a_package_loads_nothing_heavy(package: str) -> None:
    code = f"import sys, {package}; print(*{{name.split('.')[0] for name in sys.modules}})"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT).stdout
    assert not HEAVY & set(loaded.split())


def test_importing_the_library_opens_no_file_for_writing_and_no_socket() -> None:
    code = (
        "import sys\n"
        "def audit(event, args):\n"
        "    writes = event == 'open' and isinstance(args[1], str) and set(args[1]) & set('wax+')\n"
        "    if event.startswith('socket.') or writes: raise SystemExit(f'{event} {args}')\n"
        "sys.addaudithook(audit)\n"
        "import summarize, summarize.cli, summarize.pipeline\n"
    )
    subprocess.run([sys.executable, "-B", "-c", code], check=True, cwd=ROOT)


@pytest.mark.parametrize("package", ["summarize", "ui", "eval"])
def test_no_other_distribution_owns_our_packages(package: str) -> None:
    owners = importlib.metadata.packages_distributions().get(package, ["khulasa"])
    assert set(owners) == {"khulasa"}


def test_every_command_has_help_and_stands_in_the_readme() -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    faces = ("ui", "space", "eval rouge", "eval translation", "eval report", "eval compare")
    for command in ("digest", "translate", "batch", "models list", "models pull", "models remove", "doctor", *faces):
        assert f"khulasa {command}" in readme
        run = [sys.executable, "-m", "summarize.cli", *command.split(), "--help"]
        assert "usage: khulasa" in subprocess.run(run, capture_output=True, text=True, check=True, cwd=ROOT).stdout
