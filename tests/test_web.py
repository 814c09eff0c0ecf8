"""Links: no address that leads inside is ever asked, no server holds a reader, and what a page says is read right."""

from __future__ import annotations

import gzip
import json
import socket
import ssl
import sys
import threading
import time
import zlib
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest

from summarize.cli import main
from summarize.errors import ReadingError, UsageError
from summarize.reading import ReadLimits, read_link, read_paths
from summarize.reading.addresses import parse_address
from summarize.reading.guard import Guard, system_addresses
from summarize.reading.web import Fetched, WebLimits, fetch
from summarize.records import Article, Failure
from tests.web_server import WebServer, page, redirect

GROUPS = json.loads((Path(__file__).parent / "data" / "refused_addresses.json").read_text("utf-8"))
LEAD = "أعلنت البلدية، الأحد، إعادة فتح الجسر القديم أمام المشاة بعد أعمال صيانة استمرت ثلاثة أشهر."
NEXT = "وقال رئيس البلدية إن الصيانة كلفت مليوني دينار، وإن الجسر صار يحتمل ضعف ما كان يحتمله."
HTML = f"<html><body><h1>فتح الجسر القديم</h1><p>{LEAD}</p><p>{NEXT}</p></body></html>".encode()
QUICK = WebLimits(seconds=1.0)


@pytest.fixture
def server() -> Iterator[WebServer]:
    made = WebServer()
    yield made
    made.close()


class _Connections:
    """Every number that this process connects to; an audit hook cannot be taken out, so there is one for all tests."""

    def __init__(self) -> None:
        self.seen: list[tuple[str, int]] = []
        sys.addaudithook(self._hear)

    def _hear(self, event: str, arguments: tuple[object, ...]) -> None:
        if event == "socket.connect" and isinstance(arguments[1], tuple):
            self.seen.append(arguments[1][:2])


CONNECTIONS = _Connections()


def cases(*hows: str) -> list[object]:
    return [
        pytest.param(
            case, id=f"{group['group']}: {case.get('location') or case['url']} {case.get('answers', '')}"[:110]
        )
        for group in GROUPS
        for case in group["cases"]
        if group["how"] in hows
    ]


def no_lookup(host: str, seconds: float) -> tuple[str, ...]:
    raise AssertionError(f"{host} was looked up")


def test_the_table_of_refused_addresses_holds_at_least_200():
    rows = [json.dumps(case) for group in GROUPS for case in group["cases"]]
    assert len(rows) == len(set(rows)) >= 200


@pytest.mark.parametrize("case", cases("literal", "port"))
def test_an_address_that_is_no_public_page_is_refused_without_a_lookup_or_a_connection(case):
    CONNECTIONS.seen.clear()
    usual = Guard(resolve=no_lookup)
    with pytest.raises(ReadingError, match=r".") as refusal:
        fetch(case["url"], guard=usual)
    assert case["said"] in str(refusal.value)
    assert CONNECTIONS.seen == []


@pytest.mark.parametrize("case", cases("dns"))
def test_a_name_is_refused_when_any_of_its_numbers_is(case):
    CONNECTIONS.seen.clear()
    (answers,) = case["answers"]
    with pytest.raises(ReadingError) as refusal:
        fetch(case["url"], guard=Guard(resolve=lambda host, seconds: tuple(answers)))
    assert case["said"] in str(refusal.value)
    assert CONNECTIONS.seen == []


@pytest.mark.parametrize("case", cases("redirect"))
def test_a_redirect_is_held_to_the_same_rules(case, server):
    CONNECTIONS.seen.clear()
    server.answers["/"] = redirect(case["location"].format(port=server.port))
    with pytest.raises(ReadingError) as refusal:
        fetch(server.url(), guard=server.guard())
    assert case["said"] in str(refusal.value)
    assert CONNECTIONS.seen == [("127.0.0.1", server.port)]


