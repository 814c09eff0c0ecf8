"""What a folder of weights holds: a Hugging Face checkpoint or a CTranslate2 model, and of which family.

A checkpoint's ``config.json`` names its network, a CTranslate2 model's does not: there ``khulasa.json`` does, under
``architecture``. In either kind of folder ``khulasa.json`` may also state ``tasks``, ``licence`` and ``commercial``.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, get_args

from summarize.errors import ModelError

Family = Literal["nllb", "t5", "marian"]
Task = Literal["summarize", "translate"]
Layout = Literal["checkpoint", "ct2"]

NOTE = "khulasa.json"
# `model_type` of a checkpoint's config.json -> family.
_MODEL_TYPES: dict[str, Family] = {"m2m_100": "nllb", "mt5": "t5", "t5": "t5", "marian": "marian"}
_USUAL_TASKS: dict[Family, tuple[Task, ...]] = {"nllb": ("translate",), "t5": ("summarize",), "marian": ("translate",)}
_WEIGHTS = ("*.safetensors", "pytorch_model*.bin")


@dataclass(frozen=True, slots=True)
class Contents:
    """A folder's layout, family, tasks, licence (``unknown`` when nothing states it) and whether it allows commerce."""

    layout: Layout
    family: Family
    tasks: tuple[Task, ...]
    licence: str
    commercial: bool


def layout(folder: Path) -> Layout | None:
    """Tell how the weights in ``folder`` are stored; None when there are none that Khulasa can run."""
    if (folder / "model.bin").is_file() and not _model_type(folder):
        return "ct2"
    if (folder / "config.json").is_file() and any(any(folder.glob(pattern)) for pattern in _WEIGHTS):
        return "checkpoint"
    return None


def describe(folder: Path) -> Contents:
    """Say what ``folder`` holds. Raises ``ModelError`` when that is no model, or none of a known family."""
    found = layout(folder)
    if found is None:
        raise ModelError(
            f"{folder} holds no model: expected config.json with *.safetensors (a Hugging Face checkpoint),"
            " or model.bin with config.json (CTranslate2)"
        )
    note = _read_json(folder / NOTE)
    family = _family(folder, note)
    if family is None:
        raise ModelError(
            f"{folder} is of an unknown kind ({_model_type(folder) or f'no architecture in {NOTE}'}): expected a model"
            " of the NLLB (M2M100), mT5 (T5) or Marian kind, as a checkpoint or as converted by Khulasa"
        )
    tasks = tuple(task for task in get_args(Task) if task in note.get("tasks", ())) or _USUAL_TASKS[family]
    return Contents(found, family, tasks, str(note.get("licence", "unknown")), note.get("commercial") is True)


def _model_type(folder: Path) -> str:
    return str(_read_json(folder / "config.json").get("model_type", ""))


def _family(folder: Path, note: dict[str, Any]) -> Family | None:
    if model_type := _model_type(folder):
        return _MODEL_TYPES.get(model_type)
    return next((family for family in get_args(Family) if family == note.get("architecture")), None)


def _read_json(path: Path) -> dict[str, Any]:
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, ValueError) as error:
        raise ModelError(f"{path} cannot be read ({error}): bring the model again") from error
    return data if isinstance(data, dict) else {}
