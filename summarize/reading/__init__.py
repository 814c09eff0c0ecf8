"""Reading: bytes from anywhere become articles without page furniture."""

from summarize.reading.chrome import clean
from summarize.reading.files import Source, expand, read, read_bytes, read_path, read_paths
from summarize.reading.settings import DEFAULT_LIMITS, ReadLimits

__all__ = ["DEFAULT_LIMITS", "ReadLimits", "Source", "clean", "expand", "read", "read_bytes", "read_path", "read_paths"]
