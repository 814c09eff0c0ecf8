"""BERTScore and COMET, for who has their packages and weights: learned metrics that see a paraphrase as one.

Zhang et al. (2020), "BERTScore"; Rei et al. (2020), "COMET". Neither package is among the dependencies: COMET asks for
transformers before 5 and Khulasa's torch engine for 5, so they live apart (COMET beside the ``eval`` extra works).
Weights are given by path and never downloaded. Scores are in per cent; against several references the best counts.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

from eval.statistics import Interval, confidence_interval
from summarize.errors import ModelError, ModelNotHereError, UsageError


@dataclass(frozen=True, slots=True)
class NeuralScore:
    """One metric over a corpus: the mean of its ``segments`` with a bootstrap interval."""

    metric: str
    interval: Interval
    segments: tuple[float, ...]
    signature: str


def bert_score(
    hypotheses: Sequence[str], references: Sequence[Sequence[str]], folder: Path, layer: int | None = None
) -> NeuralScore:
    """Score by BERTScore's F over a transformers model in ``folder``, without its rescaling.

    ``layer`` may be left out for a folder named as one of the models its authors tuned (``roberta-large``). Raises
    ``ModelNotHereError`` without package or folder, ``ModelError`` for weights that do not load, ``UsageError`` for
    lists of different lengths and for a layer that is wanted.
    """
    _aligned(len(hypotheses), len(references))
    if not (folder / "config.json").is_file():
        raise ModelNotHereError(f"BERTScore needs a transformers model: there is no config.json in {folder}")
    try:
        package, tuned = import_module("bert_score"), import_module("bert_score.utils").model2layers
    except ImportError as error:
        raise ModelNotHereError("BERTScore needs its package: pip install bert-score") from error
    layer = layer or tuned.get(folder.name)
    if layer is None:
        raise UsageError(f"BERTScore has no tuned layer for {folder.name}: say which one to take")
    try:
        scorer = package.BERTScorer(model_type=str(folder), num_layers=layer)
        _, _, fmeasure = scorer.score(list(hypotheses), [list(one) for one in references])
    except Exception as error:  # whatever a model that is none makes transformers raise
        raise ModelError(f"BERTScore cannot use the model in {folder}: {_first_line(error)}") from error
    signature = f"BERTScore|model:{folder.name}|layer:{layer}|idf:no|rescaled:no|version:{package.__version__}"
    return _scored("bertscore", [float(value) for value in fmeasure], signature)


def comet(
    sources: Sequence[str], hypotheses: Sequence[str], references: Sequence[Sequence[str]], checkpoint: Path
) -> NeuralScore:
    """Score by a COMET checkpoint (``.../checkpoints/model.ckpt``), whose encoder must be in the local hub cache.

    Raises ``ModelNotHereError`` without package or checkpoint, ``ModelError`` for weights that do not load and
    ``UsageError`` for lists of different lengths.
    """
    _aligned(len(hypotheses), len(references))
    _aligned(len(hypotheses), len(sources))
    if not checkpoint.is_file():
        raise ModelNotHereError(f"COMET needs a checkpoint: there is no file {checkpoint}")
    try:
        load_from_checkpoint = import_module("comet").load_from_checkpoint
    except (ImportError, AttributeError) as error:  # other packages are called comet too
        raise ModelNotHereError(
            "COMET needs its package, in an environment without khulasa[torch]: "
            "pip install 'khulasa[eval]' unbabel-comet 'setuptools<81'"
        ) from error
    rows = [
        {"src": source, "mt": hypothesis, "ref": reference}
        for source, hypothesis, one in zip(sources, hypotheses, references, strict=True)
        for reference in one
    ]
    try:
        model = load_from_checkpoint(str(checkpoint), local_files_only=True)
        scores = iter(model.predict(rows, batch_size=8, gpus=0, progress_bar=False).scores)
    except Exception as error:  # it raises bare ones
        raise ModelError(f"COMET cannot use {checkpoint}: {_first_line(error)}") from error
    best = [max(float(next(scores)) for _ in one) for one in references]
    return _scored("comet", best, f"COMET|model:{checkpoint.parent.parent.name}")


def _aligned(hypotheses: int, others: int) -> None:
    if not hypotheses or hypotheses != others:
        raise UsageError(f"{hypotheses} translations and {others} texts to hold them against: one for each is wanted")


def _scored(metric: str, values: Sequence[float], signature: str) -> NeuralScore:
    segments = tuple(100 * value for value in values)
    return NeuralScore(metric, confidence_interval(segments), segments, signature)


def _first_line(error: Exception) -> str:
    return str(error).strip().split("\n")[0] or type(error).__name__
