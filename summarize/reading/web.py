"""A page from the web, fetched so that a link can do no harm.

Public http(s) addresses only (``addresses``), asked for by a number that was checked and with the certificate held
against the name; every redirect is taken apart and checked like the first address; size, time and type have limits. No
cookie is kept, no credential sent, nothing executed. Proxies that the environment names are not used: a proxy looks
names up by itself, and nobody could check what it finds. ``KHULASA_WEB=off`` switches links off altogether.
"""

from __future__ import annotations

import os
import re
import ssl
import zlib
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from http import HTTPStatus
from http.client import HTTPException
from typing import TYPE_CHECKING

from summarize.errors import ReadingError, UsageError
from summarize.reading.addresses import WebAddress, parse_address
from summarize.reading.deadline import Deadline
from summarize.reading.guard import PUBLIC, Guard

if TYPE_CHECKING:
    from urllib3 import BaseHTTPResponse
    from urllib3.connection import HTTPConnection

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_TYPES = (
    "text/html",
    "application/xhtml+xml",
    "text/plain",
    "application/pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
)
_CONNECT_SECONDS = 5.0
_PIECE = 1 << 16
_REFUSALS = {
    401: "it wants a login",
    402: "it wants a payment",
    403: "it refuses programs, or wants a login",
    404: "it has no such page",
    410: "the page is gone",
    429: "it was asked too often: try again later",
    451: "it may not show the page here",
}


@dataclass(frozen=True, slots=True)
class WebLimits:
    """How much of the web one link may cost."""

    # Of the page as sent, and of the page unpacked. The largest news page of thousands looked at had 4 MB.
    max_bytes: int = 10_000_000
    # For everything: looking up, connecting, redirects, the body.
    seconds: float = 20.0
    redirects: int = 5


DEFAULT_WEB_LIMITS = WebLimits()


@dataclass(frozen=True, slots=True)
class Fetched:
    """What an address gave; ``url`` is where the redirects ended, ``content_type`` lower case without parameters."""

    url: str
    data: bytes
    content_type: str = ""


def fetch(url: str, limits: WebLimits = DEFAULT_WEB_LIMITS, guard: Guard = PUBLIC) -> Fetched:
    """Fetch the page at ``url``, through at most ``limits.redirects`` redirects.

    Raises ``ReadingError`` when the address may not be asked, does not answer with a page in time, or is too large;
    ``UsageError`` when links are switched off (``KHULASA_WEB=off``).
    """
    if is_off():
        raise UsageError("reading links is switched off here (KHULASA_WEB=off): paste the text, or give a file")
    with Deadline(limits.seconds) as deadline:
        address = parse_address(url)
        for _ in range(limits.redirects + 1):
            answer = _ask(address, limits, guard, deadline)
            if isinstance(answer, Fetched):
                return answer
            address = answer
    raise ReadingError(f"the link was redirected more than {limits.redirects} times: open it in a browser")


def is_off() -> bool:
    """Tell whether ``KHULASA_WEB`` switches links off (``off``, ``no``, ``false`` or ``0``)."""
    return os.environ.get("KHULASA_WEB", "").strip().lower() in {"off", "no", "false", "0"}


def _ask(address: WebAddress, limits: WebLimits, guard: Guard, deadline: Deadline) -> Fetched | WebAddress:
    """Send one request; give its page, or the address that it redirects to."""
    from urllib3.exceptions import HTTPError

    try:
        with closing(_connect(address, guard.numbers(address, deadline.left()), deadline)) as connection:
            try:
                connection.timeout = deadline.left()
                deadline.watch(connection.sock)
                connection.request(
                    "GET", address.target, headers=_headers(address), preload_content=False, decode_content=False
                )
                answer = _answer(address, connection.getresponse(), limits)
            finally:
                deadline.watch(None)
        deadline.left()  # a body without a length ends like a whole one when its socket is shut
        return answer
    except ssl.SSLCertVerificationError as error:
        reason = error.verify_message
        raise ReadingError(f"{address.host} cannot prove that it is that site ({reason}): do not trust it") from error
    except (HTTPError, HTTPException, OSError, zlib.error) as error:
        deadline.left()
        raise ReadingError(f"{address.host} does not answer as a site should ({_reason(error)})") from error


