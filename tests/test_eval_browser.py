"""The report in a real browser: silent, alone, right in both directions, in light and dark, narrow and on paper."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlparse
from urllib.request import url2pathname

import pytest

from eval.report import ReportRequest, write_report
from tests.browser import chromium
from tests.report_articles import QUICK, hostile_page, two_articles
from tests.web_server import WebServer

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.slow

# Every element that shows text of its own, with the contrast of WCAG 2 between its colour and the ground behind it.
CONTRASTS = """() => {
  const parse = text => (text.match(/[\\d.]+/g) || []).map(Number);
  const light = ([r, g, b]) => [r, g, b].map(v => v / 255)
    .map(v => v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)
    .reduce((sum, v, k) => sum + v * [0.2126, 0.7152, 0.0722][k], 0);
  const ground = element => {
    for (let at = element; at; at = at.parentElement) {
      const color = parse(getComputedStyle(at).backgroundColor);
      if (color.length === 3 || color[3] === 1) return color;
    }
  };
  const shown = [...document.querySelectorAll("body *:not(svg *)")].filter(element =>
    element.checkVisibility() && [...element.childNodes].some(node => node.nodeType === 3 && node.data.trim()));
  return shown.map(element => {
    const [a, b] = [light(parse(getComputedStyle(element).color)), light(ground(element))];
    return [element.outerHTML.slice(0, 80), (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05)];
  });
}"""


@pytest.fixture(scope="module")
def browser() -> Iterator["Browser"]:
    with chromium() as running:
        yield running


@pytest.fixture(scope="module")
def report(tmp_path_factory) -> str:
    folder = tmp_path_factory.mktemp("report")
    return write_report(ReportRequest(two_articles(), folder / "report.html", settings=QUICK)).page.as_uri()


@pytest.fixture
def page(browser) -> Iterator["Page"]:
    page = browser.new_page(viewport={"width": 1200, "height": 800})
    page.said = []  # what a silent page never says
    page.on("console", lambda message: page.said.append(message.text))
    page.on("pageerror", lambda error: page.said.append(str(error)))
    page.on("dialog", lambda dialog: page.said.append(dialog.message))
    page.asked = []
    page.on("request", lambda request: page.asked.append(request.url))
    yield page
    page.close()


def test_it_opens_without_a_word_in_the_console_and_asks_for_nothing(page, report):
    page.goto(report, wait_until="networkidle")
    assert page.said == []
    assert page.asked == [report]


def test_a_server_that_hands_it_out_is_asked_for_nothing_more(page, report):
    server = WebServer()
    body = Path(url2pathname(urlparse(report).path)).read_bytes()
    server.answers["/"] = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nConnection: close\r\n\r\n" + body
    try:
        page.goto(server.url(), wait_until="networkidle")
        assert len(server.heads) == 1
    finally:
        server.close()


def test_a_hostile_article_does_nothing(page, tmp_path):
    path = tmp_path / "hostile.html"
    path.write_text(hostile_page(), "utf-8")
    page.goto(path.as_uri(), wait_until="networkidle")
    assert page.said == []
    assert page.asked == [path.as_uri()]
    assert page.title() == "Khulasa: How good are the digests?"
    assert page.locator("script, img").count() == 0


def test_arabic_begins_at_the_right_and_english_at_the_left(page, report):
    page.goto(report)
    sides = "element => [getComputedStyle(element).direction, getComputedStyle(element).unicodeBidi]"
    assert page.locator('.sentences p[lang="ar"]').first.evaluate(sides) == ["rtl", "isolate"]
    assert page.locator("p.lede").evaluate(sides) == ["ltr", "isolate"]
    start, line = page.locator('.sentences p[lang="ar"]').first.evaluate(
        "p => { const range = document.createRange(); range.setStart(p.firstChild, 0); range.setEnd(p.firstChild, 1);"
        "return [range.getBoundingClientRect().right, p.getBoundingClientRect().right]; }"
    )
    assert start == pytest.approx(line, abs=2)


def test_a_closed_article_opens_by_the_keyboard(page, report):
    page.goto(report)
    last = page.locator("details").last
    assert not last.locator(".sentences").is_visible()
    last.locator("summary").focus()
    page.keyboard.press("Enter")
    assert last.locator(".sentences").is_visible()


@pytest.mark.parametrize("width", [320, 380, 768, 1400])
def test_the_page_never_scrolls_sideways(page, report, width):
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(report)
    page.evaluate("document.querySelectorAll('details').forEach(part => part.open = true)")
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_text_stands_out_from_its_ground(page, report, scheme):
    page.emulate_media(color_scheme=scheme)
    page.goto(report)
    page.evaluate("document.querySelectorAll('details').forEach(part => part.open = true)")
    contrasts = page.evaluate(CONTRASTS)
    assert len(contrasts) > 100
    assert [found for found in contrasts if found[1] < 4.5] == []


def test_paper_shows_the_articles_that_the_screen_keeps_closed(page, report):
    page.set_viewport_size({"width": 680, "height": 960})  # A4 within its margins
    page.goto(report)
    page.emulate_media(media="print")
    assert page.locator("details").last.locator(".sentences").is_visible()
    assert not page.locator("nav").is_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 680  # nothing is cut off
