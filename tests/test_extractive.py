"""Extracts: what is chosen, what never is, and the papers' formulas behind each method."""

from __future__ import annotations

import json
import tracemalloc
from importlib.resources import files

import numpy as np
import pytest

from summarize.arabic.sentences import split_sentences
from summarize.errors import ModelError, UsageError
from summarize.extractive import DEFAULT_METHOD, METHODS, extract, find, salience
from summarize.extractive.document import Document, read
from summarize.extractive.features import CHOICE_FEATURES, SENTENCE_FEATURES, choice_features, sentence_features
from summarize.extractive.lexrank import DAMPING, walk
from summarize.extractive.ranker import from_json, load
from summarize.extractive.select import can_stand, choose, duplicates
from summarize.extractive.similarity import Vectors
from summarize.extractive.textrank import MAX_SENTENCES
from summarize.records import Article, Extract, Sentence

FLOOD = """أعلنت بلدية المدينة الساحلية الثلاثاء إغلاق الجسر القديم بعد أن رفعت الأمطار منسوب النهر ثلاثة أمتار.
وأوضح رئيس البلدية أن المهندسين وجدوا تشققات في دعامتين من دعامات الجسر القديم.
هل يعود الجسر إلى العمل قبل الشتاء؟
وأكد ذلك خبير مستقل.
معاناة السكان
ويعبر الجسر كل يوم نحو 12 ألف شخص بين السوق والميناء، وسيسلكون الآن طريقا أطول بعشرين كيلومترا.
وقدرت وزارة النقل كلفة الإصلاح بأربعة ملايين دينار تدفعها الحكومة المركزية.
وكانت أمطار العام الماضي قد جرفت جسرا خشبيا في القرية المجاورة دون أن تقع إصابات.
وأعلنت بلدية المدينة الساحلية الثلاثاء إغلاق الجسر القديم بعد أن رفعت الأمطار منسوب النهر ثلاثة أمتار."""
QUESTION, FRAGMENT, HEADING, REPEAT = 2, 3, 4, 8


def article(text: str = FLOOD, title: str = "") -> tuple[Article, tuple[Sentence, ...]]:
    text = "\n\n".join(text.split("\n"))
    return Article("flood", text, title=title), split_sentences(text)


def document(text: str = FLOOD, title: str = "") -> Document:
    return read(*article(text, title))


def choice(text: str = FLOOD, method: str = DEFAULT_METHOD, count: int = 3) -> Extract:
    return extract(*article(text), method, count)


