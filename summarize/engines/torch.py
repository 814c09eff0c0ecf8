"""The second engine: checkpoints as their authors publish them, run by transformers on CPU or GPUs.

On a CPU it computes in float32, on GPUs in bfloat16, and accelerate spreads a model over several GPUs when one is too
small. Threads are torch's own (``OMP_NUM_THREADS``, or ``torch.set_num_threads``). Nothing is ever fetched from here.

Decoding is transformers' ``generate`` with two rules of our own, so that every field of ``Decoding`` means what it
means in CTranslate2: see ``search_rules``.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from summarize.engines.base import Decoding, Hypothesis
from summarize.engines.batching import run_sources
from summarize.engines.search_rules import RepetitionPenalty, Trace
from summarize.engines.tokenizers import FAMILIES, Family, language_codes, require_language
from summarize.errors import KhulasaError, MissingExtraError, ModelError, UsageError

# transformers' model types, by the family they belong to.
ARCHITECTURES = {"m2m_100": "nllb", "mt5": "t5", "t5": "t5", "marian": "marian"}
# A checkpoint is a local folder and data only: no network, no code from the hub, no pickle but plain tensors.
LOCAL = {"local_files_only": True, "trust_remote_code": False}
# Padded source tokens times beams in one batch: beyond these, throughput no longer grows and memory does.
_BATCH_TOKENS = {"cpu": 2048, "cuda": 32768}


class TorchEngine:
    """A transformers checkpoint: ``config.json``, tokenizer files, safetensors (or a ``pytorch_model.bin``)."""

    def __init__(self, folder: Path, device: str = "auto", dtype: str = "auto", batch_tokens: int = 0) -> None:
        """Load the checkpoint in ``folder``.

        ``device`` is ``auto`` (all GPUs there are, else the CPU), ``cpu``, ``cuda`` or ``cuda:N``. ``dtype`` is
        ``float32``, ``bfloat16``, ``float16`` or ``auto``. ``batch_tokens`` bounds a batch's padded tokens times beams
        (0: by device). Raises ``MissingExtraError`` without torch, ``ModelError`` when the folder does not hold a
        whole checkpoint of a known architecture, ``UsageError`` for a device that is not there or a type that would
        overflow.
        """
        try:
            import accelerate  # noqa: F401
            import torch
            from transformers import AutoModelForSeq2SeqLM, AutoTokenizer, GenerationConfig
        except ImportError as error:
            raise MissingExtraError("The torch engine", "torch") from error

        gpu = device != "cpu" and torch.cuda.is_available()
        if device not in ("auto", "cpu") and not (gpu and device.startswith("cuda")):
            raise UsageError(f"There is no device {device!r} here: use auto, cpu, or cuda on a machine with a GPU.")
        if dtype not in ("auto", "float32", "bfloat16", "float16"):
            raise UsageError(f"{dtype!r} is no type to compute in: use float32, bfloat16, float16 or auto.")
        placement = {"device_map": "auto" if device == "auto" else {"": device}} if gpu else {}
        with reading(folder):
            architecture, config = read_config(folder)
            self._family: Family = FAMILIES[architecture]
            dtype = ("bfloat16" if gpu else "float32") if dtype == "auto" else dtype
            if dtype == "float16" and not self._family.half_floats:
                raise UsageError(f"{folder.name} overflows in float16: use bfloat16 or float32.")
            self._tokenizer: Any = AutoTokenizer.from_pretrained(folder, **LOCAL)
            model: Any = AutoModelForSeq2SeqLM.from_pretrained(
                folder, config=config, dtype=getattr(torch, dtype), weights_only=True, **placement, **LOCAL
            )
        if hasattr(self._tokenizer, "punc_normalizer"):  # Marian's changes text when sacremoses happens to be there
            self._tokenizer.punc_normalizer = str
        self._model = model.eval()
        # T5's configuration may leave the decoder's first token out: it is the padding.
        start = getattr(config, "decoder_start_token_id", None)
        self._start: int = config.pad_token_id if start is None else start
        # The checkpoint's own decoding (mT5-XLSum brings beams and penalties) must not fill in for what is not asked.
        self._model.generation_config = GenerationConfig()
        self._positions: int | None = getattr(config, "max_position_embeddings", None)
        self._languages = self._known_languages()
        self._batch_tokens = batch_tokens or _BATCH_TOKENS["cuda" if gpu else "cpu"]
        self.name = f"torch-{dtype}"

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
        decoding = decoding.within(self._positions)
        return run_sources(
            self._encode(sources),
            decoding,
            self._batch_tokens,
            lambda batch: self._generate(batch, decoding, tags),
            _free_gpu_memory,
        )

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """Count the source tokens of each text, special tokens not included."""
        return [len(ids) for ids in self._encode(texts)]

    def languages(self) -> frozenset[str]:
        """Give the codes that the model knows; empty for a model without codes."""
        return self._languages

    def _known_languages(self) -> frozenset[str]:
        """Codes with a row in the model's table: the tokenizer's class adds codes that a model may not have."""
        if not self._family.tagged:
            return frozenset()
        rows = self._model.get_input_embeddings().num_embeddings
        codes = language_codes(self._tokenizer.all_special_tokens)
        return frozenset(code for code in codes if self._tokenizer.convert_tokens_to_ids(code) < rows)

    def _tags(self, source_lang: str | None, target_lang: str | None) -> tuple[list[int], int | None]:
        """Check the codes; give the ids that go before the source's, and the one that the output begins with."""
        if not self._family.tagged:
            return [], None
        codes = (
            require_language(source_lang, self._languages, "source"),
            require_language(target_lang, self._languages, "target"),
        )
        source, target = self._tokenizer.convert_tokens_to_ids(codes)
        return [source], target

    def _encode(self, texts: Sequence[str]) -> list[list[int]]:
        """Ids of each text without special tokens; ``[]`` for blank text.

        A text that spells a special token does not become one: a page that says ``</s>`` cannot end the source.
        """
        if not texts:
            return []
        rows = self._tokenizer(list(texts), add_special_tokens=False, split_special_tokens=True)["input_ids"]
        special, unknown = set(self._tokenizer.all_special_ids), self._tokenizer.unk_token_id
        return [
            [unknown if token in special else token for token in row] if text.strip() else []
            for row, text in zip(rows, texts, strict=True)
        ]

    def _generate(
        self, batch: Sequence[Sequence[int]], decoding: Decoding, tags: tuple[list[int], int | None]
    ) -> list[Hypothesis]:
        import torch

        before, target = tags
        config = self._model.config
        sources = [[*before, *ids[: decoding.max_source_tokens], config.eos_token_id] for ids in batch]
        width = max(map(len, sources))
        padded = [ids + [config.pad_token_id] * (width - len(ids)) for ids in sources]
        mask = [[1] * len(ids) + [0] * (width - len(ids)) for ids in sources]
        trace = Trace(decoding.beam_size)
        with torch.inference_mode(), RepetitionPenalty(self._model, decoding.repetition_penalty) as penalty:
            outputs = self._model.generate(
                torch.tensor(padded, device=self._model.device),
                attention_mask=torch.tensor(mask, device=self._model.device),
                generation_config=self._generation_config(decoding, target),
                logits_processor=[penalty, trace],
            )
        # The first token is the decoder's start; the second one the target language, where there is one.
        written = outputs.sequences[:, 1:]
        chances = trace.chances(written, outputs.get("beam_indices"))
        start = 0 if target is None else 1
        return [
            self._hypothesis(tokens[start:], chance[start:], len(ids) > decoding.max_source_tokens)
            for ids, tokens, chance in zip(batch, written.tolist(), chances.tolist(), strict=True)
        ]

    def _generation_config(self, decoding: Decoding, target: int | None) -> Any:
        from transformers import GenerationConfig

        config = self._model.config
        extra = 0 if target is None else 1  # transformers counts the language token
        return GenerationConfig(
            num_beams=decoding.beam_size,
            early_stopping=decoding.beam_size > 1,
            length_penalty=decoding.length_penalty,
            no_repeat_ngram_size=decoding.no_repeat_ngram,
            max_new_tokens=decoding.max_tokens + extra,
            min_new_tokens=decoding.min_tokens + extra,
            forced_bos_token_id=target,
            # Marian's padding is no token to write: the authors ban it, and CTranslate2 leaves it out of the table.
            suppress_tokens=[config.pad_token_id] if config.model_type == "marian" else None,
            do_sample=False,
            return_dict_in_generate=True,
            pad_token_id=config.pad_token_id,
            eos_token_id=config.eos_token_id,
            decoder_start_token_id=self._start,
        )

    def _hypothesis(self, tokens: list[int], chances: list[float], source_cut: bool) -> Hypothesis:
        """Cut what was written after its end token and put it together."""
        end = self._model.config.eos_token_id
        ended = end in tokens
        count = tokens.index(end) + 1 if ended else len(tokens)
        text = self._tokenizer.decode(tokens[:count], skip_special_tokens=True, clean_up_tokenization_spaces=False)
        return Hypothesis(text.strip(), sum(chances[:count]) / count, count, not ended, source_cut)