@pytest.mark.parametrize("case", cases("changing"))
def test_a_name_whose_numbers_change_is_asked_at_checked_numbers_only(case, server):
    CONNECTIONS.seen.clear()
    server.answers["/"] = redirect("/")
    with pytest.raises(ReadingError) as refusal:
        fetch(case["url"].format(port=server.port), guard=server.guard(news_example=case["answers"]))
    assert case["said"] in str(refusal.value)
    assert CONNECTIONS.seen == [("127.0.0.1", server.port)] * (len(case["answers"]) - 1)


def test_a_name_is_looked_up_once_for_each_request_and_never_by_the_connection(server, monkeypatch):
    looked_up = []
    real = socket.getaddrinfo
    monkeypatch.setattr(
        socket, "getaddrinfo", lambda host, *rest, **more: looked_up.append(host) or real(host, *rest, **more)
    )
    server.answers["/"] = page(HTML)
    fetch(f"http://news.example:{server.port}/", guard=server.guard(news_example=[["127.0.0.1"]]))
    assert set(looked_up) <= {"127.0.0.1"}
    assert f"Host: news.example:{server.port}\r\n" in server.heads[0]


@pytest.mark.parametrize(
    "number",
    [
        *("8.8.8.8", "93.184.215.14", "100.63.255.255", "172.15.255.255", "172.32.0.1", "192.169.0.1"),
        *("2606:4700::1111", "2a00:1450:4001::200e", "2001:4860:4860::8888"),
    ],
)
def test_public_numbers_pass(number):
    assert Guard().allows(number)


def gzipped(body: bytes) -> bytes:
    return page(gzip.compress(body), "Content-Encoding: gzip")


def chunked(body: bytes, size: int = 700, *headers: str) -> bytes:
    pieces = [body[start : start + size] for start in range(0, len(body), size)]
    coded = b"".join(b"%x\r\n%s\r\n" % (len(piece), piece) for piece in pieces) + b"0\r\n\r\n"
    return page(coded, "Transfer-Encoding: chunked", *headers, length=False)


TEXT = f"{LEAD}\n\n{NEXT}"
DEEP = f"<html><body>{'<div>' * 200}<p>{LEAD}</p><p>{NEXT}</p></body></html>".encode()
# What must pass: the path asked for, and all that the server answers.
PASS: dict[str, tuple[str, dict[str, bytes]]] = {
    "a page": ("/", {"/": page(HTML)}),
    "a page without a length": ("/", {"/": page(HTML, length=False)}),
    "plain text": ("/a.txt", {"/a.txt": page(TEXT.encode(), "Content-Type: text/plain")}),
    "no type at all": ("/", {"/": page(HTML).replace(b"Content-Type: text/html; charset=utf-8\r\n", b"")}),
    "xhtml": ("/", {"/": page(HTML, "Content-Type: application/xhtml+xml")}),
    "a type in capitals": ("/", {"/": page(HTML, "Content-Type: Text/HTML;Charset=UTF-8")}),
    "windows-1256": ("/", {"/": page(HTML.decode().encode("cp1256"), "Content-Type: text/html; charset=windows-1256")}),
    "a wrong charset": ("/", {"/": page(HTML, "Content-Type: text/html; charset=iso-8859-1")}),
    "utf-16": ("/", {"/": page(HTML.decode().encode("utf-16"))}),
    "gzip": ("/", {"/": gzipped(HTML)}),
    "deflate": ("/", {"/": page(zlib.compress(HTML), "Content-Encoding: deflate")}),
    "chunks": ("/", {"/": chunked(HTML)}),
    "gzip in chunks": ("/", {"/": chunked(gzip.compress(HTML), 40, "Content-Encoding: gzip")}),
    "a redirect": ("/old", {"/old": redirect("/new"), "/new": page(HTML)}),
    "a permanent redirect": ("/old", {"/old": redirect("new?id=7#top", "301 Moved"), "/new?id=7": page(HTML)}),
    "redirects of every kind": (
        "/1",
        {
            "/1": redirect("/2", "301 Moved"),
            "/2": redirect("/3", "303 See Other"),
            "/3": redirect("/4", "307 Temporary"),
            "/4": redirect("/5", "308 Permanent"),
            "/5": redirect("/6"),
            "/6": page(HTML),
        },
    ),
    "an Arabic path": ("/أخبار/جسر", {"/%D8%A3%D8%AE%D8%A8%D8%A7%D8%B1/%D8%AC%D8%B3%D8%B1": page(HTML)}),
    "a redirect to an Arabic path": ("/1", {"/1": redirect("/خبر"), "/%D8%AE%D8%A8%D8%B1": page(HTML)}),
    "an interim answer first": ("/", {"/": b"HTTP/1.1 100 Continue\r\n\r\n" + page(HTML)}),
    "a page with cookies": ("/", {"/": page(HTML, "Set-Cookie: track=1; Path=/")}),
    "deep markup": ("/", {"/": page(DEEP)}),
}  # fmt: skip


