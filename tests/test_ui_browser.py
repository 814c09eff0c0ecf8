"""The page as a reader meets it, in a real browser: reading, many at once, measuring, languages, looks, keys."""

import json
import re
import threading
from pathlib import Path

import pytest

from tests.browser import chromium
from tests.ui_page import PATIENCE, served
from ui.handlers import Desk
from ui.i18n import TEXTS

pytestmark = pytest.mark.slow
expect = pytest.importorskip("playwright.sync_api").expect
expect.set_options(timeout=PATIENCE)

# More figures than a small model keeps.
FIGURES = (
    "كرة السلة\n\n"
    "سجل اللاعب 31 نقطة و14 متابعة و9 تمريرات في 38 دقيقة و17 ثانية، مقابل 22 نقطة و6 متابعات لخصمه الذي لعب 41 دقيقة. "
    "وبلغت كلفة الصالة ١٣ مليونا و485 ألف دينار دفعها 2760 مساهما على 7 أقساط.\n"
)
ARTICLE = (
    "حديقة جديدة في حي الزيتون\n\n"
    "افتتحت بلدية المدينة يوم الأحد حديقة عامة في حي الزيتون بعد أعمال استمرت 14 شهرا وشارك فيها 60 عاملا. "
    "وقال رئيس البلدية سمير الحداد إن كلفة المشروع بلغت 3 ملايين دولار دفعتها المحافظة.\n\n"
    "وتضم الحديقة ملعبا للأطفال ومكتبة صغيرة ومسارا للدراجات طوله 900 متر. "
    "وأوضح الحداد أن البلدية ستزرع 400 شجرة قبل نهاية العام.\n\n"
    "وطالب سكان الحي بإضاءة المسار ليلا وبحراسة دائمة للمكان. "
    "ووعدت البلدية بدراسة المطالب خلال شهرين.\n"
)
HOSTILE = (
    "<script>window.hacked = 1</script><img src=x onerror='window.hacked = 2'> قال الوزير\u202e إن المشروع اكتمل أمس "
    "في العاصمة. وأضاف {{constructor.constructor('window.hacked = 3')()}} ${window.hacked = 4} أن العمل انتهى مبكرا. "
    "ورحب سكان الأحياء القريبة من الموقع بالخبر وطالبوا بفتح الطريق أمام السيارات قبل نهاية الشهر المقبل."
)
PHONE = {"width": 390, "height": 844}


LONG = ARTICLE + "".join(
    f"\nوزارت لجنة الحي رقم {n} الموقع واستمعت إلى شكاوى {n + 20} من السكان.\n" for n in range(2, 26)
)


class Gate(Desk):
    """A desk that goes one stage further each time the gate is opened."""

    def __init__(self) -> None:
        super().__init__()
        self.opened, self.left = threading.Semaphore(0), threading.Event()

    def read(self, source, choices):
        try:
            for step in super().read(source, choices):
                self.opened.acquire()
                yield step
        finally:
            self.left.set()


@pytest.fixture(scope="module")
def browser():
    with chromium() as running:
        yield running


@pytest.fixture(scope="module")
def address():
    with served() as found:
        yield found


@pytest.fixture
def visit(browser, address):
    """Open the page; at the end, nothing was asked of another host and the console is clean."""
    contexts, strangers, noise = [], [], []

    def opened(path="", at=address, **options):
        options = {"locale": "en-US", "viewport": {"width": 1280, "height": 900}, **options}
        context = browser.new_context(**options)
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(PATIENCE)
        page.on("request", lambda request: strangers.append(request.url) if _is_strange(request.url, at) else None)
        page.on("console", lambda message: noise.append(message.text) if _is_noise(message) else None)
        page.on("pageerror", lambda error: noise.append(str(error)))
        return arrive(page, at + path)

    yield opened
    for context in contexts:
        context.close()
    assert strangers == []
    assert noise == []


def _is_noise(message):
    """Gradio itself warns so after each upload, whatever the page does."""
    return message.type in ("error", "warning") and message.text != "Method not implemented."


