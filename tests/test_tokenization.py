"""How texts become the words that ROUGE counts, under each of the two tokenizations."""

import ast
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rouge_score.tokenizers import DefaultTokenizer

from eval.arabic_tokens import ArabicTokenizer
from eval.tokenization import TOKENIZATIONS, tokenizer
from summarize.errors import UsageError

ROOT = Path(__file__).parents[1]
NEWS = st.text(alphabet="ابتثجحخدرزسشصطعفقكلمنهويءأإآىةئؤ َُِّْـ٠١٢3.5،؟AFP\n»ﻻ\u200f", max_size=60)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("قُتِلَ", "قتل"),
        ("الرئيـــس", "الرئيس"),
        ("١٢ و۱۲", "12 و12"),
        ("أحمد إلى آخر", "احمد الى اخر"),
        ("على مستشفى", "علي مستشفي"),
        ("حكومة", "حكومه"),
        ("کتاب ایرانی", "كتاب ايراني"),
        ("ﻣﺤﻤﺪ ﻻ", "محمد لا"),
        ("ڤيروس پاريس", "فيروس باريس"),
        ("الأمم\u200f المتحدة", "الأمم المتحدة"),
        ("«أ ف ب»", '"أ ف ب"'),
        ("آب", "آب"),  # alef and madda apart
    ],
)
def test_two_spellings_of_the_same_arabic_are_the_same_words(one: str, other: str) -> None:
    assert tokenizer("arabic").tokenize(one) == tokenizer("arabic").tokenize(other)


@pytest.mark.parametrize(("one", "other"), [("مؤمن", "مومن"), ("سائل", "سايل"), ("كلب", "قلب"), ("3.5", "35")])
def test_different_words_stay_different(one: str, other: str) -> None:
    assert tokenizer("arabic").tokenize(one) != tokenizer("arabic").tokenize(other)


@pytest.mark.parametrize(
    ("level", "words"),
    [
        ("none", ["على", "الرئيـس", "أن", "يُوقّع", "١٢", "لا"]),
        ("marks", ["على", "الرئيس", "أن", "يوقع", "12", "لا"]),
        ("full", ["علي", "الرئيس", "ان", "يوقع", "12", "لا"]),
    ],
)
def test_each_level_of_normalisation_folds_what_it_says(level: str, words: list[str]) -> None:
    assert tokenizer("arabic", normalization=level).tokenize("على الرئيـس أن يُوقّع ١٢ ﻻ") == words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("عام2020", ["عام", "2020"]),
        ("بنسبة ٣٫٥٪", ["بنسبة", "3", "5"]),
        ("وكالة AFP: كوفيد-19", ["وكالة", "afp", "كوفيد", "19"]),
        ("covid١٩ في مصر", ["covid19", "في", "مصر"]),
        ("؟!،؛ ...", []),
        ("ـــ \u064b", []),
        ("", []),
    ],
)
def test_numbers_and_latin_words_within_arabic(text: str, words: list[str]) -> None:
    assert tokenizer("arabic").tokenize(text) == words


@pytest.mark.parametrize("stem", [False, True])
@given(text=st.text(alphabet=st.characters(max_codepoint=0x5FF), max_size=80))
def test_text_without_arabic_gives_the_words_of_rouge_score(stem: bool, text: str) -> None:
    assert tokenizer("arabic", stem).tokenize(text) == DefaultTokenizer(stem).tokenize(text)


@given(NEWS)
def test_every_word_says_where_it_stands(text: str) -> None:
    arabic = ArabicTokenizer()
    tokens = list(arabic.tokens(text))
    assert [arabic.tokenize(text[token.start : token.end]) for token in tokens] == [[token.text] for token in tokens]
    assert all(one.end <= other.start for one, other in pairwise(tokens))


@pytest.mark.parametrize("name", TOKENIZATIONS)
@given(text=NEWS)
def test_sentences_hold_the_words_of_their_text(name: str, text: str) -> None:
    tokenization = tokenizer(name)
    words = [word for sentence in tokenization.sentences(text) for word in tokenization.tokenize(sentence)]
    assert words == tokenization.tokenize(text)


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("وصل الوفد. غادر الوفد.", 2),
        ("قال: «انتهى الأمر.» ثم صمت.", 2),
        ("هل وصل؟ نعم! وصل… أخيرا", 4),
        ("استقبل د. سعيد م. منى", 1),
        ("ارتفع 3.5 نقطة", 1),
        ("سطر\nوسطر", 2),
        ("One. Two. Three.", 1),  # as in rouge-score: only line breaks part English
        ("One.\nTwo.", 2),
    ],
)
def test_sentences_for_rouge_lsum(text: str, count: int) -> None:
    assert len(tokenizer("arabic").sentences(text)) == count


def test_stemming_takes_off_what_arabic_writes_onto_a_word() -> None:
    tokens = tokenizer("arabic", stem=True).tokenize("المدارس والمدارس للمدارس ومدارسها")
    assert len(set(tokens)) == 1


@pytest.mark.parametrize(
    ("one", "other"), [("الحكومه", "الحكومة"), ("أعلن", "اعلن"), ("المدعى", "المدعي"), ("آخرون", "اخرون")]
)
def test_stemming_leaves_two_spellings_of_a_word_the_same(one: str, other: str) -> None:
    stemmed = tokenizer("arabic", stem=True)
    assert stemmed.tokenize(one) == stemmed.tokenize(other)


