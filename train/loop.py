"""The training loop: a wall-clock budget, resumable checkpoints, short looks at the dev sets.

The learning rate warms up, stays, and falls linearly to nothing (warm-up, stable, decay), so that a run ends when it
was planned to; towards the end the mixture moves to the best data.
"""

from __future__ import annotations

import json
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass, field
from pathlib import Path

import torch
from torch import Tensor

from train.batches import Batch, DataSet, Mixture
from train.lexicon import prime
from train.look import look
from train.model import PAD, Shape, Translator
from train.optimizer import MuonAdam
from train.tokenizer import Tokenizer

REVERSED = "r_"  # before a data set's name: its targets are translated into its sources


@dataclass(frozen=True)
class Plan:
    """How long and on what: ``shares`` are shares of target tokens, ``final_shares`` those of the end."""

    seconds: float
    shares: dict[str, float]
    final_shares: dict[str, float]
    warm_steps: int = 80
    decay: float = 0.6  # share of the time that the rate takes to fall to nothing
    final: float = 0.3  # share of the time, the last, that is trained on ``final_shares``
    workers: int = 2  # batches a step, each on a thread of its own
    uncounted: int = 0  # steps, the first of each process, that take none of the time: the compiler's
    loaders: int = 0  # processes that make batches ahead: a large GPU is faster than one process can make them
    budget: int = 5_000  # source + target tokens of one worker's batch
    muon_rate: float = 0.02
    adam_rate: float = 2e-3
    smoothing: float = 0.1
    dropout: float = 0.0
    agreement: float = 0.0  # weight of R-Drop's second pass; 0: one pass
    rows: float = 1.0  # share of each data set's rows that the run sees
    look_every: float = 840.0
    save_every: float = 600.0
    snapshots: int = 0  # last checkpoints to keep for `train.average`
    seed: int = 1


@dataclass(frozen=True)
class Start:
    """What a run without a checkpoint begins with: a word list's embeddings, or another run's weights."""

    table: Tensor | None = None
    weights: dict[str, Tensor] | None = None


@dataclass
class Progress:
    """What a run has done so far."""

    step: int = 0
    seconds: float = 0.0
    target_tokens: int = 0
    source_tokens: int = 0
    looks: list[dict[str, float]] = field(default_factory=list)


