"""ROUGE for Arabic and English: golden pairs, parity with rouge-score, and what must not change a score."""

import random
from collections.abc import Iterator
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rouge_score import rouge_scorer

from eval.arabic_tokens import ArabicTokenizer
from eval.lcs import lcs_indices, lcs_length
from eval.rouge import KINDS, Rouge, RougeScorer, Score, shared_ngrams
from summarize.errors import UsageError

WORDS = "الوزير أعلن اتفاقا جديدا في بغداد ١٢ 2020 مدرسةٌ الرئيـس على AFP قُتل".split()
TEXTS = st.lists(st.sampled_from([*WORDS, "\n", ".", "؟"]), max_size=25).map(" ".join)
TOKENS = st.lists(st.sampled_from("abcde"), max_size=20)
SCORER = RougeScorer()

# Counted by hand: hits over the hypothesis's words, hits over the reference's.
GOLDEN = [
    # xlsum keeps spelling: أُعلن is not أعلن, and لعام2020 falls into two words.
    ("xlsum", "rouge1", "أُعلن الاتفاق لعام2020", "أعلن الاتفاق لعام 2020", (3, 4), (3, 4)),
    ("xlsum", "rouge2", "أُعلن الاتفاق لعام2020", "أعلن الاتفاق لعام 2020", (2, 3), (2, 3)),
    ("xlsum", "rouge1", "ارتفع النفط 3.5%", "ارتفع سعر النفط 3,5 بالمئة", (4, 4), (4, 6)),
    ("xlsum", "rougeL", "عاد الوفد أمس إلى القاهرة", "إلى القاهرة عاد الوفد", (2, 5), (2, 4)),
    ("arabic", "rouge1", "أُعلن الاتفاق لعام2020", "أعلن الاتفاق لعام 2020", (4, 4), (4, 4)),
    ("arabic", "rouge1", "في في في على", "في على على", (2, 4), (2, 3)),  # counts are clipped
    ("arabic", "rouge2", "قال الوزير إن القوات عادت", "الوزير قال إن القوات عادت", (2, 4), (2, 4)),
    ("arabic", "rougeL", "قال الوزير إن القوات عادت", "الوزير قال إن القوات عادت", (4, 5), (4, 5)),
    # One after the other the sentences match; as one line only one of them can.
    ("arabic", "rougeL", "عاد الوفد. هطل المطر.", "هطل المطر. عاد الوفد.", (2, 4), (2, 4)),
    ("arabic", "rougeLsum", "عاد الوفد. هطل المطر.", "هطل المطر. عاد الوفد.", (4, 4), (4, 4)),
]


@pytest.mark.parametrize(("tokenization", "kind", "hypothesis", "reference", "precision", "recall"), GOLDEN)
def test_scores_counted_by_hand(
    tokenization: str,
    kind: str,
    hypothesis: str,
    reference: str,
    precision: tuple[int, int],
    recall: tuple[int, int],
) -> None:
    exact = Fraction(*precision), Fraction(*recall)
    f = 2 * exact[0] * exact[1] / sum(exact)
    score = RougeScorer(tokenization).score(hypothesis, [reference])[kind]
    assert (score.precision, score.recall, score.fmeasure) == pytest.approx(tuple(map(float, (*exact, f))), abs=1e-12)


@pytest.mark.parametrize("tokenization", ["arabic", "xlsum"])
def test_identical_arabic_sentences_score_one(tokenization: str) -> None:
    text = "أكد المتحدث أن المحادثات مستمرة منذ 2020"
    assert_all(RougeScorer(tokenization).score(text, [text]), Score(1.0, 1.0, 1.0))


def test_unrelated_arabic_sentences_that_share_a_year_score_little() -> None:
    rouge = SCORER.score("افتتح المتحف الجديد أبوابه في 2020", ["زلزال قوي ضرب سواحل الجزيرة عام 2020"])
    assert 0 < rouge.rouge1.fmeasure < 0.2
    assert rouge.rouge2.fmeasure == 0


