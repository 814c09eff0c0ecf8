"""Turn a checkpoint into the shipped model: our weights -> transformers' M2M100 -> CTranslate2 int8.

The folder that comes out holds ``model.bin``, ``config.json``, ``shared_vocabulary.json``, ``khulasa.json`` and
``sentencepiece.bpe.model``. transformers stands in the middle so that the same weights also run in the torch engine.
"""

from __future__ import annotations

import json
import shutil
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import torch
from torch import Tensor

from summarize.models.lock import LOCK, seal
from train.evaluate import Row
from train.model import EOS, PAD, Shape
from train.scores import Score
from train.tokenizer import CODES, Tokenizer

SPM = "sentencepiece.bpe.model"
_NAMES = {"attention_norm": "self_attn_layer_norm", "up": "fc1", "down": "fc2", "feed_norm": "final_layer_norm"}


@dataclass(frozen=True)
class Checkpoint:
    """Float32 weights with their shape and how they were made."""

    shape: Shape
    weights: dict[str, Tensor]
    training: dict[str, Any] = field(default_factory=dict)


def load(file: Path) -> Checkpoint:
    """Read a training checkpoint or an averaged one."""
    saved = torch.load(file, weights_only=True, map_location="cpu")
    weights = saved["weights"] if "weights" in saved else saved["optimizer"]["masters"]
    progress = saved["progress"]
    training = {key: progress[key] for key in ("step", "source_tokens", "target_tokens")}
    training["minutes"] = round(progress["seconds"] / 60, 1)
    return Checkpoint(Shape(**saved["shape"]), {name: weight.float() for name, weight in weights.items()}, training)


def _attention(ours: str, theirs: str, weights: dict[str, Tensor], cross: bool) -> dict[str, Tensor]:
    """Unfuse the projections of one attention."""
    named: dict[str, Tensor] = {}
    for kind in ("weight", "bias"):
        fused = weights[f"{ours}.inputs.{kind}"]
        parts = [weights[f"{ours}.query.{kind}"], *fused.chunk(2)] if cross else list(fused.chunk(3))
        for letter, part in zip("qkv", parts, strict=True):
            named[f"{theirs}.{letter}_proj.{kind}"] = part.contiguous().clone()
        named[f"{theirs}.out_proj.{kind}"] = weights[f"{ours}.out.{kind}"]
    return named


def hub_weights(checkpoint: Checkpoint) -> dict[str, Tensor]:
    """Give the weights under transformers' names."""
    weights = checkpoint.weights
    named = {"model.shared.weight": weights["embedding.weight"]}
    for side in ("encoder", "decoder"):
        for index in range(getattr(checkpoint.shape, f"{side}_layers")):
            ours, theirs = f"{side}.{index}", f"model.{side}.layers.{index}"
            named |= _attention(f"{ours}.attention", f"{theirs}.self_attn", weights, cross=False)
            pairs = dict(_NAMES)
            if side == "decoder":
                named |= _attention(f"{ours}.cross", f"{theirs}.encoder_attn", weights, cross=True)
                pairs["cross_norm"] = "encoder_attn_layer_norm"
            for mine, other in pairs.items():
                named |= {f"{theirs}.{other}.{kind}": weights[f"{ours}.{mine}.{kind}"] for kind in ("weight", "bias")}
        named |= {f"model.{side}.layer_norm.{kind}": weights[f"{side}_norm.{kind}"] for kind in ("weight", "bias")}
    return named


def hub_config(shape: Shape) -> dict[str, Any]:
    """Give the arguments of `transformers.M2M100Config` for a network of this shape."""
    both = {
        f"{side}_{name}": value
        for side in ("encoder", "decoder")
        for name, value in (("ffn_dim", shape.feed_forward), ("attention_heads", shape.heads), ("layerdrop", 0.0))
    }
    return {
        **both, "vocab_size": shape.vocabulary, "d_model": shape.width, "encoder_layers": shape.encoder_layers,
        "decoder_layers": shape.decoder_layers, "max_position_embeddings": shape.positions,
        "activation_function": "relu", "scale_embedding": True, "dropout": 0.0, "attention_dropout": 0.0,
        "activation_dropout": 0.0, "pad_token_id": PAD, "bos_token_id": 0, "eos_token_id": EOS,
        "decoder_start_token_id": EOS, "tie_word_embeddings": True,
    }  # fmt: skip


