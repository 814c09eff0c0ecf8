"""How fast ROUGE is: ``python -m tests.rouge_speed``.

10,000 pairs of 60 words on one core (its CPU time), all four kinds, made on the fly so that memory shows what scoring
keeps; then plain rouge-score over a tenth of them, in the same run: seconds depend on the machine and its mood, the
ratio does not.
"""

from __future__ import annotations

import os
import platform
import random
import resource
import time
from collections.abc import Callable, Iterator

from rouge_score import rouge_scorer

from eval.rouge import KINDS, RougeScorer

PAIRS = 10_000
WORDS = 60


def pairs(count: int, letters: str) -> Iterator[tuple[str, list[str]]]:
    """Make pairs that share about a third of their words, in sentences of fifteen."""
    rng = random.Random(7)
    vocabulary = ["".join(rng.choices(letters, k=rng.randint(2, 8))) for _ in range(3000)]
    for _ in range(count):
        reference = rng.choices(vocabulary, k=WORDS)
        hypothesis = [word if rng.random() < 0.35 else rng.choice(vocabulary) for word in reference]
        yield sentences(hypothesis), [sentences(reference)]


def sentences(words: list[str]) -> str:
    return ".\n".join(" ".join(words[k : k + 15]) for k in range(0, len(words), 15))


def timed(work: Callable[[], object]) -> float:
    started = time.process_time()
    work()
    return time.process_time() - started


def main() -> None:
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    print(f"{platform.processor() or platform.machine()}, Python {platform.python_version()}, one core")
    print(f"{PAIRS} pairs of {WORDS} words, {', '.join(KINDS)}")
    for name, scorer in (("arabic", RougeScorer()), ("arabic, stemmed", RougeScorer(stem=True))):
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        taken = timed(lambda scorer=scorer: sum(1 for _ in scorer.score_pairs(pairs(PAIRS, "ابتثجحدرسعفقكلمنهوي"))))
        grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
        print(f"  {name:16} {taken:6.1f} s, peak memory {grown / 1024:+.0f} MiB")
    few = list(pairs(PAIRS // 10, "abcdefghijklmnoprstuvwy"))
    plain, ours = rouge_scorer.RougeScorer(list(KINDS)), RougeScorer()
    theirs = timed(lambda: [plain.score(reference, hypothesis) for hypothesis, (reference,) in few])
    mine = timed(lambda: list(ours.score_pairs(few)))
    print(
        f"  English, {len(few)} pairs: {mine:.1f} s; plain rouge-score {theirs:.1f} s, {theirs / mine:.1f} times that"
    )


if __name__ == "__main__":
    main()
