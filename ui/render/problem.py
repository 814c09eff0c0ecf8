"""What went wrong, said to a reader: the message in both languages, and the library's own words behind it."""

from __future__ import annotations

from markupsafe import Markup

from ui.handlers import Problem
from ui.i18n import TEXTS
from ui.render.markup import safe, say


def render_problem(problem: Problem) -> Markup:
    """Give a problem as the page shows it in a digest's place."""
    return Markup('<div class="kh-problem" role="alert"><h3>{}</h3>{}</div>').format(
        say("problem"), problem_words(problem)
    )


def problem_words(problem: Problem) -> Markup:
    """Give a problem as one paragraph, its details folded behind it."""
    key = f"problem_{problem.key}"
    words = say(key if key in TEXTS else "problem_failed", given=problem.given, allowed=problem.allowed)
    return Markup('<p>{}</p><details class="kh-details"><summary>{}</summary><p dir="auto">{}</p></details>').format(
        words, say("problem_details"), safe(problem.message)
    )
