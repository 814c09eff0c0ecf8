"""Two small articles with references, and a page whose every text attacks, for the tests of the report."""

from pathlib import Path

from eval.references import Reference, ReferenceSet
from eval.report import ReportRequest
from eval.report.content import measure
from eval.report.page import render_page
from summarize import Digester, Settings
from summarize.reading import clean
from summarize.records import Failure

QUICK = Settings(summarizer="none", translator="none", sentence_count=2, offline=True)
PORT = (
    "أعلنت هيئة الموانئ، الأحد، إعادة فتح مرفأ الساحل أمام السفن بعد إغلاق دام عشرة أيام. "
    "وقال مدير المرفأ سالم الهاشمي إن 12 سفينة دخلت الأرصفة منذ الصباح. "
    "وأضاف أن العمل سيعود إلى طاقته الكاملة خلال أسبوع. "
    "وكانت العواصف قد ألحقت أضرارا برافعتين في الجهة الشمالية."
)
MUSEUM = (
    "افتتحت بلدية الخابية متحفا صغيرا في بيت طيني عمره مئة عام. "
    "ويضم المتحف 300 قطعة تبرع بها سكان القرية. "
    "وقالت المشرفة ليلى منصور إن الدخول مجاني حتى نهاية العام. "
    "ويأمل السكان أن يعيد المتحف الزوار إلى القرية."
)
HOSTILE = '</title><script>document.title="taken"</script><img src=x onerror=alert(1)>\u202eabc'


def two_articles() -> ReferenceSet:
    """Give the port, one of whose references is its own first sentence, and the museum, whose share little with it."""
    articles = (clean(PORT, id="port", title="مرفأ الساحل يعود"), clean(MUSEUM, id="museum", title="متحف من طين"))
    return ReferenceSet(
        articles,
        (
            _reference("port", PORT.partition(". ")[0], "عاد مرفأ الساحل إلى العمل بعد عشرة أيام من الإغلاق."),
            _reference("museum", "بيت قديم صار مكانا لذاكرة الناس.", "أهل الخابية جمعوا تراثهم في بيت واحد."),
        ),
    )


def hostile_page() -> str:
    """Give the page of a digest whose every text attacks: title, id, article, translation, flags and references."""
    digest = Digester(QUICK).digest(clean(f"{PORT} {HOSTILE}", id=HOSTILE, title=HOSTILE))
    wanted = Reference(HOSTILE, sentences=len(digest.sentences), summaries=(HOSTILE + PORT, HOSTILE))
    references = ReferenceSet((digest.article,), (wanted,))
    failure = Failure(HOSTILE, HOSTILE, "read", HOSTILE, HOSTILE)
    request = ReportRequest(references, Path("x.html"), (digest,), (failure,), date=HOSTILE)
    return render_page(measure(request))


def _reference(article: str, *summaries: str) -> Reference:
    return Reference(article, sentences=4, summaries=summaries, extracts=((0, 1), (0, 2)))
