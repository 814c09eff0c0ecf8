"""The last touch on what a model wrote."""

import pytest

from summarize.typography import finished, join_clauses, restore_quotes, tidy


@pytest.mark.parametrize(
    ("text", "lang", "shown"),
    [
        ("one ، two ؛ three ؟", "eng_Latn", "one, two; three?"),
        ("٣٫٥ ٪ of 1٬500", "eng_Latn", "3.5 % of 1,500"),
        ("واحد ، اثنان ؟", "pes_Arab", "واحد، اثنان؟"),
        ("« Bien ! »", "fra_Latn", "« Bien ! »"),
        ("It costs .5 dollars ( about )", "eng_Latn", "It costs .5 dollars (about)"),
        (" two\nlines ", "eng_Latn", "two lines"),
        ("", "eng_Latn", ""),
    ],
)
def test_marks_digits_and_spaces_follow_the_target_language(text: str, lang: str, shown: str) -> None:
    assert tidy(text, lang) == shown


@pytest.mark.parametrize("text", ["Yes.", 'He said: "Yes."', "«نعم؟»", "Wait…", "(Really!)"])
def test_a_final_mark_counts_inside_quotes_and_brackets(text: str) -> None:
    assert finished(text)


@pytest.mark.parametrize(
    ("source", "target", "shown"),
    [
        ('"نعم للسلام."', "Yes to peace.", '"Yes to peace."'),
        ('"نعم للسلام', "Yes to peace.", '"Yes to peace.'),
        ('نعم للسلام".', "Yes to peace.", 'Yes to peace."'),
        ('"نعم للسلام."', '"Yes to peace.', '"Yes to peace."'),
        ('"نعم للسلام."', '"Yes to peace."', '"Yes to peace."'),
        ('"نعم" و"لا"', "Yes and no", "Yes and no"),
        ('"نعم" قال الوزير', '"Yes," the minister said', '"Yes," the minister said'),
        ('قال "نعم"', "He said yes", "He said yes"),
        ('"نعم"', "", ""),
    ],
)
def test_quotation_marks_come_back_only_where_their_place_is_certain(source: str, target: str, shown: str) -> None:
    assert restore_quotes(source, target) == shown


@pytest.mark.parametrize(
    ("sources", "targets", "shown"),
    [
        (["وصل الوفد،", "ثم غادر."], ["The delegation came.", "Then it left."], "The delegation came, then it left."),
        (["وصل الوفد", "إلى باريس."], ["The delegation came.", "Paris."], "The delegation came Paris."),
        (["نعم.", "ثم غادر."], ["Yes.", "Then it left."], "Yes. Then it left."),
        (["زار أمريكا،", "ثم غادر."], ["He visited the U.S.", "Then he left."], "He visited the U.S., then he left."),
        (["وصل،", "", "غادر."], ["He came.", "", "He left."], "He came, he left."),
        (["وصل."], ["He came."], "He came."),
        ([], [], ""),
    ],
)
def test_clauses_join_into_one_sentence_with_the_marks_of_the_source(
    sources: list[str], targets: list[str], shown: str
) -> None:
    assert join_clauses(sources, targets) == shown
