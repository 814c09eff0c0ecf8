"""Arabic for English news by the reverse model: pairs whose English side is real (Sennrich et al. 2016)."""

from __future__ import annotations

import itertools
from pathlib import Path

from train import sources
from train.holdout import Holdout
from train.tokenizer import Tokenizer

BATCH = 2000


def translate_back(model: Path, data: Path, work: Path, count: int, held_out: Holdout, device: str) -> int:
    """Write ``text/back.tsv`` for ``count`` sentences, Arabic by ``model``, English as found; goes on where it stopped.

    ``model`` is a CTranslate2 folder of the reverse model. Decoding samples among the ten best tokens, which teaches
    more than the one best output does (Edunov et al. 2018).
    """
    import ctranslate2

    tokenizer = Tokenizer(work / "sentencepiece.bpe.model")
    translator = ctranslate2.Translator(str(model), device=device)
    out = work / "text/back.tsv"
    done = sum(1 for _ in out.open(encoding="utf-8")) if out.exists() else 0
    sentences = (text for text in sources.english_sentences(data) if 4 <= len(text.split()) <= 50)
    chosen = itertools.islice((text for text in sentences if not held_out.touches(text)), done, count)
    with out.open("a", encoding="utf-8") as lines:
        while batch := list(itertools.islice(chosen, BATCH)):
            pieces = [[tokenizer.tokens[i] for i in tokenizer.encode(text)] for text in batch]
            results = translator.translate_batch(
                [["eng_Latn", *source, "</s>"] for source in pieces], target_prefix=[["arb_Arab"]] * len(batch),
                beam_size=1, sampling_topk=10, max_batch_size=8192, batch_type="tokens", max_decoding_length=120,
            )  # fmt: skip
            for text, result in zip(batch, results, strict=True):
                ids = [tokenizer.ids[token] for token in result.hypotheses[0][1:] if token in tokenizer.ids]
                lines.write(f"{tokenizer.decode(ids)}\t{text}\n")
            done += len(batch)
    return done
