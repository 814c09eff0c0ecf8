"""Train the tagger behind ``summarize.arabic.names``: which Arabic words are names.

No one labelled anything: in a sentence pair, an Arabic word is a name when it sounds like a capitalised English
word of the translation that does not begin a sentence, and none when it is far from all of them. What lies between is
left out. A logistic regression with an L1 penalty (Tsuruoka, Tsujii and Ananiadou, 2009, "Stochastic Gradient Descent
Training for L1-regularized Log-linear Models") keeps a few thousand features.

    python -m train.names PAIRS.tsv[.xz] summarize/arabic/name_weights.json

``PAIRS`` has the Arabic and the English sentence in its last two columns; every 40th row (first column % 40 == 0)
is held out and gives precision and recall by log-odds.
"""

from __future__ import annotations

import argparse
import json
import lzma
import random
import re
from collections.abc import Iterator
from pathlib import Path

from summarize.arabic.name_tables import EXONYMS
from summarize.arabic.names import features, word_spans
from summarize.arabic.transliteration import distance, sounds

_CAPITALISED = re.compile(r"[A-ZÀ-Þ][\w]+")
_SENTENCE_START = re.compile(r"(?:^|[.!?:][\"”']*\s+|[\"“])([A-ZÀ-Þ]\w+)")
_SAME, _FAR = 0.2, 0.45
_CLITICS = ("", "و", "ف", "ب", "ل", "ك", "ال", "وال", "بال", "لل", "ول", "وب", "كال", "فال")


def labelled(arabic: str, english: str) -> Iterator[tuple[list[str], int]]:
    """Give the features of each word of a sentence, with 1 for a name and 0 for none; doubtful ones are left out."""
    starts = {found.start(1) for found in _SENTENCE_START.finditer(english)}
    inner = {f.group() for f in _CAPITALISED.finditer(english) if f.start() not in starts}
    every = inner | {f.group() for f in _CAPITALISED.finditer(english)}
    words = [word for word, _, _ in word_spans(arabic)]
    lowered = english.lower()
    for i, word in enumerate(words):
        forms = [word[len(c) :] for c in _CLITICS if word.startswith(c) and len(word) - len(c) >= 3]
        if not forms:
            continue
        exonym = any(form in lowered for key in forms for form in EXONYMS.get(key, ()) if len(form) > 3)
        near = min((distance(form, name) for form in forms for name in every if len(sounds(name)) > 2), default=1.0)
        same = min((distance(form, name) for form in forms for name in inner if len(sounds(name)) > 2), default=1.0)
        if exonym or same <= _SAME:
            yield features(words, i), 1
        elif near > _FAR:
            yield features(words, i), 0


def read_pairs(path: Path) -> Iterator[tuple[bool, str, str]]:
    """Give ``(held out, Arabic, English)`` for each row."""
    with lzma.open(path, "rt", encoding="utf-8") if path.suffix == ".xz" else path.open(encoding="utf-8") as lines:
        for line in lines:
            fields = line.rstrip("\n").split("\t")
            yield int(fields[0]) % 40 == 0, fields[-2], fields[-1]


def main() -> None:
    """Train on a shuffled part of the pairs, report on its held-out rows, and write the weights."""
    from sklearn.feature_extraction.text import CountVectorizer
    from sklearn.linear_model import SGDClassifier

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("pairs", type=Path)
    parser.add_argument("output", type=Path)
    parser.add_argument("--rows", type=int, default=8_000)
    parser.add_argument("--penalty", type=float, default=5e-6)
    arguments = parser.parse_args()
    train: tuple[list[list[str]], list[int]] = ([], [])
    held: tuple[list[list[str]], list[int]] = ([], [])
    pairs = list(read_pairs(arguments.pairs))
    random.Random(5).shuffle(pairs)
    for held_out, arabic, english in pairs[: arguments.rows]:
        found, labels = held if held_out else train
        for named, label in labelled(arabic, english):
            found.append(named)
            labels.append(label)
    counter = CountVectorizer(analyzer=lambda named: named, binary=True, min_df=5)
    matrix = counter.fit_transform(train[0])
    model = SGDClassifier(
        loss="log_loss", penalty="l1", alpha=arguments.penalty, learning_rate="adaptive", eta0=0.1,
        max_iter=25, tol=None, random_state=1,
    )  # fmt: skip
    model.fit(matrix, train[1])
    weights = {
        name: round(float(model.coef_[0, column]), 2)
        for name, column in sorted(counter.vocabulary_.items())
        if abs(model.coef_[0, column]) >= 0.08
    }
    bias = float(model.intercept_[0])
    odds = [bias + sum(weights.get(feature, 0.0) for feature in named) for named in held[0]]
    for least in range(5):
        hits = [label for label, value in zip(held[1], odds, strict=True) if value >= least]
        precision, recall = sum(hits) / max(1, len(hits)), sum(hits) / sum(held[1])
        print(f"log-odds from {least}: precision {precision:.3f}, recall {recall:.3f}")
    print(f"{len(held[1])} words held out, {len(weights)} features")
    payload = {"bias": round(bias, 3), "weights": weights}
    arguments.output.write_text(json.dumps(payload, ensure_ascii=False, indent=0, sort_keys=True) + "\n", "utf-8")


if __name__ == "__main__":
    main()