@pytest.mark.parametrize("name", PASS)
def test_a_page_on_an_allowed_server_becomes_its_article(name, server):
    path, server.answers = PASS[name]
    (article,) = read_link(server.url(path), ReadLimits(guard=server.guard()))
    assert isinstance(article, Article), article
    assert article.text == TEXT
    assert article.source == server.url(path)


def test_the_request_says_who_asks_and_carries_nothing_else(server):
    server.answers = {"/": page(HTML, "Set-Cookie: a=b", "Location: /x")} | {"/1": redirect("/")}
    assert fetch(server.url("/1"), guard=server.guard()) == Fetched(server.url("/"), HTML, "text/html")
    for head in server.heads:
        names = [line.partition(":")[0].lower() for line in head.split("\r\n")[1:] if line]
        assert sorted(names) == ["accept", "accept-encoding", "accept-language", "connection", "host", "user-agent"]
        assert "User-Agent: khulasa/" in head


def test_a_proxy_in_the_environment_is_not_used(server, monkeypatch):
    for name in ("http_proxy", "HTTP_PROXY", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:1")
    server.answers["/"] = page(HTML)
    assert fetch(server.url(), guard=server.guard()).data == HTML


def test_a_server_that_redirects_for_ever_is_left(server):
    server.answers = {f"/{number}": redirect(f"/{number + 1}") for number in range(10)}
    with pytest.raises(ReadingError, match="more than 5 times"):
        fetch(server.url("/0"), guard=server.guard())
    assert len(server.heads) == 6


OK = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"


def dripping(start: bytes) -> Callable[[socket.socket], None]:
    """Send ``start``, then a byte as often as the reader's timeout for a single read would allow."""

    def answer(connection: socket.socket) -> None:
        connection.sendall(start)
        while True:
            connection.sendall(b"x")
            threading.Event().wait(0.05)

    return answer


def repeating(start: bytes, piece: bytes) -> Callable[[socket.socket], None]:
    def answer(connection: socket.socket) -> None:
        connection.sendall(start)
        while True:
            connection.sendall(piece)

    return answer


@pytest.mark.parametrize(
    "answer",
    [
        lambda connection: threading.Event().wait(5),
        dripping(b""),
        dripping(b"HTTP/1.1 200 OK\r\nX-Slow: "),
        dripping(OK + b"\r\n"),
        dripping(OK + b"Content-Length: 100000\r\n\r\n"),
        dripping(OK + b"Transfer-Encoding: chunked\r\n\r\n"),
        repeating(b"", b"HTTP/1.1 100 Continue\r\n\r\n"),
    ],
    ids=["silence", "status line", "header", "body", "body of known length", "size of a chunk", "interim answers"],
)
def test_a_server_that_takes_its_time_is_left_when_time_is_over(answer, server):
    server.answers["/"] = answer
    started = time.monotonic()
    with pytest.raises(ReadingError, match=r"longer than 1 seconds|timed out"):
        fetch(server.url(), QUICK, server.guard())
    assert time.monotonic() - started < 3


@pytest.mark.parametrize(
    "answer",
    [
        repeating(OK + b"\r\n", b"y" * 65536),
        repeating(OK + b"Transfer-Encoding: chunked\r\n\r\n", b"10000\r\n" + b"y" * 65536 + b"\r\n"),
        OK + b"Content-Length: 99999999999999999999999\r\n\r\n",
        page(gzip.compress(b"\0" * 50_000_000), "Content-Encoding: gzip"),
        page(zlib.compress(b"\0" * 50_000_000), "Content-Encoding: deflate"),
    ],
    ids=["endless", "endless chunks", "announced", "gzip", "deflate"],
)
def test_a_page_beyond_the_limit_is_refused_before_it_fills_memory(answer, server):
    server.answers["/"] = answer
    with pytest.raises(ReadingError, match="more than 1 MB"):
        fetch(server.url(), WebLimits(max_bytes=1_000_000), server.guard())


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (page(HTML, "Content-Length: 99999", length=False), "broke off"),
        (page(gzip.compress(HTML)[:-20], "Content-Encoding: gzip"), "broke off"),
        (chunked(HTML)[:-9], "broke off"),
        (page(b"no gzip", "Content-Encoding: gzip"), "does not answer as a site should"),
        (page(HTML, "Content-Encoding: br"), "not asked for"),
        (page(HTML, "Content-Encoding: gzip, gzip"), "not asked for"),
        (page(b"\x89PNG", "Content-Type: image/png"), "image/png"),
        (page(b"{}", "Content-Type: application/json"), "application/json"),
        (page(b"MZ", "Content-Type: application/octet-stream"), "application/octet-stream"),
        (page(b"", status="404 Not Found"), "no such page"),
        (page(b"", status="403 Forbidden"), "wants a login"),
        (page(b"", status="429 Too Many"), "asked too often"),
        (page(b"", status="503 Busy"), "out of order (503)"),
        (page(b"", status="304 Not Modified"), "no page came (304)"),
        (page(b"", status="302 Found"), "no page came (302)"),
        (b"SSH-2.0-OpenSSH_9.6\r\n", "does not answer as a site should"),
        (b"", "does not answer as a site should"),
        (OK + b"X: y\r\n" * 200 + b"\r\n", "does not answer as a site should"),
        (OK + b"X: " + b"y" * 100_000 + b"\r\n\r\n", "does not answer as a site should"),
    ],
)
def test_an_answer_that_is_no_page_is_told_in_words(answer, said, server):
    server.answers["/"] = answer
    with pytest.raises(ReadingError) as refusal:
        fetch(server.url(), QUICK, server.guard())
    assert said in str(refusal.value)
    assert "\n" not in str(refusal.value)
    assert "object at" not in str(refusal.value)


