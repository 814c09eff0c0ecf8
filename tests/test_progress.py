"""Progress where there is no terminal: lines on stderr, the last one with the whole count."""

import pytest

from summarize.models.download import Transfer
from summarize.progress import article_progress, download_progress


@pytest.mark.parametrize("total", [3, None])
def test_the_last_line_counts_all_articles(total: int | None, capsys: pytest.CaptureFixture[str]) -> None:
    with article_progress("digest", total) as step:
        for number in range(3):
            step(1, f"article-{number}")
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.splitlines()[-1].startswith("digest: 3/3 articles" if total else "digest: 3 articles")
    assert "left" not in captured.err.splitlines()[-1]


def test_a_download_says_when_each_file_is_whole(capsys: pytest.CaptureFixture[str]) -> None:
    with download_progress() as step:
        for done in (0, 500_000, 1_000_000):
            step(Transfer("model\x1b[2J.bin", done, 1_000_000))
    error = capsys.readouterr().err
    assert "1.0 of 1.0 MB" in error
    assert "\x1b" not in error
