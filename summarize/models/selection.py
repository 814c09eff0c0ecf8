"""Which files of a repository are brought: a checkpoint's own, by name, and never code."""

from __future__ import annotations

import fnmatch
from collections.abc import Sequence
from dataclasses import replace

from summarize.errors import DownloadError
from summarize.models.download import RemoteFile
from summarize.models.registry import ModelCard

# What a checkpoint needs, by name at the repository's top: tokenizers and settings, its card and licence.
_NEEDED = (
    "config.json", "generation_config.json", "tokenizer.json", "tokenizer_config.json", "special_tokens_map.json",
    "added_tokens.json", "vocab.json", "*.model", "*.spm", "README.md", "LICENSE*",
)  # fmt: skip
_SAFE_WEIGHTS = ("model.safetensors", "model-*-of-*.safetensors", "model.safetensors.index.json")
# Pickles, for repositories that publish nothing else; they are only ever read with torch's weights_only=True.
_PICKLED_WEIGHTS = ("pytorch_model.bin", "pytorch_model-*-of-*.bin", "pytorch_model.bin.index.json")


def choose(card: ModelCard, files: Sequence[RemoteFile]) -> list[RemoteFile]:
    """Choose what to bring of a commit's files, with the hashes that the registry pins put in.

    Raises ``DownloadError`` when they are no checkpoint, or not the one that is pinned.
    """
    top = [file for file in files if "/" not in file.name]
    weights = _matching(top, _SAFE_WEIGHTS) or _matching(top, _PICKLED_WEIGHTS)
    chosen = {file.name: file for file in (*_matching(top, _NEEDED), *weights)}
    if not weights or "config.json" not in chosen:
        raise DownloadError(
            f"{card.repo} at {card.revision[:12]} holds no checkpoint: config.json and safetensors, or PyTorch weights,"
            " expected"
        )
    for pinned in card.files:
        offered = next((file for file in top if file.name == pinned.name), None)
        if offered is None:
            raise DownloadError(f"{card.repo} at {card.revision[:12]} lacks {pinned.name}, which {card.name} needs")
        if offered.sha256 not in {"", pinned.sha256} or offered.size != pinned.size:
            raise DownloadError(
                f"The hub offers another {pinned.name} for {card.repo} than the one that Khulasa pins"
                f" ({offered.size:,} bytes, sha256 {offered.sha256[:12] or 'unknown'}..., against {pinned.size:,} and"
                f" {pinned.sha256[:12]}...): nothing was downloaded"
            )
        if pinned.name in chosen:
            chosen[pinned.name] = replace(offered, sha256=pinned.sha256)
    return list(chosen.values())


def _matching(files: Sequence[RemoteFile], patterns: Sequence[str]) -> list[RemoteFile]:
    return [file for file in files if any(fnmatch.fnmatchcase(file.name, pattern) for pattern in patterns)]