def read_config(folder: Path) -> tuple[str, Any]:
    """Read a checkpoint's ``config.json``; give its family's name and transformers' configuration.

    Raises ``ModelError`` for an architecture that no engine runs.
    """
    from transformers import AutoConfig

    config = AutoConfig.from_pretrained(folder, **LOCAL)
    architecture = ARCHITECTURES.get(config.model_type)
    if architecture is None:
        raise ModelError(f"{folder} is a {config.model_type!r} model; known are {', '.join(ARCHITECTURES)}.")
    return architecture, config


@contextmanager
def reading(folder: Path) -> Iterator[None]:
    """Read a checkpoint quietly; whatever is wrong with it becomes a ``ModelError``."""
    from transformers.utils import logging

    level, bars = logging.get_verbosity(), logging.is_progress_bar_enabled()
    logging.set_verbosity_error()
    logging.disable_progress_bar()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    except KhulasaError:
        raise
    except ImportError as error:
        raise MissingExtraError(f"Reading {folder.name}", "torch") from error
    except Exception as error:  # a broken file can make a dozen libraries raise what they like
        raise ModelError(f"{folder} cannot be loaded as a transformers checkpoint: {error}") from error
    finally:
        logging.set_verbosity(level)
        if bars:
            logging.enable_progress_bar()


def _free_gpu_memory() -> None:
    import torch

    if torch.cuda.is_available():
        torch.cuda.empty_cache()
