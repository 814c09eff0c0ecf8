"""The wire to a model hub: list a commit's files, fetch one, resume it, verify it.

Ours rather than `huggingface_hub` because that library deletes a partial file on failure (an interrupted 2.4 GB starts
again) and checks sizes, not hashes. The HTTP underneath is urllib3, which trafilatura brings: it verifies
certificates and drops the token when the hub redirects to its storage.
"""

from __future__ import annotations

import errno
import hashlib
import os
import re
from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlsplit

from summarize.errors import DownloadError
from summarize.models.lock import file_sha256

if TYPE_CHECKING:
    from urllib3 import BaseHTTPResponse, PoolManager

DEFAULT_ENDPOINT = "https://huggingface.co"
TIMEOUT = 20.0  # seconds without a connection, or without a byte, before an attempt is given up
ATTEMPTS = 3  # in a row without a byte gained; an attempt that gained some does not count
REDIRECTS = 5  # a renamed repository is one, the hub's storage another
BACKOFF = 0.5  # seconds before another try when the hub is busy; doubles
_BUSY = frozenset({429, 500, 502, 503, 504})
_CHUNK = 1 << 20

Progress = Callable[["Transfer"], None]


@dataclass(frozen=True, slots=True)
class Transfer:
    """How far one file is: ``done`` of ``total`` bytes, those of earlier, interrupted attempts included."""

    file: str
    done: int
    total: int


@dataclass(frozen=True, slots=True)
class RemoteFile:
    """A file of a commit: the hub gives large files' sha256, and the git blob hash (sha1) of every other one."""

    name: str
    size: int
    sha256: str
    blob: str


class HubClient:
    """Talks to the hub at ``HF_ENDPOINT`` (huggingface.co by default), with ``HF_TOKEN`` if there is one."""

    def __init__(self) -> None:
        self.endpoint = (os.environ.get("HF_ENDPOINT") or DEFAULT_ENDPOINT).rstrip("/")
        token = os.environ.get("HF_TOKEN")
        self._headers = {"User-Agent": "khulasa", "Accept-Encoding": "identity"}
        if token:
            self._headers["Authorization"] = f"Bearer {token}"
        self._pool = _pool(self.endpoint)

    def files(self, repo: str, revision: str) -> tuple[RemoteFile, ...]:
        """List the files of a commit in the hub's order. Raises ``DownloadError`` when the hub cannot say."""
        from urllib3.exceptions import HTTPError

        url = f"{self.endpoint}/api/models/{repo}/revision/{revision}?blobs=true"
        try:
            response = self._get(url)
            data = response.json()
            listed, files = data["sha"], tuple(_remote_file(entry) for entry in data["siblings"])
        except HTTPError as error:
            raise DownloadError(
                f"Cannot reach {self.endpoint} to bring {repo} ({_reason(error)}). Check the connection, set"
                " HF_ENDPOINT to a mirror, or copy the model's folder from a machine that has it"
            ) from error
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise DownloadError(f"{url} is not a hub's list of files: is HF_ENDPOINT right?") from error
        if listed != revision:
            raise DownloadError(f"{self.endpoint} gave commit {listed} of {repo} instead of {revision}")
        return files

    def fetch(self, repo: str, revision: str, file: RemoteFile, target: Path, progress: Progress) -> None:
        """Bring ``file`` to ``target``, which appears only when it is whole and its hash is right.

        Bytes that an earlier attempt left in ``target``'s ``.part`` file are kept and not asked for again. A file
        whose hash is wrong is deleted. Raises ``DownloadError``.
        """
        from urllib3.exceptions import HTTPError

        url = f"{self.endpoint}/{repo}/resolve/{revision}/{quote(file.name)}"
        part = target.with_name(f"{target.name}.part")
        failures = 0
        while (before := _size(part)) != file.size:
            trouble = "the hub sent less than it announced"
            try:
                self._append(url, file, part, progress)
            except HTTPError as error:
                trouble = _reason(error)
            now = _size(part) or 0
            failures = 0 if now > (before or 0) else failures + 1
            if failures == ATTEMPTS:
                raise DownloadError(
                    f"{file.name} of {repo} broke off at {now:,} of {file.size:,} bytes ({trouble})."
                    " The same command goes on from there"
                )
        check(part, file, repo)
        part.replace(target)

    def _append(self, url: str, file: RemoteFile, part: Path, progress: Progress) -> None:
        """Ask for what ``part`` lacks and write it as it comes; an ``HTTPError`` leaves what has come."""
        have = _size(part) or 0
        if have > file.size:
            have = 0
        response = self._get(url, start=have)
        if not _starts_at(response, have):
            have = 0  # the hub sends the whole file whatever it is asked for
        try:
            with part.open("ab" if have else "wb") as stream:
                # read1 gives what has come; read and stream throw away the piece in which a connection breaks.
                while chunk := response.read1(_CHUNK, decode_content=False):
                    have += len(chunk)
                    if have > file.size:
                        raise DownloadError(f"{url} sends more than the {file.size:,} bytes that the hub announced")
                    stream.write(chunk)
                    progress(Transfer(file.name, have, file.size))
        except OSError as error:
            raise DownloadError(f"Cannot write {part}: {_disk_trouble(error)}") from error
        finally:
            response.close()

    def _get(self, url: str, start: int = 0) -> BaseHTTPResponse:
        """Open ``url`` from byte ``start``; a refusal raises ``DownloadError``, silence urllib3's ``HTTPError``."""
        from urllib3 import Retry, Timeout

        retries = Retry(
            total=None,
            connect=ATTEMPTS,
            status=ATTEMPTS,
            redirect=REDIRECTS,
            read=0,  # a silent hub is `fetch`'s to judge, by what came
            other=0,
            status_forcelist=_BUSY,
            backoff_factor=BACKOFF,
            raise_on_status=False,
            respect_retry_after_header=False,  # it may ask for an hour
        )
        headers = {**self._headers, "Range": f"bytes={start}-"} if start else self._headers
        response = self._pool.request(
            "GET", url, headers=headers, retries=retries, timeout=Timeout(TIMEOUT), preload_content=False
        )
        if response.status >= HTTPStatus.BAD_REQUEST:
            response.close()
            raise DownloadError(_refusal(response, url))
        return response