def test_a_length_shorter_than_the_page_ends_it_there(server):
    server.answers["/"] = page(HTML + b"<script>", f"Content-Length: {len(HTML)}", length=False)
    assert fetch(server.url(), guard=server.guard()).data == HTML


def test_a_port_where_nobody_listens_is_told_in_words():
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        port = silent.getsockname()[1]
        with pytest.raises(ReadingError, match=r"does not answer as a site should \(.*refused\)"):
            fetch(f"http://127.0.0.1:{port}/", guard=Guard(("127.0.0.1/32",), frozenset({port})))


def test_the_next_number_of_a_name_is_tried_when_the_first_does_not_answer(server):
    server.answers["/"] = page(HTML)
    guard = Guard(("127.0.0.0/8",), frozenset({server.port}), resolve=lambda host, seconds: ("127.0.0.9", "127.0.0.1"))
    assert fetch(f"http://news.example:{server.port}/", guard=guard).data == HTML


def test_a_resolver_that_does_not_answer_is_left_in_time(monkeypatch):
    over = threading.Event()

    def asleep(*rest: object, **more: object) -> list[object]:
        over.wait(10)
        return []

    monkeypatch.setattr(socket, "getaddrinfo", asleep)
    started = time.monotonic()
    with pytest.raises(ReadingError, match="took too long"):
        system_addresses("news.example", 0.2)
    over.set()
    assert time.monotonic() - started < 2


