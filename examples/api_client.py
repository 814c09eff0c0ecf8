"""Digest articles on a running Khulasa page from a program: pip install gradio_client.

    khulasa ui &
    python examples/api_client.py samples/rate-cut.txt --url http://127.0.0.1:7860

Progress goes to stderr, a line of JSON for each article to stdout. A full queue is no failure: wait, and ask again.
"""

import argparse
import json
import sys
import time
from pathlib import Path
from typing import Any

from gradio_client import Client
from gradio_client.utils import QueueError


def digest(client: Client, text: str, patience: float = 60.0) -> dict[str, Any]:
    """Digest one article, showing its stages; ask again for ``patience`` seconds while the queue is full."""
    give_up = time.monotonic() + patience
    while True:
        job = client.submit(text, api_name="/digest")
        try:
            for update in job:  # stages first, then the digest
                if "stage" in update:
                    print(f"  {update['stage']} {update['done']}/{update['total']}", file=sys.stderr)
            result: dict[str, Any] = job.result()
        except QueueError:
            if time.monotonic() > give_up:
                raise
            time.sleep(2)
        else:
            return result


def main() -> None:
    """Digest the files named on the command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--url", default="http://127.0.0.1:7860")
    arguments = parser.parse_args()
    client = Client(arguments.url, verbose=False)
    for path in arguments.files:
        print(path, file=sys.stderr)
        print(json.dumps(digest(client, path.read_text("utf-8")), ensure_ascii=False))


if __name__ == "__main__":
    main()
