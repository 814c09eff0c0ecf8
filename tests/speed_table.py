"""How fast: ``python -m tests.speed_table``. Ratios of one run count; seconds depend on the machine and its mood."""

from __future__ import annotations

import os
import platform
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from summarize.arabic.model_text import model_text
from summarize.arabic.sentences import split_sentences
from summarize.engines.base import Decoding
from summarize.engines.ct2 import CT2Engine
from summarize.models.registry import EMBEDDED_FOLDER
from summarize.pipeline import Digester
from summarize.reading import read_paths
from summarize.records import Article

ROOT = Path(__file__).parents[1]
SAMPLE = ROOT / "samples" / "port-wire.txt"
ROUNDS = 3


def best(work: Callable[[], object]) -> float:
    """Seconds of the fastest of a few rounds."""
    taken = []
    for _ in range(ROUNDS):
        started = time.perf_counter()
        work()
        taken.append(time.perf_counter() - started)
    return min(taken)


def run(*command: str) -> Callable[[], object]:
    return lambda: subprocess.run([sys.executable, *command], check=True, capture_output=True, cwd=ROOT)


def tokens_per_second(engine: CT2Engine, sources: list[str], batch: int) -> float:
    decoding = Decoding(max_tokens=80)
    count = 0

    def work() -> None:
        nonlocal count
        count = 0
        for start in range(0, len(sources), batch):
            found = engine.generate(sources[start : start + batch], decoding, "arb_Arab", "eng_Latn")
            count += sum(hypothesis.tokens for hypothesis in found)

    seconds = best(work)
    return count / seconds


def main() -> None:
    articles = [item for item in read_paths([str(ROOT / "samples")]) if isinstance(item, Article)]
    print(f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}, best of {ROUNDS}\n")
    bare = best(run("-c", "pass"))
    print(f"import summarize                 {best(run('-c', 'import summarize')) - bare:6.2f} s over a bare Python")
    digest = ("-m", "summarize.cli", "digest", str(SAMPLE))
    print(f"khulasa digest, one, cold        {best(run(*digest)):6.2f} s")
    worker = Digester()
    alone = best(lambda: [worker.digest(article) for article in articles])
    together = best(lambda: list(worker.digest_all(articles)))
    print(f"{len(articles)} samples, one after another   {alone:6.2f} s")
    print(f"{len(articles)} samples, together            {together:6.2f} s   x{alone / together:.2f}")
    sources = [model_text(s.text) for article in articles for s in split_sentences(article.text)][:64]
    int8, full = CT2Engine(EMBEDDED_FOLDER), CT2Engine(EMBEDDED_FOLDER, compute_type="float32")
    single, sixteen, floats = (
        tokens_per_second(int8, sources, 1),
        tokens_per_second(int8, sources, 16),
        tokens_per_second(full, sources, 16),
    )
    print(f"greedy, int8, one at a time      {single:6.0f} tokens/s")
    print(f"greedy, float32, batches of 16   {floats:6.0f} tokens/s   x{floats / single:.2f}")
    print(f"greedy, int8, batches of 16      {sixteen:6.0f} tokens/s   x{sixteen / single:.2f}")
    print(f"peak memory of this process      {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:6.0f} MB")


if __name__ == "__main__":
    main()