class Trainer:
    """One run in ``folder`` over the arrays and dev sets of ``work``; it starts where the last one stopped."""

    def __init__(
        self, work: Path, folder: Path, shape: Shape, plan: Plan, start: Start | None = None, device: str = "cpu"
    ) -> None:
        self.work, self.folder, self.plan, self.device = work, folder, plan, torch.device(device)
        folder.mkdir(parents=True, exist_ok=True)
        torch.manual_seed(plan.seed)
        self.model = self._fresh(shape, start or Start())
        # On a CPU one replica a core, each on its own thread and batch: no core waits for another within a step.
        self.replicas = [self.model, *(self._replica() for _ in range(plan.workers - 1))]
        self.pool = ThreadPoolExecutor(plan.workers, initializer=torch.set_num_threads, initargs=(1,))
        self.optimizer = MuonAdam(self.model, self.replicas, plan.muon_rate, plan.adam_rate)
        self.tokenizer = Tokenizer(work / "sentencepiece.bpe.model")
        self.progress = Progress()
        if (folder / "last.pt").exists():
            saved = torch.load(folder / "last.pt", weights_only=True, map_location=self.device)
            self.optimizer.restore(saved["optimizer"])
            self.progress = Progress(**saved["progress"])
        seed = plan.seed + self.progress.step
        names = {**plan.shares, **plan.final_shares}
        self.sets = {}
        for index, name in enumerate(names):
            forward = name.removeprefix(REVERSED)
            if (file := work / f"arrays/{forward}.npz").exists():
                self.sets[name] = DataSet(file, seed + index, plan.rows, swapped=forward != name)

    def _fresh(self, shape: Shape, start: Start) -> Translator:
        model = Translator(shape)
        if start.table is not None:
            prime(model, start.table)
        if start.weights is not None:
            model.grow_from(start.weights)
        model.set_dropout(self.plan.dropout)
        model.to(self.device).bfloat16()
        if self.device.type == "cuda":
            torch.backends.cuda.enable_cudnn_sdp(False)  # it plans anew for each shape, and ours differ every step
            for layer in [*model.encoder, *model.decoder]:
                layer.compile(dynamic=True)
        return model

    def _replica(self) -> Translator:
        """Make a module with its own gradients over the model's own weights."""
        replica = Translator(self.model.shape).bfloat16()
        replica.set_dropout(self.plan.dropout)
        for own, shared in zip(replica.parameters(), self.model.parameters(), strict=True):
            own.data = shared.data
        return replica

    def note(self, text: str) -> None:
        """Write a line on stdout and in the run's log."""
        line = f"{time.strftime('%H:%M:%S')} {text}"
        print(line, flush=True)
        with (self.folder / "log.txt").open("a", encoding="utf-8") as out:
            out.write(line + "\n")

    def scale(self) -> float:
        """Give the learning rate's share at this moment."""
        left = 1 - self.progress.seconds / self.plan.seconds
        return max(0.0, min(1.0, (self.progress.step + 1) / self.plan.warm_steps, left / self.plan.decay))

    def save(self) -> None:
        """Write weights, optimizer and progress; towards the end also a snapshot."""
        shape, progress = asdict(self.model.shape), asdict(self.progress)
        torch.save({"optimizer": self.optimizer.state(), "progress": progress, "shape": shape}, self.folder / "next.pt")
        (self.folder / "next.pt").replace(self.folder / "last.pt")
        if self.plan.snapshots and self.progress.seconds > self.plan.seconds * (1 - self.plan.final):
            weights = {"weights": self.optimizer.masters, "progress": progress, "shape": shape}
            torch.save(weights, self.folder / f"snapshot-{self.progress.step:07d}.pt")
            for old in sorted(self.folder.glob("snapshot-*.pt"))[: -self.plan.snapshots]:
                old.unlink()

    def look(self) -> None:
        """Scores of small dev samples into the log and ``looks.json``."""
        with torch.compiler.set_stance("force_eager"):  # else every length of a look is compiled
            seen, lines = look(self.model, self.tokenizer, self.work / "dev")
        done = {"minutes": round(self.progress.seconds / 60, 1), "step": self.progress.step,
                "target_tokens": self.progress.target_tokens}  # fmt: skip
        self.progress.looks.append({**done, **seen})
        (self.folder / "looks.json").write_text(json.dumps(self.progress.looks, indent=1))
        for line in lines:
            self.note("  " + line)
        self.note("look " + " ".join(f"{key}={value:.5g}" for key, value in seen.items()))

    def step(self, batches: list[Batch]) -> tuple[float, float]:
        """One update from a batch a replica; returns the plain loss and the gradient's norm."""
        count = sum(len(batch.labels) for batch in batches)

        def backward(index: int) -> float:
            batch = batches[index].to(self.device)
            replica = self.replicas[index]
            given = (batch.source, batch.target, batch.where, batch.labels, self.plan.smoothing)
            agreement = self.plan.agreement
            loss, plain = replica.agreeing_loss(*given, agreement) if agreement else replica.loss(*given)
            share = len(batch.labels) / count
            (loss * share).backward()  # type: ignore[no-untyped-call]
            return float(plain) * share

        plain = sum(self.pool.map(backward, range(len(batches))))
        return plain, self.optimizer.step(self.scale(), self.pool.map)

    def run(self, looks: bool = True) -> None:
        """Train until the planned seconds are spent; a run that is already done returns at once."""
        plan, progress = self.plan, self.progress
        if progress.seconds >= plan.seconds:
            return
        seed = plan.seed + progress.step
        broad = Mixture(self.sets, plan.shares, plan.budget, seed).batches(plan.loaders)
        final = Mixture(self.sets, plan.final_shares, plan.budget, seed).batches(plan.loaders)
        before, saved, looked = progress.seconds, progress.seconds, progress.seconds
        self.note(f"{self.model.shape} {sum(w.numel() for w in self.model.parameters()) / 1e6:.1f} M")
        started = shown = time.monotonic()
        first = progress.step
        mean, tokens = 0.0, progress.target_tokens
        while progress.seconds < plan.seconds:
            source = final if progress.seconds > plan.seconds * (1 - plan.final) else broad
            batches = [next(source) for _ in self.replicas]
            loss, norm = self.step(batches)
            progress.step += 1
            progress.target_tokens += sum(len(batch.labels) for batch in batches)
            progress.source_tokens += sum(int((batch.source != PAD).sum()) for batch in batches)
            progress.seconds = before + time.monotonic() - started
            mean = mean + 0.05 * (loss - mean) if mean else loss
            if progress.step - first == plan.uncounted:
                started = shown = time.monotonic()
            if progress.step % 50 == 0:
                speed = (progress.target_tokens - tokens) / (time.monotonic() - shown)
                shown, tokens = time.monotonic(), progress.target_tokens
                self.note(f"step {progress.step} min {progress.seconds / 60:.1f} tokens {tokens} loss {mean:.3f} "
                          f"norm {norm:.2f} rate {self.scale():.2f} tokens/s {speed:.0f}")  # fmt: skip
            if progress.seconds - saved > plan.save_every:
                self.save()
                saved = progress.seconds
            if looks and progress.seconds - looked > plan.look_every:
                self.look()
                looked = progress.seconds
        self.save()
        if looks:
            self.look()
            self.save()
