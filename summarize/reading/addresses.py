"""Links taken apart, once: what a browser would forgive or fold away is refused here.

Two parsers that read one address differently are how a filter and a client come to talk about different hosts. So
nothing is passed on as it was written: the request is made from the parts found here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address
from urllib.parse import quote, unquote, urljoin, urlsplit

from summarize.errors import ReadingError

PORTS = {"http": 80, "https": 443}
_MAX_LENGTH = 4096
# Unreserved and reserved characters of RFC 3986, and the escapes that are there already.
_KEPT_IN_TARGET = "/?:@!$&'()*+,;=-._~%"
_UNPRINTABLE = re.compile(r"[\s\x00-\x20\x7f-\xa0\\\u200b-\u200f\u2028-\u202f\u2060-\u206f\ufeff]")
_NAME = re.compile(r"(?!-)[a-z0-9_-]{1,63}(?<!-)(?:\.(?!-)[a-z0-9_-]{1,63}(?<!-))*")
# What the C library, and so a resolver, would take for a number: 2130706433, 0x7f.1, 0177.0.0.1.
_NUMBER_LABEL = re.compile(r"\d+|0x[0-9a-f]*")
_PAGE_SUFFIX = re.compile(r"\.(?:html?|php|aspx?|pdf|docx|txt)$")
# Names that no public page has: RFC 6761 (localhost, invalid), 6762 (local, and its appendix G), 7686 (onion),
# 8375 (home.arpa), 9476 (alt), and ICANN's reservation of internal (2024).
_PRIVATE_NAMES = (
    *(".localhost", ".localdomain", ".local", ".internal", ".intranet", ".private", ".corp", ".home", ".lan"),
    *(".home.arpa", ".onion", ".alt", ".invalid"),
)


@dataclass(frozen=True, slots=True)
class WebAddress:
    """A link taken apart: ``host`` in ASCII lower case (no brackets), ``target`` the escaped path and query."""

    scheme: str
    host: str
    port: int
    target: str

    @property
    def authority(self) -> str:
        """The host as the ``Host`` header names it, the port with it where it is not the scheme's own."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == PORTS[self.scheme] else f"{host}:{self.port}"

    @property
    def number(self) -> bool:
        """Whether the host is a number itself, and no name."""
        return ":" in self.host or self.host.rpartition(".")[2].isdigit()

    @property
    def url(self) -> str:
        """The whole address, in ASCII."""
        return f"{self.scheme}://{self.authority}{self.target}"

    def follow(self, location: str) -> WebAddress:
        """Give the address that a redirect from this one leads to. Raises ``ReadingError`` as ``parse_address``."""
        # Sites write Arabic paths unescaped into the header, which arrives read as Latin-1 (RFC 9110, 5.5).
        location = location.encode("latin-1", "replace").decode("utf-8", "replace").strip()
        if _UNPRINTABLE.search(location):
            raise ReadingError(f"{self.host} redirects to an address that cannot be read")
        return parse_address(urljoin(self.url, location))


def is_web_address(text: str) -> bool:
    """Tell a link from the name of a file.

    >>> is_web_address("https://news.example/1"), is_web_address("news/1.html")
    (True, False)
    """
    return text.lstrip()[:8].lower().startswith(("http://", "https://"))


def link_name(url: str) -> str:
    """Give what an article from ``url`` is called: the last part of the path, or the host.

    >>> link_name("https://news.example/2025/port.html?x=1"), link_name("https://news.example/")
    ('port', 'news.example')
    """
    path = re.sub(r"[?#].*", "", url.strip().partition("://")[2], flags=re.DOTALL).rstrip("/")
    host, _, name = path.rpartition("/")
    return _PAGE_SUFFIX.sub("", unquote(name)) if host else name


def parse_address(url: str) -> WebAddress:
    """Take ``url`` apart. Raises ``ReadingError`` for what is no plain http(s) address of a public name or number.

    >>> parse_address("HTTPS://أخبار.example/خبر?id=1#top").url
    'https://xn--igbicxr.example/%D8%AE%D8%A8%D8%B1?id=1'
    """
    url = url.strip()
    if len(url) > _MAX_LENGTH:
        raise ReadingError(f"the link has {len(url):,} characters, more than the {_MAX_LENGTH:,} that are read")
    if not is_web_address(url):
        raise ReadingError("not a link to a page: expected an address that begins with https:// or http://")
    if _UNPRINTABLE.search(url):
        raise ReadingError("the link holds spaces, backslashes or characters that nobody sees: copy it again")
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise ReadingError(f"the link is not an address: {error}") from error
    if "@" in parts.netloc:
        raise ReadingError("the link holds a user's name or password before its host: open pages without a login only")
    if port == 0 or parts.netloc.endswith(":"):
        raise ReadingError("the link names no port after its colon")
    target = quote(parts.path or "/", _KEPT_IN_TARGET) + (f"?{quote(parts.query, _KEPT_IN_TARGET)}" * bool(parts.query))
    return WebAddress(parts.scheme, _host(parts.hostname or ""), port or PORTS[parts.scheme], target)


def _host(written: str) -> str:
    """Give the host in the one form that is looked up and shown, or raise ``ReadingError``."""
    if ":" in written:
        try:
            return str(IPv6Address(written if "%" not in written else ""))
        except ValueError as error:
            raise ReadingError("the link's host is not an address: it should be a name such as news.example") from error
    try:
        # The codec folds full-width digits, circled letters and ideographic full stops (RFC 3490) before we judge.
        host = written.encode("idna").decode("ascii").lower().removesuffix(".")
    except UnicodeError as error:
        raise ReadingError("the link's host is no name of the web: it should be like news.example") from error
    if _NUMBER_LABEL.fullmatch(host.rpartition(".")[2]):
        try:
            number = str(IPv4Address(host))
        except ValueError as error:
            raise ReadingError("the link hides a number address in another spelling: use the site's name") from error
        if number != written.removesuffix("."):
            raise ReadingError("the link hides a number address in another spelling: use the site's name")
        return number
    if len(host) > 253 or not _NAME.fullmatch(host):
        raise ReadingError("the link's host is no name of the web: it should be like news.example")
    if f".{host}".endswith(_PRIVATE_NAMES) or "." not in host:
        raise ReadingError(f"{host} is a name inside a machine or an office, not a public site")
    return host
