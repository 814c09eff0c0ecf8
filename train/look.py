"""Short looks at the dev sets while training runs: loss, greedy chrF++, two lines to read."""

from __future__ import annotations

from pathlib import Path

import sacrebleu
import torch

from train.batches import collate
from train.model import EOS, PAD, Translator
from train.tokenizer import Tokenizer

LOSS_SETS = {"news": "eng_Latn", "flores200_dev": "eng_Latn", "abstract": "arb_Arab"}
CHRF_SETS = {"news": 120, "flores200_dev": 60}


@torch.no_grad()
def greedy(
    model: Translator, sources: list[list[int]], code: int, limit: int = 64, at_once: int = 50
) -> list[list[int]]:
    """Most likely tokens, one at a time; the whole prefix is decoded again each step, so keep it to a few hundred."""
    device = model.embedding.weight.device
    found: list[list[int]] = [[] for _ in sources]
    order = sorted(range(len(sources)), key=lambda index: len(sources[index]))
    for start in range(0, len(order), at_once):
        rows = order[start : start + at_once]
        batch = collate([(sources[row], [code, EOS]) for row in rows]).to(device)
        memory, mask = model.encode(batch.source)
        target = torch.tensor([[EOS, code]] * len(rows), device=device)
        done = torch.zeros(len(rows), dtype=torch.bool, device=device)
        for _ in range(min(limit, 2 * batch.source.shape[1] + 10)):
            best = (model.decode(target, memory, mask)[:, -1] @ model.embedding.weight.T).argmax(-1)
            best = best.masked_fill(done, PAD)
            done |= best == EOS
            target = torch.cat([target, best[:, None]], dim=1)
            if bool(done.all()):
                break
        for row, ids in zip(rows, target[:, 2:].tolist(), strict=True):
            found[row] = [token for token in ids if token > 3]
    return found


def _dev(folder: Path, name: str, count: int) -> list[tuple[str, str]]:
    rows = [line.split("\t") for line in (folder / f"{name}.tsv").read_text(encoding="utf-8").splitlines()]
    return [(row[0], row[1]) for row in rows[:: max(1, len(rows) // count)][:count]]


def _source(model: Translator, tokenizer: Tokenizer, text: str) -> list[int]:
    """Give Arabic source ids, cut to what the network can hold."""
    return [tokenizer.ids["arb_Arab"], *tokenizer.encode(text)[: model.shape.positions - 2], EOS]


@torch.no_grad()
def loss(model: Translator, tokenizer: Tokenizer, rows: list[tuple[str, str]], code: str) -> float:
    """Mean cross-entropy per target token, no smoothing."""
    ids = tokenizer.ids
    examples = [
        (_source(model, tokenizer, source), [ids[code], *tokenizer.encode(target)[: model.shape.positions - 2], EOS])
        for source, target in rows
    ]
    examples.sort(key=lambda example: len(example[0]))
    total = count = 0.0
    for start in range(0, len(examples), 40):
        batch = collate(examples[start : start + 40]).to(model.embedding.weight.device)
        _, plain = model.loss(batch.source, batch.target, batch.where, batch.labels, 0.0)
        total += float(plain) * len(batch.labels)
        count += len(batch.labels)
    return total / count


def look(model: Translator, tokenizer: Tokenizer, dev: Path) -> tuple[dict[str, float], list[str]]:
    """Scores by name, and lines to read: two translations and a summary."""
    model.eval()
    ids, seen, lines = tokenizer.ids, {}, []
    for name, code in LOSS_SETS.items():
        seen[f"loss_{name}"] = round(loss(model, tokenizer, _dev(dev, name, 160), code), 4)
    for name, size in CHRF_SETS.items():
        rows = _dev(dev, name, size)
        sources = [_source(model, tokenizer, source) for source, _ in rows]
        outputs = [tokenizer.decode(found) for found in greedy(model, sources, ids["eng_Latn"])]
        seen[f"chrf_{name}"] = round(sacrebleu.corpus_chrf(outputs, [[row[1] for row in rows]], word_order=2).score, 2)
        lines += [f"{name}: {outputs[0]}"]
    article = _source(model, tokenizer, _dev(dev, "abstract", 160)[-1][0])
    lines.append("summary: " + tokenizer.decode(greedy(model, [article], ids["arb_Arab"])[0]))
    model.train()
    return seen, lines