def certificate(folder: Path, name: str) -> Path:
    """Write a certificate for ``name`` that vouches for itself, with its key, and give the file."""
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.x509.oid import NameOID

    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    now = datetime.now(timezone.utc)
    made = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=2))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    path = folder / f"{name}.pem"
    path.write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
        + made.public_bytes(serialization.Encoding.PEM)
    )
    return path


@pytest.mark.parametrize(
    ("host", "trusted", "said"),
    [("news.example", True, ""), ("other.example", True, "cannot prove"), ("news.example", False, "cannot prove")],
    ids=["its own name", "another name", "a certificate that nobody vouches for"],
)
def test_the_certificate_is_held_against_the_name_not_the_number(host, trusted, said, tmp_path, monkeypatch):
    file = certificate(tmp_path, "news.example")
    if trusted:
        monkeypatch.setenv("SSL_CERT_FILE", str(file))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(file)
    server = WebServer(context)
    server.answers["/"] = page(HTML)
    guard = server.guard(**{host.replace(".", "_"): [["127.0.0.1"]]})
    if said:
        with pytest.raises(ReadingError, match=said):
            fetch(f"https://{host}:{server.port}/", guard=guard)
        assert server.heads == []
    else:
        assert fetch(f"https://{host}:{server.port}/", guard=guard).data == HTML
    server.close()


@pytest.mark.parametrize("word", ["off", "OFF", "no", "false", "0"])
def test_links_can_be_switched_off(word, server, monkeypatch):
    monkeypatch.setenv("KHULASA_WEB", word)
    with pytest.raises(UsageError, match="KHULASA_WEB"):
        fetch(server.url(), guard=server.guard())
    assert server.heads == []


def test_a_link_list_never_reads_a_file(tmp_path):
    path = tmp_path / "page.html"
    path.write_bytes(HTML)
    for name in (str(path), path.as_uri(), "-"):
        (outcome,) = read_link(name)
        assert isinstance(outcome, Failure)
        assert "not a link" in outcome.detail


def test_links_and_files_are_read_side_by_side_with_ids_of_their_own(tmp_path, server):
    (tmp_path / "bridge.html").write_bytes(HTML)
    server.answers = {"/2025/bridge.html?x=1": page(HTML), "/gone": page(b"", status="410 Gone")}
    paths = [str(tmp_path / "bridge.html"), server.url("/2025/bridge.html?x=1"), server.url("/gone")]
    outcomes = list(read_paths(paths, ReadLimits(guard=server.guard())))
    assert [(outcome.id, type(outcome)) for outcome in outcomes] == [
        ("bridge", Article), ("bridge-2", Article), ("gone", Failure),
    ]  # fmt: skip


def test_the_command_opens_no_link_offline(capsys):
    assert main(["digest", "https://news.example/1", "--offline"]) == 2
    assert "no link is opened offline" in capsys.readouterr().err


def test_the_command_names_a_refused_link_and_goes_on(tmp_path, capsys):
    (tmp_path / "bridge.html").write_bytes(HTML)
    options = ["--format", "json", "--summarizer", "none", "--translator", "none"]
    assert main(["digest", "http://192.168.1.1/", str(tmp_path / "bridge.html"), *options]) == 1
    captured = capsys.readouterr()
    failed, read = map(json.loads, captured.out.splitlines())
    assert "a private network" in failed["detail"]
    assert read["text"] == TEXT
    assert "192.168.1.1" in captured.err


def test_an_address_is_sent_as_it_was_taken_apart():
    address = parse_address("HTTP://News.Example.:80/a/../b c".replace(" ", "%20") + "?q=خبر#frag")
    assert (address.host, address.authority) == ("news.example", "news.example")
    assert address.target == "/a/../b%20c?q=%D8%AE%D8%A8%D8%B1"