def check(path: Path, file: RemoteFile, repo: str) -> None:
    """Hold a downloaded file against its hash; delete it and raise ``DownloadError`` when it is another."""
    expected = file.sha256 or file.blob
    found = file_sha256(path) if file.sha256 else _git_blob(path)
    if found != expected:
        path.unlink()
        raise DownloadError(
            f"{file.name} of {repo} is not the file it should be: its hash is {found[:12]}..., expected"
            f" {expected[:12]}.... It was deleted; pull again, and distrust the hub if that gives the same"
        )


def _git_blob(path: Path) -> str:
    # Git's own object hash (sha1) is all that the hub records for files outside its large-file storage.
    data = path.read_bytes()
    return hashlib.sha1(b"blob %d\0" % len(data) + data, usedforsecurity=False).hexdigest()


def _remote_file(entry: Any) -> RemoteFile:
    name = str(entry["rfilename"])
    if name.startswith("/") or "\\" in name or ":" in name or ".." in name.split("/"):
        raise DownloadError(f"The hub names a file {name!r}, which would leave the model's folder: nothing was written")
    large = entry.get("lfs") or {}
    return RemoteFile(name, int(entry["size"]), str(large.get("sha256", "")), str(entry["blobId"]))


def _pool(endpoint: str) -> PoolManager:
    from urllib.request import getproxies, proxy_bypass

    from urllib3 import PoolManager, ProxyManager

    address = urlsplit(endpoint)
    proxy = getproxies().get(address.scheme)
    if proxy and not proxy_bypass(address.hostname or ""):
        return ProxyManager(proxy)
    return PoolManager()


def _size(part: Path) -> int | None:
    return part.stat().st_size if part.exists() else None


def _starts_at(response: BaseHTTPResponse, start: int) -> bool:
    found = re.match(r"bytes (\d+)-", response.headers.get("Content-Range", ""))
    return response.status == HTTPStatus.PARTIAL_CONTENT and found is not None and int(found[1]) == start


def _refusal(response: BaseHTTPResponse, url: str) -> str:
    """Say why the hub refused, by its own error code where it gives one."""
    code, status = response.headers.get("X-Error-Code", ""), response.status
    if status in {HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN} and code != "RepoNotFound":
        return f"{url} is gated ({status}): accept its terms on the hub's page, then set HF_TOKEN to a token of yours"
    reasons = {
        "RepoNotFound": "the hub has no such repository, or it is private (then set HF_TOKEN)",
        "RevisionNotFound": "the repository has no such commit",
        "EntryNotFound": "the commit has no such file",
    }
    reason = reasons.get(code) or (
        "not found" if status == HTTPStatus.NOT_FOUND else response.reason or "no reason given"
    )
    return f"{url} was refused ({status}): {reason}"


def _reason(error: BaseException) -> str:
    """Give the cause of an urllib3 error without its objects.

    >>> _reason(TimeoutError("HTTPSConnection(host='hub', port=443): timed out"))
    'timed out'
    """
    cause = getattr(error, "reason", None)
    if isinstance(cause, BaseException):
        return _reason(cause)
    text = str(error.args[0]) if error.args else type(error).__name__
    return re.sub(r"^\w+\([^)]*\): ", "", text)


def _disk_trouble(error: OSError) -> str:
    if error.errno in {errno.ENOSPC, errno.EDQUOT}:
        return "the disk is full. Free some space or set KHULASA_HOME to a larger disk; the same command goes on"
    return error.strerror or str(error)
