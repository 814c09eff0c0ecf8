"""Whatever comes in: a digest or a failure in words, never a traceback, never a hang."""

import random
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from summarize.config import Settings
from summarize.pipeline import Digester
from summarize.reading import read_bytes
from summarize.records import Article, Digest, Failure

SAMPLES = sorted(path for path in (Path(__file__).parents[1] / "samples").iterdir() if path.is_file())
PATIENCE = 30  # seconds for one input of at most a few kilobytes: only a hang takes that long
ODD = "\u202e\u2066\u200f\ufeff\x00\x1b\u0640\ufdfa\U0001f600\ud7ff\u0301،؛؟.!?…«»\"'()[]{}<>&;:\n\r\t\u2028٣٫٥3.5%"


@contextmanager
def impatient() -> Iterator[None]:
    def stop(*_: object) -> None:
        raise TimeoutError(f"no answer in {PATIENCE} s")

    signal.signal(signal.SIGALRM, stop)
    signal.alarm(PATIENCE)
    try:
        yield
    finally:
        signal.alarm(0)


def random_bytes(dice: random.Random) -> bytes:
    return dice.randbytes(dice.randrange(3000))


def sprinkled(dice: random.Random) -> bytes:
    return "".join(dice.choices(ODD + "ابتثجحخدذرزسشصضطظعغفقكلمنهوي     abc", k=dice.randrange(2000))).encode()


def truncated(dice: random.Random) -> bytes:
    data = dice.choice(SAMPLES).read_bytes()
    start = dice.randrange(len(data))
    return data[start : start + dice.randrange(1, len(data))]


def flipped(dice: random.Random) -> bytes:
    data = bytearray(dice.choice(SAMPLES).read_bytes())
    for _ in range(dice.randrange(1, 60)):
        data[dice.randrange(len(data))] = dice.randrange(256)
    return bytes(data)


def shuffled(dice: random.Random) -> bytes:
    lines = dice.choice(SAMPLES).read_bytes().splitlines(keepends=True)
    dice.shuffle(lines)
    return b"".join(dice.choices(lines, k=dice.randrange(1, 60)))


def tangled(dice: random.Random) -> bytes:
    tags = [
        "<div>",
        "</div>",
        "<p",
        "<script>",
        "</p>",
        "<!--",
        "]]>",
        "&#1585;",
        "&amp",
        '<a href="',
        "<br/>",
        "<table><tr>",
        "خبر عاجل من المدينة. ",
    ]
    return ("<html><body>" + "".join(dice.choices(tags, k=dice.randrange(300)))).encode()


MUTATIONS: list[Callable[[random.Random], bytes]] = [random_bytes, sprinkled, truncated, flipped, shuffled, tangled]


def outcomes(digester: Digester, data: bytes, name: str) -> Iterator[Digest | Failure]:
    for item in read_bytes(data, "fuzz", name):
        if isinstance(item, Article):
            yield from digester.digest_all([item])
        else:
            yield item


def check(outcome: Digest | Failure) -> None:
    if isinstance(outcome, Failure):
        assert outcome.detail
        assert "unexpected" not in outcome.detail, outcome.detail
        return
    assert outcome.extract.text
    for sentence in outcome.sentences:
        assert outcome.article.text[sentence.start : sentence.end] == sentence.text
    if outcome.translation:
        assert len(outcome.translation.lines) == len(outcome.sentences)


@pytest.mark.slow
@pytest.mark.parametrize("mutate", MUTATIONS, ids=lambda mutate: mutate.__name__)
def test_fuzzed_inputs_are_read_or_refused_in_words(mutate: Callable[[random.Random], bytes]) -> None:
    digester = Digester(Settings(summarizer="none", translator="none"))
    for seed in range(340):  # six mutations: 2,040 inputs
        dice = random.Random(f"{mutate.__name__}-{seed}")
        name = dice.choice(["a.txt", "a.html", "a.json", "a.jsonl", "a"])
        with impatient():
            for outcome in outcomes(digester, mutate(dice), name):
                check(outcome)


@pytest.mark.slow
@pytest.mark.parametrize("mutate", [sprinkled, truncated, shuffled], ids=lambda mutate: mutate.__name__)
def test_fuzzed_articles_go_through_the_models(mutate: Callable[[random.Random], bytes], embedded: Digester) -> None:
    for seed in range(6):
        with impatient():
            for outcome in outcomes(embedded, mutate(random.Random(f"models-{mutate.__name__}-{seed}")), "a.txt"):
                check(outcome)
