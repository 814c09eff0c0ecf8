"""The composition root: what a digest is made of when models answer well, badly, or not at all."""

from collections.abc import Callable

import pytest

import summarize
from summarize.config import Settings
from summarize.errors import EngineError, KhulasaError, ReadingError, UsageError
from summarize.models import hub, registry
from summarize.models.loaded import LoadedModel
from summarize.pipeline import Digester
from summarize.records import Article, Digest, Failure
from tests.fakes import FakeEngine, Reply

TEXT = (
    "افتتحت البلدية ثلاث مكتبات عامة في الأحياء الشرقية من المدينة يوم الأحد. "
    "وقال رئيس البلدية سامر الخطيب إن المشروع كلف أربعة ملايين دولار وإنه جاء بطلب من السكان. "
    "وتضم المكتبات أكثر من 60 ألف كتاب في الأدب والعلوم والتاريخ. "
    "ويتوقع القائمون على المشروع أن يزورها مئات الطلاب كل أسبوع."
)
ARTICLE = Article("a", TEXT, "مكتبات جديدة", "a.txt")
GOOD_SUMMARY = "افتتحت البلدية ثلاث مكتبات عامة في الأحياء الشرقية من المدينة."
INVENTED_SUMMARY = "قتل 950 شخصا في زلزال عنيف ضرب اليابان."


def model(summary: str = GOOD_SUMMARY, broken_on: str = "\0") -> Reply:
    """Answer long sources with ``summary`` and sentences with English of about their length."""

    def reply(source: str, decoding: object) -> str:
        if broken_on in source:
            raise EngineError("the model broke")
        return summary if source.count(".") > 1 else " ".join(["word"] * max(3, len(source.split())))

    return reply


@pytest.fixture
def digester(monkeypatch: pytest.MonkeyPatch) -> Callable[..., Digester]:
    def build(reply: Reply, settings: Settings | None = None, profile: dict | None = None) -> Digester:
        engine = FakeEngine(reply)
        made = LoadedModel(registry.find("embedded"), engine, {"summary_code": "arb_Arab", **(profile or {})})
        monkeypatch.setattr(hub, "identity", lambda card: f"{card.name}@test")
        monkeypatch.setattr(Digester, "_run", lambda self, card: made)
        return Digester(settings)

    return build


def test_a_digest_has_every_part(digester: Callable[..., Digester]) -> None:
    digest = digester(model()).digest(ARTICLE)
    assert len(digest.sentences) == 4
    assert digest.abstract is not None
    assert digest.abstract.text == GOOD_SUMMARY
    assert digest.abstract.support == ((0,),)
    assert digest.translation is not None
    assert [line.index for line in digest.translation.lines] == [0, 1, 2, 3]
    assert digest.translation.title
    assert digest.summary_translation is not None
    assert digest.summary_translation.extract == " ".join(
        digest.translation.lines[i].text for i in digest.extract.indices
    )
    assert digest.summary_translation.abstract


def test_an_invented_summary_gives_way_to_the_extract(digester: Callable[..., Digester]) -> None:
    digest = digester(model(INVENTED_SUMMARY)).digest(ARTICLE)
    assert digest.grade == "fallback"
    assert digest.abstract is not None
    assert digest.abstract.text == digest.extract.text
    assert digest.abstract.model == "extract"
    assert digest.summary_translation is not None
    assert digest.summary_translation.abstract == digest.summary_translation.extract
    (flag,) = [flag for flag in digest.flags if flag.kind == "support"]
    assert INVENTED_SUMMARY in flag.detail


def test_lost_numbers_are_flagged_on_their_line_and_lower_the_grade(digester: Callable[..., Digester]) -> None:
    digest = digester(model()).digest(ARTICLE)
    assert digest.translation is not None
    assert any(flag.kind == "number" and flag.where == "translation:2" for flag in digest.translation.lines[2].flags)
    assert set(digest.translation.lines[2].flags) <= set(digest.flags)
    assert digest.grade == "check"


@pytest.mark.parametrize("measured", [{"news_chrf": 31.0}, {"news_chrf": 58.0, "flores_chrf": 38.0}])
def test_weights_known_to_translate_badly_say_so_on_every_translation(
    digester: Callable[..., Digester], measured: dict[str, float]
) -> None:
    rough = digester(model(), profile={"measured": measured}).digest(ARTICLE)
    fine = digester(model(), profile={"measured": {"news_chrf": 58.0, "flores_chrf": 55.0}}).digest(ARTICLE)
    assert [flag.kind for flag in rough.flags].count("weak_model") == 1
    assert rough.grade == "check"
    assert "weak_model" not in [flag.kind for flag in fine.flags]


