"""What stands behind the page, without gradio: sources are read, digested step by step, measured and taken away."""

from ui.handlers.batch import Row
from ui.handlers.choices import EXTRACT_METHODS, NONE, Choices, House, ModelChoice, model_choices
from ui.handlers.desk import Desk
from ui.handlers.export import DigestFormat, TableFormat
from ui.handlers.limits import Limits
from ui.handlers.problems import KEYS, Problem
from ui.handlers.scoring import Measured, MeasuredSet, Scorer
from ui.handlers.sources import Link, Pasted, Sample, Source, Upload

__all__ = [
    "EXTRACT_METHODS",
    "KEYS",
    "NONE",
    "Choices",
    "Desk",
    "DigestFormat",
    "House",
    "Limits",
    "Link",
    "Measured",
    "MeasuredSet",
    "ModelChoice",
    "Pasted",
    "Problem",
    "Row",
    "Sample",
    "Scorer",
    "Source",
    "TableFormat",
    "Upload",
    "model_choices",
]
