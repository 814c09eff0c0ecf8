"""What the desk takes on: each limit with its reason, and none that a reader of news should meet."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """How much may be asked of one desk, by one request and by all together."""

    concurrency: int = 2  # digests at once: one is read and checked while the other's sentences are with the model
    queue: int = 48  # requests that may wait: about a minute of work; the next one is told that the queue is full
    characters: int = 60_000  # of one article, cleaned: 10,000 words, three times the longest reportage
    sentence_characters: int = 6_000  # of one sentence, whose translation cannot be broken off; none was ever so long
    upload_bytes: int = 20_000_000  # of one file or pasted page; web pages are under 1 MB
    batch_articles: int = 200  # in one run of "many at once"; more is work for `khulasa batch`
    sentence_count: int = 20  # of an extract
    lines: int = 200  # of one request to /translate
    digest_seconds: float = 120.0  # for one article, waiting for the model included
    keep_seconds: float = 3600.0  # how long a file made for download stays