def made_up(number: int) -> str:
    """Spell a number as a word of five letters that has no clitics."""
    return "".join("جحخدذرزسشص"[number // 10**digit % 10] for digit in range(5))


def long_article(count: int) -> tuple[Article, tuple[Sentence, ...]]:
    """Write ``count`` sentences of eight made-up words, which each share words with some others."""
    lines = (" ".join(made_up(line * (word + 1) * 7 % 49999) for word in range(8)) for line in range(1, count + 1))
    return article("\n".join(f"{line}." for line in lines))


@pytest.mark.parametrize("method", METHODS)
def test_an_extract_gives_sentences_of_the_article_in_its_order(method: str) -> None:
    page, sentences = article()
    found = extract(page, sentences, method, 3)
    assert found.method == method
    assert len(found.indices) == 3
    assert list(found.indices) == sorted(set(found.indices))
    assert found.text == " ".join(sentences[index].text for index in found.indices)


@pytest.mark.parametrize("method", METHODS)
def test_what_cannot_stand_alone_is_never_chosen(method: str) -> None:
    assert not {QUESTION, FRAGMENT, HEADING} & set(choice(method=method, count=9).indices)


@pytest.mark.parametrize("method", METHODS)
def test_nothing_is_said_twice(method: str) -> None:
    assert not {0, REPEAT} <= set(choice(method=method, count=9).indices)


@pytest.mark.parametrize("method", METHODS)
def test_fewer_sentences_come_back_when_the_article_has_no_more_to_say(method: str) -> None:
    assert len(choice(method=method, count=9).indices) == 5


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("text", ["افتتح الوزير المدرسة الجديدة في المدينة صباح الأحد.", "لماذا؟", "صور", "..."])
def test_an_article_of_one_sentence_is_its_own_extract(method: str, text: str) -> None:
    assert choice(text, method).text == text


@pytest.mark.parametrize("method", METHODS)
def test_an_article_without_sentences_gives_an_empty_extract(method: str) -> None:
    assert extract(Article("empty", ""), (), method) == Extract(method, (), "")
    assert salience(Article("empty", ""), (), method) == []


@pytest.mark.parametrize("method", METHODS)
def test_the_same_article_gives_the_same_extract(method: str) -> None:
    assert choice(method=method) == choice(method=method)


@pytest.mark.parametrize("method", METHODS)
def test_every_sentence_gets_a_salience(method: str) -> None:
    page, sentences = article()
    ratings = salience(page, sentences, method)
    assert len(ratings) == len(sentences)
    assert all(np.isfinite(ratings))


@pytest.mark.parametrize("method", METHODS)
def test_memory_grows_with_the_length_of_an_article_not_with_its_square(method: str) -> None:
    page, sentences = long_article(2500)  # a table of all pairs takes 50 MB
    view = read(page, sentences)
    tracemalloc.start()
    chosen = choose(view, find(method)(view), 2)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert len(chosen) == 2
    assert peak < 40e6


def test_an_unknown_method_is_refused_with_the_names_there_are() -> None:
    with pytest.raises(UsageError, match=r"'textrnk'.*textrank"):
        choice(method="textrnk")


def test_an_extract_of_no_sentences_is_refused() -> None:
    with pytest.raises(UsageError, match="sentence_count is 0"):
        choice(count=0)


def test_indices_are_those_of_the_sentences_given() -> None:
    page, sentences = article()
    assert extract(page, sentences[5:7], "lead", 2).indices == (5, 6)


def test_the_lead_is_the_first_sentences() -> None:
    assert choice(method="lead", count=2).indices == (0, 1)


def test_equal_gains_go_to_the_earlier_sentence() -> None:
    view = document()
    assert choose(view, lambda chosen: [1.0] * len(view), 2) == (0, 1)


def test_a_short_line_with_a_final_mark_is_a_sentence_and_without_one_a_heading() -> None:
    view = document("توقف القتال في المدينة الجنوبية أمس.\nتوقف القتال في المدينة الجنوبية أمس\n" + FLOOD)
    assert can_stand(view, 0)
    assert not can_stand(view, 1)


def test_sentences_of_different_facts_are_no_duplicates() -> None:
    assert not duplicates(document(), 0, 1)


def test_a_shorter_telling_of_the_same_is_a_duplicate() -> None:
    assert duplicates(
        document(
            "أغلقت البلدية الجسر القديم يوم الثلاثاء.\n" + "أغلقت البلدية الجسر القديم يوم الثلاثاء بعد أمطار غزيرة."
        ),
        0,
        1,
    )


def test_paragraphs_end_at_line_breaks() -> None:
    text = "بدأ المعرض في العاصمة. وشارك فيه مئة ناشر.\n\nويستمر أسبوعا كاملا."
    assert read(Article("fair", text), split_sentences(text)).paragraphs == (0, 0, 1)


def dense(vectors: Vectors) -> np.ndarray:
    return np.array([vectors.cosines(index) for index in range(vectors.rows)])


def test_cosines_are_symmetric_and_one_on_the_diagonal() -> None:
    table = dense(Vectors(document()))
    assert np.allclose(table, table.T)
    assert np.allclose(np.diag(table), 1)


def test_a_sentence_without_content_words_resembles_nothing() -> None:
    table = dense(Vectors(document("هل هو؟\n" + FLOOD)))
    assert not table[0].any()


def test_the_walk_of_lexrank_is_the_dense_tables_stationary_distribution() -> None:
    vectors = Vectors(document())
    table = dense(vectors)
    np.fill_diagonal(table, 0)
    table[table.sum(axis=1) < 1e-9] = 1  # from a sentence without neighbours the walk goes anywhere
    steps = DAMPING / len(table) + (1 - DAMPING) * table / table.sum(axis=1, keepdims=True)
    values, directions = np.linalg.eig(steps.T)
    stationary = np.real(directions[:, np.argmax(np.real(values))])
    assert np.allclose(walk(vectors), stationary / stationary.sum() * len(table), atol=1e-6)


def test_lexrank_rates_what_the_others_repeat_over_what_stands_apart() -> None:
    text = (
        "زار الوزير الميناء وتفقد السفن والأرصفة الجديدة.\nتفقد الوزير السفن في الميناء.\n"
        "الأرصفة الجديدة في الميناء جاهزة.\nفاز منتخب الكرة ببطولة القارة للمرة الأولى."
    )
    ratings = salience(*article(text), "lexrank")
    assert max(ratings) == ratings[0]
    assert min(ratings) == ratings[3]


def test_textrank_leaves_what_lies_beyond_its_table_at_zero() -> None:
    ratings = salience(*long_article(MAX_SENTENCES + 5), "textrank")
    assert ratings[MAX_SENTENCES:] == [0.0] * 5
    assert min(ratings[:MAX_SENTENCES]) > 0


def test_mmr_loses_interest_in_what_resembles_the_chosen() -> None:
    gains = find("mmr")(document())
    before, after = gains(()), gains((0,))
    assert before[REPEAT] - after[REPEAT] == pytest.approx(0.3)
    assert before[6] - after[6] < 0.1


def test_the_ranker_begins_with_the_lead_of_a_news_story() -> None:
    assert choice(method="ranker", count=1).indices == (0,)


def test_the_ranker_rates_a_sentence_higher_when_the_title_speaks_of_it() -> None:
    cost = 6
    plain = salience(*article(), "ranker")
    titled = salience(*article(title="وزارة النقل تقدر كلفة إصلاح الجسر بأربعة ملايين دينار"), "ranker")
    assert titled[cost] - plain[cost] > titled[7] - plain[7]


def test_a_standfirst_counts_like_a_title() -> None:
    page, sentences = article()
    line = "وزارة النقل تقدر كلفة الإصلاح"
    titled, led = Article("a", page.text, title=line), Article("b", page.text, standfirst=line)
    assert salience(titled, sentences, "ranker") == salience(led, sentences, "ranker")


def test_features_have_a_column_for_each_name() -> None:
    view = document()
    vectors = Vectors(view)
    assert sentence_features(view, vectors).shape == (9, len(SENTENCE_FEATURES))
    assert choice_features(view, vectors.closest((0,)), (0,)).shape == (9, len(CHOICE_FEATURES))


@pytest.mark.parametrize(
    ("name", "index", "value"),
    [
        ("place_0", 0, 1), ("place_1", 0, 0), ("opens_paragraph", 5, 1), ("last", 8, 1), ("day", 0, 1), ("day", 1, 0),
        ("opens_with_speech", 1, 1), ("opens_with_speech", 5, 0), ("opens_with_and", 5, 1), ("numbers", 5, 1),
        ("no_heading", 0, 1), ("no_final_mark", HEADING, 1), ("new_share", REPEAT, 0), ("words_over_10", HEADING, 0),
    ],
)  # fmt: skip
def test_a_feature_sees_what_its_name_says(name: str, index: int, value: float) -> None:
    view = document()
    assert sentence_features(view, Vectors(view))[index, SENTENCE_FEATURES.index(name)] == value


def test_the_shipped_weights_are_for_these_features() -> None:
    assert len(load().first.weight) == len(SENTENCE_FEATURES)
    assert len(load().next.weight) == len(SENTENCE_FEATURES) + len(CHOICE_FEATURES)


def test_weights_for_other_features_are_refused() -> None:
    shipped = json.loads(files("summarize.extractive").joinpath("ranker.json").read_text("utf-8"))
    shipped["first"].pop("day")
    with pytest.raises(ModelError, match=r"python -m train\.ranker"):
        from_json(shipped)


def test_the_default_is_above_the_lead_on_held_out_summaries_by_every_rouge() -> None:
    shipped = json.loads(files("summarize.extractive").joinpath("ranker.json").read_text("utf-8"))
    for where, rows in shipped["held_out_scores"].items():
        if "2 sentences" in where:
            ours, lead = rows[DEFAULT_METHOD], rows["lead"]
            assert all(one > other for one, other in zip(ours["rouge_1_2_l"], lead["rouge_1_2_l"], strict=True)), where
            assert ours["p"] < 0.05, where
