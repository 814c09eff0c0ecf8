"""Stories: one wire story in several outlets is found again under its edits; what only sounds alike stays apart."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from summarize.reading import read_path
from summarize.records import Article
from summarize.stories import Story, group

SAMPLES = Path(__file__).parents[1] / "samples"
RANDOM = random.Random(7)
NOUNS = "الجسر البلدية المجلس الوزير المدينة المشروع الطريق المدرسة النهر السوق المزرعة الميناء القرية المصنع".split()
VERBS = "أعلن افتتح زار رفض قرر ناقش أكد بحث وقع أنهى بدأ سلم تابع".split()
ENDS = "أمس اليوم الأحد صباحا مساء مجددا رسميا مؤقتا سريعا أخيرا".split()


def sentence(number: int) -> str:
    """Give one of many sentences that nobody else has: made of common words, in an order of its own."""
    chosen = random.Random(number)
    words = [chosen.choice(VERBS), *(chosen.choice(NOUNS) for _ in range(18)), str(number), chosen.choice(ENDS)]
    return " ".join(words) + "."


def article(*numbers: int, title: str = "", boilerplate: str = "") -> Article:
    text = "\n\n".join([*map(sentence, numbers), *([boilerplate] if boilerplate else [])])
    return Article(id=str(numbers), text=text, title=title)


WIRE = range(100, 112)


def members(articles: list[Article]) -> list[tuple[int, ...]]:
    return [story.members for story in group(articles)]


def test_nothing_gives_no_story_and_one_article_is_its_own():
    assert group([]) == ()
    assert group([article(*WIRE)]) == (Story((0,), 0, (0.0,)),)


def test_a_reprint_under_another_headline_is_the_same_story():
    story, *rest = group([article(*WIRE, title="عنوان"), article(1, 2, 3, 4), article(*WIRE, title="عنوان آخر")])
    assert story == Story((0, 2), 0, (1.0, 1.0))
    assert [other.members for other in rest] == [(1,)]


@pytest.mark.parametrize(
    "numbers",
    [
        WIRE[:6],
        WIRE[:3],
        [*WIRE, 900, 901],
        [900, *WIRE[1:]],
        [*WIRE[:5], 900, 901, *WIRE[7:]],
        [WIRE[1], WIRE[0], *WIRE[2:]],
        [*WIRE[:2], 900, WIRE[2], 901, *WIRE[3:4], *range(902, 912)],
    ],
    ids=[
        "half",
        "a brief",
        "added to",
        "another lead",
        "two changed",
        "turned round",
        "rewritten around three passages",
    ],
)
def test_an_edited_wire_story_is_found_again(numbers):
    assert members([article(*WIRE), article(*numbers)]) == [(0, 1)]


def test_other_spellings_marks_and_quotes_do_not_hide_a_story():
    plain = article(*WIRE)
    dressed = (
        plain.text.replace("أعلن", "أعْلَنَ").replace("إلى", "الى").replace("المدرسة", "«المدرســة»").replace("100", "١٠٠")
    )
    assert members([plain, Article("x", dressed)]) == [(0, 1)]


def test_the_samples_hold_one_story_in_two_outlets():
    articles = [
        outcome
        for path in sorted(SAMPLES.iterdir())
        if path.suffix in {".txt", ".html", ".jsonl"}
        for outcome in read_path(str(path))
    ]
    (story,) = [story for story in group(articles) if len(story.members) > 1]
    assert [articles[member].id for member in story.members] == ["port-reopens", "port-wire"]
    assert articles[story.lead].id == "port-reopens"
    assert all(0.5 < share < 1 for share in story.shares)


def test_articles_on_one_subject_in_other_words_stay_apart():
    assert members([article(1, 2, 3, 4), article(5, 6, 7, 8), article(9, 10, 11)]) == [(0,), (1,), (2,)]


def test_a_shared_background_paragraph_makes_no_story():
    assert members([article(*range(1, 9), 500, 501), article(*range(20, 28), 500, 501)]) == [(0,), (1,)]


def test_a_passage_quoted_from_another_article_makes_no_story():
    assert members([article(*WIRE), article(*WIRE[:3], *range(900, 912))]) == [(0,), (1,)]


def test_a_sites_teasers_under_every_article_make_no_story():
    teasers = " ".join(sentence(number).rstrip(".") for number in range(700, 705))
    assert members([article(*range(start, start + 6), boilerplate=teasers) for start in (1, 20, 40)]) == [
        (0,),
        (1,),
        (2,),
    ]


def test_the_titles_of_a_court_make_no_story():
    titles = "بحضور صاحب المعالي وزير الدولة للشؤون الداخلية والبلديات الأمين العام للمجلس الأعلى للتخطيط رئيس الهيئة"
    short = [Article(str(number), f"{sentence(number)} {titles}. {sentence(number + 50)}") for number in (1, 2)]
    assert members(short) == [(0,), (1,)]


def test_a_round_up_of_the_day_does_not_make_one_story_of_two():
    first, second = range(1, 9), range(20, 28)
    articles = [article(*first), article(*first), article(*second), article(*second), article(*first, *second)]
    assert [set(story) & {0, 1} != set() and set(story) & {2, 3} != set() for story in members(articles)].count(
        True
    ) == 0
    assert sorted(member for story in members(articles) for member in story) == [0, 1, 2, 3, 4]


def test_the_lead_is_the_fullest_and_shares_say_how_much_others_carry():
    (story,) = group([article(*WIRE[:4]), article(*WIRE), article(*WIRE[:6])])
    assert story.lead == 1
    assert story.shares[0] == story.shares[2] == 1.0
    assert 0.45 < story.shares[1] < 0.55


def test_the_order_of_the_articles_does_not_change_who_belongs_together():
    articles = [
        article(*WIRE),
        article(*WIRE[:5]),
        article(1, 2, 3),
        article(*WIRE[2:]),
        article(4, 5, 6),
        article(1, 2, 3, 9),
    ]
    expected = {frozenset(articles[member].id for member in story.members) for story in group(articles)}
    for _ in range(5):
        mixed = RANDOM.sample(articles, len(articles))
        assert {frozenset(mixed[member].id for member in story.members) for story in group(mixed)} == expected


def test_texts_without_a_run_of_words_are_their_own_stories():
    assert members([Article("a", ""), Article("b", "خبر"), Article("c", "خبر"), Article("d", "")]) == [
        (0,),
        (1,),
        (2,),
        (3,),
    ]


@pytest.mark.slow
def test_each_of_many_stories_is_found():
    articles = [article(*range(10 * number, 10 * number + 10)) for number in range(500)] * 2
    assert members(articles) == [(number, number + 500) for number in range(500)]
