"""A digest stage by stage: what a reader sees first, and that nothing else comes of it than of a whole digest."""

from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest

from summarize import Digester, Settings
from summarize.errors import EngineError, KhulasaError, ReadingError, UsageError
from summarize.models import hub, registry
from summarize.models.loaded import LoadedModel, Shelf
from summarize.reading import read_paths
from summarize.records import Article, Step
from tests.fakes import FakeEngine, Reply

SAMPLES = Path(__file__).parents[1] / "samples"
SENTENCES = tuple(f"قال مدير المصنع رقم {number} إن العمل سيبدأ صباح الغد في المدينة." for number in range(2, 16))
ARTICLE = Article("a", " ".join(SENTENCES), "مصانع جديدة في المدينة", "a.txt")
SUMMARY = SENTENCES[0]


def model(summary: str = SUMMARY) -> Reply:
    return lambda source, decoding: summary if source.count(".") > 1 else " ".join(["word"] * len(source.split()))


@pytest.fixture
def fake(monkeypatch: pytest.MonkeyPatch) -> Callable[..., tuple[Digester, FakeEngine]]:
    def build(reply: Reply, settings: Settings | None = None) -> tuple[Digester, FakeEngine]:
        engine = FakeEngine(reply)
        made = LoadedModel(registry.find("embedded"), engine, {"summary_code": "arb_Arab"})
        monkeypatch.setattr(hub, "identity", lambda card: f"{card.name}@test")
        monkeypatch.setattr(Digester, "_run", lambda self, card: made)
        return Digester(settings), engine

    return build


def stages(steps: list[Step]) -> list[str]:
    return list(dict.fromkeys(step.stage for step in steps))


@pytest.mark.parametrize("name", ["water-talks.html", "port-wire.txt", "cup-final.txt"])
def test_the_last_step_carries_the_digest_and_the_lines_that_were_shown(embedded: Digester, name: str) -> None:
    (article,) = read_paths([str(SAMPLES / name)])
    assert isinstance(article, Article)
    *_, last = embedded.steps(article)
    assert last.digest == embedded.digest(article)
    assert last.digest is not None
    assert last.digest.translation is not None
    assert last.lines == last.digest.translation.lines
    assert last.flags == last.digest.flags


def test_steps_make_what_digesting_many_together_makes(embedded: Digester) -> None:
    articles = list(read_paths([str(SAMPLES / "rate-cut.txt"), str(SAMPLES / "telescope.txt")]))
    for article, together in zip(articles, embedded.digest_all(articles), strict=True):  # type: ignore[arg-type]
        alone = embedded.digest(article)  # type: ignore[arg-type]
        assert together.extract == alone.extract  # type: ignore[union-attr]
        assert together.abstract == alone.abstract  # type: ignore[union-attr]
        assert together.translation.text == alone.translation.text  # type: ignore[union-attr]


def test_stages_come_in_the_order_a_reader_wants_them(fake: Callable[..., tuple[Digester, FakeEngine]]) -> None:
    digester, _ = fake(model())
    steps = list(digester.steps(ARTICLE))
    assert stages(steps) == ["cleaned", "extract", "abstract", "abstract_translation", "translation", "done"]
    by_stage = {step.stage: step for step in reversed(steps)}
    assert by_stage["cleaned"].total == len(SENTENCES)
    assert by_stage["extract"].extract is not None
    assert by_stage["abstract"].abstract is not None
    assert by_stage["abstract_translation"].title
    assert by_stage["abstract_translation"].summary
    assert all(step.seconds >= 0 for step in steps)


def test_translated_lines_come_two_first_and_then_more_at_a_time(
    fake: Callable[..., tuple[Digester, FakeEngine]],
) -> None:
    digester, _ = fake(model())
    done = [(step.done, step.total) for step in digester.steps(ARTICLE) if step.stage == "translation"]
    assert done == [(2, 14), (10, 14), (14, 14)]


def test_lines_that_were_shown_stay_as_they_were(fake: Callable[..., tuple[Digester, FakeEngine]]) -> None:
    digester, _ = fake(model())
    shown = [step.lines for step in digester.steps(ARTICLE) if step.stage == "translation"]
    for earlier, later in pairwise(shown):
        assert later[: len(earlier)] == earlier


def test_no_sentence_goes_to_the_model_twice(fake: Callable[..., tuple[Digester, FakeEngine]]) -> None:
    digester, engine = fake(model())
    list(digester.steps(ARTICLE))
    calls = [call for call in engine.calls if call.target_lang == "eng_Latn" and call.decoding.beam_size == 2]
    asked = [source for call in calls for source in call.sources]
    assert len(asked) == len(set(asked)) == len(SENTENCES) + 1  # the headline; the abstract is the first sentence


