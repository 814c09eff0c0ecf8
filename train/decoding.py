"""Try decodings on the dev sets and print a table: how ``khulasa.json`` came by its own.

python -m train.decoding SHIPPED_FOLDER DEV_FOLDER [--limit 300]
"""

from __future__ import annotations

import argparse
import time
from dataclasses import replace
from pathlib import Path

from summarize.engines.base import Decoding
from summarize.engines.ct2 import CT2Engine
from train import evaluate, scores

_WIDE = Decoding(beam_size=4, max_tokens=200)
TRANSLATIONS = (
    Decoding(beam_size=1, max_tokens=200),
    Decoding(beam_size=2, max_tokens=200),
    _WIDE,
    replace(_WIDE, length_penalty=1.4),
    replace(_WIDE, no_repeat_ngram=3),
    # Digits are tokens of their own: of two years in a sentence, three tokens are the same.
    *(replace(_WIDE, no_repeat_ngram=size, length_penalty=1.4) for size in (3, 4, 5, 6)),
    replace(_WIDE, no_repeat_ngram=3, length_penalty=1.4, repetition_penalty=1.05),
    replace(_WIDE, no_repeat_ngram=5, length_penalty=1.4, repetition_penalty=1.05),
)
_READS = Decoding(beam_size=4, max_tokens=120, max_source_tokens=220)
SUMMARIES = (
    replace(_READS, beam_size=1),
    replace(_READS, beam_size=2),
    _READS,
    replace(_READS, no_repeat_ngram=3),
    replace(_READS, no_repeat_ngram=5),
    replace(_READS, no_repeat_ngram=3, length_penalty=0.6),
    replace(_READS, no_repeat_ngram=3, length_penalty=1.5),
    replace(_READS, no_repeat_ngram=3, repetition_penalty=1.1),
)


def label(decoding: Decoding) -> str:
    """Name a decoding by what it changes."""
    return (
        f"beam {decoding.beam_size} length {decoding.length_penalty:g} no-repeat {decoding.no_repeat_ngram} "
        f"repetition {decoding.repetition_penalty:g}"
    )


def translation_line(engine: CT2Engine, dev: Path, decoding: Decoding, limit: int) -> str:
    """Score one decoding on news and FLORES dev."""
    parts, started = [label(decoding)], time.perf_counter()
    for name in ("news", "flores200_dev"):
        pairs = evaluate.read_pairs(dev / f"{name}.tsv", limit)
        outputs = evaluate.translate(engine, [pair[0] for pair in pairs], decoding)
        changed = sum(scores.changed_numbers(pair[0], output) for pair, output in zip(pairs, outputs, strict=True))
        score = scores.chrf(outputs, [pair[1] for pair in pairs])
        parts.append(f"{name} {score:.2f}, numbers changed {100 * changed / len(pairs):.1f}")
    return " | ".join([*parts, f"{time.perf_counter() - started:.0f} s"])


def summary_line(engine: CT2Engine, dev: Path, decoding: Decoding, limit: int) -> str:
    """Score one decoding on the summary dev set."""
    pairs = evaluate.read_pairs(dev / "abstract.tsv", limit)
    outputs = evaluate.summarize(engine, [pair[0] for pair in pairs], decoding)
    each = [scores.rouge(output, pair[1]) for output, pair in zip(outputs, pairs, strict=True)]
    parts = [f"{name} {sum(one[name] for one in each) / len(each):.2f}" for name in ("R1", "R2", "RL")]
    both = list(zip(pairs, outputs, strict=True))
    for kind, count in (("numbers", scores.unsupported_numbers), ("names", scores.unsupported_names)):
        parts.append(f"{kind} {100 * sum(count(pair[0], output) for pair, output in both) / len(both):.1f}")
    words = sum(len(output.split()) for output in outputs) / len(outputs)
    return " | ".join([label(decoding), *parts, f"{words:.1f} words"])


def main() -> None:
    """Read the command line and print."""
    parser = argparse.ArgumentParser(prog="python -m train.decoding", description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("dev", type=Path)
    parser.add_argument("--limit", type=int, default=300)
    given = parser.parse_args()
    engine = CT2Engine(given.folder, device="cpu")
    for decoding in TRANSLATIONS:
        print("translation", translation_line(engine, given.dev, decoding, given.limit), flush=True)
    for decoding in SUMMARIES:
        print("summary", summary_line(engine, given.dev, decoding, given.limit), flush=True)


if __name__ == "__main__":
    main()
