"""A small file beside the base is replaced whole or not at all, and is on the disk before its name is."""

from __future__ import annotations

import os
from pathlib import Path


def put(path: Path, octets: bytes) -> None:
    """Write it for its owner alone. Raises `OSError`, and then leaves what was there."""
    beside = path.with_name(f"{path.name}.nouveau")
    beside.unlink(missing_ok=True)
    try:
        with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as stream:
            stream.write(octets)
            stream.flush()
            os.fsync(stream.fileno())
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)
