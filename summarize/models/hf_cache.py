"""Checkpoints that other tools left in Hugging Face's own cache: used where they lie, never written to.

Layout: ``models--OWNER--NAME/snapshots/COMMIT/FILE``, each file a link to a blob that, for large files, is named by
its sha256 (huggingface_hub, "Understand caching"). A Space's ``preload_from_hub`` puts models there.
"""

from __future__ import annotations

import json
import os
from pathlib import Path

from summarize.models.folder import layout
from summarize.models.registry import ModelCard

_VOCABULARIES = ("*.model", "*.spm", "tokenizer.json")


def snapshot(card: ModelCard) -> Path | None:
    """Give the folder of the card's pinned commit in the cache, when a whole checkpoint lies there, else None."""
    folder = _cache() / f"models--{card.repo.replace('/', '--')}" / "snapshots" / card.revision
    whole = (
        bool(card.repo)
        and layout(folder) == "checkpoint"
        and any(any(folder.glob(pattern)) for pattern in _VOCABULARIES)
        and all((folder / name).is_file() for name in _shards(folder))
        and all(_is_pinned(folder / file.name, file.sha256) for file in card.files)
    )
    return folder if whole else None


def _cache() -> Path:
    """Find the cache as huggingface_hub does."""
    if chosen := os.environ.get("HF_HUB_CACHE"):
        return Path(chosen).expanduser()
    if home := os.environ.get("HF_HOME"):
        return Path(home).expanduser() / "hub"
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "huggingface" / "hub"


def _shards(folder: Path) -> set[str]:
    """Name the files that the indices of sharded weights list."""
    indices = [*folder.glob("*.safetensors.index.json"), *folder.glob("pytorch_model*.bin.index.json")][:1]
    return {name for index in indices for name in json.loads(index.read_text("utf-8"))["weight_map"].values()}


def _is_pinned(path: Path, sha256: str) -> bool:
    """Compare a blob's name with the pinned hash: hashing gigabytes at each start would take longer than the work.

    A pinned file that was left out is no fault (other weights stand in the folder), and small files' blobs are named
    by another hash.
    """
    blob = path.resolve().name
    return not path.exists() or len(blob) != len(sha256) or blob == sha256
