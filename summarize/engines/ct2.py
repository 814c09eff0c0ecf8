"""The default engine: CTranslate2, on a CPU or a GPU, without torch.

Batches run one after another, each on ``intra_threads`` threads. CTranslate2's 0 takes ``OMP_NUM_THREADS``, or else as
many as the machine has cores, four at most. The engine may be called from several threads: calls wait for each other.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from summarize.engines.base import Decoding, Hypothesis
from summarize.engines.batching import run_sources
from summarize.engines.manifest import Manifest
from summarize.engines.tokenizers import END, PieceTokenizer, language_codes, require_language
from summarize.errors import ModelError, UsageError

if TYPE_CHECKING:
    import ctranslate2

# Padded source tokens times beams in one batch: beyond these, throughput no longer grows and memory does.
_BATCH_TOKENS = {"cpu": 2048, "cuda": 32768}


class CT2Engine:
    """A model in CTranslate2's format with its SentencePiece files and ``khulasa.json`` beside it."""

    def __init__(
        self,
        folder: Path,
        device: str = "auto",
        compute_type: str = "auto",
        intra_threads: int = 0,
        batch_tokens: int = 0,
    ) -> None:
        """Load the model in ``folder``.

        ``device`` is ``auto``, ``cpu`` or ``cuda``. ``compute_type`` is one of CTranslate2's, or ``auto``: int8 on a
        CPU, float16 on a GPU (bfloat16 for T5). ``batch_tokens`` bounds a batch's padded tokens times beams (0: by
        device). Raises ``ModelError`` when the folder does not hold a whole model, ``UsageError`` when the machine
        or the model cannot do the type asked for.
        """
        import ctranslate2

        self._manifest = Manifest.read(folder)
        self._tokenizer = PieceTokenizer(folder, self._manifest.family)
        self._languages = _languages(folder, self._manifest)
        if device == "auto":
            device = "cuda" if ctranslate2.get_cuda_device_count() else "cpu"
        compute_type = _compute_type(compute_type, device, self._manifest)
        try:
            self._translator: ctranslate2.Translator = ctranslate2.Translator(
                str(folder), device=device, compute_type=compute_type, intra_threads=intra_threads
            )
        except (RuntimeError, ValueError) as error:
            raise ModelError(f"CTranslate2 cannot load {folder} as {compute_type} on {device}: {error}") from error
        self._batch_tokens = batch_tokens or _BATCH_TOKENS[device]
        self.name = f"ct2-{self._translator.compute_type}"

    def generate(
        self,
        sources: Sequence[str],
        decoding: Decoding,
        source_lang: str | None = None,
        target_lang: str | None = None,
    ) -> list[Hypothesis]:
        """Give one hypothesis for each source; see ``Engine.generate``. A model without codes ignores them."""
        if not sources:
            return []
        tags = self._tags(source_lang, target_lang)
        decoding = decoding.within(self._manifest.positions)
        return run_sources(
            [self._tokenizer.encode(source) for source in sources],
            decoding,
            self._batch_tokens,
            lambda batch: self._translate(batch, decoding, tags),
        )

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """Count the source tokens of each text, special tokens not included."""
        return [len(self._tokenizer.encode(text)) for text in texts]

    def languages(self) -> frozenset[str]:
        """Give the codes that the model knows; empty for a model without codes."""
        return self._languages

    def _tags(self, source_lang: str | None, target_lang: str | None) -> tuple[list[str], list[str]]:
        """Check the codes; give what goes before the source's pieces and before the output's."""
        if not self._manifest.family.tagged:
            return [], []
        return [require_language(source_lang, self._languages, "source")], [
            require_language(target_lang, self._languages, "target")
        ]

    def _translate(
        self, batch: Sequence[Sequence[str]], decoding: Decoding, tags: tuple[list[str], list[str]]
    ) -> list[Hypothesis]:
        before, prefix = tags
        results = self._translator.translate_batch(
            [[*before, *pieces[: decoding.max_source_tokens], END] for pieces in batch],
            target_prefix=[prefix] * len(batch) if prefix else None,
            beam_size=decoding.beam_size,
            patience=1,
            length_penalty=decoding.length_penalty,
            repetition_penalty=decoding.repetition_penalty,
            no_repeat_ngram_size=decoding.no_repeat_ngram,
            # CTranslate2 counts the prefix in its lengths.
            max_decoding_length=decoding.max_tokens + len(prefix),
            min_decoding_length=decoding.min_tokens + len(prefix),
            max_input_length=0,
            return_scores=True,
            return_end_token=True,
        )
        hypotheses = []
        for pieces, result in zip(batch, results, strict=True):
            tokens = result.hypotheses[0][len(prefix) :]
            total = result.scores[0] * (len(prefix) + len(tokens)) ** decoding.length_penalty
            hypotheses.append(
                Hypothesis(
                    text=self._tokenizer.decode(tokens),
                    score=total / len(tokens),
                    tokens=len(tokens),
                    hit_limit=tokens[-1] != END,
                    source_cut=len(pieces) > decoding.max_source_tokens,
                )
            )
        return hypotheses


def _languages(folder: Path, manifest: Manifest) -> frozenset[str]:
    if not manifest.family.tagged:
        return frozenset()
    for name in ("shared_vocabulary.json", "target_vocabulary.json"):
        if (folder / name).is_file():
            vocabulary = frozenset(json.loads((folder / name).read_text(encoding="utf-8")))
            break
    else:
        raise ModelError(f"{folder} has no shared_vocabulary.json. Pull or convert the model again.")
    missing = set(manifest.languages) - vocabulary
    if missing:
        raise ModelError(f"{folder} promises the languages {sorted(missing)}, but its vocabulary lacks them.")
    return frozenset(manifest.languages) or language_codes(vocabulary)


def _compute_type(asked: str, device: str, manifest: Manifest) -> str:
    """Resolve ``auto``; refuse what the machine cannot do, and what is known to overflow."""
    import ctranslate2

    half = manifest.family.half_floats
    if not half and asked in ("float16", "int8_float16"):
        raise UsageError(f"{manifest.name} overflows in {asked}: use bfloat16, float32 or int8.")
    try:
        supported = ctranslate2.get_supported_compute_types(device)
    except (RuntimeError, ValueError) as error:
        raise UsageError(f"There is no device {device!r} that CTranslate2 can use: {error}") from error
    if asked == "auto":
        asked = "int8" if device == "cpu" else "float16" if half else "bfloat16"
        return asked if asked in supported else "float32"
    if asked not in supported:
        raise UsageError(f"This {device} cannot compute in {asked!r}; it can in {', '.join(sorted(supported))}.")
    return asked