def test_stemming_uses_porter_for_latin_words_in_arabic_text() -> None:
    assert tokenizer("arabic", stem=True).tokenize("شركة Airlines") == ["شرك", "airlin"]


@pytest.mark.parametrize("name", TOKENIZATIONS)
@pytest.mark.usefixtures("stop_words")
def test_words_of_three_letters_are_not_stemmed(name: str) -> None:
    assert tokenizer(name, stem=True).tokenize("سنة قوة") == ["سنة", "قوة"]


def test_stemming_never_loses_a_word() -> None:
    text = "الله واللتان وهناك ليسوا كانتا سنستخدمونها"
    assert len(tokenizer("arabic", stem=True).tokenize(text)) == len(text.split())


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("لعام2020م", ["لعام", "2020", "م"]),
        ("3.5% و1,250", ["3", "5", "و", "1", "250"]),
        ("مُدَرِّسةٌ الرئيـس", ["مُدَرِّسةٌ", "الرئيـس"]),
        ("١٢ ≠ 12", ["١٢", "≠", "12"]),
        ("50€ 30°C a+b", ["50", "€", "30", "°", "c", "a", "b"]),
        ("«قال»، AFP…", ["قال", "afp"]),
        ("على\u200cرضا\tثم\nعاد\u2028و", ["علىرضا", "ثم", "عاد", "و"]),
        ("€\u064b1\u064b", ["€\u064b", "1\u064b"]),
        ("日本ok", ["日", "本", "ok"]),
        ("؟!", []),
    ],
)
def test_xlsum_words_are_those_of_the_published_scorer(text: str, words: list[str]) -> None:
    assert tokenizer("xlsum").tokenize(text) == words


def test_xlsum_stems_words_of_four_letters_and_more(stop_words: None) -> None:
    assert tokenizer("xlsum", stem=True).tokenize("والحكومة قال") == ["حكوم", "قال"]


def test_xlsum_leaves_stop_words_whole(stop_words: None) -> None:
    assert tokenizer("xlsum", stem=True).tokenize("الذين المدارس") == ["الذين", "مدارس"]


def test_a_stem_does_not_depend_on_the_words_before_it(stop_words: None) -> None:
    words = ["يكتبون", "ذهبتم", "ساعدناكم", "استخدموا", "وزارتهما", "كتابان"]
    fresh = [tokenizer("xlsum", stem=True).tokenize(word) for word in words]
    together = tokenizer("xlsum", stem=True)
    assert [together.tokenize(word) for word in reversed(words)] == fresh[::-1]


def test_without_the_stop_words_of_nltk_the_error_gives_the_command(no_stop_words: None) -> None:
    with pytest.raises(UsageError, match=r"python -m nltk\.downloader stopwords"):
        tokenizer("xlsum", stem=True)


def test_without_the_stop_words_of_nltk_all_else_works(no_stop_words: None) -> None:
    assert tokenizer("xlsum").tokenize("المدارس") == ["المدارس"]
    assert tokenizer("arabic", stem=True).tokenize("المدارس") == ["مدارس"]


def test_signatures_name_every_choice(stop_words: None) -> None:
    signatures = {
        tokenizer(name, stem, level).signature
        for name, levels in (("arabic", ("none", "marks", "full")), ("xlsum", ("full",)))
        for level in levels
        for stem in (False, True)
    }
    assert len(signatures) == 8
    assert "-3-stopwords" in tokenizer("xlsum", stem=True).signature


def test_an_unknown_tokenization_names_the_known_ones() -> None:
    with pytest.raises(UsageError, match="'porter': choose one of arabic, xlsum"):
        tokenizer("porter")


def test_an_unknown_level_names_the_known_ones() -> None:
    with pytest.raises(UsageError, match="'all': choose one of full, marks, none"):
        tokenizer("arabic", normalization="all")


@pytest.mark.parametrize("name", ["tokenization", "arabic_tokens", "xlsum_tokens", "snowball", "lcs", "rouge"])
def test_tuning_the_summarizer_cannot_move_a_score(name: str) -> None:
    tree = ast.parse((ROOT / "eval" / f"{name}.py").read_text("utf-8"))
    imported = {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and node.module}
    assert {module for module in imported if module.startswith("summarize")} <= {"summarize.errors"}


@pytest.fixture
def stop_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Install a stop-word list of three words where NLTK looks for its own."""
    folder = tmp_path / "corpora" / "stopwords"
    folder.mkdir(parents=True)
    (folder / "arabic").write_text("الذين\nهؤلاء\nعندما\n", "utf-8")
    _look_in([str(tmp_path)], monkeypatch)


@pytest.fixture
def no_stop_words(monkeypatch: pytest.MonkeyPatch) -> None:
    _look_in([], monkeypatch)


def _look_in(folders: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    import nltk.stem.snowball
    from nltk.corpus import LazyCorpusLoader, WordListCorpusReader

    monkeypatch.setattr(nltk.data, "path", folders)
    monkeypatch.setattr(nltk.stem.snowball, "stopwords", LazyCorpusLoader("stopwords", WordListCorpusReader, ".*"))
