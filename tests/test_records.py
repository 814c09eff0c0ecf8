"""The JSON contract: what is written is valid, and comes back as it was."""

import json
from importlib.resources import files

import jsonschema
import pytest

from summarize.records import (
    Abstract,
    Article,
    Digest,
    Extract,
    Flag,
    Line,
    Removed,
    Sentence,
    SummaryTranslation,
    Translation,
)

SCHEMA = json.loads(files("summarize").joinpath("digest.schema.json").read_text("utf-8"))

FLAG = Flag("number", "translation:0", "150 missing")
FULL = Digest(
    article=Article("a", "جملة أولى.", "عنوان", "a.txt", "مقدمة", (Removed("شارك", "share"),)),
    sentences=(Sentence(0, 0, 10, "جملة أولى."),),
    extract=Extract("lead", (0,), "جملة أولى."),
    abstract=Abstract("جملة.", "embedded", ((0,), ())),
    translation=Translation("eng_Latn", "embedded", (Line(0, "A sentence.", -0.4, (FLAG,)),), "Title"),
    summary_translation=SummaryTranslation("A sentence.", "Sentence."),
    flags=(FLAG,),
    grade="check",
    signature="khulasa:0.1.0|extract:lead,3",
)
BARE = Digest(
    FULL.article, FULL.sentences, FULL.extract, None, None, None, flags=(), grade="good", signature="khulasa:0.1.0"
)


@pytest.mark.parametrize("digest", [FULL, BARE], ids=["full", "bare"])
def test_a_digest_is_valid_against_the_published_schema(digest: Digest) -> None:
    jsonschema.validate(digest.to_json(), SCHEMA)


@pytest.mark.parametrize("digest", [FULL, BARE], ids=["full", "bare"])
def test_a_digest_comes_back_from_its_json_as_it_was(digest: Digest) -> None:
    assert Digest.from_json(json.loads(json.dumps(digest.to_json()))) == digest


def test_the_schema_is_itself_a_schema() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.parametrize("key", sorted(FULL.to_json()))
def test_the_schema_misses_every_key(key: str) -> None:
    data = FULL.to_json()
    del data[key]
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(data, SCHEMA)
