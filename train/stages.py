"""The stages from the data folder to the shipped weights. Each leaves a mark when done and is skipped from then on.

A training stage that was cut off goes on from its last checkpoint when the command is given again.
"""

from __future__ import annotations

import functools
import random
from collections import Counter
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from pathlib import Path

import torch

from train import average, backtranslate, batches, card, corpus, evaluate, export, lexicon, records, tokenizer
from train.config import Config
from train.loop import Plan, Start, Trainer
from train.model import Shape


@dataclass(frozen=True)
class Run:
    """A configuration at work: where the data lies, where the run keeps its files, where the model goes."""

    config: Config
    data: Path
    work: Path
    out: Path
    device: str = "cpu"

    @functools.cached_property
    def tokenizer(self) -> tokenizer.Tokenizer:
        """The trained tokenizer."""
        return tokenizer.Tokenizer(self.work / export.SPM)

    @property
    def shape(self) -> Shape:
        """The network's shape, the vocabulary rounded up to whole tiles of 32."""
        return replace(self.config.shape, vocabulary=-(-len(self.tokenizer.tokens) // 32) * 32)

    def train(self, stage: str, plan: Plan, start: Start | None = None, looks: bool = False) -> None:
        """One training run in the folder of its stage."""
        layers = self.shape.encoder_layers + (self.config.added_layers if stage == "refine" else 0)
        shape = replace(self.shape, encoder_layers=layers)
        Trainer(self.work, self.work / stage, shape, plan, start, self.device).run(looks)

    def weights(self, stage: str) -> dict[str, torch.Tensor] | None:
        """Give the averaged weights of a stage that ran, else None."""
        folder = self.work / stage
        return export.load(average.average(folder)).weights if average.newest(folder) else None


def data(run: Run) -> None:
    """Filter, deduplicate, hold out, write text."""
    monolingual = (run.config.rows or 200_000) if run.config.pretrain.seconds else 0
    corpus.build(run.data, run.work, run.config.seed, run.config.rows, monolingual, run.config.back_sentences)


def vocabulary(run: Run) -> None:
    """Learn the vocabulary."""
    tokenizer.train(run.data, run.work, run.config.pieces)


def arrays(run: Run) -> None:
    """Tokenize all text."""
    for name, codes in corpus.TASKS.items():
        if (run.work / f"text/{name}.tsv").exists():
            batches.pack(run.work, name, codes, run.tokenizer, run.config.limits)


def words(run: Run) -> None:
    """Count the word list that embeddings start from."""
    if run.config.lexicon_pairs:
        files = [run.work / f"arrays/{name}.npz" for name in run.config.sources]
        size = run.shape.vocabulary
        found = lexicon.associations([file for file in files if file.exists()], size, run.config.lexicon_pairs)
        torch.save(lexicon.embeddings(found, run.shape.width, run.config.seed), run.work / "lexicon.pt")


def _start(run: Run) -> Start:
    file = run.work / "lexicon.pt"
    return Start(table=torch.load(file, weights_only=True) if file.exists() else None)


def pretrain(run: Run) -> None:
    """Denoise Arabic and English."""
    if run.config.pretrain.seconds:
        run.train("pretrain", run.config.pretrain, _start(run))


def finetune(run: Run) -> None:
    """Train on all tasks."""
    known = run.weights("pretrain")
    run.train("finetune", run.config.finetune, Start(weights=known) if known else _start(run), looks=True)


def reverse(run: Run) -> None:
    """Train English to Arabic, from the weights of Arabic to English."""
    if run.config.reverse.seconds:
        run.train("reverse", run.config.reverse, Start(weights=run.weights("finetune")))


def back(run: Run) -> None:
    """Translate English news back into Arabic with the reverse model."""
    if run.config.reverse.seconds and run.config.back_sentences:
        backtranslate.translate_back(run.work, run.device)
        batches.pack(run.work, "back", corpus.TASKS["back"], run.tokenizer, run.config.limits)


def refine(run: Run) -> None:
    """Train on all tasks again: a deeper network, and with what was translated back."""
    if run.config.refine.seconds:
        run.train("refine", run.config.refine, Start(weights=run.weights("finetune")), looks=True)


def ship(run: Run) -> None:
    """Average the last checkpoints and convert them."""
    decoding = {"translation": asdict(evaluate.TRANSLATION), "summary": asdict(evaluate.SUMMARY)}
    ran = {stage: file for stage in ("finetune", "refine") if (file := average.newest(run.work / stage))}
    spent: Counter[str] = Counter()
    for file in ran.values():
        spent.update(export.load(file).training)
    export.ship(average.average(run.work / list(ran)[-1]), run.work, run.out, decoding, spent)


def measure(run: Run) -> None:
    """Score the shipped folder, and write the scores into it."""
    rows = evaluate.evaluate(run.out, run.work / "dev", run.config.evaluate or None)
    evaluate.write(rows, run.work / "scores.json")
    export.note_scores(run.out, rows)
    for row in rows:
        print(row)


def describe(run: Run) -> None:
    """Write the model card, the lock file and the line in the log of runs."""
    card.write(run.work, run.out)
    export.lock(run.out)
    log = run.work if run.config.name == "tiny" else Path(__file__).parent
    records.add(log / "log.tsv", run.config, run.work)


STAGES: dict[str, Callable[[Run], None]] = {
    "data": data, "tokenizer": vocabulary, "arrays": arrays, "lexicon": words, "pretrain": pretrain,
    "finetune": finetune, "reverse": reverse, "backtranslate": back, "refine": refine, "export": ship,
    "evaluate": measure, "card": describe,
}  # fmt: skip


def execute(run: Run, wanted: str) -> None:
    """Do one stage, or ``all`` of them in order, leaving out what is done."""
    run.work.mkdir(parents=True, exist_ok=True)
    random.seed(run.config.seed)
    torch.manual_seed(run.config.seed)
    for name, stage in STAGES.items():
        mark = run.work / f"{name}.done"
        if wanted == name or (wanted == "all" and not mark.exists()):
            print(f"== {name}", flush=True)
            stage(run)
            mark.touch()