def _is_strange(url, at):
    return not url.startswith((at, "data:", "blob:"))


def arrive(page, address=None):
    """Open or reload the page and wait until it can be used."""
    page.goto(address) if address else page.reload()
    expect(page.locator("#kh-read")).to_be_visible()
    expect(page.locator("html[data-side]")).to_have_count(1)
    return page


def read(page, text=ARTICLE):
    """Paste an article and wait for its digest."""
    page.locator("#kh-input textarea").fill(text)
    page.locator("#kh-read").click()
    finished(page)


def finished(page):
    expect(page.locator('.kh-stages[data-finished="true"]')).to_be_visible()


def tab(page, number):
    page.locator("#kh-tabs [role=tab]").nth(number).click()


def colour(page, selector, name="background-color"):
    return page.locator(selector).first.evaluate(f"element => getComputedStyle(element)['{name}']")


# Reading


def test_a_pasted_article_becomes_a_digest_with_every_line_translated(visit):
    page = visit()
    read(page)
    expect(page.locator("#kh-sheet h2")).to_have_text("حديقة جديدة في حي الزيتون")
    lines = page.locator("#kh-lines .kh-line")
    expect(lines).to_have_count(6)
    assert all(text.strip() for text in page.locator("#kh-lines .kh-tr").all_inner_texts())
    expect(page.locator("#kh-sheet .kh-verdict")).to_be_visible()
    expect(page.locator(".kh-stages .kh-time")).to_have_count(5)


def test_stages_are_shown_as_they_are_done_and_a_stop_ends_the_work(browser):
    desk = Gate()
    with served(desk) as at:
        page = arrive(browser.new_page(locale="en-US"), at)
        page.locator("#kh-input textarea").fill(ARTICLE)
        page.locator("#kh-read").click()
        desk.opened.release()
        expect(page.locator("#kh-lines .kh-waiting:visible")).to_have_count(6)
        expect(page.locator("#kh-lines .kh-key")).to_have_count(0)
        desk.opened.release()
        expect(page.locator("#kh-lines .kh-key")).to_have_count(3)
        expect(page.locator(".kh-verdict")).to_have_text(TEXTS["grade_pending"].en, use_inner_text=True)
        page.locator("#kh-stop").click()
        expect(page.locator(".kh-verdict")).to_have_text(TEXTS["grade_stopped"].en, use_inner_text=True)
        expect(page.locator("#kh-read")).to_be_visible()
        desk.opened.release(9)
        assert desk.left.wait(PATIENCE / 1000)
        expect(page.locator("#kh-lines .kh-tr .kh-mark")).to_have_count(0)
        page.context.close()


def test_a_sample_is_read_by_its_headline(visit):
    page = visit()
    sample = page.locator("#kh-samples button").first
    headline = sample.inner_text()
    sample.click()
    expect(page.locator("#kh-sheet h2")).to_have_text(headline)
    finished(page)


def test_a_file_is_read_where_it_is_dropped(visit, tmp_path):
    page = visit()
    (tmp_path / "park.txt").write_text(ARTICLE, "utf-8")
    page.locator("input:has(+ #kh-upload)").set_input_files(tmp_path / "park.txt")
    finished(page)
    expect(page.locator(".kh-facts")).to_contain_text("park.txt")


@pytest.mark.parametrize("first", ["file", "sample", "text"])
def test_the_file_opened_last_is_read_whatever_was_read_before(visit, tmp_path, first):
    page = visit()
    (tmp_path / "first.txt").write_text(ARTICLE.replace("الزيتون", "النخيل"), "utf-8")
    (tmp_path / "park.txt").write_text(ARTICLE, "utf-8")
    chooser = page.locator("input:has(+ #kh-upload)")
    if first == "file":
        chooser.set_input_files(tmp_path / "first.txt")
    elif first == "sample":
        page.locator("#kh-samples button").first.click()
    else:
        page.locator("#kh-input textarea").fill(ARTICLE.replace("الزيتون", "النخيل"))
        page.locator("#kh-read").click()
    finished(page)
    chooser.set_input_files(tmp_path / "park.txt")
    expect(page.locator(".kh-facts")).to_contain_text("park.txt")
    finished(page)
    expect(page.locator("#kh-sheet h2")).to_have_text("حديقة جديدة في حي الزيتون")
    expect(page.locator("#kh-input textarea")).to_have_value("")


