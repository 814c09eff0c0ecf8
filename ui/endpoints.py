"""The API and the MCP tools: flat, typed functions with stable names, answered as JSON.

``/digest``, ``/summarize``, ``/translate`` and ``/rouge`` stand for programs what the page is for people. The first
three give progress while they work, ``{"stage", "done", "total"}``, and the result last; ``gradio_client``'s
``predict`` and an MCP client wait for the result. Function names are the tools' names, docstrings their descriptions.
An MCP tool's answer is text: the same object, written as JSON.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict
from typing import Any, NoReturn

import gradio as gr

from summarize.records import Step
from ui.handlers import NONE, Choices, Desk, Link, Measured, Pasted, Problem, Source
from ui.handlers.scoring import Marked

Json = dict[str, Any]
# Whatever makes a digest stands in one line of Gradio's queue, from the page and from programs.
DIGEST_QUEUE = "digest"


def add_endpoints(desk: Desk) -> None:
    """Add the API to the page that is being built (inside ``with gr.Blocks()``); they share the desk's queue."""
    made = Endpoints(desk)
    for function in (made.digest, made.summarize, made.translate, made.rouge):
        gr.api(
            function,
            api_name=function.__name__,
            concurrency_id=DIGEST_QUEUE,
            concurrency_limit=desk.limits.concurrency,
        )


class Endpoints:
    """The desk for programs. Whatever is turned down raises gradio's ``Error``, which says why to the caller."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def digest(  # noqa: PLR0913, PLR0917 (an API's parameters are flat)
        self,
        text: str,
        title: str = "",
        summarizer: str = "embedded",
        translator: str = "embedded",
        extract_method: str = "ranker",
        sentence_count: int = 3,
        target_lang: str = "eng_Latn",
        request: gr.Request | None = None,
    ) -> Iterator[Json | str]:
        """Digest one Arabic news article: key sentences, an Arabic summary, an English translation, what to doubt.

        The translation goes sentence by sentence. Page furniture (menus, links, notices) is taken off first. The grade
        is good, check (look at the flags before quoting anything) or fallback (no summary that the article supports).

        Args:
            text: The article's text or HTML as it was scraped, or its link (http or https).
            title: Its headline, where it is known apart from the text.
            summarizer: The model that writes the summary: embedded, mt5-xlsum, or none.
            translator: The model that translates: embedded, nllb-600m, nllb-1.3b, nllb-3.3b, opus-ar-en, or none.
            extract_method: How key sentences are chosen: ranker, lead, lexrank, textrank or mmr.
            sentence_count: How many key sentences, 1 to 20.
            target_lang: The language to translate into, as a FLORES-200 code; the embedded model knows eng_Latn.
            request: Filled in by Gradio.

        Returns:
            title, text, sentences, extract, abstract, translation, summary_translation, flags, grade, signature.
        """
        choices = Choices(summarizer, translator, extract_method, sentence_count, target_lang)
        for step in self._digest(_source(text, title), choices):
            yield _answer(step.digest.to_json(), request) if step.digest else _progress(step)

    def summarize(
        self,
        text: str,
        title: str = "",
        summarizer: str = "embedded",
        extract_method: str = "ranker",
        sentence_count: int = 3,
        request: gr.Request | None = None,
    ) -> Iterator[Json | str]:
        """Summarize one Arabic news article in Arabic: its key sentences word for word, and a written summary.

        Args:
            text: The article's text or HTML as it was scraped, or its link (http or https).
            title: Its headline, where it is known apart from the text.
            summarizer: The model that writes the summary: embedded, mt5-xlsum, or none.
            extract_method: How key sentences are chosen: ranker, lead, lexrank, textrank or mmr.
            sentence_count: How many key sentences, 1 to 20.
            request: Filled in by Gradio.

        Returns:
            title, extract, abstract (support: which sentences carry it), sentences, flags, grade, signature.
        """
        kept = ("title", "extract", "abstract", "sentences", "flags", "grade", "signature")
        for step in self._digest(_source(text, title), Choices(summarizer, NONE, extract_method, sentence_count)):
            digest = step.digest.to_json() if step.digest else None
            yield _answer({key: digest[key] for key in kept}, request) if digest else _progress(step)

    def translate(
        self,
        lines: list[str],
        translator: str = "embedded",
        target_lang: str = "eng_Latn",
        request: gr.Request | None = None,
    ) -> Iterator[Json | str]:
        """Translate lines of Arabic news, one line out for each line in, and flag what to doubt in each.

        Args:
            lines: Up to 200 lines, a sentence or a paragraph each.
            translator: The model that translates: embedded, nllb-600m, nllb-1.3b, nllb-3.3b or opus-ar-en.
            target_lang: The language to translate into, as a FLORES-200 code; the embedded model knows eng_Latn.
            request: Filled in by Gradio.

        Returns:
            lines: each with index, text, score (mean log-probability: 0 is certain) and flags.
        """
        choices = Choices(NONE, translator, target_lang=target_lang)
        for done in self._desk.translate(lines, choices):
            if isinstance(done, Problem):
                _refuse(done)
            if len(done) < len(lines):
                yield {"stage": "translation", "done": len(done), "total": len(lines)}
            else:
                found = [asdict(line) for line in done]
                yield _answer({"target_lang": target_lang, "translator": translator, "lines": found}, request)

    def rouge(self, hypothesis: str, references: list[str], request: gr.Request | None = None) -> Json | str:
        """Score a text against human references by ROUGE that reads Arabic, and say what they share.

        Args:
            hypothesis: The text to score, such as a summary.
            references: One or more texts that people wrote for the same purpose.
            request: Filled in by Gradio.

        Returns:
            scores (0 to 1), shared words and phrases as [start, end] in each text, signature: how it was counted.
        """
        measured = self._desk.measure(hypothesis, references)
        if isinstance(measured, Problem):
            _refuse(measured)
        return _answer(_measured(measured), request)

    def _digest(self, source: Source, choices: Choices) -> Iterator[Step]:
        for step in self._desk.read(source, choices):
            if isinstance(step, Problem):
                _refuse(step)
            yield step


def _source(text: str, title: str) -> Source:
    given = text.strip()
    linked = given.startswith(("http://", "https://")) and len(given.split()) == 1
    return Link(given) if linked else Pasted(text, title)


def _progress(step: Step) -> Json:
    return {"stage": step.stage, "done": step.done, "total": step.total}


def _measured(measured: Measured) -> Json:
    scores = [
        {"name": score.name, "precision": score.precision, "recall": score.recall, "fmeasure": score.fmeasure}
        for score in measured.scores
    ]
    return {
        "scores": scores,
        "hypothesis": _marked(measured.hypothesis),
        "references": [_marked(reference) for reference in measured.references],
        "signature": measured.signature,
    }


def _marked(marked: Marked) -> Json:
    words, phrases = ([[span.start, span.end] for span in spans] for spans in (marked.words, marked.phrases))
    return {"text": marked.text, "words": words, "phrases": phrases}


def _answer(result: Json, request: gr.Request | None) -> Json | str:
    """Give a result as an object; as JSON text to Gradio's MCP server, which writes an object as Python would."""
    asked_by = request.headers.get("x-gradio-user") if request else None
    return json.dumps(result, ensure_ascii=False) if asked_by == "mcp" else result


def _refuse(problem: Problem) -> NoReturn:
    raise gr.Error(problem.message, print_exception=False)
