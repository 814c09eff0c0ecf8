"""The three sizes that the pipeline runs in; everything a run depends on stands here.

``tiny`` rehearses every stage in minutes on a CPU, ``small`` made the weights that ship (two cores, some four hours),
``base`` is for one large GPU and half an hour.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from train.loop import Plan
from train.model import Shape

BROAD = {
    "news": 0.48, "un_human": 0.10, "un_machine": 0.05, "fignews": 0.03, "general": 0.06, "machine": 0.02,
    "short": 0.04, "names": 0.03, "abstract": 0.06, "lead": 0.09, "headline": 0.03,
}  # fmt: skip
FINAL = {
    "news": 0.66, "un_human": 0.06, "un_machine": 0.01, "fignews": 0.03, "general": 0.02, "short": 0.01,
    "names": 0.02, "abstract": 0.10, "lead": 0.05, "headline": 0.03,
}  # fmt: skip
REVERSE = {"r_news": 0.6, "r_un_human": 0.15, "r_un_machine": 0.1, "r_general": 0.1, "r_names": 0.05}
FINAL_REVERSE = {"r_news": 0.85, "r_un_human": 0.1, "r_names": 0.05}
DENOISING = {"denoise_arabic": 0.5, "denoise_english": 0.5}


@dataclass(frozen=True)
class Config:
    """A named run. A plan of 0 seconds switches its stage off."""

    name: str
    pieces: int  # of the vocabulary, the first four and the codes not counted
    shape: Shape
    pretrain: Plan
    finetune: Plan
    reverse: Plan
    refine: Plan  # finetuning again, with what was translated back
    added_layers: int = 0  # of the encoder, that refining begins with
    back_sentences: int = 0  # English sentences to translate back
    lexicon_pairs: int = 30_000  # of each data set, for the word list the embeddings start from; 0: random start
    limits: tuple[int, int] = (256, 160)  # tokens of a source and of a target
    rows: int = 0  # of each file of the data folder; 0: all
    evaluate: int = 0  # rows of each dev set; 0: all
    seed: int = 1
    device: str = "cpu"
    sources: tuple[str, ...] = field(default=("news", "un_human", "general", "short", "fignews", "names", "un_machine"))


_SMALL = Plan(
    seconds=10_280, shares=BROAD, final_shares=FINAL, budget=4000, adam_rate=1e-3, snapshots=2, save_every=180
)
_OFF = Plan(seconds=0, shares=DENOISING, final_shares=DENOISING)
_TINY = replace(
    _SMALL, seconds=40, budget=1500, warm_steps=10, look_every=1e9, save_every=20,
    shares={"news": 0.7, "abstract": 0.2, "headline": 0.1}, final_shares={"news": 0.8, "abstract": 0.2},
)  # fmt: skip
_BASE = Plan(
    seconds=270, shares=BROAD, final_shares=FINAL, budget=64_000, workers=1, loaders=4, uncounted=3, warm_steps=200,
    muon_rate=0.02, adam_rate=1e-3, look_every=60, save_every=45, snapshots=2, dropout=0.2,
)  # fmt: skip

CONFIGS = {
    "tiny": Config(
        name="tiny", pieces=1200, shape=Shape(0, 64, 1, 1, 128, 2), finetune=_TINY,
        pretrain=replace(_TINY, seconds=8, shares=DENOISING, final_shares=DENOISING),
        reverse=replace(_TINY, seconds=8, shares={"r_news": 1.0}, final_shares={"r_news": 1.0}),
        refine=replace(_TINY, seconds=12, shares={"news": 0.6, "abstract": 0.2, "back": 0.2}),
        added_layers=1, back_sentences=40, rows=3000, evaluate=40, lexicon_pairs=1000,
    ),
    "small": Config(
        name="small", pieces=10_230, shape=Shape(0, 256, 4, 2, 1024, 4), pretrain=_OFF, finetune=_SMALL,
        reverse=replace(_SMALL, seconds=840, shares=REVERSE, final_shares=FINAL_REVERSE),
        refine=replace(
            _SMALL, seconds=3_300, shares={**BROAD, "back": 0.4}, final_shares={**FINAL, "back": 0.15},
            muon_rate=0.014, adam_rate=7e-4, decay=0.85,
        ),
        added_layers=2, back_sentences=80_000,
    ),
    # The dropout and the shares of `refine` are for some thirty passes over the translated news.
    "base": Config(
        name="base", pieces=15_990, shape=Shape(0, 512, 6, 3, 2048, 8), pretrain=_OFF, finetune=_BASE,
        reverse=replace(_BASE, seconds=150, shares=REVERSE, final_shares=FINAL_REVERSE),
        refine=replace(
            _BASE, seconds=480, shares={**BROAD, "back": 1.0}, final_shares={**FINAL, "back": 0.4},
            muon_rate=0.014, adam_rate=7e-4, decay=0.85,
        ),
        added_layers=2, back_sentences=300_000, device="cuda",
    ),
}  # fmt: skip
