"""What went wrong, said to a reader: the message in both languages, and the library's own words behind it."""

from __future__ import annotations

import re

from markupsafe import Markup

from ui.handlers import Problem
from ui.handlers.problems import NEEDED
from ui.i18n import TEXTS
from ui.render.markup import EMPTY, join, safe, say

# Their words say little without the library's reason, which is then not folded away.
_REASONED = ("link", "unreadable", "usage", "model")
# The reasons of links that readers meet most, as ``summarize.reading`` gives them, are said in both languages.
_REASONS: tuple[tuple[str, str], ...] = (
    (r"there is no site called (?P<site>[^\s,]+).*", "no_site"),
    (r"(?P<site>\S+) leads to .+, not to a public site", "private"),
    (r"(?P<site>\S+) is a name inside a machine or an office, .*", "private"),
    (r".* took (?:too long|longer than).*", "slow"),
    (r"(?P<site>\S+) gave no article: .* \((?P<status>\d+)\)", "status"),
    (r"(?P<site>\S+) cannot prove that it is that site.*", "unproven"),
    (r"the link leads to .+, not to an article.*", "no_page"),
)
_COMPILED = tuple((re.compile(pattern, re.DOTALL), f"because_{key}") for pattern, key in _REASONS)


def render_problem(problem: Problem) -> Markup:
    """Give a problem as the page shows it in a digest's place."""
    return Markup('<div class="kh-problem" role="alert">{}{}</div>').format(
        EMPTY if problem.key in NEEDED else Markup("<h3>{}</h3>").format(say("problem")), problem_words(problem)
    )


def problem_words(problem: Problem) -> Markup:
    """Give a problem in plain words, and the library's own: its reason in view, mere details folded."""
    key = f"problem_{problem.key}"
    words = say(key if key in TEXTS else "problem_failed", given=problem.given, allowed=problem.allowed)
    said = Markup("<p>{}</p>").format(words)
    if problem.key in NEEDED:
        return said
    message = Markup('<p class="kh-reason" lang="en" dir="ltr">{}</p>').format(safe(problem.message))
    if problem.key in _REASONED:
        return join((said, _reason(problem) or message))
    return join(
        (
            said,
            Markup('<details class="kh-details"><summary>{}</summary>{}</details>').format(
                say("problem_details"), message
            ),
        )
    )


def _reason(problem: Problem) -> Markup | None:
    """Give the reason in both languages, where it is one of those known here."""
    for pattern, key in _COMPILED:
        if match := pattern.fullmatch(problem.message):
            return Markup('<p class="kh-reason">{}</p>').format(say(key, **match.groupdict()))
    return None
