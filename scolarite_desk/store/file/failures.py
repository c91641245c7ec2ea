"""What goes wrong with the file, in words: what happened, what is safe, what to do."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy.exc import DatabaseError
from sqlcipher3 import dbapi2

from scolarite_desk.errors import Unavailable
from scolarite_desk.msg import N_, Msg, joined

_SAFE = N_("Rien de ce qui était enregistré n’est perdu.")
_SENTENCES = (
    (
        ("SQLITE_BUSY", "SQLITE_LOCKED"),
        N_("Un autre programme écrit dans la base en ce moment. Réessayez dans quelques secondes."),
    ),
    (
        "SQLITE_FULL",
        N_(
            "Le disque est plein\u00a0: la base «\u00a0{base}\u00a0» ne peut plus grandir. "
            "Libérez de la place puis réessayez."
        ),
    ),
    (
        "SQLITE_IOERR",
        N_(
            "Le disque de la base «\u00a0{base}\u00a0» ne répond pas comme il faut\u00a0: il est plein, débranché ou "
            "en panne. Libérez de la place ou rebranchez-le, puis réessayez."
        ),
    ),
    (
        ("SQLITE_READONLY", "SQLITE_PERM"),
        N_("Le dossier de la base «\u00a0{base}\u00a0» est en lecture seule. Demandez le droit d’y écrire."),
    ),
    (
        "SQLITE_CANTOPEN",
        N_(
            "Le dossier de la base «\u00a0{base}\u00a0» est en lecture seule ou hors d’atteinte. "
            "Demandez le droit d’y écrire."
        ),
    ),
    (
        ("SQLITE_CORRUPT", "SQLITE_NOTADB"),
        N_("La base «\u00a0{base}\u00a0» est abîmée. Fermez-la et reprenez la dernière sauvegarde."),
    ),
)

_FULL = N_(
    "«\u00a0{chemin}\u00a0» n’a pas pu être lu ou écrit\u00a0: le disque est plein. Libérez de la place puis réessayez."
)
_FORBIDDEN = N_(
    "«\u00a0{chemin}\u00a0» n’a pas pu être lu ou écrit\u00a0: il est en lecture seule. Demandez le droit d’y écrire."
)
_NOWHERE = N_(
    "«\u00a0{chemin}\u00a0» n’a pas pu être lu ou écrit\u00a0: il est introuvable. "
    "Vérifiez le chemin, ou rebranchez le disque."
)
_UNKNOWN = N_(
    "«\u00a0{chemin}\u00a0» n’a pas pu être lu ou écrit\u00a0: le disque ne répond pas comme il faut. "
    "Vérifiez le chemin, la place et le droit d’y écrire."
)
_WHY = {errno.ENOSPC: _FULL, errno.EFBIG: _FULL, errno.EDQUOT: _FULL}
_WHY |= {errno.EACCES: _FORBIDDEN, errno.EPERM: _FORBIDDEN, errno.EROFS: _FORBIDDEN}
_WHY |= {errno.ENOENT: _NOWHERE, errno.ENOTDIR: _NOWHERE, errno.ENODEV: _NOWHERE}


@contextmanager
def spoken(path: Path) -> Iterator[None]:
    """Failures of the file become `Unavailable`; faults of ours, such as a wrong statement, stay what they are."""
    try:
        yield
    except (DatabaseError, dbapi2.DatabaseError) as error:
        told = sentence(error, path)
        if told is None:
            raise
        raise Unavailable(told, passing=not is_damage(error)) from error


@contextmanager
def spoken_folder(path: Path) -> Iterator[None]:
    """The same, for the files beside the base: its vault, its copies, the user's settings."""
    try:
        with spoken(path):
            yield
    except OSError as error:
        why = _WHY.get(error.errno or 0, _UNKNOWN).given(chemin=error.filename or path)
        raise Unavailable(joined(" ", why, _SAFE)) from error


def gone(path: Path) -> Unavailable:
    """The file is not where it was when it was opened."""
    return Unavailable(
        N_(
            "La base «\u00a0{base}\u00a0» n’est plus à sa place\u00a0: fichier supprimé, déplacé "
            "ou remplacé, ou disque débranché. Ce que vous tapez reste à l’écran\u00a0: gardez "
            "cette fenêtre ouverte, remettez le fichier dans «\u00a0{dossier}\u00a0», et "
            "continuez.",
            base=path.name,
            dossier=path.parent,
        ),
        passing=True,
    )


def not_its_key(path: Path) -> Unavailable:
    """The first page of the file is not one of this key."""
    return Unavailable(
        N_(
            "La base «\u00a0{base}\u00a0» ne s’ouvre pas\u00a0: son en-tête est abîmé, ou la clé "
            "n’est pas la sienne. Elle n’a pas été modifiée. Reprenez la dernière sauvegarde.",
            base=path.name,
        )
    )


def sentence(error: Exception, path: Path) -> Msg | None:
    """What to say of a driver's error, None when it is no failure of the file."""
    code = error_name(error)
    words = next((words for sign, words in _SENTENCES if code.startswith(sign)), None)
    return None if words is None else joined(" ", words.given(base=path.name), _SAFE)


def error_name(error: Exception) -> str:
    """SQLite's own name of an error of the driver, wrapped or not: SQLITE_FULL, SQLITE_IOERR_WRITE..."""
    return str(getattr(getattr(error, "orig", error), "sqlite_errorname", ""))


def is_damage(error: Exception) -> bool:
    """Whether the file itself is damaged."""
    return error_name(error).startswith(("SQLITE_CORRUPT", "SQLITE_NOTADB"))
