"""Flags: what a reader should look at before trusting a translation or a summary. Pure functions, no model.

Every threshold here was set on real sentence pairs so that a correct translation is almost never flagged:
a tool that cries wolf is soon ignored. ``python -m tests.checks_table`` prints precision and recall by kind.
"""

from summarize.checks.summary import check_copying, check_summary, grade, is_unsupported, support
from summarize.checks.translation import check_translation

__all__ = ["check_copying", "check_summary", "check_translation", "grade", "is_unsupported", "support"]
