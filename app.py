"""The door of the Hugging Face Space: ``khulasa ui``, where the Space says that it listens."""

import os
import sys

from summarize.cli import main

HOST = os.environ.get("GRADIO_SERVER_NAME", "0.0.0.0")  # noqa: S104 (the Space's router is outside)
PORT = os.environ.get("GRADIO_SERVER_PORT", "7860")

if __name__ == "__main__":
    sys.exit(main(["ui", "--host", HOST, "--port", PORT]))
