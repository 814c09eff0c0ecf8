"""How fast a shipped folder decodes and how much memory that takes, in a process of its own that never loads torch.

Run ``python -m train.speed FOLDER DEV_FILE``: prints output tokens a second and the process's peak in MB.
"""

from __future__ import annotations

import json
import resource
import sys
import time
from pathlib import Path

from summarize.engines.base import Decoding
from summarize.engines.ct2 import CT2Engine

BATCH = 16


def measure(folder: Path, sources: list[str]) -> dict[str, float]:
    """Translate greedily, 16 sentences at a time, on two threads."""
    engine = CT2Engine(folder, device="cpu", intra_threads=2)
    greedy = Decoding(max_tokens=200)
    engine.generate(sources[:BATCH], greedy, "arb_Arab", "eng_Latn")
    started, tokens = time.perf_counter(), 0
    for start in range(0, len(sources), BATCH):
        found = engine.generate(sources[start : start + BATCH], greedy, "arb_Arab", "eng_Latn")
        tokens += sum(hypothesis.tokens for hypothesis in found)
    rate = tokens / (time.perf_counter() - started)
    return {"output tokens/s": round(rate), "peak MB": round(_peak())}


def _peak() -> float:
    """Give this process's highest memory in MB; Linux's rusage would count what its parent held when it forked."""
    status = Path("/proc/self/status")
    if status.exists():
        kilobytes = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM"))
        return int(kilobytes.split()[1]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    lines = Path(sys.argv[2]).read_text(encoding="utf-8").splitlines()
    print(json.dumps(measure(Path(sys.argv[1]), [line.split("\t")[0] for line in lines[:160]])))
