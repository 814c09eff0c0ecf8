"""Arabic for English news by the reverse model: pairs whose English side is real (Sennrich et al. 2016)."""

from __future__ import annotations

import itertools
import os
from collections.abc import Callable
from pathlib import Path

import torch

from train import average, export
from train.look import greedy
from train.model import EOS, Translator
from train.tokenizer import Tokenizer

BATCH = 2000
LONGEST = 120  # tokens of Arabic

Sentences = list[list[int]]  # token ids, no codes


def translate_back(work: Path, device: str) -> int:
    """Write ``text/back.tsv``, Arabic by the model in ``work/reverse``, English as found; how many lines there are.

    It goes on where it stopped. Decoding is greedy: sampling teaches more only where real pairs are plenty
    (Edunov et al. 2018).
    """
    tokenizer = Tokenizer(work / export.SPM)
    checkpoint = average.average(work / "reverse")
    translate = (
        _by_ctranslate2(checkpoint, work, tokenizer) if device == "cpu" else _by_torch(checkpoint, device, tokenizer)
    )
    out = work / "text/back.tsv"
    done = sum(1 for _ in out.open(encoding="utf-8")) if out.exists() else 0
    with out.open("a", encoding="utf-8") as lines, (work / "text/english.tsv").open(encoding="utf-8") as english:
        sentences = itertools.islice((line.rstrip("\n") for line in english), done, None)
        while batch := list(itertools.islice(sentences, BATCH)):
            found = translate([tokenizer.encode(text) for text in batch])
            lines.writelines(f"{tokenizer.decode(ids)}\t{text}\n" for ids, text in zip(found, batch, strict=True))
            done += len(batch)
    return done


def _by_ctranslate2(checkpoint: Path, work: Path, tokenizer: Tokenizer) -> Callable[[Sentences], Sentences]:
    """On a CPU: one sentence batch a core, in int8."""
    import ctranslate2

    hub, built = work / "reverse/hub", work / "reverse/ct2"
    export.to_hub(export.load(checkpoint), work / export.SPM, hub)
    export.to_ctranslate2(hub, built)
    translator = ctranslate2.Translator(str(built), device="cpu", inter_threads=os.cpu_count() or 1, intra_threads=1)

    def translate(sentences: Sentences) -> Sentences:
        pieces = [["eng_Latn", *(tokenizer.tokens[i] for i in ids), "</s>"] for ids in sentences]
        results = translator.translate_batch(
            pieces, target_prefix=[["arb_Arab"]] * len(pieces), beam_size=1, max_batch_size=2048, batch_type="tokens",
            max_decoding_length=LONGEST,
        )  # fmt: skip
        return [[tokenizer.ids[token] for token in found.hypotheses[0][1:] if token in tokenizer.ids]
                for found in results]  # fmt: skip

    return translate


def _by_torch(checkpoint: Path, device: str, tokenizer: Tokenizer) -> Callable[[Sentences], Sentences]:
    """On a GPU, where CTranslate2 may not be at hand: large batches of the network itself, in bfloat16."""
    loaded = export.load(checkpoint)
    model = Translator(loaded.shape)
    model.load_state_dict(loaded.weights)
    model.to(device).bfloat16().eval()

    def translate(sentences: Sentences) -> Sentences:
        sources = [[tokenizer.ids["eng_Latn"], *sentence, EOS] for sentence in sentences]
        with torch.inference_mode():
            return greedy(model, sources, tokenizer.ids["arb_Arab"], LONGEST, at_once=1000)

    return translate