def test_who_stops_listening_stops_the_work(fake: Callable[..., tuple[Digester, FakeEngine]]) -> None:
    digester, engine = fake(model())
    steps = digester.steps(ARTICLE)
    while next(steps).stage != "abstract_translation":
        pass
    asked = len(engine.calls)
    steps.close()  # type: ignore[attr-defined]
    assert len(engine.calls) == asked


def test_an_abstract_that_gave_way_is_translated_as_the_extract(
    fake: Callable[..., tuple[Digester, FakeEngine]],
) -> None:
    digester, _ = fake(model("قتل 950 شخصا في زلزال عنيف ضرب اليابان."))
    steps = {step.stage: step for step in digester.steps(ARTICLE)}
    digest = steps["done"].digest
    assert digest is not None
    assert digest.grade == "fallback"
    assert digest.summary_translation is not None
    assert steps["abstract_translation"].summary == digest.summary_translation.abstract


@pytest.mark.parametrize(
    ("settings", "expected"),
    [
        (Settings(summarizer="none", translator="none"), ["cleaned", "extract", "done"]),
        (Settings(translator="none"), ["cleaned", "extract", "abstract", "done"]),
        (Settings(summarizer="none"), ["cleaned", "extract", "abstract_translation", "translation", "done"]),
    ],
)
def test_stages_without_a_model_are_left_out(
    fake: Callable[..., tuple[Digester, FakeEngine]], settings: Settings, expected: list[str]
) -> None:
    digester, _ = fake(model(), settings)
    assert stages(list(digester.steps(ARTICLE))) == expected


def test_what_goes_wrong_on_the_way_is_told_in_our_words(fake: Callable[..., tuple[Digester, FakeEngine]]) -> None:
    def broken(source: str, decoding: object) -> str:
        raise OSError("the disk is gone")

    digester, _ = fake(broken)
    steps = digester.steps(ARTICLE)
    assert [next(steps).stage, next(steps).stage] == ["cleaned", "extract"]
    with pytest.raises(KhulasaError, match="unexpected OSError: the disk is gone"):
        next(steps)


def test_a_text_without_a_sentence_and_what_is_no_article_are_refused(
    fake: Callable[..., tuple[Digester, FakeEngine]],
) -> None:
    digester, _ = fake(model())
    with pytest.raises(ReadingError, match="no sentence"):
        list(digester.steps(Article("a", " ")))
    with pytest.raises(UsageError, match="expected"):
        digester.steps(5)  # type: ignore[arg-type]


def test_lines_translated_a_few_at_a_time_are_those_translated_together(embedded: Digester) -> None:
    lines = [*SENTENCES[:5], "", SENTENCES[0]]
    seen = list(embedded.translate_stepwise(lines))
    assert [len(done) for done in seen] == [2, 7]
    assert [line.text for line in seen[-1]] == [line.text for line in embedded.translate(lines)]


class TestShelf:
    """Loaded models are shared."""

    CARD = registry.find("embedded")

    def model(self) -> LoadedModel:
        return LoadedModel(self.CARD, FakeEngine(), {})

    def test_digesters_with_one_shelf_share_the_model(self, monkeypatch: pytest.MonkeyPatch) -> None:
        loads: list[str] = []
        real = Digester._run
        monkeypatch.setattr(Digester, "_run", lambda self, card: loads.append(card.name) or real(self, card))
        shelf = Shelf()
        one = Digester(Settings(), shelf)
        other = Digester(Settings(extract_method="lead", sentence_count=1), shelf)
        assert loads == ["embedded"]
        assert one.signature != other.signature

    def test_a_load_that_failed_is_tried_again(self) -> None:
        shelf = Shelf()

        def broken(card: object) -> LoadedModel:
            raise EngineError("no memory")

        with pytest.raises(EngineError):
            shelf.take(self.CARD, "ct2", broken)
        model = self.model()
        assert shelf.take(self.CARD, "ct2", lambda card: model) is model

    def test_the_model_that_was_asked_for_longest_ago_leaves_first(self) -> None:
        shelf = Shelf(capacity=2)
        for engine in ("a", "b", "a", "c"):
            shelf.take(self.CARD, engine, lambda card: self.model())
        loaded: list[str] = []
        for engine in ("a", "c", "b"):
            shelf.take(self.CARD, engine, lambda card, engine=engine: loaded.append(engine) or self.model())  # type: ignore[misc]
        assert loaded == ["b"]

    def test_a_model_asked_for_from_many_threads_is_loaded_once(self) -> None:
        from concurrent.futures import ThreadPoolExecutor

        shelf, loads = Shelf(), []

        def load(card: object) -> LoadedModel:
            loads.append(card)
            return self.model()

        with ThreadPoolExecutor(8) as pool:
            taken = list(pool.map(lambda _: shelf.take(self.CARD, "ct2", load), range(32)))
        assert len(loads) == 1
        assert len({id(model) for model in taken}) == 1