@pytest.mark.parametrize("tokenization", ["arabic", "xlsum"])
@pytest.mark.parametrize(
    ("hypothesis", "reference"),
    [("طقس مشمس غدا", "لا شيء مشترك"), ("", "نص"), ("نص", ""), ("", ""), ("؟!", "..."), (" \n ", "نص"), ("。", "é")],
)
def test_nothing_in_common_and_nothing_at_all_score_zero(tokenization: str, hypothesis: str, reference: str) -> None:
    assert_all(RougeScorer(tokenization).score(hypothesis, [reference]), Score(0.0, 0.0, 0.0))


@pytest.mark.parametrize("stem", [False, True])
def test_english_scores_are_exactly_those_of_rouge_score(stem: bool) -> None:
    theirs = rouge_scorer.RougeScorer(list(KINDS), use_stemmer=stem)
    ours = RougeScorer(stem=stem)
    for hypothesis, reference in english_pairs(500):
        expected, got = theirs.score(reference, hypothesis), ours.score(hypothesis, [reference])
        assert all(tuple(expected[kind]) == values(got[kind]) for kind in KINDS)


def test_english_scores_against_several_references_are_those_of_rouge_score() -> None:
    theirs = rouge_scorer.RougeScorer(list(KINDS))
    for (hypothesis, one), (other, _) in zip(english_pairs(100), english_pairs(100, seed=2), strict=True):
        expected, got = theirs.score_multi([one, other], hypothesis), SCORER.score(hypothesis, [one, other])
        assert all(expected[kind].fmeasure == got[kind].fmeasure for kind in KINDS)


@given(TOKENS, TOKENS)
def test_subsequences_are_those_that_rouge_score_finds(reference: list[str], hypothesis: list[str]) -> None:
    expected = rouge_scorer.lcs_ind(reference, hypothesis)
    assert lcs_indices(reference, hypothesis) == expected
    assert lcs_length(reference, hypothesis) == len(expected)


@given(TEXTS, st.lists(TEXTS, min_size=1, max_size=4), st.randoms())
@pytest.mark.parametrize("aggregate", ["max", "mean"])
def test_the_order_of_references_changes_nothing(
    aggregate: str, hypothesis: str, references: list[str], rng: random.Random
) -> None:
    scorer = RougeScorer(aggregate=aggregate)
    shuffled = rng.sample(references, len(references))
    assert scorer.score(hypothesis, references) == scorer.score(hypothesis, shuffled)


def test_max_is_the_best_reference_and_mean_their_mean() -> None:
    references = ["عاد الوفد", "عاد الوفد أمس مساء"]
    best, mean = (RougeScorer(aggregate=name).score("عاد الوفد", references).rouge1 for name in ("max", "mean"))
    assert best == Score(1.0, 1.0, 1.0)
    assert values(mean) == pytest.approx((1.0, 0.75, (1 + 2 / 3) / 2))


def test_of_two_references_with_the_same_f_the_better_recalled_counts() -> None:
    precise, recalled = "عاد الوفد أمس مساء إلى العاصمة بعد جولة", "عاد الوفد"
    for references in ([precise, recalled], [recalled, precise]):
        assert SCORER.score("عاد الوفد أمس مساء", references).rouge1 == Score(0.5, 1.0, 2 / 3)


@given(TEXTS, TEXTS)
def test_scores_lie_between_zero_and_one_and_change_sides_with_the_texts(one: str, other: str) -> None:
    there, back = SCORER.score(one, [other]), SCORER.score(other, [one])
    for kind in ("rouge1", "rouge2", "rougeL"):
        assert all(0 <= value <= 1 for value in values(there[kind]))
        assert (there[kind].precision, there[kind].recall) == (back[kind].recall, back[kind].precision)


@given(TEXTS, TEXTS)
def test_the_script_of_digits_changes_nothing(hypothesis: str, reference: str) -> None:
    expected = SCORER.score(hypothesis, [reference])
    for digits in ("٠١٢٣٤٥٦٧٨٩", "۰۱۲۳۴۵۶۷۸۹"):
        rewritten = hypothesis.translate(str.maketrans("0123456789", digits))
        assert SCORER.score(rewritten, [reference]) == expected