def test_a_reading_that_fails_says_why_and_leaves_the_last_digest_on_the_desk(visit):
    page = visit()
    read(page)
    page.locator("#kh-input textarea").fill("http://127.0.0.1/a")
    page.locator("#kh-read").click()
    expect(page.locator("#kh-progress .kh-problem .kh-reason")).to_contain_text("127.0.0.1")
    expect(page.locator("#kh-sheet h2")).to_have_text("حديقة جديدة في حي الزيتون")
    expect(page.locator("#kh-lines .kh-line")).to_have_count(6)
    expect(page.locator("#kh-as-json")).to_be_visible()


def test_a_file_of_an_unknown_kind_is_refused_like_any_other(visit, tmp_path):
    page = visit()
    (tmp_path / "bad.bin").write_bytes(bytes(range(256)) * 4)
    page.locator("input:has(+ #kh-upload)").set_input_files(tmp_path / "bad.bin")
    expect(page.locator("#kh-progress .kh-problem")).to_be_visible()


def test_a_stop_in_the_middle_of_the_translation_leaves_a_true_state(browser):
    desk = Gate()
    with served(desk) as at:
        page = arrive(browser.new_page(locale="en-US"), at)
        page.locator("#kh-input textarea").fill(LONG)
        page.locator("#kh-read").click()
        desk.opened.release(5)
        expect(page.locator(".kh-stages .kh-now .kh-time")).to_have_text(re.compile(r"[1-9]\d*/30"))
        warned = page.locator(".kh-remark").count()
        page.locator("#kh-stop").click()
        last = page.locator(".kh-stages li").last
        expect(last).to_have_class("kh-later")
        expect(last).to_contain_text(re.compile(r"\d+ of 30"))
        expect(page.locator("#kh-lines .kh-waiting").last).to_have_text(
            TEXTS["never_translated"].en, use_inner_text=True
        )
        assert page.locator(".kh-remark").count() == warned > 0
        desk.opened.release(30)
        page.context.close()


def test_focus_goes_to_the_verdict_when_the_button_that_had_it_is_gone(visit):
    page = visit()
    page.locator("#kh-samples button").first.click()
    finished(page)
    expect(page.locator("#kh-sheet .kh-verdict")).to_be_focused()


def test_the_box_shrinks_to_a_line_once_the_article_is_on_the_desk(visit):
    page = visit()
    box = page.locator("#kh-input textarea")
    before = box.bounding_box()["height"]
    read(page)
    page.wait_for_function(
        "before => document.querySelector('#kh-input textarea').offsetHeight < before / 1.5", arg=before
    )


def test_the_box_shows_that_a_file_can_be_dropped_on_it(visit):
    page = visit()
    page.locator("#kh-input").dispatch_event("dragover")
    expect(page.locator(".kh-composer.kh-dragging")).to_be_visible()
    page.locator("#kh-head").dispatch_event("dragover")
    expect(page.locator(".kh-composer.kh-dragging")).to_have_count(0)


@pytest.mark.parametrize(
    ("text", "key"),
    [("", "empty"), ("This is an English sentence, and no other.", "not_arabic"), ("http://127.0.0.1/a", "link")],
)
def test_what_cannot_be_read_is_told_in_plain_words(visit, text, key):
    page = visit()
    page.locator("#kh-input textarea").fill(text)
    page.locator("#kh-read").click()
    expect(page.locator(".kh-problem")).to_contain_text(TEXTS[f"problem_{key}"].en)
    expect(page.locator("#kh-read")).to_be_visible()


