"""A file appears whole or not at all: written beside its place, then renamed."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO
from uuid import uuid4

from scolarite_desk.errors import Unavailable
from scolarite_desk.langue import SOURCE, Langue
from scolarite_desk.msg import N_, Msg

_BINARY = getattr(os, "O_BINARY", 0)  # Windows would else write every end of line twice over


@contextmanager
def writing(target: Path | IO[bytes]) -> Iterator[IO[bytes]]:
    """A binary stream to write to: the buffer itself, or a file that takes the place of `target` once complete.

    Whatever stops the writing, a former file stays as it was. Its owner alone reads it: it holds personal data, and
    who wants to share it says so. Raises `Unavailable` when the disk says no.
    """
    if not isinstance(target, Path):
        yield target
        return
    beside = target.parent / f".{uuid4().hex}.part"
    try:
        with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _BINARY, 0o600), "wb") as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        beside.replace(target)
    except OSError as error:
        raise Unavailable(_refusal(target, error)) from error
    finally:
        beside.unlink(missing_ok=True)


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


def language_tag(langue: Langue) -> str:
    """The language that a file says it is written in (RFC 5646): French where there is no catalogue."""
    return "fr-FR" if langue.missing or langue.code == SOURCE else langue.code
