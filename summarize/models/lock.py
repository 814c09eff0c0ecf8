"""The lock file beside downloaded weights: which commit they are, and the sha256 of every file.

It is written once, when every file has been verified, and makes a later change of the weights visible without a
network: ``khulasa doctor`` verifies against it. The embedded weights carry one too.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path

from summarize.errors import ModelError

LOCK = "khulasa-lock.json"
_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class LockedFile:
    """A file's name inside the folder, its size in bytes and its sha256 in lower-case hex."""

    name: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Lock:
    """Where a folder's weights came from (``repo`` is empty for weights made here) and what they were then."""

    model: str
    repo: str
    revision: str
    files: tuple[LockedFile, ...]

    @property
    def digest(self) -> str:
        """One sha256 for all files together, independent of their order."""
        lines = sorted(f"{file.sha256}  {file.name}\n" for file in self.files)
        return hashlib.sha256("".join(lines).encode()).hexdigest()


def file_sha256(path: Path) -> str:
    """Give the sha256 of a file, read in pieces."""
    digest = hashlib.sha256()
    with path.open("rb") as stream:
        while chunk := stream.read(_CHUNK):
            digest.update(chunk)
    return digest.hexdigest()


def seal(folder: Path, model: str, repo: str = "", revision: str = "", names: Iterable[str] | None = None) -> Lock:
    """Hash the files of ``folder`` (``names``, or all of them at its top), write its lock file and give it back."""
    if names is None:
        names = (path.name for path in folder.iterdir() if path.is_file() and path.name != LOCK)
    files = tuple(
        LockedFile(name, (folder / name).stat().st_size, file_sha256(folder / name)) for name in sorted(names)
    )
    lock = Lock(model, repo, revision, files)
    (folder / LOCK).write_text(json.dumps(asdict(lock), indent=1) + "\n", encoding="utf-8")
    return lock


def read(folder: Path) -> Lock | None:
    """Give the folder's lock, None when it has none. Raises ``ModelError`` for one that cannot be understood."""
    path = folder / LOCK
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        files = tuple(LockedFile(**file) for file in data["files"])
        return Lock(data["model"], data["repo"], data["revision"], files)
    except FileNotFoundError:
        return None
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ModelError(f"{path} is damaged ({type(error).__name__}: {error}): bring the model again") from error


def fingerprint(folder: Path) -> str:
    """Name a folder that has no lock by its files' names, sizes, first and last MiB: milliseconds, whatever its size.

    Two trainings differ everywhere in their weights; against someone who edits the middle of a file it is no defence.
    """
    digest = hashlib.sha256()
    for path in sorted(path for path in folder.iterdir() if path.is_file()):
        size = path.stat().st_size
        digest.update(f"{path.name} {size}\n".encode())
        with path.open("rb") as stream:
            digest.update(stream.read(_CHUNK))
            stream.seek(max(0, size - _CHUNK))
            digest.update(stream.read(_CHUNK))
    return digest.hexdigest()


def verify(folder: Path, lock: Lock) -> tuple[str, ...]:
    """Name each locked file of ``folder`` that is missing or changed; ``()`` when all are as they were."""
    return tuple(problem for file in lock.files if (problem := _problem(folder / file.name, file)))


def _problem(path: Path, file: LockedFile) -> str:
    if not path.is_file():
        return f"{file.name} is missing"
    if path.stat().st_size != file.size:
        return f"{file.name} has {path.stat().st_size:,} bytes, not {file.size:,}"
    return (
        "" if file_sha256(path) == file.sha256 else f"{file.name} was changed (its sha256 is not {file.sha256[:12]}...)"
    )