def test_a_sentence_lights_up_with_its_counterparts(visit):
    page = visit()
    read(page)
    page.locator("#kh-lines .kh-line").nth(2).locator(".kh-tr").hover()
    assert colour(page, "#kh-s2") not in ("rgba(0, 0, 0, 0)", colour(page, "#kh-s1"))


def test_a_number_in_the_summary_leads_to_the_sentence_that_carries_it(visit):
    page = visit()
    read(page)
    link = page.locator("#kh-sheet .kh-lines [data-go], #kh-sheet .kh-claim [data-go]").last
    index = link.get_attribute("data-go")
    link.click()
    line = page.locator(f"#kh-s{index}")
    expect(line).to_be_focused()
    expect(line).to_be_in_viewport()
    page.keyboard.press("Escape")
    expect(link).to_be_focused()


def test_a_doubt_is_explained_where_it_stands_in_the_language_of_the_page(visit):
    page = visit()
    read(page, FIGURES)
    mark = page.locator(".kh-mark, .kh-badge").first
    mark.focus()
    note = page.locator("#kh-note")
    expect(note).to_be_visible()
    assert re.search("[a-z]{3}", note.inner_text())
    page.locator('[data-act="language"]').click()
    mark.hover()
    assert re.search("[\u0621-\u064a]{3}", note.inner_text())
    page.keyboard.press("Escape")
    expect(note).to_be_hidden()


def test_furniture_can_be_looked_at_and_put_back(visit):
    page = visit()
    read(page, ARTICLE + "\nاقرأ أيضا: موعد افتتاح المسبح البلدي في الحي\n")
    drawer = page.locator("#kh-drawer")
    drawer.locator("summary").click()
    expect(drawer).to_contain_text("المسبح")
    before = page.locator("#kh-lines .kh-line").count()
    drawer.locator("[data-pick]").last.click()
    expect(page.locator("#kh-lines")).to_contain_text("المسبح")
    finished(page)
    assert page.locator("#kh-lines .kh-line").count() > before


@pytest.mark.parametrize("form", ["markdown", "json", "docx"])
def test_a_digest_can_be_taken_away(visit, form):
    page = visit()
    read(page)
    with page.expect_download() as waiting:
        page.locator(f"#kh-as-{form}").click()
    data = Path(waiting.value.path()).read_bytes()
    if form == "json":
        assert len(json.loads(data)["sentences"]) == 6
    else:
        assert data.startswith({"markdown": b"<h2", "docx": b"PK"}[form])


def test_a_summary_can_be_copied(visit, browser):
    page = visit(permissions=["clipboard-read", "clipboard-write"])
    read(page)
    page.locator("#kh-copies [data-copy]").first.click()
    expect(page.locator("#kh-copies [role=status] span:visible")).to_be_visible()
    assert "بلدية" in page.evaluate("navigator.clipboard.readText()")


# Choices


def test_choices_are_kept_when_the_page_is_opened_again(visit):
    page = visit()
    page.locator('#kh-head [data-act="choices"]').click()
    count = page.locator("#kh-choices input[type=number]")
    count.fill("2")
    count.press("Enter")
    page.wait_for_function("() => localStorage.getItem('khulasa-choices') !== null")
    arrive(page)
    page.locator('#kh-head [data-act="choices"]').click()
    expect(page.locator("#kh-choices input[type=number]")).to_have_value("2")
    page.keyboard.press("Escape")
    read(page)
    expect(page.locator("#kh-lines .kh-key")).to_have_count(2)


def test_choices_can_be_closed_by_touch_where_they_cover_the_page(visit):
    page = visit(viewport=PHONE, has_touch=True)
    page.locator('#kh-head [data-act="choices"]').tap()
    expect(page.locator("#kh-choices h2")).to_be_focused()
    page.locator('#kh-choices [data-act="choices"]').tap()
    expect(page.locator("#kh-choices.open")).to_have_count(0)
    expect(page.locator('#kh-head [data-act="choices"]')).to_be_focused()


