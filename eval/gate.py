"""``python -m eval.gate``: the embedded model and the extract hold what they reached on the sample set, or it fails.

``floors.json`` pins the floors with the SHA-256 of the references and of the weights that they hold for. ``--write``
pins anew what is measured now, less each measure's margin. A floor that would go down is refused but with ``--lower``
and a line in CHANGELOG.md that names it with its new figure, so that nobody lowers one unseen.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from eval.faithfulness import faithfulness
from eval.floors import Measure, Measured, Pins, faults, lowered, pin, require_word
from eval.references import ReferenceSet
from eval.report_inputs import load_inputs
from eval.rouge import RougeScorer
from eval.scoreboard import intervals
from eval.translation_scores import corpus_scores
from summarize.config import Settings
from summarize.errors import KhulasaError, UsageError
from summarize.formats.plain import one_line
from summarize.models import hub, registry
from summarize.models.lock import file_sha256
from summarize.records import Digest

FLOORS = Path(__file__).parent / "floors.json"
CHANGELOG = Path(__file__).parents[1] / "CHANGELOG.md"
_KINDS = ("rouge1", "rouge2", "rougeL")
# int8 sums differ between processors, and a beam may then take another word: the margins leave room for a few. Two
# points of ROUGE are what one changed summary of fourteen makes at most.
MEASURES = {
    measure.name: measure
    for measure in (
        *(Measure(f"abstract.{kind}", 2.0) for kind in _KINDS),
        *(Measure(f"extract.{kind}", 0.5) for kind in _KINDS),  # no model in it, no luck either
        Measure("translation.chrf++", 1.0),
        Measure("abstract.unsupported_numbers", 1, low=True),
        Measure("abstract.unsupported_names", 1, low=True),
        Measure("abstract.fallbacks", 1, low=True),  # else refusing everything would pass
    )
}


def measure() -> Measured:
    """Run the embedded model on the sample set: F in per cent, chrF++ over all sentences, counts over all articles.

    Raises ``UsageError`` when an article cannot be digested.
    """
    from summarize.pipeline import Digester

    references = load_inputs().references
    digests = []
    for result in Digester(Settings(offline=True)).digest_all(references.articles):
        if not isinstance(result, Digest):
            raise UsageError(f"{result.id} cannot be digested: {result.detail}")
        digests.append(result)
    weights = file_sha256(hub.locate(registry.find("embedded")) / "model.bin")
    return Measured(references.sha256, weights, _values(digests, references))


def _values(digests: Sequence[Digest], references: ReferenceSet) -> dict[str, float]:
    written = [reference.summaries for _, reference in references]
    abstracts = [digest.abstract.text if digest.abstract else "" for digest in digests]
    extracts = [digest.extract.text for digest in digests]
    lines = [line.text for digest in digests if digest.translation for line in digest.translation.lines]
    wanted = [[line] for _, reference in references for line in reference.translation]
    (chrf,) = corpus_scores(lines, wanted, ["chrf++"], resamples=0)
    beyond = [faithfulness(digest) for digest in digests]
    return {
        **_rouge("abstract", abstracts, written),
        **_rouge("extract", extracts, written),
        "translation.chrf++": chrf.interval.mid,
        "abstract.unsupported_numbers": sum(len(one.unsupported_numbers) for one in beyond),
        "abstract.unsupported_names": sum(len(one.unsupported_names) for one in beyond),
        "abstract.fallbacks": sum(digest.grade == "fallback" for digest in digests),
    }


def _rouge(of: str, texts: Sequence[str], references: Sequence[Sequence[str]]) -> dict[str, float]:
    means = intervals(list(RougeScorer().score_pairs(zip(texts, references, strict=True))))
    return {f"{of}.{kind}": mean.mid for kind, mean in zip(_KINDS, means, strict=False)}


def main(argv: Sequence[str] | None = None) -> int:
    """Check the floors, or pin them. Gives 0 when all hold, 1 when one is broken, 2 for a call that was wrong."""
    parser = argparse.ArgumentParser(prog="python -m eval.gate", description=__doc__.split("\n")[0])
    parser.add_argument("--write", action="store_true", help="pin what is measured now, less the margins")
    parser.add_argument("--lower", action="store_true", help="with --write: let floors go down that CHANGELOG.md names")
    arguments = parser.parse_args(argv)
    try:
        if arguments.lower and not arguments.write:
            raise UsageError("--lower says that --write may lower floors: give both")
        return _write(measure(), arguments.lower) if arguments.write else _check()
    except KhulasaError as error:
        print(f"khulasa: {one_line(str(error))}", file=sys.stderr)
        return 2


def _check() -> int:
    pins = Pins.read(FLOORS)  # before the work of measuring
    measured = measure()
    for name, one in MEASURES.items():
        bound = f"{'at most' if one.low else 'at least'} {pins.floors[name]:.1f}" if name in pins.floors else "no floor"
        print(f"{name:30}{measured.values[name]:6.1f}   {bound}")
    wrong = faults(pins, measured, MEASURES)
    for line in wrong:
        print(f"khulasa: {line}", file=sys.stderr)
    return int(bool(wrong))


def _write(measured: Measured, lower: bool) -> int:
    pins = pin(measured, MEASURES)
    if FLOORS.exists():
        down = lowered(Pins.read(FLOORS), pins, MEASURES)
        if down and not lower:
            named = ", ".join(f"{name} to {floor:.1f}" for name, floor in down.items())
            raise UsageError(f"these floors would fall: {named}. If they must, --lower says so")
        require_word(down, CHANGELOG.read_text("utf-8") if CHANGELOG.exists() else "")
    pins.write(FLOORS)
    holds = f"references {pins.references[:12]} and weights {pins.model[:12]}"
    print(f"{FLOORS.name}: {len(pins.floors)} floors pinned to {holds}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
