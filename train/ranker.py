"""Train and measure the extractive ranker: ``python -m train.ranker --data DIR`` writes its weights, prints a report.

The two steps of the ranker are linear models under a ListNet loss: the softmax of the scores within one article is
drawn towards the softmax of the rewards. The problem is convex and solved by L-BFGS: the same data gives the same
weights.
Decisions (features, temperature, shrinkage) are made on the tuning rows; the dev rows are only scored, after the final
fit on all others. Needs scipy (``pip install scipy``) besides the base installation; takes two or three minutes.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from itertools import chain
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

import summarize.extractive
from summarize.extractive import METHODS
from summarize.extractive.features import CHOICE_FEATURES, SENTENCE_FEATURES
from summarize.extractive.ranker import VERSION, WEIGHTS, Linear, Ranker, from_json
from summarize.extractive.select import choose
from train.ranker_examples import LEARNED_OUTLET, Step, Story, extract_words, rouge, steps, stories

TEMPERATURE = 0.01  # of the rewards' softmax: a sentence one ROUGE point better is e times as wanted
SHRINKAGE = 0.003  # weight of the squared weights in the loss
COUNTS = (2, 3)  # sentences of the extracts that are scored
RESAMPLES = 10_000
DECIMALS = 5  # of the numbers in the file

Floats = NDArray[np.float64]


def is_tuning(story: Story) -> bool:
    """Whether the story is one of the tenth of the training rows that decisions are made on."""
    return story.number % 10 == 5


def fit(examples: Sequence[Step]) -> Linear:
    """Fit one step of the ranker; every example counts the same, however many sentences it has."""
    features = np.vstack([example.features for example in examples])
    mean, scale = features.mean(axis=0), features.std(axis=0)
    scale[scale < 1e-6] = 1.0
    rows = (features - mean) / scale
    sizes = [len(example.rewards) for example in examples]
    starts = np.concatenate([[0], np.cumsum(sizes)[:-1]])

    def log_softmax(values: Floats) -> Floats:
        shifted = values - np.repeat(np.maximum.reduceat(values, starts), sizes)
        normalised: Floats = shifted - np.repeat(np.log(np.add.reduceat(np.exp(shifted), starts)), sizes)
        return normalised

    wanted = np.exp(log_softmax(np.concatenate([example.rewards for example in examples]) / TEMPERATURE))

    def loss(weight: Floats) -> tuple[float, Floats]:
        scores = log_softmax(rows @ weight)
        slope = (np.exp(scores) - wanted) @ rows / len(examples) + 2 * SHRINKAGE * weight
        return float(-(wanted @ scores) / len(examples) + SHRINKAGE * weight @ weight), slope

    found = minimize(loss, np.zeros(rows.shape[1]), jac=True, method="L-BFGS-B", options={"maxiter": 300})
    return Linear(mean.round(DECIMALS), scale.round(DECIMALS), found.x.round(DECIMALS))


def train(examples: Sequence[tuple[list[Step], list[Step]]]) -> Ranker:
    """Fit both steps on the examples of many stories."""
    firsts, nexts = zip(*examples, strict=True)
    return Ranker(fit(list(chain.from_iterable(firsts))), fit(list(chain.from_iterable(nexts))))


def scores(told: Sequence[Story], method: summarize.extractive.Method, sentence_count: int) -> Floats:
    """ROUGE-1, -2 and -L F (0 to 100) of a method's extracts: one row a story."""
    extracts = (choose(story.document, method(story.document), sentence_count) for story in told)
    return np.array(
        [
            [100 * score for score in rouge(extract_words(story, chosen), story.summary)]
            for story, chosen in zip(told, extracts, strict=True)
        ]
    )


def over_lead(rows: Floats, lead: Floats) -> dict[str, Any]:
    """Mean ROUGE, and the mean difference to the lead with its paired-bootstrap 95 % interval (Koehn, EMNLP 2004).

    ``p`` is one-sided: the share of resamples in which the method is not above the lead.
    """
    difference = (rows - lead).mean(axis=1)
    draws = np.random.default_rng(0).integers(len(difference), size=(RESAMPLES, len(difference)))
    means = difference[draws].mean(axis=1)
    interval = [float(difference.mean()), *(float(bound) for bound in np.percentile(means, [2.5, 97.5]))]
    return {
        "rouge_1_2_l": [round(float(score), 1) for score in rows.mean(axis=0)],
        "over_lead_mean_low_high": [round(value, 2) for value in interval],
        "p": round(float((1 + (means <= 0).sum()) / (1 + RESAMPLES)), 4),
    }


