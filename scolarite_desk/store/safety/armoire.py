"""Where the backups of a base lie at this desk, what of them stays, and what went wrong the last time.

This is the desk's own, kept in the user's settings and not in the base: it must be read when the base does not open.
"""

from __future__ import annotations

import hashlib
import json
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime, tzinfo
from pathlib import Path
from typing import Any

from scolarite_desk.errors import Unavailable
from scolarite_desk.interruption import lasting
from scolarite_desk.models.rows.backup import AUTOMATIQUE, DEMENAGEMENT, MANUELLE
from scolarite_desk.models.rules.dates import local
from scolarite_desk.models.rules.fuseau import COMPUTER, zone
from scolarite_desk.models.rules.rotation import kept
from scolarite_desk.msg import N_
from scolarite_desk.places import user_data, user_settings
from scolarite_desk.store.file.failures import spoken_folder
from scolarite_desk.store.safety import backup
from scolarite_desk.store.safety.backup import Sauvegarde

EVERY = 4  # hours between two automatic backups while people work
_ROTATED = (AUTOMATIQUE, MANUELLE)


@dataclass(frozen=True)
class BackupPlan:
    """`dossier`: where backups go; `second`: another place, such as a stick, or None; `heures`: between two of them.
    `echec`: why the last one failed, "" when it did not; `echec_le`: when (ISO). `parti`: the day the base was copied
    to go to another computer, "" if it was not.
    """

    dossier: Path
    second: Path | None = None
    heures: int = EVERY
    echec: str = ""
    echec_le: str = ""
    parti: str = ""


def backup_plan(base: Path) -> BackupPlan:
    """What this desk decided for that base."""
    usual = user_data() / "sauvegardes"
    with suppress(OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError, OverflowError):
        said = json.loads(_kept(base).read_text(encoding="utf-8"))
        second = Path(str(said["second"])) if said.get("second") else None
        words = {name: str(said.get(name, "")) for name in ("echec", "echec_le", "parti")}
        return BackupPlan(Path(str(said["dossier"])), second, max(1, int(said["heures"])), **words)
    return BackupPlan(usual)


def keep(base: Path, **decided: Any) -> BackupPlan:
    """Remember something else for that base; returns what is then decided."""
    now = replace(backup_plan(base), **decided)
    said = vars(now) | {"dossier": str(now.dossier), "second": str(now.second or "")}
    path = _kept(base)
    with spoken_folder(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        beside = path.with_suffix(".nouveau")
        beside.write_text(json.dumps(said, indent=1), encoding="utf-8")
        with lasting():
            beside.replace(path)
    return now


def backups(base: Path, identity: str = "") -> list[Sauvegarde]:
    """Backups of that base in both folders, newest first; of any base of that name when its identity is not known."""
    where = backup_plan(base)
    folders = [where.dossier, *([where.second] if where.second else [])]
    found = [one for folder in folders for one in backup.listing(folder) if _is_of(one, base, identity)]
    return sorted(found, key=lambda one: one.manifeste.quand, reverse=True)


def fuseau_known(base: Path) -> tzinfo:
    """The zone of a base that is not open: as its newest backup says, else the computer's."""
    said = (zone(one.manifeste.fuseau) for one in backups(base))
    return next((one for one in said if one), COMPUTER)


def rotate(folder: Path, identity: str, now: datetime, zone: tzinfo) -> list[Sauvegarde]:
    """Delete the backups of a base that a folder no longer has to keep; returns them. Never the newest whole one."""
    mine = [
        one
        for one in backup.listing(folder)
        if one.manifeste.base == identity and one.manifeste.genre in _ROTATED and one.entiere
    ]
    staying = kept([one.manifeste.quand for one in mine], local(now, zone).date(), zone)
    gone = [one for one in mine if one.manifeste.quand not in staying]
    for one in gone:
        backup.forget(one)
    return gone


def refuse_absent(folder: Path) -> None:
    """A second place is never made: a stick that is not plugged in must not become a folder of the disk."""
    if not folder.is_dir():
        raise Unavailable(
            N_(
                "Le second dossier «\u00a0{dossier}\u00a0» n’est pas là\u00a0: la clé n’est sans "
                "doute pas branchée. La sauvegarde est faite dans le premier.",
                dossier=folder,
            )
        )


def _is_of(one: Sauvegarde, base: Path, identity: str) -> bool:
    if identity:
        return one.manifeste.base == identity
    return one.manifeste.fichier == base.name and one.manifeste.genre != DEMENAGEMENT


def _kept(base: Path) -> Path:
    name = hashlib.sha256(str(base.resolve()).encode()).hexdigest()[:16]
    return user_settings() / "sauvegardes" / f"{name}.json"