def test_escape_closes_the_choices_wherever_focus_is(visit):
    page = visit()
    page.locator('#kh-head [data-act="choices"]').click()
    expect(page.locator("#kh-choices.open")).to_have_count(1)
    page.locator('#kh-head [data-act="choices"]').focus()
    page.keyboard.press("Escape")
    expect(page.locator("#kh-choices.open")).to_have_count(0)


# Many at once


def test_an_article_of_a_batch_is_opened_on_the_desk(visit, tmp_path):
    page = visit()
    tab(page, 1)
    for name, text in {"one.txt": ARTICLE, "two.txt": ARTICLE.replace("الزيتون", "النخيل")}.items():
        (tmp_path / name).write_text(text, "utf-8")
    page.locator("#kh-files input[type=file]").set_input_files([tmp_path / "one.txt", tmp_path / "two.txt"])
    page.locator("#kh-start").click()
    expect(page.locator("#kh-many")).to_contain_text(TEXTS["many_finished"].en)
    page.locator("#kh-many .kh-to-desk").nth(1).click()
    expect(page.locator("#kh-sheet h2")).to_have_text("حديقة جديدة في حي النخيل")
    expect(page.locator("#kh-lines .kh-line")).to_have_count(6)
    expect(page.locator("#kh-sheet .kh-verdict")).to_be_focused()


def test_a_batch_fills_its_table_and_names_what_failed(visit, tmp_path):
    page = visit()
    tab(page, 1)
    files = {"one.txt": ARTICLE, "two.txt": ARTICLE.replace("الزيتون", "النخيل"), "bad.txt": "Only English words here."}
    for name, text in files.items():
        (tmp_path / name).write_text(text, "utf-8")
    page.locator("#kh-files input[type=file]").set_input_files([tmp_path / name for name in files])
    page.locator("#kh-start").click()
    expect(page.locator("#kh-many tbody tr")).to_have_count(3)
    expect(page.locator("#kh-many")).to_contain_text(TEXTS["many_finished"].en)
    expect(page.locator("#kh-many .kh-grade-failed")).to_have_count(1)
    expect(page.locator("#kh-many tr", has_text="bad.txt")).to_contain_text(TEXTS["problem_not_arabic"].en)
    with page.expect_download() as waiting:
        page.locator("#kh-as-csv").click()
    assert "one.txt" in Path(waiting.value.path()).read_text("utf-8-sig")


# Measuring


def test_a_text_measured_against_itself_scores_full_marks(visit):
    page = visit()
    tab(page, 2)
    page.locator("#kh-hypothesis textarea").fill("افتتحت البلدية حديقة جديدة")
    page.locator("#kh-references textarea").fill("افتتحت البلدية حديقة جديدة\n---\nحديقة أخرى")
    page.locator("#kh-measure").click()
    row = page.locator("#kh-scores tbody tr").first
    expect(row).to_contain_text("100.0")
    expect(page.locator("#kh-scores mark.kh-shared-2").first).to_have_text("افتتحت البلدية حديقة جديدة")


def compared(page, folder, texts, references):
    """Have two tables compared and give the place of their scores."""
    (folder / "texts.csv").write_text(texts, "utf-8")
    (folder / "references.csv").write_text(references, "utf-8")
    tab(page, 2)
    page.locator("#kh-texts-file input[type=file]").set_input_files(folder / "texts.csv")
    page.locator("#kh-references-table input[type=file]").set_input_files(folder / "references.csv")
    page.locator("#kh-compare-files").click()
    return page.locator("#kh-means")


def test_many_texts_get_means_with_intervals(visit, tmp_path):
    texts = "id,summary\na,افتتحت البلدية حديقة جديدة\nb,لا شيء هنا\n"
    references = "id,reference\nb,أغلق الطريق\na,افتتحت البلدية حديقة جديدة\n"
    first = compared(visit(), tmp_path, texts, references).locator("tbody tr").first
    expect(first).to_contain_text("50.0")
    expect(first).to_contain_text("100.0")


