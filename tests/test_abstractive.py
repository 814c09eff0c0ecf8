"""The abstractive task: what the model reads, how it is asked, and what becomes of what it wrote."""

import pytest

from summarize.abstractive import OWN_TEXT, XLSUM_DECODING, Abstracter, Draft, SummaryTask, summary_task
from summarize.arabic.sentences import split_sentences
from summarize.engines.base import Decoding, Hypothesis
from summarize.errors import LanguageError, ModelError
from summarize.extractive import extract
from summarize.records import Article
from summarize.summary_input import SummaryRequest
from tests.fakes import FakeEngine, Reply

ARTICLE = """افتتحت بلدية المدينة القديمة صباح الاثنين حديقة عامة جديدة على ضفة النهر بعد عامين من العمل.

وقال رئيس البلدية سامي الخطيب إن كلفة المشروع بلغت 3 ملايين دينار دفعت الحكومة نصفها.
وتضم الحديقة ملعبا للأطفال ومكتبة صغيرة ومقاعد مظللة.

ويرى سكان الحي أن الطريق إلى الحديقة ما زال ضيقا ولا يتسع للحافلات. وتنوي البلدية توسيعه قبل نهاية العام المقبل."""
SUMMARY = "افتتحت البلدية حديقة عامة على ضفة النهر كلفت 3 ملايين دينار."
REPEATED = "هذه جملة أخرى من جمل المقال الطويل رقمها {} بين الجمل."


def request(text: str = ARTICLE, sentence_count: int = 2, method: str = "lead") -> SummaryRequest:
    article = Article("a", text)
    sentences = split_sentences(text)
    return SummaryRequest(article, sentences, extract(article, sentences, method, sentence_count))


def summarize(
    requested: SummaryRequest, reply: Reply | str = SUMMARY, task: SummaryTask | None = None
) -> tuple[Draft, FakeEngine]:
    engine = FakeEngine(reply if callable(reply) else lambda *_: reply, frozenset({"arb_Arab", "eng_Latn"}))
    abstracter = Abstracter(engine, "fake-mt5", task or summary_task("t5"))
    return abstracter.summarize(requested.article, requested.sentences, requested.extract), engine


def numbered(count: int) -> str:
    return " ".join(REPEATED.format(number) for number in range(count))


# How the model is asked


def test_mt5_is_decoded_as_its_authors_did() -> None:
    _, engine = summarize(request())
    assert engine.calls[0].decoding == Decoding(
        beam_size=4, length_penalty=0.6, no_repeat_ngram=2, max_tokens=84, max_source_tokens=512
    )
    assert (engine.calls[0].source_lang, engine.calls[0].target_lang) == (None, None)


def test_mt5_reads_the_published_text_with_its_white_space_folded() -> None:
    _, engine = summarize(request("قالَ «الرئيـس» إنّ\tالعمل  مستمر." + "\n\n" + ARTICLE))
    assert engine.sources[0][0].startswith("قالَ «الرئيـس» إنّ العمل مستمر. افتتحت")
    assert "\n" not in engine.sources[0][0]


def test_a_model_with_several_tasks_is_asked_by_its_summary_code_in_its_own_spelling() -> None:
    tuned = Decoding(beam_size=2, max_tokens=60, max_source_tokens=200)
    task = summary_task("nllb", summary_code="arb_Arab", decoding=tuned)
    _, engine = summarize(request("قالَ «الرئيـس» إنّ العمل مستمر. " + ARTICLE), task=task)
    call = engine.calls[0]
    assert (call.decoding, call.source_lang, call.target_lang) == (tuned, "arb_Arab", "arb_Arab")
    assert call.sources[0].startswith('قال "الرئيس" إن العمل مستمر.')


def test_a_summary_code_that_the_model_does_not_know_is_refused_at_once() -> None:
    with pytest.raises(LanguageError, match="arb_Sumy"):
        Abstracter(FakeEngine(), "fake", summary_task("nllb", summary_code="arb_Sumy"))


def test_a_translator_is_refused_as_a_summarizer() -> None:
    with pytest.raises(ModelError, match="does not summarize"):
        summary_task("marian")


def test_a_beam_that_the_user_asks_for_overrides_the_model() -> None:
    assert summary_task("t5", beam_size=1).decoding.beam_size == 1


# What the model reads


def test_an_article_that_fits_is_read_whole() -> None:
    draft, engine = summarize(request())
    assert engine.sources == [(" ".join(ARTICLE.split()),)]
    assert "input" not in {flag.kind for flag in draft.flags}


def test_a_long_article_is_read_in_whole_sentences_from_the_lead_and_the_extract() -> None:
    text = numbered(100)
    long = request(text)
    chosen = SummaryRequest(long.article, long.sentences, type(long.extract)("lead", (70, 90), ""))
    _, engine = summarize(chosen, task=SummaryTask(Decoding(max_source_tokens=100)))
    read = [sentence.text for sentence in split_sentences(engine.sources[0][0])]
    assert read[0] == REPEATED.format(0)
    assert REPEATED.format(70) in read
    assert REPEATED.format(90) in read
    assert set(read) <= {sentence.text for sentence in long.sentences}
    assert len(engine.sources[0][0].split()) <= 100


