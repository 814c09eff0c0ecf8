"""The translation task: one line out for each line in, sentence by sentence, and a second try for what came out wrong.

A whole article goes to the engine in one batch. Each translated sentence is checked against its source; the few that
fail are asked for again, first with a wider search, then in smaller pieces, and the better candidate stays. What still
fails carries its flags.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from summarize.arabic.model_text import model_text
from summarize.arabic.sentences import split_clauses
from summarize.checks import check_translation
from summarize.engines.base import Decoding, Engine, Hypothesis
from summarize.errors import LanguageError, ModelError
from summarize.languages import resolve
from summarize.records import Flag, Line
from summarize.segments import LinePlan, plan_line
from summarize.typography import join_clauses, restore_quotes, tidy

# NLLB searches two ways at once: four take twice the time on a CPU. Marian is a third of its size.
_BEAMS = {"nllb": 2, "marian": 4}
# NLLB's quality falls past some 200 tokens; its sources hold one sentence each.
_PIECE_TOKENS = 160
# A sentence that lost a part is asked for again in clauses of about this length.
_SMALL_PIECE_TOKENS = 40
# Doubts that another decoding can settle. A name that is spelled another way, say, would be spelled so again.
_RETRIED = frozenset({"number", "date", "omission", "repetition", "script", "untranslated", "limit"})
# Fluent nonsense of a barely trained network scored between -1.5 and -2.6 a token on news; a model that knows what it
# says stays above -1. A few tokens tell too little.
_UNSURE_SCORE, _UNSURE_TOKENS = -1.5, 6
_WEIGHT = {"info": 0, "warn": 1, "error": 3}


@dataclass(frozen=True, slots=True)
class Attempt:
    """One way of translating a sentence: how to search, and the longest piece (in source tokens) given at once."""

    decoding: Decoding
    piece_tokens: int

    @property
    def signature(self) -> str:
        """Name the choices in short form."""
        d = self.decoding
        return f"b{d.beam_size}l{d.length_penalty:g}n{d.no_repeat_ngram}r{d.repetition_penalty:g}p{self.piece_tokens}"


@dataclass(frozen=True, slots=True)
class TranslationTask:
    """What a translation is asked for, and how: the first attempt for all sentences, the others for those that fail.

    ``source_lang`` and ``target_lang`` are FLORES-200 codes. A model without language codes (``coded=False``, Marian)
    knows one target only, ``target_lang``'s default. ``expansion`` and ``headroom`` set the longest translation of
    a piece of n tokens to ``expansion * n + headroom`` tokens.
    """

    attempts: tuple[Attempt, ...]
    source_lang: str = "arb_Arab"
    target_lang: str = "eng_Latn"
    coded: bool = True
    expansion: float = 2.0
    headroom: int = 16

    @property
    def signature(self) -> str:
        """The choices that a translation depends on, for the digest's signature."""
        return f"{self.target_lang}:" + ",".join(attempt.signature for attempt in self.attempts)


