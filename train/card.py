"""Write the model card of a shipped folder: ``card_template.md`` with the figures and examples of this very model."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from summarize.engines.ct2 import CT2Engine
from train import evaluate
from train.evaluate import SUMMARY, TRANSLATION

TEMPLATE = Path(__file__).with_name("card_template.md")
# Written for this card, so that it may be published: an Arabic news sentence and what it says.
EXAMPLES = (
    ("قال وزير الخارجية المصري إن بلاده ترفض أي تدخل أجنبي في ليبيا.",
     "The Egyptian foreign minister said his country rejects any foreign interference in Libya."),
    ("أعلنت وزارة الصحة مقتل 12 شخصا وإصابة 35 آخرين في انفجار وقع وسط العاصمة.",
     "The health ministry said 12 people were killed and 35 injured in an explosion in the centre of the capital."),
    ("ارتفعت أسعار النفط بنسبة 3.5% يوم الثلاثاء بعد قرار أوبك خفض الإنتاج.",
     "Oil prices rose 3.5% on Tuesday after OPEC's decision to cut production."),
    ("فاز المنتخب المغربي على نظيره الإسباني بركلات الترجيح وتأهل إلى الدور ربع النهائي.",
     "Morocco's national team beat Spain's on penalties and reached the quarter-finals."),
    ("اكتشف باحثون في جامعة بيروت نقشا حجريا يعود إلى القرن الثالث قبل الميلاد.",
     "Researchers at the University of Beirut discovered a stone inscription dating back to the third century BC."),
)  # fmt: skip


def _cell(score: Any) -> str:
    return f"{score['value']:.1f} ± {score['margin']:.1f}" if isinstance(score, dict) else f"{score:g}"


def table(rows: list[dict[str, Any]]) -> str:
    """Markdown tables of ``scores.json``, one for each kind of row.

    >>> print(table([{"set": "speed", "system": "model", "peak MB": 90.0}]))
    | set | system | peak MB |
    |---|---|---|
    | speed | model | 90 |
    """
    parts: list[str] = []
    header: list[str] = []
    for row in rows:
        names = [name for name in row if name not in ("set", "system")]
        if not set(names) <= set(header):
            header = names
            parts += ["", "| set | system | " + " | ".join(header) + " |", "|---" * (len(header) + 2) + "|"]
        cells = [_cell(row[name]) if name in row else "" for name in header]
        parts.append(f"| {row['set']} | {row['system']} | " + " | ".join(cells) + " |")
    return "\n".join(parts).strip()


def examples(folder: Path) -> str:
    """Give the example sentences as this model translates them, with what they say."""
    engine = CT2Engine(folder, device="cpu")
    decoding = evaluate.tuned(folder, "translation", TRANSLATION)
    outputs = evaluate.translate(engine, [arabic for arabic, _ in EXAMPLES], decoding)
    rows = [f"| {arabic} | {output} | {meaning} |" for (arabic, meaning), output in zip(EXAMPLES, outputs, strict=True)]
    return "\n".join(["| Arabic | this model | what it says |", "|---|---|---|", *rows])


def write(work: Path, folder: Path) -> None:
    """Fill the template for the model in ``folder``, whose scores lie in ``work/scores.json``."""
    note = json.loads((folder / "khulasa.json").read_text(encoding="utf-8"))
    training = note["training"]
    filled = TEMPLATE.read_text(encoding="utf-8").format(
        parameters=f"{training['parameters'] / 1e6:.1f}",
        steps=training["step"],
        source_tokens=f"{training['source_tokens'] / 1e6:.1f}",
        target_tokens=f"{training['target_tokens'] / 1e6:.1f}",
        minutes=f"{training['minutes']:.0f}",
        megabytes=f"{sum(file.stat().st_size for file in folder.iterdir()) / 1e6:.1f}",
        scores=table(json.loads((work / "scores.json").read_text(encoding="utf-8"))),
        examples=examples(folder),
        translation=evaluate.tuned(folder, "translation", TRANSLATION),
        summary=evaluate.tuned(folder, "summary", SUMMARY),
    )
    (folder / "README.md").write_text(filled, encoding="utf-8")