def to_hub(checkpoint: Checkpoint, spm: Path, folder: Path) -> None:
    """Write ``folder`` as `M2M100ForConditionalGeneration` and `NllbTokenizer` load it."""
    from transformers import M2M100Config, M2M100ForConditionalGeneration, NllbTokenizer

    config = M2M100Config(**hub_config(checkpoint.shape))
    model = M2M100ForConditionalGeneration(config).eval()
    missing, unexpected = model.load_state_dict(hub_weights(checkpoint), strict=False)
    tied = {"lm_head.weight", "model.encoder.embed_tokens.weight", "model.decoder.embed_tokens.weight"}
    if unexpected or not set(missing) <= tied:
        raise ValueError(f"weights do not fit M2M100: missing {missing}, unexpected {unexpected}")
    model.tie_weights()
    folder.mkdir(parents=True, exist_ok=True)
    model.save_pretrained(folder)
    shutil.copy(spm, folder / SPM)
    hub_tokenizer = NllbTokenizer.from_pretrained(folder, src_lang="arb_Arab", additional_special_tokens=list(CODES))
    hub_tokenizer.save_pretrained(folder)
    shutil.copy(spm, folder / SPM)


def to_ctranslate2(hub: Path, folder: Path, quantization: str | None = "int8") -> None:
    """Convert a transformers folder; ``folder`` is replaced."""
    from ctranslate2.converters import TransformersConverter

    TransformersConverter(str(hub)).convert(str(folder), quantization=quantization, force=True)
    shutil.copy(hub / SPM, folder / SPM)


def check_vocabulary(folder: Path, tokenizer: Tokenizer) -> None:
    """Raise ``ValueError`` unless the converted vocabulary has our tokens at our ids."""
    found = json.loads((folder / "shared_vocabulary.json").read_text(encoding="utf-8"))
    wrong = [(index, token, found[index]) for index, token in enumerate(tokenizer.tokens) if found[index] != token]
    if wrong:
        raise ValueError(f"{folder}: {len(wrong)} tokens are out of place, the first {wrong[:5]}")


def ship(
    checkpoint_file: Path,
    work: Path,
    folder: Path,
    decoding: dict[str, Any] | None = None,
    spent: Mapping[str, float] | None = None,
) -> None:
    """Checkpoint -> ``folder``, whole or not at all: it is built beside and moved file by file.

    ``spent`` are the tokens, steps and minutes of all stages, where the checkpoint's own stage was not the only one.
    """
    checkpoint = load(checkpoint_file)
    hub, built = work / "hub", work / "ct2"
    to_hub(checkpoint, work / SPM, hub)
    to_ctranslate2(hub, built)
    check_vocabulary(built, Tokenizer(work / SPM))
    note: dict[str, Any] = {
        "name": "embedded", "architecture": "nllb", "positions": checkpoint.shape.positions,
        "languages": ["arb_Arab", "eng_Latn", "arb_Head"], "summary_code": "arb_Arab", "headline_code": "arb_Head",
        "max_source_tokens": 220, "max_target_tokens": 120,
        "training": {**(spent or checkpoint.training), "date": time.strftime("%Y-%m-%d"),
                     "parameters": sum(weight.numel() for weight in checkpoint.weights.values())},
    }  # fmt: skip
    if decoding:
        note["decoding"] = decoding
    (built / "khulasa.json").write_text(json.dumps(note, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    folder.mkdir(parents=True, exist_ok=True)
    for file in sorted(built.iterdir()):
        shutil.copy(file, folder / (file.name + ".part"))
        (folder / (file.name + ".part")).replace(folder / file.name)


def lock(folder: Path) -> None:
    """Write the lock file that ``khulasa doctor`` verifies the weights by; the last thing done to the folder."""
    names = [file.name for file in folder.iterdir() if file.suffix in (".json", ".bin", ".model")]
    seal(folder, "embedded", names=[name for name in names if name != LOCK])


def note_scores(folder: Path, rows: Sequence[Row]) -> None:
    """Write what was measured into ``khulasa.json``, where the digest looks for it."""
    file = folder / "khulasa.json"
    note = json.loads(file.read_text(encoding="utf-8"))
    found = {row.dataset: row.scores for row in rows if row.system == "model"}
    measured: dict[str, float] = {}
    for name, dataset in (("news_chrf", "news"), ("flores_chrf", "flores200_dev"), ("tico19_chrf", "tico19")):
        score = found.get(dataset, {}).get("chrF++")
        if isinstance(score, Score):
            measured[name] = round(score.value, 1)
    note["measured"] = measured
    file.write_text(json.dumps(note, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
