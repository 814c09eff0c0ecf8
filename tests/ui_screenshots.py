"""Pictures of the page's main states, for the README: ``python -m tests.ui_screenshots OUT``.

One WebP for each state under ``OUT``, small enough to live in the repository.
"""

import io
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page

from tests.browser import chromium
from tests.ui_page import PATIENCE, served

SAMPLES = Path(__file__).parents[1] / "samples"
SAMPLE = "cup-final.txt"
DESKTOP, PHONE = {"width": 1280, "height": 900}, {"width": 390, "height": 844}


@dataclass(frozen=True)
class Shot:
    """One picture: its file's name, what to do before it is taken, and how the page is opened."""

    name: str
    prepare: Callable[[Page], None]
    locale: str = "en-US"
    scheme: str = "light"
    phone: bool = False


def read(page: Page) -> None:
    """Read the sample and show the page from its top."""
    page.locator(f'#kh-samples [data-pick="{SAMPLE}"]').click()
    page.locator('.kh-stages[data-finished="true"]').wait_for()
    page.locator("#kh-take button").last.wait_for()
    page.evaluate("scrollTo(0, 0)")


def lines(page: Page) -> None:
    """Show the article line by line, with a note open on a doubt."""
    read(page)
    page.locator("#kh-lines").evaluate("element => scrollTo(0, element.getBoundingClientRect().top + scrollY - 70)")
    page.locator("#kh-lines .kh-mark").first.hover()


def many(page: Page) -> None:
    """Read three files, one of which is no article."""
    page.locator("#kh-tabs [role=tab]").nth(1).click()
    page.locator("#kh-files input[type=file]").set_input_files(
        [SAMPLES / "port-reopens.txt", SAMPLES / "port-wire.txt", SAMPLES / "README.md"]
    )
    page.locator("#kh-start").click()
    page.locator("#kh-as-csv").wait_for()
    page.evaluate("scrollTo(0, 0)")


def measure(page: Page) -> None:
    """Measure a sentence against one written by hand."""
    page.locator("#kh-tabs [role=tab]").nth(2).click()
    page.locator("#kh-hypothesis textarea").fill("افتتحت بلدية المدينة حديقة عامة جديدة في حي الزيتون")
    page.locator("#kh-references textarea").fill("حديقة عامة جديدة تفتتحها البلدية في حي الزيتون بعد أشهر من العمل")
    page.locator("#kh-measure").click()
    page.locator("#kh-scores table").wait_for()


SHOTS = (
    Shot("start-en", lambda page: None),
    Shot("read-en", read),
    Shot("read-ar", read, locale="ar"),
    Shot("read-ar-dark", read, locale="ar", scheme="dark"),
    Shot("lines-en", lines),
    Shot("lines-ar-dark", lines, locale="ar", scheme="dark"),
    Shot("phone-en", read, phone=True),
    Shot("phone-ar-dark", lines, locale="ar", scheme="dark", phone=True),
    Shot("many-en", many),
    Shot("measure-ar", measure, locale="ar"),
)


def take(browser: Browser, address: str, shot: Shot) -> bytes:
    """Take one picture as WebP."""
    context = browser.new_context(
        locale=shot.locale,
        color_scheme=shot.scheme,
        viewport=PHONE if shot.phone else DESKTOP,
        has_touch=shot.phone,
        reduced_motion="reduce",
        device_scale_factor=2 if shot.phone else 1,
    )
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    page.goto(address)
    page.locator("html[data-side]").wait_for()
    page.locator("#kh-read").wait_for()
    shot.prepare(page)
    taken = Image.open(io.BytesIO(page.screenshot()))
    context.close()
    packed = io.BytesIO()
    taken.convert("RGB").save(packed, "WEBP", quality=82, method=6)
    return packed.getvalue()


def main(out: Path) -> None:
    """Take all pictures."""
    out.mkdir(parents=True, exist_ok=True)
    total = 0
    with served() as address, chromium() as browser:
        for shot in SHOTS:
            data = take(browser, address, shot)
            (out / f"{shot.name}.webp").write_bytes(data)
            total += len(data)
            print(f"{shot.name}.webp  {len(data) // 1024} KB")
    print(f"{len(SHOTS)} pictures, {total // 1024} KB")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