def test_tables_that_do_not_match_are_refused_with_the_ids(visit, tmp_path):
    means = compared(visit(), tmp_path, "id,summary\nlost-one,نص\n", "id,reference\nother,مرجع\n")
    expect(means).to_contain_text("lost-one")


def test_the_summary_on_the_desk_can_be_measured(visit):
    page = visit()
    read(page)
    tab(page, 2)
    page.locator("#kh-use-digest").click()
    expect(page.locator("#kh-hypothesis textarea")).to_have_value(re.compile("بلدية"))


def test_measuring_says_what_is_still_to_be_given(visit):
    page = visit()
    tab(page, 2)
    page.locator("#kh-measure").click()
    expect(page.locator("#kh-scores .kh-problem")).to_contain_text(TEXTS["problem_no_texts"].en)
    page.locator("#kh-use-digest").click()
    expect(page.locator("#kh-scores .kh-problem")).to_contain_text(TEXTS["problem_no_digest"].en)
    page.locator("#kh-compare-files").click()
    expect(page.locator("#kh-means .kh-problem")).to_contain_text(TEXTS["problem_no_files"].en)


def test_the_report_says_that_it_is_being_made_and_is_brought_into_view(browser, tmp_path):
    class Slow(Desk):
        made = threading.Event()

        def report(self):
            self.made.wait(PATIENCE / 1000)
            (tmp_path / "report.html").write_text("<p>" + "figures<br>" * 200 + "</p>", "utf-8")
            return tmp_path / "report.html"

    desk = Slow()
    with served(desk) as at:
        page = arrive(browser.new_page(locale="en-US", viewport={"width": 1280, "height": 700}), at)
        tab(page, 2)
        page.locator("#kh-report-open").click()
        expect(page.locator("#kh-report .kh-making")).to_have_text(TEXTS["report_making"].en, use_inner_text=True)
        desk.made.set()
        expect(page.locator("#kh-report .kh-making")).to_have_count(0)
        expect(page.locator("#kh-report")).to_be_focused()
        expect(page.locator("#kh-report")).to_be_in_viewport()
        page.context.close()


# Languages and looks


@pytest.mark.parametrize(("locale", "direction"), [("ar-EG", "rtl"), ("en-GB", "ltr"), ("fr-FR", "ltr")])
def test_the_page_speaks_the_browsers_language(visit, locale, direction):
    page = visit(locale=locale)
    language = "ar" if direction == "rtl" else "en"
    expect(page.locator("html")).to_have_attribute("dir", direction)
    expect(page.locator("#kh-read")).to_have_text(getattr(TEXTS["read"], language))
    expect(page.locator("#kh-tabs [role=tab]").first).to_have_text(getattr(TEXTS["tab_read"], language))


def test_a_link_can_ask_for_a_language(visit):
    expect(visit("?lang=ar").locator("#kh-read")).to_have_text(TEXTS["read"].ar)


def test_changing_the_language_turns_the_page_around_and_keeps_the_digest(visit):
    page = visit()
    read(page)
    page.locator('[data-act="language"]').click()
    expect(page.locator("#kh-read")).to_have_text(TEXTS["read"].ar)
    expect(page.locator("#kh-lines .kh-line")).to_have_count(6)
    source, target = (page.locator(f"#kh-s0 {side}").bounding_box() for side in (".kh-ar", ".kh-tr"))
    assert source["x"] > target["x"]
    arrive(page)
    expect(page.locator("html")).to_have_attribute("lang", "ar")


@pytest.mark.parametrize("locale", ["ar", "en-US"])
def test_arabic_runs_right_to_left_and_english_left_to_right_in_either_language(visit, locale):
    page = visit(locale=locale)
    read(page)
    assert colour(page, "#kh-s0 .kh-ar", "direction") == "rtl"
    assert colour(page, "#kh-s0 .kh-tr", "direction") == "ltr"
    assert colour(page, "#kh-head", "direction") == ("rtl" if locale == "ar" else "ltr")


