"""A file appears whole or not at all: written without a name where the system knows how, else beside its place; then
named. What a kill leaves is noted, and swept at the next start.
"""

from __future__ import annotations

import os
import re
from base64 import b64encode
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO
from uuid import uuid4

from scolarite_desk.errors import Refused, Unavailable
from scolarite_desk.exchange.garde import refuse_kept, refuse_of_base
from scolarite_desk.interruption import lasting
from scolarite_desk.langue import SOURCE, Langue
from scolarite_desk.msg import N_, Msg
from scolarite_desk.places import lock, user_settings

ROOM = 1_000_000  # bytes: more than any one paper

_BINARY = getattr(os, "O_BINARY", 0)  # Windows would else write every end of line twice over
_UNNAMED = getattr(os, "O_TMPFILE", 0)  # Linux: a file that has no name ends with who writes it
_BY_NUMBER = Path("/proc/self/fd")
_PART = re.compile(r"\.[0-9a-f]{32}\.part")


@contextmanager
def writing(target: Path | IO[bytes]) -> Iterator[IO[bytes]]:
    """A binary stream to write to: the buffer itself, or a file that takes the place of `target` once complete.

    Whatever stops the writing, a former file stays as it was. Its owner alone reads it: it holds personal data, and
    who wants to share it says so. Raises `Unavailable` when the disk says no, `Refused` for the place of a base.
    """
    if not isinstance(target, Path):
        yield target
        return
    beside = target.parent / f".{uuid4().hex}.part"
    try:
        refuse_kept(target)
        with _noted(beside):
            with os.fdopen(_opened(beside), "wb") as stream:
                yield stream
                settle(stream)
                _name(stream, beside)
            with lasting():
                beside.replace(target)
    except OSError as error:
        raise Unavailable(_refusal(target, error)) from error
    finally:
        with suppress(OSError):  # a folder that takes nothing has nothing to give back
            beside.unlink(missing_ok=True)


def settle(stream: IO[bytes]) -> None:
    """What was written is on the disk. Raises `OSError`: it is full, or gone."""
    stream.flush()
    os.fsync(stream.fileno())


def reserve(stream: IO[bytes], octets: int = ROOM) -> None:
    """Take the room of what will be written, before a number is given that a full disk would leave without its paper.

    Given back as the stream is written: `whole` ends it.
    """
    stream.write(bytes(octets))
    settle(stream)
    stream.seek(0)


def whole(stream: IO[bytes], octets: bytes) -> None:
    """These bytes and no others, in the room that was taken."""
    stream.seek(0)
    stream.write(octets)
    stream.truncate()


def try_place(target: Path, octets: int = ROOM) -> None:
    """`Refused` or `Unavailable` where a file of this size could not be written now: nothing of it stays."""
    beside = target.parent / f".{uuid4().hex}.part"
    try:
        refuse_kept(target)
        with _noted(beside), os.fdopen(_opened(beside), "wb") as stream:
            reserve(stream, octets)
    except OSError as error:
        raise Unavailable(_refusal(target, error)) from error
    finally:
        with suppress(OSError):
            beside.unlink(missing_ok=True)


def new_folder(folder: Path) -> None:
    """A folder for files to come, unless it is there already. Raises `Refused`, `Unavailable`."""
    if folder.exists() and not folder.is_dir():
        raise Refused(
            N_("«\u00a0{nom}\u00a0» est un fichier\u00a0: donnez le nom d’un dossier.", nom=folder.name), "sortie"
        )
    try:
        if not folder.exists():
            refuse_of_base(folder)
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Unavailable(_refusal(folder, error)) from error


def sweep() -> None:
    """Take away what killed programs left half written; what is being written by another one stays."""
    for note in _notes().glob("*"):
        with suppress(OSError, ValueError):
            with note.open("r+b") as mark:
                lock(mark)
                left = Path(os.fsdecode(mark.read()))
            if not left.parent.is_dir():  # a stick that is not there today
                continue
            if _PART.fullmatch(left.name):
                left.unlink(missing_ok=True)
            note.unlink()


def _opened(beside: Path) -> int:
    """A new file for its owner alone, without a name if it can be."""
    if _UNNAMED and _BY_NUMBER.is_dir():
        with suppress(OSError):  # most sticks know no such files
            return os.open(beside.parent, os.O_WRONLY | _UNNAMED, 0o600)
    return os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _BINARY, 0o600)


def _name(stream: IO[bytes], beside: Path) -> None:
    """Give a complete file its first name, the hidden one, if it has none yet."""
    if os.fstat(stream.fileno()).st_nlink or not _UNNAMED:
        return
    folder = os.open(beside.parent, os.O_RDONLY)
    try:  # with a folder's number, or Python would link the link and not the file
        os.link(_BY_NUMBER / str(stream.fileno()), beside, src_dir_fd=folder, follow_symlinks=True)
    finally:
        os.close(folder)


def _notes() -> Path:
    return user_settings() / "en-cours"


@contextmanager
def _noted(beside: Path) -> Iterator[None]:
    """Where a file is being written is kept for as long as it is, locked: `sweep` reads it after a kill."""
    note, mark = _notes() / beside.name.strip("."), None
    with suppress(OSError):  # settings that cannot be written prevent no export
        note.parent.mkdir(parents=True, exist_ok=True)
        mark = note.open("xb")
        lock(mark)
        mark.write(os.fsencode(beside.absolute()))
        mark.flush()
    try:
        yield
    finally:
        if mark is not None:
            mark.close()
            with suppress(OSError):
                note.unlink(missing_ok=True)


def _refusal(target: Path, error: OSError) -> Msg:
    if isinstance(error, PermissionError):
        return N_(
            "Le fichier «\u00a0{nom}\u00a0» n’a pas pu être écrit. Il est peut-être ouvert dans un autre logiciel, "
            "ou son dossier en lecture seule\u00a0: fermez-le, ou choisissez un autre endroit. Rien de ce qui était "
            "enregistré n’est perdu.",
            nom=target.name,
        )
    return N_(
        "Le fichier «\u00a0{nom}\u00a0» n’a pas pu être écrit. Vérifiez que le dossier existe, qu’il reste de la "
        "place et que vous avez le droit d’y écrire. Rien de ce qui était enregistré n’est perdu.",
        nom=target.name,
    )


def in_base64(path: Path, longest: int) -> str:
    """A file as an act takes it, no more than tells that there is too much. Raises `Unavailable`: it is not read."""
    try:
        with path.open("rb") as file:
            return b64encode(file.read(longest + 3) or b"?").decode()
    except OSError as error:
        raise Unavailable(N_("Ce fichier ne se lit pas\u00a0: {fichier}.", fichier=path)) from error


def is_word(octets: bytes) -> bool:
    """Whether a kept document is of Word, where the others are PDF: a .docx is an archive."""
    return octets.startswith(b"PK")


def ending(octets: bytes) -> str:
    """What the name of a kept document ends with."""
    return ".docx" if is_word(octets) else ".pdf"


def language_tag(langue: Langue) -> str:
    """The language that a file says it is written in (RFC 5646): French where there is no catalogue."""
    return "fr-FR" if langue.missing or langue.code == SOURCE else langue.code
