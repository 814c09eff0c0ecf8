"""The models on this machine: where they are, how they get here, how they leave.

A pulled checkpoint is a folder ``<home>/models/NAME@COMMIT``, published by one rename when every file has been
verified; its CTranslate2 conversion stands beside it. One that lies in Hugging Face's own cache, at the pinned commit,
is here too. Only ``pull`` opens a socket, for a model that is not here yet,
and it neither when told to stay offline.
"""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import Literal

from summarize.errors import DownloadError, MissingExtraError, ModelError, ModelNotHereError
from summarize.models import hf_cache, lock
from summarize.models.download import HubClient, Progress, RemoteFile, Transfer, check
from summarize.models.folder import layout
from summarize.models.registry import REGISTRY, ModelCard, find, require_commercial
from summarize.models.selection import choose

_SPARE_BYTES = 100_000_000  # left free on the disk


@dataclass(frozen=True, slots=True)
class Installed:
    """A registered model and its place here: ``folder`` is None when it is not; ``size`` counts its bytes on disk."""

    card: ModelCard
    folder: Path | None
    size: int


def home() -> Path:
    """Give the folder for what Khulasa keeps: ``$KHULASA_HOME``, else ``khulasa`` in the platform's cache folder."""
    if chosen := os.environ.get("KHULASA_HOME"):
        return Path(chosen).expanduser()
    if sys.platform == "win32":
        cache = Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
    elif sys.platform == "darwin":
        cache = Path.home() / "Library" / "Caches"
    else:
        cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    return cache / "khulasa"


def locate(card: ModelCard) -> Path:
    """Give the folder that holds the card's weights as they were published.

    Raises ``ModelNotHereError`` with the command that brings them.
    """
    folder = _here(card)
    if folder is not None:
        return folder
    if card.repo:
        raise ModelNotHereError(f"{card.name} is not on this machine; bring it with: khulasa models pull {card.name}")
    if card.name in REGISTRY:
        raise ModelNotHereError(
            f"The {card.name} weights are missing from {card.folder}: install the package again with"
            " pip install --force-reinstall --no-deps khulasa"
        )
    raise ModelNotHereError(f"{card.folder} no longer holds a model")


def pull(
    name: str,
    *,
    force: bool = False,
    commercial: bool = False,
    offline: bool = False,
    progress: Progress | None = None,
) -> Path:
    """Bring a registered model here and give its folder; at once when it is here, unless ``force`` brings it anew.

    ``progress`` is called as bytes come, file after file. An interrupted pull goes on where it broke off. Raises
    ``LicenceError`` when ``commercial`` is set and the licence forbids it, ``ModelNotHereError`` when the model is not
    here and ``offline`` (or ``HF_HUB_OFFLINE=1``) forbids bringing it, and ``DownloadError``.
    """
    card = find(name)
    if commercial:
        require_commercial(card)
    target = _folder(card)
    if not card.repo or (_here(card) is not None and not force):
        return locate(card)
    if offline or os.environ.get("HF_HUB_OFFLINE", "").lower() in {"1", "true", "yes", "on"}:
        raise ModelNotHereError(
            f"{card.name} is not on this machine, and offline nothing is downloaded; bring it once, online, with:"
            f" khulasa models pull {card.name}"
        )
    client = HubClient()
    files = choose(card, client.files(card.repo, card.revision))
    staging = target.with_name(f"{target.name}.partial")
    with _alone(target, card):
        _bring(client, card, files, staging, progress or _silent)
        lock.seal(staging, card.name, card.repo, card.revision, [file.name for file in files])
        if force:  # what was converted from a damaged checkpoint is damaged too
            for conversion in target.parent.glob(f"{target.name}-ct2-*"):
                shutil.rmtree(conversion)
        _publish(staging, target)
    return target


def ready(card: ModelCard, engine: Literal["ct2", "torch"], quantization: str = "int8") -> Path:
    """Give a folder that ``engine`` can load, converting a checkpoint for CTranslate2 the first time.

    Raises ``ModelNotHereError``, ``MissingExtraError`` when the conversion needs torch and it is not installed, and
    ``ModelError`` when the model exists for the other engine only.
    """
    folder = locate(card)
    if engine == "torch":
        if layout(folder) != "checkpoint":
            raise ModelError(f"{card.name} is a CTranslate2 model, which torch cannot run: use --engine ct2")
        return folder
    if layout(folder) == "ct2":
        return folder
    target = _converted(card, quantization)
    if layout(target) is not None:
        return target
    if not (find_spec("torch") and find_spec("transformers")):
        raise MissingExtraError(f"Converting {card.name} for CTranslate2, once,", "torch")
    from summarize.models.optimize import convert

    with _alone(target, card, wait=True):
        if layout(target) is None:  # the worker waited for may have made it
            convert(folder, target, quantization)
    return target


