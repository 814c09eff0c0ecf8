"""The page on a port: the one way it is served, from the command line, in a Space and in tests."""

from __future__ import annotations

import os
import socket
import sys
from contextlib import redirect_stdout
from dataclasses import dataclass
from typing import Any

from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from summarize.errors import UsageError
from ui.app import build, launch_options
from ui.handlers import Desk


@dataclass(frozen=True, slots=True)
class Door:
    """Where the page is served, and to whom; port 0 takes any that is free, ``auth`` is a user and a password."""

    host: str = "127.0.0.1"
    port: int = 7860
    share: bool = False
    auth: tuple[str, str] | None = None


def serve(desk: Desk, door: Door) -> None:
    """Serve until interrupted; the address goes to stderr. Raises ``UsageError`` when the port is taken."""
    page, address = start(desk, door)
    print(f"khulasa: the page is at {address} (Ctrl-C stops it)", file=sys.stderr)
    with redirect_stdout(sys.stderr):
        page.block_thread()


def start(desk: Desk, door: Door) -> tuple[Any, str]:
    """Start serving and give the running ``gr.Blocks`` with its address.

    Raises ``UsageError`` when the port is taken.
    """
    # Gradio keeps a record of every event, 10,000 of them, and puts all into a table after each: keep that small.
    os.environ.setdefault("GRADIO_ANALYTICS_MAX_EVENTS", "100")
    page = build(desk)
    try:
        with redirect_stdout(sys.stderr):  # what gradio prints is no data
            _, local, shared = page.launch(
                server_name=door.host,
                server_port=door.port or _free_port(door.host),
                share=door.share,
                auth=door.auth,
                mcp_server=True,
                max_file_size=desk.limits.upload_bytes,
                quiet=True,
                show_error=False,
                prevent_thread_lock=True,
                app_kwargs={"routes": [Route("/healthz", _healthy)]},
                **launch_options(),
            )
    except OSError as error:
        raise UsageError(f"port {door.port} of {door.host} is taken ({error}): name another by --port") from error
    return page, shared or local


def _free_port(host: str) -> int:
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.bind((host, 0))
        port: int = probe.getsockname()[1]
    return port


async def _healthy(request: Request) -> PlainTextResponse:
    return PlainTextResponse("ok\n")
