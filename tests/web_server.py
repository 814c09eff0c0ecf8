"""A web server on the loopback that says exactly what a test wants, byte for byte."""

from __future__ import annotations

import socket
import ssl
import threading
from collections.abc import Callable
from contextlib import suppress

from summarize.reading.guard import Guard

Answer = bytes | Callable[[socket.socket], None]


class WebServer:
    """Answers each path with what ``answers`` holds for it, one connection each, and keeps the requests' heads."""

    def __init__(self, tls: ssl.SSLContext | None = None) -> None:
        self.answers: dict[str, Answer] = {}
        self.heads: list[str] = []
        self._tls = tls
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._socket.getsockname()[1]
        threading.Thread(target=self._serve, daemon=True).start()

    def url(self, path: str = "/") -> str:
        return f"http://127.0.0.1:{self.port}{path}"

    def guard(self, **names: list[list[str]]) -> Guard:
        """Let this server's own number and port pass; ``names`` are answered from the lists, one after another."""
        answers = {name.replace("_", "."): iter(rows) for name, rows in names.items()}
        return Guard(
            ("127.0.0.1/32",), frozenset({self.port}), resolve=lambda host, seconds: tuple(next(answers[host]))
        )

    def close(self) -> None:
        self._socket.close()

    def _serve(self) -> None:
        with suppress(OSError):  # closed
            while True:
                connection, _ = self._socket.accept()
                threading.Thread(target=self._one, args=[connection], daemon=True).start()

    def _one(self, plain: socket.socket) -> None:
        with suppress(OSError), plain:
            connection = self._tls.wrap_socket(plain, server_side=True) if self._tls else plain
            head = b""
            while b"\r\n\r\n" not in head:
                piece = connection.recv(65536)
                if not piece:
                    return
                head += piece
            self.heads.append(head.decode("latin-1"))
            answer = self.answers[head.split(b" ")[1].decode("latin-1")]
            if callable(answer):
                answer(connection)
            else:
                connection.sendall(answer)
            connection.close()


def page(body: bytes, *headers: str, status: str = "200 OK", length: bool = True) -> bytes:
    """Give a whole answer; ``length`` announces the body's."""
    lines = [f"HTTP/1.1 {status}", *headers]
    if not any(header.lower().startswith("content-type") for header in headers):
        lines.append("Content-Type: text/html; charset=utf-8")
    if length:
        lines.append(f"Content-Length: {len(body)}")
    return "\r\n".join(lines).encode("utf-8") + b"\r\n\r\n" + body


def redirect(location: str, status: str = "302 Found") -> bytes:
    return page(b"", f"Location: {location}", status=status)