def remove(name: str) -> int:
    """Delete a pulled model with its conversions and partial downloads; give the bytes freed.

    Raises ``ModelError`` for weights that were not pulled.
    """
    card = find(name)
    if not card.repo:
        raise ModelError(f"{card.name} was not pulled from a hub: there is nothing of Khulasa's to remove")
    folders = _all_folders(card)
    if not folders:
        raise ModelNotHereError(f"{card.name} is not on this machine: nothing to remove")
    freed = sum(_disk_size(folder) for folder in folders)
    for folder in folders:
        shutil.rmtree(folder)
    return freed


def installed() -> tuple[Installed, ...]:
    """Say of every registered model, in the registry's order, whether it is here and how large."""
    rows = []
    for card in REGISTRY.values():
        rows.append(Installed(card, _here(card), sum(map(_disk_size, _all_folders(card)))))
    return tuple(rows)


@lru_cache(maxsize=32)
def identity(card: ModelCard) -> str:
    """Name the exact weights, for a digest's signature: ``nllb-600m@f8d333a098d1``.

    Weights without a commit are named by what their files hold (the lock file's hash, or their own), looked at once
    in a process.
    """
    if card.repo:
        return f"{card.name}@{card.revision[:12]}"
    folder = locate(card)
    found = lock.read(folder)
    return f"{card.name}@{(found.digest if found else lock.fingerprint(folder))[:12]}"


def _folder(card: ModelCard) -> Path:
    return card.folder or home() / "models" / f"{card.name}@{card.revision[:12]}"


def _here(card: ModelCard) -> Path | None:
    """Give the folder that holds the card's weights, None when there is none on this machine."""
    folder = _folder(card)
    return folder if layout(folder) is not None else hf_cache.snapshot(card)


def _converted(card: ModelCard, quantization: str) -> Path:
    if card.repo:
        folder = _folder(card)
        return folder.with_name(f"{folder.name}-ct2-{quantization}")
    return home() / "models" / f"local-{identity(card)}-ct2-{quantization}"


def _all_folders(card: ModelCard) -> list[Path]:
    """Name every folder of a card: the checkpoint of this or an earlier commit, conversions, partial downloads."""
    if card.folder is not None:
        return [card.folder] if card.folder.is_dir() else []
    return sorted(path for path in (home() / "models").glob(f"{card.name}@*") if path.is_dir())


def _bring(client: HubClient, card: ModelCard, files: Sequence[RemoteFile], staging: Path, progress: Progress) -> None:
    staging.mkdir(exist_ok=True)
    lacking = sum(file.size for file in files) - _disk_size(staging)
    free = shutil.disk_usage(staging).free
    if lacking + _SPARE_BYTES > free:
        raise DownloadError(
            f"{card.name} needs {lacking / 1e9:.1f} GB more, and {staging.parent} has {free / 1e9:.1f} GB free:"
            " free some space, or set KHULASA_HOME to a folder on a larger disk"
        )
    for file in files:
        target = staging / file.name
        if target.exists():  # whole, from an earlier attempt
            check(target, file, card.repo)
            progress(Transfer(file.name, file.size, file.size))
        else:
            client.fetch(card.repo, card.revision, file, target, progress)


@contextmanager
def _alone(folder: Path, card: ModelCard, wait: bool = False) -> Iterator[None]:
    """Keep a second process from writing the same files; the operating system frees the lock of one that dies.

    Windows has no such locks: there two pulls at once end in a wrong hash, which is noticed.
    """
    folder.parent.mkdir(parents=True, exist_ok=True)
    with folder.with_name(f".{folder.name}.lock").open("w") as stream:
        if sys.platform != "win32":
            import fcntl

            try:
                fcntl.flock(stream, fcntl.LOCK_EX if wait else fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError as error:
                raise DownloadError(
                    f"Another khulasa is at work on {card.name}: wait for it, then try again"
                ) from error
        yield


def _publish(staging: Path, target: Path) -> None:
    """Put a finished folder in its place by a rename, so that nobody ever sees half a model."""
    if target.exists():
        shutil.rmtree(target)
    staging.rename(target)


def _disk_size(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def _silent(_: Transfer) -> None:
    """Stand in for a progress callback."""
