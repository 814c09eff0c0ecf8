"""One clock for everything that a fetch does."""

from __future__ import annotations

import socket
from contextlib import suppress
from threading import Lock, Timer
from time import monotonic
from types import TracebackType

from summarize.errors import ReadingError


class Deadline:
    """Ends whatever waits on the watched socket when ``seconds`` are over.

    A socket's own timeout starts anew with every byte: a server that sends one a second would hold a reader for
    days. Shutting the socket down from a timer ends any wait on it: for a status line, a header, a chunk's size, a
    body. Used as a context manager.
    """

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._end = monotonic() + seconds
        self._lock = Lock()
        self._socket: socket.socket | None = None
        self._timer = Timer(seconds, self._strike)
        self._timer.daemon = True

    def __enter__(self) -> Deadline:
        self._timer.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._timer.cancel()

    def left(self) -> float:
        """Give the seconds that are left. Raises ``ReadingError`` when none are."""
        left = self._end - monotonic()
        if left <= 0:
            raise ReadingError(f"the site took longer than {self._seconds:g} seconds: try again, or paste the text")
        return left

    def watch(self, connected: socket.socket | None) -> None:
        """Shut ``connected`` down when time is over; ``None`` when there is nothing to watch."""
        with self._lock:
            self._socket = connected
        if connected is not None:
            connected.settimeout(self.left())

    def _strike(self) -> None:
        with self._lock:
            if self._socket is not None:
                with suppress(OSError):
                    # Past SSLSocket.shutdown, which would take its state from under the thread that reads.
                    socket.socket.shutdown(self._socket, socket.SHUT_RDWR)
