"""Denoising for pretraining: a text with words dropped and moved, and the text itself (Lewis et al. 2020, BART)."""

from __future__ import annotations

import random


def noised(text: str, draw: random.Random, drop: float = 0.15, reach: int = 3) -> str:
    """``text`` with runs of words left out and the others moved by at most ``reach`` places.

    >>> noised("a b c d", random.Random(1), drop=0.0, reach=0)
    'a b c d'
    """
    kept: list[str] = []
    skip = 0
    for word in text.split():
        if skip == 0 and draw.random() < drop / 2:
            skip = draw.randint(1, 3)
        if skip:
            skip -= 1
        else:
            kept.append(word)
    order = sorted(range(len(kept)), key=lambda place: place + draw.uniform(0, reach))
    return " ".join(kept[place] for place in order) or text
