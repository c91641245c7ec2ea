"""A zip of files that leave, written as it goes: flat, each name safe and its own, one file in memory at a time."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import IO
from zipfile import ZIP_STORED, ZipFile, ZipInfo

from scolarite_desk.models.rules.noms_fichiers import Pris

_READABLE = 0o600 << 16  # its owner alone reads what is taken out of it


def write_zip(stream: IO[bytes], files: Iterable[tuple[str, bytes]], at: datetime) -> None:
    """Files (name, bytes) as they come and as they are: a PDF is compressed already. `at`: the hour of each, in the
    zone of the office; nothing else of the moment is in the archive.
    """
    names = Pris()
    with ZipFile(stream, "w", ZIP_STORED) as archive:
        for name, octets in files:
            entry = ZipInfo(names.seul(name), at.timetuple()[:6])
            entry.external_attr = _READABLE
            archive.writestr(entry, octets)