def report(told: Sequence[Story], trained: Ranker, label: str) -> dict[str, Any]:
    """Score every method against the lead, for each outlet with at least 50 stories; printed to stderr on the way."""
    methods = {name: summarize.extractive.find(name) for name in METHODS} | {"ranker": trained}
    found: dict[str, Any] = {}
    for outlet in dict.fromkeys(story.outlet for story in told):
        group = [story for story in told if story.outlet == outlet]
        for count in COUNTS if len(group) >= 50 else ():
            lead = scores(group, methods["lead"], count)
            where = f"{outlet} {label}, {len(group)} articles, {count} sentences"
            found[where] = {name: over_lead(scores(group, method, count), lead) for name, method in methods.items()}
            for name, row in found[where].items():
                print(f"{where}: {name:9}", *row.values(), file=sys.stderr)
    return found


def file_text(trained: Ranker, about: dict[str, Any]) -> str:
    """Write the file so that it can be reviewed: what was learned and how it scores, then one line a feature."""
    parts = [f'"{key}": {_json(value)}' for key, value in about.items()]
    tables = {"first": SENTENCE_FEATURES, "next": (*SENTENCE_FEATURES, *CHOICE_FEATURES)}
    for step, names in tables.items():
        linear: Linear = getattr(trained, step)
        columns = zip(names, linear.weight, linear.mean, linear.scale, strict=True)
        rows = (f'"{name}": {{"weight": {w:g}, "mean": {m:g}, "scale": {s:g}}}' for name, w, m, s in columns)
        parts.append(f'"{step}": {{\n' + ",\n".join(rows) + "\n}")
    return "{\n" + ",\n".join(parts) + "\n}\n"


def _json(value: Any, depth: int = 2) -> str:
    """Write nested objects with one line for each of the innermost."""
    if not isinstance(value, dict) or not depth:
        return json.dumps(value, ensure_ascii=False)
    return "{\n" + ",\n".join(f'"{key}": {_json(inner, depth - 1)}' for key, inner in value.items()) + "\n}"


def main() -> None:
    """Read, fit, score, write."""
    parser = argparse.ArgumentParser(description=str(__doc__).split("\n", 1)[0])
    parser.add_argument("--data", type=Path, required=True, help="the folder that holds news/summaries.jsonl.xz")
    parser.add_argument("--out", type=Path, default=Path("summarize/extractive") / WEIGHTS, help="default: %(default)s")
    options = parser.parse_args()
    told = list(stories(options.data))
    write(told, {story.number: steps(story) for story in told if is_learned(story)}, options.out)


def is_learned(story: Story) -> bool:
    """Whether the final fit may see the story."""
    return story.outlet == LEARNED_OUTLET and not story.held_out


def write(told: Sequence[Story], examples: dict[int, tuple[list[Step], list[Step]]], out: Path) -> None:
    """Fit without the tuning rows and score on them; fit on all, score on the dev rows, and write the file."""
    tuning = [story for story in told if is_learned(story) and is_tuning(story)]
    kept_out = {story.number for story in tuning}
    report(tuning, train([found for number, found in examples.items() if number not in kept_out]), "tuning")
    final = train(list(examples.values()))
    about = {
        "version": VERSION,
        "about": "The extractive ranker's weights; a sentence's score is the sum of weight * (feature - mean) / scale.",
        "made_by": "python -m train.ranker --data DIR",
        "learned_from": f"{len(examples)} France 24 articles with their editors' summaries (about 45 words); "
        "every 20th summary was held out",
        "held_out_scores": report([story for story in told if story.held_out], final, "held out"),
    }
    out.write_text(file_text(final, about), encoding="utf-8")
    from_json(json.loads(out.read_text("utf-8")))


if __name__ == "__main__":
    main()