def test_the_sentences_of_a_long_article_keep_their_order() -> None:
    _, engine = summarize(request(numbered(100)), task=SummaryTask(Decoding(max_source_tokens=100)))
    read = [text.text for text in split_sentences(engine.sources[0][0])]
    assert read == sorted(read, key=lambda text: int("".join(filter(str.isdigit, text))))


def test_what_was_not_read_is_told() -> None:
    draft, _ = summarize(request(numbered(100)), task=SummaryTask(Decoding(max_source_tokens=100)))
    (flag,) = [flag for flag in draft.flags if flag.kind == "input"]
    assert flag.where == "abstract"
    assert "of 100 sentences" in flag.detail


def test_a_sentence_of_three_thousand_words_gives_its_first_clauses() -> None:
    words = " ".join(f"كلمة{'ابتثجحخدر'[i % 9]}" for i in range(3000))
    _, engine = summarize(request(words))
    assert words.startswith(engine.sources[0][0])
    assert 100 <= len(engine.sources[0][0].split()) <= 512


# What becomes of what it wrote


def test_the_draft_names_the_model_and_the_sentences_that_carry_it() -> None:
    draft, _ = summarize(request())
    assert draft.abstract is not None
    assert (draft.abstract.text, draft.abstract.model) == (SUMMARY, "fake-mt5")
    assert len(draft.abstract.support) == 1
    assert 0 in draft.abstract.support[0]


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("افتتحت البلدية حديقة", "افتتحت البلدية حديقة."),
        ("افتتحت البلدية حديقة،", "افتتحت البلدية حديقة."),
        ("هل تتسع الطريق ؟", "هل تتسع الطريق؟"),
        ("قال: «نعم.»", "قال: «نعم.»"),
        ("  افتتحت  البلدية\nحديقة .", "افتتحت البلدية حديقة."),
    ],
)
def test_a_summary_is_one_line_that_ends_with_a_final_mark(written: str, shown: str) -> None:
    draft, _ = summarize(request(), written)
    assert draft.abstract is not None
    assert draft.abstract.text == shown


def test_a_summary_cut_at_the_limit_loses_its_unfinished_sentence_and_says_so() -> None:
    cut = Hypothesis(f"{SUMMARY} وقال رئيس البلدية إن", -0.5, 84, hit_limit=True)
    draft, _ = summarize(request(), lambda *_: cut)
    assert draft.abstract is not None
    assert draft.abstract.text == SUMMARY
    assert "limit" in {flag.kind for flag in draft.flags}


def test_a_single_sentence_cut_at_the_limit_shows_that_it_is_unfinished() -> None:
    draft, _ = summarize(request(), lambda *_: Hypothesis("افتتحت البلدية حديقة على", -0.5, 84, hit_limit=True))
    assert draft.abstract is not None
    assert draft.abstract.text.endswith("على…")


def test_a_model_that_writes_nothing_gives_no_abstract() -> None:
    draft, _ = summarize(request(), "")
    assert draft.abstract is None


def test_a_text_as_short_as_a_summary_is_its_own_summary() -> None:
    draft, engine = summarize(request("افتتحت البلدية حديقة عامة جديدة."))
    assert draft.abstract is not None
    assert (draft.abstract.text, draft.abstract.model) == ("افتتحت البلدية حديقة عامة جديدة.", OWN_TEXT)
    assert draft.abstract.support == ((0,),)
    assert [flag.severity for flag in draft.flags] == ["info"]
    assert engine.calls == []


def test_a_summary_is_never_longer_than_its_article() -> None:
    draft, _ = summarize(request(), "كلمة " * 80)
    assert draft.abstract is not None
    assert draft.abstract.model == OWN_TEXT


def test_an_article_without_sentences_gives_no_abstract() -> None:
    draft, engine = summarize(request(""))
    assert draft.abstract is None
    assert engine.calls == []


# Many articles


def test_many_articles_go_to_the_model_in_one_call_and_come_back_in_order() -> None:
    engine = FakeEngine(lambda source, _: source.split(".")[0] + ".")
    requests = [request(f"{word} {ARTICLE}") for word in ("أولا", "ثانيا", "ثالثا")]
    requests.insert(1, request("خبر قصير."))
    drafts = Abstracter(engine, "fake-mt5", summary_task("t5")).summarize_all(requests)
    assert len(engine.calls) == 1
    assert [draft.abstract.text.split()[0] for draft in drafts if draft.abstract] == ["أولا", "خبر", "ثانيا", "ثالثا"]


def test_no_articles_give_no_drafts() -> None:
    engine = FakeEngine()
    assert Abstracter(engine, "fake-mt5", summary_task("t5")).summarize_all([]) == []
    assert engine.calls == []


def test_the_signature_changes_with_the_decoding() -> None:
    assert summary_task("t5").signature != summary_task("t5", beam_size=1).signature
    assert SummaryTask(XLSUM_DECODING).signature == summary_task("t5").signature