@pytest.mark.parametrize("mark", ["\u064e", "\u0640"], ids=["fatha", "tatweel"])
@given(hypothesis=TEXTS, reference=TEXTS)
def test_vowel_marks_and_tatweel_change_nothing(mark: str, hypothesis: str, reference: str) -> None:
    marked = "".join(char + mark if "\u0628" <= char <= "\u0648" else char for char in hypothesis)
    assert SCORER.score(marked, [reference]) == SCORER.score(hypothesis, [reference])


def test_without_normalisation_spelling_counts() -> None:
    scorer = RougeScorer(normalization="none")
    assert scorer.score("الرئيـس أعلن", ["الرئيس اعلن"]).rouge1.fmeasure == 0


def test_pairs_are_scored_as_they_come() -> None:
    def endless() -> Iterator[tuple[str, list[str]]]:
        while True:
            yield "نص", ["نص"]

    scores = SCORER.score_pairs(endless())
    assert [next(scores).rouge1.fmeasure for _ in range(3)] == [1.0, 1.0, 1.0]


def test_a_signature_says_how_a_score_was_made() -> None:
    parts = RougeScorer("arabic", aggregate="mean", normalization="marks").signature.split("|")
    assert parts[:2] == ["rouge", "kinds:rouge1,rouge2,rougeL,rougeLsum"]
    assert {"tok:arabic-v1", "norm:marks", "stem:no", "sents:arabic-v1", "refs:mean"} <= set(parts)
    assert parts[-1].startswith("version:")


@pytest.mark.parametrize("references", [[], "نص"])
def test_references_that_are_no_list_of_texts_are_refused(references: object) -> None:
    with pytest.raises(UsageError, match="list of at least one reference"):
        SCORER.score("نص", references)


def test_an_unknown_aggregate_names_the_known_ones() -> None:
    with pytest.raises(UsageError, match="'best': choose one of max, mean"):
        RougeScorer(aggregate="best")


def test_shared_ngrams_are_found_in_the_text_as_it_is_written() -> None:
    text = "قالَ «الرئيـسُ» إنّ ٢٠٢٠ عامٌ صعب"
    spans = shared_ngrams(text, "الرئيس قال ان 2020 عام جيد", n=1)
    assert [text[span.start : span.end] for span in spans] == ["قالَ", "الرئيـسُ", "إنّ", "٢٠٢٠", "عامٌ"]


def test_overlapping_shared_ngrams_are_one_span() -> None:
    text = "أمس عاد الوفد إلى بغداد مساء عاد الجميع"
    spans = shared_ngrams(text, "عاد الوفد إلى بغداد. عاد الجميع.", n=2)
    assert [text[span.start : span.end] for span in spans] == ["عاد الوفد إلى بغداد", "عاد الجميع"]


@given(TEXTS, TEXTS)
def test_shared_words_are_as_many_as_rouge_counts(one: str, other: str) -> None:
    count = len(list(ArabicTokenizer().tokens(one)))
    assert len(shared_ngrams(one, other, n=1)) == round(SCORER.score(one, [other]).rouge1.precision * count)


def english_pairs(count: int, seed: int = 1) -> Iterator[tuple[str, str]]:
    rng = random.Random(seed)
    words = "the cats were running; U.S. don't e-mail 3.5% 1,250 “café” policies (quickly) Ministers' .\n \n".split(" ")
    for _ in range(count):
        hypothesis, reference = (" ".join(rng.choices(words, k=rng.randint(0, 40))) for _ in range(2))
        yield hypothesis, reference


def values(score: Score) -> tuple[float, float, float]:
    return score.precision, score.recall, score.fmeasure


def assert_all(rouge: Rouge, expected: Score) -> None:
    assert {kind: rouge[kind] for kind in KINDS} == dict.fromkeys(KINDS, expected)
