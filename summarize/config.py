"""Settings: every choice a digest depends on, each default explained beside it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

EngineName = Literal["auto", "ct2", "torch"]


@dataclass(frozen=True, slots=True)
class Settings:
    """The choices behind a digest; equal settings and equal input give equal output.

    ``summarizer`` and ``translator`` are names of models (``khulasa models list``), local folders, or ``none``.
    """

    summarizer: str = "embedded"  # ships with the package: works offline, free for commerce
    translator: str = "embedded"
    extract_method: str = "ranker"  # wins on held-out human summaries (README, "How good is it")
    sentence_count: int = 3  # a third of a short article, the usual length of a news brief
    target_lang: str = "eng_Latn"  # a FLORES-200 code
    engine: EngineName = "auto"  # auto is ct2: int8 on a CPU, several times faster than torch
    beam_size: int | None = None  # None: what the model was tuned for
    offline: bool = False  # True: no socket is opened, whatever is asked for
    commercial: bool = False  # True: weights whose licence forbids commercial use are refused
