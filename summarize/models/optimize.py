"""Checkpoints of the hub, made into what the default engine runs."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from typing import Any

from summarize.engines.manifest import FILE_NAME, Manifest
from summarize.engines.tokenizers import FAMILIES
from summarize.engines.torch import LOCAL, read_config, reading
from summarize.errors import MissingExtraError, ModelError


def convert(source_folder: Path, target_folder: Path, quantization: str = "int8") -> Path:
    """Convert a transformers checkpoint into a CTranslate2 folder that ``CT2Engine`` loads; give ``target_folder``.

    Nothing is trimmed: in float32 the result computes what the checkpoint computes. ``quantization`` is how weights
    are stored (``int8``, ``float16``, ``bfloat16``, ``float32``...). Safetensors are preferred, and a
    ``pytorch_model.bin`` is only read as plain tensors. ``target_folder`` appears whole or not at all, in place of
    what was there.

    Raises ``ModelError`` for a folder that is no checkpoint of a known architecture, ``MissingExtraError`` without
    torch and transformers.
    """
    try:
        import torch  # noqa: F401
        import transformers  # noqa: F401
    except ImportError as error:
        raise MissingExtraError("Converting a checkpoint", "torch") from error

    target_folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=target_folder.parent, prefix=f".{target_folder.name}-") as scratch:
        made = Path(scratch) / "model"
        with reading(source_folder):
            architecture, config = read_config(source_folder)
            converter = _converter(source_folder)
            converter.convert(str(made), quantization=quantization)
        family = FAMILIES[architecture]
        if (source_folder / FILE_NAME).is_file():  # its licence and tasks hold for the conversion too
            shutil.copyfile(source_folder / FILE_NAME, made / FILE_NAME)
        for name in sorted({family.source_file, family.target_file}):
            if not (source_folder / name).is_file():
                raise ModelError(f"{source_folder} has no {name}, which the converted model needs for its tokenizer.")
            shutil.copyfile(source_folder / name, made / name)
        Manifest(
            name=target_folder.name,
            architecture=architecture,
            positions=getattr(config, "max_position_embeddings", None),
        ).write(made)
        if target_folder.exists():
            shutil.rmtree(target_folder)
        made.rename(target_folder)
    return target_folder


def _converter(folder: Path) -> Any:
    """CTranslate2's converter, reading local data only, with the scale of T5's output put right."""
    from ctranslate2.converters import TransformersConverter
    from ctranslate2.specs.model_spec import OPTIONAL

    class Converter(TransformersConverter):  # type: ignore[misc]
        def load_model(self, model_class: Any, path: str, **options: Any) -> Any:
            self.model = model_class.from_pretrained(path, weights_only=True, **{**options, **LOCAL})
            return self.model

        def load_tokenizer(self, tokenizer_class: Any, path: str, **options: Any) -> Any:
            return tokenizer_class.from_pretrained(path, **{**options, **LOCAL})

        def _load(self) -> Any:
            # transformers 5 sets tie_word_embeddings on every T5 and mT5, whatever the checkpoint says, and keeps in
            # scale_decoder_outputs whether the output is scaled (never in mT5). The converter still goes by the former.
            spec = super()._load()
            if self.model.config.model_type in ("t5", "mt5") and not getattr(
                self.model.config, "scale_decoder_outputs", False
            ):
                spec.decoder.scale_outputs = OPTIONAL
            return spec

    return Converter(str(folder))
