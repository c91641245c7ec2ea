"""Where a base may lie, and how a base that was copied, moved or put back is recognised."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from scolarite_desk.errors import Unavailable
from scolarite_desk.msg import N_
from scolarite_desk.places import user_settings
from scolarite_desk.store import entier

_SHARES = {"nfs", "nfs4", "cifs", "smb3", "smbfs", "fuse.sshfs", "fuse.rclone", "9p", "afs", "ncpfs", "fuse.davfs"}


def refuse_share(path: Path) -> None:
    """A base on a network share would be damaged sooner or later: sharing is the work of synchronisation."""
    if _on_share(path.resolve()):
        raise Unavailable(
            N_(
                "«\u00a0{chemin}\u00a0» est sur un partage réseau. Une base y serait abîmée tôt ou "
                "tard\u00a0: placez-la sur le disque de ce poste. Le partage entre postes se fait "
                "par synchronisation. Elle n’a pas été modifiée.",
                chemin=path,
            )
        )


def _on_share(path: Path) -> bool:
    if sys.platform == "win32":
        return _windows_share(path)
    mounts = Path("/proc/mounts")
    if not mounts.exists():
        return False
    best, kind = "", ""
    for line in mounts.read_text(encoding="utf-8", errors="replace").splitlines():
        _device, point, fstype, *_ = line.split(" ")
        point = point.replace("\\040", " ")
        if len(point) >= len(best) and path.is_relative_to(point):
            best, kind = point, fstype
    return kind in _SHARES


def _windows_share(path: Path) -> bool:
    import ctypes

    if str(path).startswith("\\\\"):
        return True
    drive_type: int = ctypes.windll.kernel32.GetDriveTypeW(path.anchor)  # type: ignore[attr-defined,unused-ignore]
    return drive_type == 4  # DRIVE_REMOTE


def identity(path: Path) -> tuple[int, int] | None:
    """Which file stands at a path: (device, number); None when there is none, or its disk is gone."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def remember(station: str, path: Path, numero: int = 0) -> None:
    """Keep, outside the base's folder, that this station lives at this path and has done so many works."""
    token = _token(station)
    token.parent.mkdir(parents=True, exist_ok=True)
    entier.put(token, json.dumps({"base": str(path.resolve()), "numero": numero}).encode())


def known(station: str, path: Path, numero: int) -> bool:
    """Whether this station is remembered at this very path, with no more works than it has now.

    With more it is an older copy put back: it would number other works as those that were lost.
    """
    try:
        kept = json.loads(_token(station).read_text(encoding="utf-8"))
        return bool(kept["base"] == str(path.resolve()) and kept["numero"] <= numero)
    except (OSError, ValueError, TypeError, KeyError, RecursionError):
        return False


def _token(station: str) -> Path:
    return user_settings() / "postes" / f"{station}.json"
