"""How fast the page is in a browser: ``python -m tests.ui_speed``, seconds, best and worst of five visits.

An article of about 600 words, made of the samples' texts, is pasted into a fresh page each time; the models are warm.
"""

from time import perf_counter

from playwright.sync_api import Browser

from summarize import Article
from summarize.reading import read_paths
from tests.browser import chromium
from tests.ui_page import PATIENCE, served
from tests.ui_screenshots import SAMPLES
from ui.cli import find_scorer
from ui.handlers import Desk

VISITS, WORDS = 5, 600


def article() -> str:
    """Put samples together until they hold enough words."""
    paragraphs: list[str] = []
    for item in read_paths([str(SAMPLES)]):
        if isinstance(item, Article):
            paragraphs += item.text.split("\n\n")
        if sum(len(paragraph.split()) for paragraph in paragraphs) >= WORDS:
            break
    return "\n\n".join(paragraphs)


def visit(browser: Browser, address: str, text: str) -> dict[str, float]:
    """Open the page, read the article, and say when what was there."""
    page = browser.new_page()
    page.set_default_timeout(PATIENCE)
    opened = perf_counter()
    page.goto(address)
    page.locator("html[data-side]").wait_for()
    page.locator("#kh-input textarea").fill(text)
    ready = perf_counter()
    page.locator("#kh-read").click()
    page.locator(".kh-stages").wait_for()
    first = perf_counter()
    page.locator("#kh-lines .kh-line").first.wait_for()
    lines = perf_counter()
    page.locator('.kh-stages[data-finished="true"]').wait_for()
    done = perf_counter()
    page.close()
    return {
        "page ready for input": ready - opened,
        "first stage": first - ready,
        "the article beside it": lines - ready,
        "whole digest": done - ready,
    }


def main() -> None:
    """Print the table."""
    text = article()
    desk = Desk(scorer=find_scorer())
    desk.warm_up()
    with served(desk) as address, chromium() as browser:
        seen = [visit(browser, address, text) for _ in range(VISITS)]
    print(f"{len(text.split())} words, {VISITS} visits")
    for what in seen[0]:
        times = [one[what] for one in seen]
        print(f"{what:24}{min(times):6.2f} to {max(times):.2f} s")


if __name__ == "__main__":
    main()
