"""Reading: bytes from anywhere become articles without page furniture."""

from summarize.reading.chrome import clean
from summarize.reading.files import read, read_bytes, read_link, read_path, read_paths
from summarize.reading.settings import DEFAULT_LIMITS, ReadLimits
from summarize.reading.sources import Source, expand

__all__ = [
    "DEFAULT_LIMITS",
    "ReadLimits",
    "Source",
    "clean",
    "expand",
    "read",
    "read_bytes",
    "read_link",
    "read_path",
    "read_paths",
]
