"""Checkpoints of transformers in a local folder: what they are, and how they are read."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from summarize.errors import KhulasaError, MissingExtraError, ModelError

# transformers' model types, by the family they belong to.
ARCHITECTURES = {"m2m_100": "nllb", "mt5": "t5", "t5": "t5", "marian": "marian"}
# A checkpoint is a local folder and data only: no network, no code from the hub, no pickle but plain tensors.
LOCAL = {"local_files_only": True, "trust_remote_code": False}


def read_config(folder: Path) -> tuple[str, Any]:
    """Read a checkpoint's ``config.json``; give its family's name and transformers' configuration.

    Raises ``ModelError`` for an architecture that no engine runs.
    """
    from transformers import AutoConfig

    config = AutoConfig.from_pretrained(folder, **LOCAL)
    architecture = ARCHITECTURES.get(config.model_type)
    if architecture is None:
        raise ModelError(f"{folder} is a {config.model_type!r} model; known are {', '.join(ARCHITECTURES)}.")
    return architecture, config


@contextmanager
def reading(folder: Path) -> Iterator[None]:
    """Read a checkpoint quietly; whatever is wrong with it becomes a ``ModelError``."""
    from transformers.utils import logging

    level, bars = logging.get_verbosity(), logging.is_progress_bar_enabled()
    logging.set_verbosity_error()
    logging.disable_progress_bar()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    except KhulasaError:
        raise
    except ImportError as error:
        raise MissingExtraError(f"Reading {folder.name}", "torch") from error
    except Exception as error:  # a broken file can make a dozen libraries raise what they like
        raise ModelError(f"{folder} cannot be loaded as a transformers checkpoint: {error}") from error
    finally:
        logging.set_verbosity(level)
        if bars:
            logging.enable_progress_bar()