def _connect(address: WebAddress, numbers: tuple[str, ...], deadline: Deadline) -> HTTPConnection:
    """Connect to the first of ``numbers`` that answers; the certificate is held against the name."""
    from urllib3.connection import HTTPConnection, HTTPSConnection
    from urllib3.exceptions import HTTPError

    failure: Exception = OSError("no address")
    for number in numbers:
        # Half of what is left: the handshake has its own wait, as long again.
        wait = min(_CONNECT_SECONDS, deadline.left() / 2)
        if address.scheme == "https":
            context = ssl.create_default_context()
            connection: HTTPConnection = HTTPSConnection(
                number, address.port, timeout=wait, ssl_context=context, server_hostname=address.host
            )
        else:
            connection = HTTPConnection(number, address.port, timeout=wait)
        try:
            connection.connect()
            return connection
        except (HTTPError, OSError) as error:
            connection.close()
            failure = error
    raise failure


def _headers(address: WebAddress) -> dict[str, str]:
    from summarize import __version__

    return {
        "Host": address.authority,
        "User-Agent": f"khulasa/{__version__}",
        "Accept": ", ".join(_TYPES),
        "Accept-Language": "ar, *;q=0.5",
        "Accept-Encoding": "gzip",
        "Connection": "close",
    }


def _answer(address: WebAddress, response: BaseHTTPResponse, limits: WebLimits) -> Fetched | WebAddress:
    location = response.headers.get("Location", "")
    if response.status in _REDIRECTS and location:
        return address.follow(location)
    if response.status != HTTPStatus.OK:
        meaning = _REFUSALS.get(response.status) or ("it is out of order" if response.status >= 500 else "no page came")
        raise ReadingError(f"{address.host} gave no article: {meaning} ({response.status})")
    content_type = response.headers.get("Content-Type", "").partition(";")[0].strip().lower()
    if content_type and content_type not in _TYPES:
        raise ReadingError(
            f"the link leads to {content_type[:60]}, not to an article: expected a page, text, PDF or Word"
        )
    announced = response.headers.get("Content-Length", "")
    if announced.isascii() and announced.isdigit() and int(announced[:20]) > limits.max_bytes:
        raise _too_large(limits)
    return Fetched(address.url, b"".join(_body(response, limits)), content_type)


def _body(response: BaseHTTPResponse, limits: WebLimits) -> Iterator[bytes]:
    """Give the body unpacked, piece by piece; what goes over the limit, packed or not, raises ``ReadingError``."""
    encoding = response.headers.get("Content-Encoding", "identity").strip().lower()
    if encoding not in {"identity", "", "gzip", "x-gzip", "deflate"}:
        raise ReadingError(f"the site packs its page in a way that was not asked for ({encoding[:40]})")
    packed = encoding not in {"identity", ""}
    unpacker = zlib.decompressobj(zlib.MAX_WBITS | 32)  # gzip or zlib, as its first bytes say
    sent = given = 0
    while piece := response.read1(_PIECE, decode_content=False):
        sent += len(piece)
        if packed:
            piece = unpacker.decompress(piece, limits.max_bytes - given + 1)
        given += len(piece)
        if max(sent, given) > limits.max_bytes:
            raise _too_large(limits)
        yield piece
    if packed and sent and not unpacker.eof:
        raise ReadingError("the page broke off before its end: try again")


def _too_large(limits: WebLimits) -> ReadingError:
    return ReadingError(f"the page has more than {limits.max_bytes / 1e6:g} MB: no article is that large")


def _reason(error: BaseException) -> str:
    """Give an error's cause in few words, without urllib3's objects.

    >>> _reason(OSError(111, "Connection refused"))
    'Connection refused'
    """
    cause = error.__cause__ if isinstance(error.__cause__, OSError) else error
    text = (cause.strerror if isinstance(cause, OSError) else "") or str(next(iter(cause.args), type(cause).__name__))
    return "it broke off" if "IncompleteRead" in text else " ".join(re.sub(r"^\w+\([^)]*\): ", "", text)[:100].split())
