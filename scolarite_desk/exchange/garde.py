"""What no file that leaves the office may take the place of: a base, what lies beside it, a backup, a device.

The names are told apart, not the bytes: a base is encrypted, so that nothing in it says what it is.
"""

from __future__ import annotations

import os
import stat
from pathlib import Path

from scolarite_desk.errors import Refused
from scolarite_desk.msg import N_

_BASE, _VAULT = ".sdesk", ".coffre"
_BESIDE = (_VAULT, ".poste", "-wal", "-shm", "-journal")
_MANIFEST = "manifeste.json"  # in the folder of a backup


def refuse_kept(target: Path) -> None:
    """`Refused` where a file would take the place of a base, of what it lives by, or of what is no plain file.

    Raises `OSError` for a place that cannot be looked at.
    """
    refuse_of_base(target)
    try:
        mode = target.stat().st_mode
    except FileNotFoundError:
        return
    if not stat.S_ISREG(mode):
        raise Refused(
            N_(
                "«\u00a0{nom}\u00a0» n’est pas un fichier ordinaire\u00a0: rien n’y est écrit. Donnez un autre nom.",
                nom=target.name,
            ),
            "sortie",
        )


def refuse_of_base(target: Path) -> None:
    """`Refused` where a file or a folder would take the place of a base or of what it lives by. A link is judged by
    where it leads as well.
    """
    for path in {target, Path(os.path.realpath(target))}:
        if _is_kept(path):
            raise Refused(
                N_(
                    "«\u00a0{nom}\u00a0» est une base, ou un fichier dont une base ou une sauvegarde a besoin\u00a0: "
                    "rien n’y est écrit. Donnez un autre nom.",
                    nom=target.name,
                ),
                "sortie",
            )


def _is_kept(path: Path) -> bool:
    """Whether a name is that of a base, of its vault, of its token, of its log, or of a file of a backup."""
    if _BASE in path.name.lower() or (path.parent / _MANIFEST).exists():
        return True
    bases = (path.name, *(path.name.removesuffix(end) for end in _BESIDE if path.name.endswith(end)))
    return any((path.parent / f"{base}{_VAULT}").exists() for base in bases) or _base_without_name(path)


def _base_without_name(path: Path) -> bool:
    """`etude.coffre`, `etude.poste` and `etude-wal` belong to the file `etude`, whatever its name ends with."""
    return any(path.name.endswith(end) and path.with_name(path.name.removesuffix(end)).is_file() for end in _BESIDE)