def test_dark_follows_the_system_until_a_reader_chooses(visit):
    page = visit(color_scheme="dark")
    expect(page.locator("body")).to_have_class(re.compile("dark"))
    night = colour(page, "body")
    page.locator('[data-act="theme"]').click()
    expect(page.locator("body")).not_to_have_class(re.compile("dark"))
    assert colour(page, "body") != night
    arrive(page)
    expect(page.locator("body")).not_to_have_class(re.compile("dark"))


@pytest.mark.parametrize("locale", ["ar", "en-US"])
def test_a_phone_shows_one_column_and_a_switch_that_stays(visit, locale):
    page = visit(viewport=PHONE, has_touch=True, locale=locale)
    read(page)
    assert page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]
    expect(page.locator("#kh-tabs [role=tab]:visible")).to_have_count(4)
    page.locator("#kh-s5").scroll_into_view_if_needed()
    page.locator('#kh-sides [data-side="tr"]').click()
    expect(page.locator("#kh-s4 .kh-ar")).to_be_hidden()
    expect(page.locator("#kh-s4 .kh-tr")).to_be_visible()
    page.locator("#kh-s5 .kh-tr").click()
    expect(page.locator("#kh-s5 .kh-ar")).to_be_visible()


def test_a_reader_needs_no_mouse(visit):
    page = visit()
    page.keyboard.press("Tab")
    expect(page.locator(".kh-skip")).to_be_focused()
    page.locator("#kh-input textarea").focus()
    page.keyboard.insert_text(ARTICLE)
    page.keyboard.press("Tab")
    expect(page.locator("#kh-read")).to_be_focused()
    page.keyboard.press("Enter")
    finished(page)
    page.locator("#kh-s0 .kh-n").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("ArrowDown")
    expect(page.locator("#kh-s1")).to_be_focused()
    page.keyboard.press("ArrowUp")
    expect(page.locator("#kh-s0")).to_be_focused()


# Hostile text


def test_hostile_text_is_shown_and_never_run(visit):
    page = visit()
    read(page, HOSTILE)
    expect(page.locator("#kh-lines")).to_contain_text("قال الوزير")
    assert page.evaluate("window.hacked") is None
    assert page.locator("#kh-desk :is(script, img)").count() == 0
    assert "\u202e" not in page.locator("#kh-lines").inner_text()


def test_a_megabyte_on_one_line_breaks_nothing(visit):
    page = visit()
    page.locator("#kh-input textarea").fill("كلمة" * 250_000)
    page.locator("#kh-read").click()
    expect(page.locator(".kh-problem")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 1280


def test_a_word_without_end_stays_inside_its_column(visit):
    page = visit(viewport=PHONE)
    read(page, ARTICLE.replace("للأطفال", "م" * 300))
    assert page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]


# Accessibility


def serious(page):
    """What axe-core finds that keeps someone out."""
    from axe_playwright_python.sync_playwright import Axe

    found = Axe().run(page).response["violations"]
    return [
        f"{item['id']}: {node['html'][:160]}"
        for item in found
        if item["impact"] in ("serious", "critical")
        for node in item["nodes"]
    ]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("locale", ["ar", "en-US"])
def test_nobody_is_kept_out_of_reading(visit, locale, scheme):
    page = visit(locale=locale, color_scheme=scheme)
    assert serious(page) == []
    read(page)
    for folded in page.locator("#kh-desk details:not([open]) summary").all():
        folded.click()
    assert serious(page) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nobody_is_kept_out_of_the_other_parts(visit, scheme):
    page = visit(color_scheme=scheme)
    page.locator('#kh-head [data-act="choices"]').click()
    expect(page.locator("#kh-choices")).to_be_visible()
    assert serious(page) == []
    page.keyboard.press("Escape")
    for number in (1, 2, 3):
        tab(page, number)
        assert serious(page) == []


def test_a_phone_keeps_nobody_out(visit):
    page = visit(viewport=PHONE, has_touch=True)
    read(page)
    assert serious(page) == []
