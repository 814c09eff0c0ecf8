"""What is installed, what is missing, and what to type: the findings behind ``khulasa doctor``.

Nothing here opens a socket, and nothing heavy is imported except CTranslate2, to count GPUs and load the default model.
"""

from __future__ import annotations

import os
import platform
import re
import shutil
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import metadata
from typing import Literal

from summarize.errors import ModelError, ModelNotHereError
from summarize.models import hub, lock
from summarize.models.registry import REGISTRY

Status = Literal["ok", "missing", "broken"]

# What each extra is for, in a user's words. Extras that only developers need are not a finding.
EXTRAS = {
    "torch": "the torch engine, and converting pulled models",
    "docx": "--format docx",
    "pdf": "reading PDFs",
    "ui": "the page (khulasa ui)",
    "eval": "measuring (khulasa eval)",
    "parquet": "Parquet tables in khulasa eval",
}
_OLDEST_PYTHON = (3, 10)
_LITTLE_DISK = 5_000_000_000  # bytes: less does not hold a 600 M model and its conversion
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
_LOWER_BOUND = re.compile(r">=\s*([\d.]+)")
_EXTRA = re.compile(r"""extra\s*==\s*['"]([^'"]+)['"]""")


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at: ``missing`` is optional and absent, ``broken`` stops work; ``remedy`` is what to type."""

    status: Status
    what: str
    detail: str
    remedy: str = ""


@dataclass(frozen=True, slots=True)
class Requirement:
    """A dependency that the installed package declares; ``extra`` is empty for the base."""

    name: str
    at_least: str
    extra: str


def examine() -> tuple[Finding, ...]:
    """Look at everything a digest depends on: Python and packages, extras, models, the cache folder, the machine."""
    return tuple(_findings())


def _findings() -> Iterator[Finding]:
    yield _python()
    yield from _packages()
    yield _embedded()
    yield from _models()
    yield from _cache()
    yield _processors()
    yield _gpu()


def _python() -> Finding:
    status: Status = "ok" if sys.version_info >= _OLDEST_PYTHON else "broken"
    remedy = "" if status == "ok" else "install Python 3.10 or newer"
    return Finding(status, "Python", f"{platform.python_version()} on {platform.system()} {platform.machine()}", remedy)


def requirements(lines: list[str]) -> tuple[Requirement, ...]:
    """Read a distribution's ``Requires-Dist`` lines; extras that only point to other extras are left out.

    >>> requirements(["numpy>=1.26", "torch<3,>=2.6; extra == 'torch'"])[1]
    Requirement(name='torch', at_least='2.6', extra='torch')
    """
    found = []
    for line in lines:
        name, bound, extra = _NAME.match(line), _LOWER_BOUND.search(line.partition(";")[0]), _EXTRA.search(line)
        if name and name[0] != "khulasa":
            found.append(Requirement(name[0], bound[1] if bound else "0", extra[1] if extra else ""))
    return tuple(found)


def _packages() -> Iterator[Finding]:
    try:
        version, lines = metadata.version("khulasa"), metadata.requires("khulasa") or []
    except metadata.PackageNotFoundError:
        yield Finding("broken", "khulasa", "runs from a folder, not installed", "pip install -e .")
        return
    yield Finding("ok", "khulasa", version)
    declared = requirements(lines)
    for requirement in declared:
        if not requirement.extra:
            trouble = _trouble(requirement)
            remedy = f"pip install --upgrade '{requirement.name}>={requirement.at_least}'"
            yield Finding("broken", requirement.name, trouble, remedy) if trouble else _present(requirement)
    for extra, purpose in EXTRAS.items():
        parts = [requirement for requirement in declared if requirement.extra == extra]
        if not parts:
            continue
        troubles = [f"{part.name} {trouble}" for part in parts if (trouble := _trouble(part))]
        if troubles:
            yield Finding(
                "missing", f"extra {extra}", f"{', '.join(troubles)}; for {purpose}", f"pip install 'khulasa[{extra}]'"
            )
        else:
            versions = ", ".join(f"{part.name} {metadata.version(part.name)}" for part in parts)
            yield Finding("ok", f"extra {extra}", f"{versions}; for {purpose}")


def _present(requirement: Requirement) -> Finding:
    return Finding("ok", requirement.name, metadata.version(requirement.name))


def _trouble(requirement: Requirement) -> str:
    """Say what is wrong with an installed requirement, nothing when it is there and new enough."""
    try:
        version = metadata.version(requirement.name)
    except metadata.PackageNotFoundError:
        return "is not installed"
    if _numbers(version) < _numbers(requirement.at_least):
        return f"{version} is older than {requirement.at_least}"
    return ""


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(number) for number in re.findall(r"\d+", version.partition("+")[0])[:3])


def _embedded() -> Finding:
    """Check the default model the whole way: the files against their hashes, then a load by CTranslate2."""
    what, again = "embedded model", "pip install --force-reinstall --no-deps khulasa"
    try:
        folder = hub.locate(REGISTRY["embedded"])
        sealed = lock.read(folder)
        if sealed is None:
            return Finding("broken", what, f"{folder} has no {lock.LOCK} to verify it by", again)
        if problems := lock.verify(folder, sealed):
            return Finding("broken", what, "; ".join(problems), again)
        import ctranslate2

        ctranslate2.Translator(str(folder), device="cpu", inter_threads=1, intra_threads=1)
    except ModelNotHereError:
        return Finding("broken", what, "its files are missing from the package", again)
    except ModelError as error:
        return Finding("broken", what, str(error), again)
    except (ImportError, RuntimeError, ValueError) as error:
        return Finding("broken", what, f"CTranslate2 cannot load it: {error}", again)
    size = sum(file.size for file in sealed.files)
    return Finding("ok", what, f"{size / 1e6:.0f} MB, verified, loads")


def _models() -> Iterator[Finding]:
    for row in hub.installed():
        name = row.card.name
        if not row.card.repo:
            continue
        if row.folder is None:
            yield Finding("missing", f"model {name}", row.card.good_for, f"khulasa models pull {name}")
        else:
            yield Finding("ok", f"model {name}", f"{row.size / 1e9:.1f} GB in {row.folder}")


def _cache() -> Iterator[Finding]:
    home = hub.home()
    existing = next(folder for folder in (home, *home.parents) if folder.exists())
    try:
        with tempfile.TemporaryFile(dir=existing):
            yield Finding("ok", "cache folder", f"{home}, writable")
    except OSError as error:
        remedy = "set KHULASA_HOME to a folder that you can write to"
        yield Finding("broken", "cache folder", f"{home} cannot be written to ({error.strerror})", remedy)
    free = shutil.disk_usage(existing).free
    detail = f"{free / 1e9:.1f} GB free in {existing}"
    if free < _LITTLE_DISK:
        yield Finding(
            "missing", "disk", f"{detail}: too little for the larger models", "set KHULASA_HOME to a larger disk"
        )
    else:
        yield Finding("ok", "disk", detail)


def _processors() -> Finding:
    usable = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    asked = os.environ.get("OMP_NUM_THREADS")
    return Finding("ok", "processors", f"{usable} usable{f', OMP_NUM_THREADS={asked}' if asked else ''}")


def _gpu() -> Finding:
    try:
        import ctranslate2

        count = ctranslate2.get_cuda_device_count()
    except (ImportError, RuntimeError) as error:
        return Finding("missing", "GPU", f"cannot be looked for: {error}")
    if count:
        return Finding("ok", "GPU", f"{count} usable by CTranslate2")
    return Finding("ok", "GPU", "none: models run on the processors")