def translation_task(
    family: str, target_lang: str = "eng_Latn", beam_size: int | None = None, decoding: Decoding | None = None
) -> TranslationTask:
    """Give the task for a family of models (``nllb`` or ``marian``).

    ``decoding`` is what a model was tuned for, where it says so; ``beam_size`` overrides its beam.
    Raises ``ModelError`` for a family that does not translate.
    """
    if family not in _BEAMS:
        raise ModelError(f"a {family} model does not translate; choose a translator: khulasa models list")
    first = decoding or Decoding(beam_size=_BEAMS[family], max_source_tokens=_PIECE_TOKENS)
    if beam_size is not None:
        first = replace(first, beam_size=beam_size)
    piece = min(first.max_source_tokens, _PIECE_TOKENS)
    # Whatever loops at a beam of one mostly does not at four, and cannot where four tokens may not repeat.
    # A model that was tuned to this already is asked at once for smaller pieces.
    wider = replace(first, beam_size=max(4, first.beam_size), no_repeat_ngram=first.no_repeat_ngram or 4)
    attempts = tuple(dict.fromkeys([Attempt(first, piece), Attempt(wider, piece), Attempt(wider, _SMALL_PIECE_TOKENS)]))
    return TranslationTask(attempts, target_lang=target_lang, coded=family != "marian")


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A sentence's translation so far; ``flags`` don't know their place yet."""

    text: str
    score: float
    tokens: int
    flags: tuple[Flag, ...]

    @property
    def failed(self) -> bool:
        return any(flag.kind in _RETRIED and flag.lowers_grade for flag in self.flags)

    @property
    def badness(self) -> tuple[int, float]:
        return sum(_WEIGHT[flag.severity] for flag in self.flags), -self.score


class Translator:
    """Translates lines with one model. Raises ``LanguageError`` at once when the model does not know the target."""

    def __init__(self, engine: Engine, model: str, task: TranslationTask) -> None:
        known = engine.languages() - {task.source_lang} if task.coded else {"eng_Latn"}
        self.engine, self.model = engine, model
        self.task = replace(task, target_lang=resolve(task.target_lang, known, model))
        if task.coded and task.source_lang not in engine.languages():
            raise LanguageError(f"{model} does not read {task.source_lang}")

    def translate(self, lines: Sequence[str], places: Sequence[str] | None = None) -> tuple[Line, ...]:
        """Give one line for each of ``lines``, in order; a blank line gives a blank line with score 0.

        ``places[k]`` is where the flags of line k point to, ``translation:k`` by default. Sentences that occur more
        than once, in one line or in several, are translated once. A line's score is the mean log-probability of all
        its tokens; a line with nothing to translate is given back as it is.
        """
        places = [f"translation:{index}" for index in range(len(lines))] if places is None else places
        plans = [plan_line(line) for line in lines]
        sentences = dict.fromkeys(s.text for plan in plans for s in plan.segments if not s.fixed)
        done = self._translate(list(sentences))
        return tuple(_line(i, plan, done, place) for i, (plan, place) in enumerate(zip(plans, places, strict=True)))

    def _translate(self, sentences: list[str]) -> dict[str, _Candidate]:
        """Translate each sentence: all of them by the first attempt, by the others what still fails its checks."""
        best: dict[str, _Candidate] = {}
        tried: set[tuple[Decoding, tuple[str, ...]]] = set()
        failing = sentences
        for attempt in self.task.attempts:
            cut = {sentence: self._pieces(sentence, attempt.piece_tokens) for sentence in failing}
            # A sentence too short to be cut would get the same answer again.
            asked = {sentence: pieces for sentence, pieces in cut.items() if (attempt.decoding, pieces) not in tried}
            tried.update((attempt.decoding, pieces) for pieces in asked.values())
            for sentence, found in self._attempt(asked, attempt.decoding).items():
                if sentence not in best or found.badness < best[sentence].badness:
                    best[sentence] = found
            failing = [sentence for sentence in failing if best[sentence].failed]
        return best

    def _pieces(self, sentence: str, limit: int) -> tuple[str, ...]:
        text = model_text(sentence)
        return (text,) if self._count(text) <= limit else split_clauses(text, limit, self._count)

    def _count(self, text: str) -> int:
        return self.engine.count_tokens([text])[0]

    def _attempt(self, pieces: dict[str, tuple[str, ...]], decoding: Decoding) -> dict[str, _Candidate]:
        """Translate the pieces of several sentences in one batch and check each sentence."""
        sources = list(dict.fromkeys(piece for parts in pieces.values() for piece in parts))
        if not sources:
            return {}
        longest = max(self.engine.count_tokens(sources))
        limit = int(self.task.expansion * longest) + self.task.headroom
        codes = (self.task.source_lang, self.task.target_lang) if self.task.coded else (None, None)
        hypotheses = self.engine.generate(sources, replace(decoding, max_tokens=limit), *codes)
        found = dict(zip(sources, hypotheses, strict=True))
        return {s: self._candidate(s, parts, [found[piece] for piece in parts]) for s, parts in pieces.items()}

    def _candidate(self, sentence: str, pieces: Sequence[str], found: Sequence[Hypothesis]) -> _Candidate:
        texts = [tidy(hypothesis.text, self.task.target_lang) for hypothesis in found]
        text = restore_quotes(model_text(sentence), join_clauses(pieces, texts))
        tokens = sum(hypothesis.tokens for hypothesis in found)
        score = sum(hypothesis.score * hypothesis.tokens for hypothesis in found) / max(1, tokens)
        flags = check_translation(sentence, text, "", self.task.target_lang)
        return _Candidate(text, score, tokens, (*flags, *_doubts(found, score, tokens)))


def _doubts(found: Sequence[Hypothesis], score: float, tokens: int) -> tuple[Flag, ...]:
    """Flag what decoding itself tells: limits that were hit, and a model that was guessing."""
    flags = []
    if any(hypothesis.hit_limit for hypothesis in found):
        flags.append(Flag("limit", "", "the translation was still going on at its longest allowed length", "error"))
    if any(hypothesis.source_cut for hypothesis in found):
        flags.append(Flag("limit", "", "the model did not read the end of the sentence", "error"))
    if score < _UNSURE_SCORE and tokens >= _UNSURE_TOKENS:
        flags.append(Flag("low_score", "", f"the model was guessing: {score:.2f} mean log-probability"))
    return tuple(flags)


def _line(index: int, plan: LinePlan, done: dict[str, _Candidate], place: str) -> Line:
    used = [done[segment.text] for segment in plan.segments if not segment.fixed]
    tokens = sum(candidate.tokens for candidate in used)
    score = sum(candidate.score * candidate.tokens for candidate in used) / max(1, tokens)
    flags = dict.fromkeys(replace(flag, where=place) for candidate in used for flag in candidate.flags)
    return Line(index, plan.render(lambda sentence: done[sentence].text), score, tuple(flags))