def test_one_article_that_breaks_a_model_costs_only_itself(digester: Callable[..., Digester]) -> None:
    poison = Article("poison", TEXT.replace("الأدب", "السم"))
    results = list(digester(model(broken_on="السم")).digest_all([ARTICLE, poison, Article("b", TEXT)]))
    assert [type(result) for result in results] == [Digest, Failure, Digest]
    assert isinstance(results[1], Failure)
    assert (results[1].id, results[1].error) == ("poison", "EngineError")


def test_articles_digested_together_come_out_as_they_would_alone(digester: Callable[..., Digester]) -> None:
    worker = digester(model())
    articles = [ARTICLE, Article("b", " ".join(TEXT.split(". ")[:2]) + "."), Article("c", TEXT, "")]
    assert list(worker.digest_all(articles)) == [worker.digest(article) for article in articles]


def test_an_article_without_a_sentence_is_a_reading_error(digester: Callable[..., Digester]) -> None:
    with pytest.raises(ReadingError, match="no sentence"):
        digester(model()).digest(Article("a", "  \n "))


def test_without_models_the_extract_stands_alone() -> None:
    digest = Digester(Settings(summarizer="none", translator="none")).digest(ARTICLE)
    assert digest.extract.text
    assert digest.abstract is digest.translation is digest.summary_translation is None


def test_one_model_for_both_tasks_is_loaded_once(digester: Callable[..., Digester]) -> None:
    worker = digester(model())
    assert len(worker._models) == 1


def test_the_signature_names_every_choice(digester: Callable[..., Digester]) -> None:
    one = digester(model()).signature
    for part in (f"khulasa:{summarize.__version__}", "extract:ranker,3", "embedded@test", "eng_Latn", "fake:float32"):
        assert part in one
    for other in (Settings(sentence_count=2), Settings(extract_method="lead"), Settings(beam_size=5)):
        assert digester(model(), other).signature != one


def test_an_unknown_extract_method_is_refused() -> None:
    with pytest.raises(UsageError, match="lexrank"):
        Digester(Settings(extract_method="magic", summarizer="none", translator="none"))


def test_a_scraped_text_is_enough() -> None:
    digest = summarize.digest(TEXT, title="مكتبات جديدة", settings=Settings(summarizer="none", translator="none"))
    assert digest.article.title == "مكتبات جديدة"
    assert len(digest.sentences) == 4


WEAK = {"measured": {"news_chrf": 31.0}}


@pytest.mark.parametrize(
    "summary",
    [
        "افتتحت البلدية ثلاث مكتبات عامة في الأحياء الغربية من المدينة.",  # a word of its own: the western, not eastern
        "افتتحت البلدية ثلاث مكتبات وتضم أكثر من 60 مكتبات عامة.",  # a number beside another noun
    ],
)
def test_a_weak_summarizer_may_only_use_the_articles_words(digester: Callable[..., Digester], summary: str) -> None:
    assert digester(model(summary), profile=WEAK).digest(ARTICLE).grade == "fallback"


def test_a_weak_summary_in_the_articles_words_stands(digester: Callable[..., Digester]) -> None:
    digest = digester(model(), profile=WEAK).digest(ARTICLE)
    assert digest.abstract is not None
    assert digest.abstract.text == GOOD_SUMMARY


@pytest.mark.parametrize("settings", [Settings(sentence_count=0), Settings(target_lang="french")])
def test_settings_that_make_no_sense_are_refused_before_a_model_is_loaded(settings: Settings) -> None:
    with pytest.raises(KhulasaError):
        Digester(settings)


@pytest.mark.parametrize("given", [None, 5, b"bytes"])
def test_what_is_no_article_is_refused_in_words(digester: Callable[..., Digester], given: object) -> None:
    worker = digester(model())
    with pytest.raises(UsageError, match="expected"):
        worker.digest(given)  # type: ignore[arg-type]
    with pytest.raises(UsageError, match="expected"):
        list(worker.digest_all([given]))  # type: ignore[list-item]
