"""A model hub on 127.0.0.1 that answers as huggingface.co does: the list of a commit, files, ranges, its error codes.

Large files (weights) redirect to a storage path, as the true hub's do. Faults are switched on one at a time:
``cut_after`` breaks an answer off, ``refuse`` answers an error, ``stall`` never answers, ``corrupt`` changes bytes.
"""

from __future__ import annotations

import hashlib
import json
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote, urlsplit

LARGE = (".safetensors", ".bin", ".model", ".spm")


@dataclass(frozen=True)
class Refusal:
    """An error answer, with the ``X-Error-Code`` by which the true hub tells its reasons apart."""

    status: int
    code: str = ""


@dataclass(frozen=True)
class Request:
    """What was asked for, from which byte, and how many bytes were sent in answer."""

    path: str
    start: int
    sent: int
    token: str


@dataclass
class LocalHub:
    """The hub's repositories and faults; ``requests`` records every request for a file's bytes, in order."""

    endpoint: str = ""
    repos: dict[tuple[str, str], dict[str, bytes]] = field(default_factory=dict)
    requests: list[Request] = field(default_factory=list)
    cut_after: int | None = None
    cuts_left: int = 1_000_000
    hang: bool = False  # what is broken off stays open, and nothing more comes
    refuse: Refusal | None = None
    refusals_left: int = 1_000_000
    stall: bool = False
    corrupt: bool = False
    ranges: bool = True
    storage: str = ""  # another hub's endpoint, to which large files redirect
    extra_names: tuple[str, ...] = ()
    wake: threading.Event = field(default_factory=threading.Event)

    def publish(self, repo: str, revision: str, source: Path | Mapping[str, bytes]) -> None:
        """Offer a folder, or files given by name, as one commit of a repository."""
        if isinstance(source, Path):
            names = {path: path.relative_to(source).as_posix() for path in source.rglob("*") if path.is_file()}
            source = {name: path.read_bytes() for path, name in names.items()}
        self.repos[repo, revision] = dict(source)

    def served(self, name: str) -> list[Request]:
        """Give the requests that were answered with bytes of the file ``name``."""
        return [request for request in self.requests if request.path.endswith(f"/{name}")]

    def listing(self, repo: str, revision: str) -> dict[str, object]:
        files = self.repos[repo, revision]
        siblings = [_sibling(name, data) for name, data in files.items()]
        siblings += [_sibling(name, b"x") for name in self.extra_names]
        return {"id": repo, "sha": revision, "siblings": siblings}


def _sibling(name: str, data: bytes) -> dict[str, object]:
    blob = hashlib.sha1(b"blob %d\0" % len(data) + data).hexdigest()
    entry: dict[str, object] = {"rfilename": name, "size": len(data), "blobId": blob}
    if name.endswith(LARGE):
        entry["lfs"] = {"sha256": hashlib.sha256(data).hexdigest(), "size": len(data), "pointerSize": 134}
    return entry


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    hub: LocalHub

    def log_message(self, *_: object) -> None:
        pass

    def do_GET(self) -> None:
        hub, path = self.hub, unquote(urlsplit(self.path).path).lstrip("/")
        if hub.stall:
            hub.wake.wait()
            self.close_connection = True
        elif hub.refuse and hub.refusals_left:
            hub.refusals_left -= 1
            self._refuse(hub.refuse)
        elif path.startswith("api/models/"):
            self._list(*path.removeprefix("api/models/").split("/revision/"))
        else:
            self._file(path)

    def _list(self, repo: str, revision: str) -> None:
        if not any(known == repo for known, _ in self.hub.repos):
            self._refuse(Refusal(404, "RepoNotFound"))
        elif (repo, revision) not in self.hub.repos:
            self._refuse(Refusal(404, "RevisionNotFound"))
        else:
            self._answer(200, json.dumps(self.hub.listing(repo, revision)).encode(), {})

    def _file(self, path: str) -> None:
        stored = path.startswith("storage/")
        repo, _, rest = path.removeprefix("storage/").partition("/resolve/")
        revision, _, name = rest.partition("/")
        data = self.hub.repos.get((repo, revision), {}).get(name)
        if data is None:
            self._refuse(Refusal(404, "EntryNotFound"))
        elif name.endswith(LARGE) and not stored:
            self._answer(302, b"", {"Location": f"{self.hub.storage}/storage/{path}", "X-Repo-Commit": revision})
        else:
            self._send(path, data[::-1] if self.hub.corrupt else data, revision)

    def _send(self, path: str, data: bytes, revision: str) -> None:
        asked = self.headers.get("Range", "")
        start = int(asked.removeprefix("bytes=").rstrip("-")) if asked and self.hub.ranges else 0
        headers = {"ETag": f'"{hashlib.sha256(data).hexdigest()}"', "X-Repo-Commit": revision, "Accept-Ranges": "bytes"}
        if asked and self.hub.ranges:
            headers["Content-Range"] = f"bytes {start}-{len(data) - 1}/{len(data)}"
        sent = len(data) - start
        if self.hub.cut_after is not None and sent > self.hub.cut_after and self.hub.cuts_left:
            self.hub.cuts_left -= 1
            sent = self.hub.cut_after
            self.close_connection = True
        self.hub.requests.append(Request(path, start, sent, self.headers.get("Authorization", "")))
        self._head(206 if start else 200, len(data) - start, headers)
        self.wfile.write(data[start : start + sent])
        if self.hub.hang and sent < len(data) - start:
            self.wfile.flush()
            self.hub.wake.wait()

    def _refuse(self, refusal: Refusal) -> None:
        self._answer(refusal.status, b"{}", {"X-Error-Code": refusal.code} if refusal.code else {})

    def _answer(self, status: int, body: bytes, headers: Mapping[str, str]) -> None:
        self._head(status, len(body), headers)
        self.wfile.write(body)

    def _head(self, status: int, length: int, headers: Mapping[str, str]) -> None:
        self.send_response(status)
        for name, value in {**headers, "Content-Length": str(length)}.items():
            self.send_header(name, value)
        self.end_headers()


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *_: object) -> None:
        """Say nothing of clients that hang up: some tests make them."""


@contextmanager
def local_hub() -> Iterator[LocalHub]:
    """Run a hub until the block ends; point ``HF_ENDPOINT`` at its ``endpoint``."""
    hub = LocalHub()
    server = _Server(("127.0.0.1", 0), type("Handler", (_Handler,), {"hub": hub}))
    hub.endpoint = f"http://127.0.0.1:{server.server_port}"
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
    try:
        yield hub
    finally:
        hub.wake.set()
        server.shutdown()
        server.server_close()
