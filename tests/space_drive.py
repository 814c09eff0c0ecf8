"""What a program and an assistant do with a running Space: call its endpoints, list its tools."""

from __future__ import annotations

import asyncio
from typing import Any


def ask(url: str, endpoint: str, **arguments: Any) -> dict[str, Any]:
    """Call an endpoint such as ``/digest`` and wait for its last answer."""
    from gradio_client import Client

    client = Client(url, verbose=False, analytics_enabled=False)
    result: dict[str, Any] = client.predict(api_name=endpoint, **arguments)
    return result


def first_choices_of(url: str) -> set[str]:
    """Name what the page's lists show before anything is chosen."""
    from gradio_client import Client

    components = Client(url, verbose=False, analytics_enabled=False).config["components"]
    return {component["props"]["value"] for component in components if component["type"] == "dropdown"}


def tools_of(url: str) -> set[str]:
    """Name the tools that an MCP client finds at ``url``; in a Space their names begin with the Space's."""
    return {name.removeprefix("khulasa_") for name in asyncio.run(_tools(f"{url}gradio_api/mcp/"))}


async def _tools(url: str) -> set[str]:
    from mcp import ClientSession
    from mcp.client.streamable_http import streamable_http_client

    async with (
        streamable_http_client(url) as (read, write, _),
        ClientSession(read, write) as session,
    ):
        await session.initialize()
        return {tool.name for tool in (await session.list_tools()).tools}
