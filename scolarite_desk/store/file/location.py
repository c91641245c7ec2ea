"""Where a base may lie, and how a base that was copied, moved or put back is recognised."""

from __future__ import annotations

import hashlib
import json
import platform
import sys
from contextlib import suppress
from functools import cache
from pathlib import Path

from scolarite_desk.errors import Unavailable
from scolarite_desk.msg import N_
from scolarite_desk.places import user_settings
from scolarite_desk.store import entier

_LARGEST = 64 * 1024  # bytes of a token
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
    """Keep that this station lives at this path and has done so many works: in the person's own settings, and beside
    the base for the other accounts of this computer.
    """
    token = _token(station)
    token.parent.mkdir(parents=True, exist_ok=True)
    entier.put(token, _said(station, path, numero))
    with suppress(OSError):
        mode = path.stat().st_mode & 0o666  # whoever may write the base may say how far it went
        entier.put(beside(path), _said(station, path, numero))
        beside(path).chmod(mode)


def reached(station: str, path: Path, numero: int) -> None:
    """One more work is written. In place and without waiting for the disk: a kill leaves it whole, and a power cut a
    number that is too small, which claims nothing.
    """
    for token in (_token(station), beside(path)):
        with suppress(OSError), token.open("r+b", buffering=0) as stream:
            stream.write(_said(station, path, numero))


def known(station: str, path: Path, numero: int) -> bool:
    """Whether this station is remembered at this very path, with no more works than it has now.

    With more it is an older copy put back, or one that lost its end: it would number other works as those.
    """
    found = _kept(station, path)
    return bool(found) and max(found) <= numero


def lacking(station: str, path: Path, numero: int) -> int:
    """How many works of this station, done at this path, the file no longer holds."""
    return max(0, *_kept(station, path), numero) - numero


def settle(station: str, path: Path, numero: int) -> None:
    """Whoever opens a base that is known remembers it too, and so does what lies beside it. A place that cannot be
    written forbids nothing.
    """
    if len(_kept(station, path)) < 2:
        with suppress(OSError):
            remember(station, path, numero)


def _kept(station: str, path: Path) -> list[int]:
    """The number of works that each token has of this station at this path; none when ours says that it lives
    elsewhere: it was copied.
    """
    here, ours, common = str(path.resolve()), _read(_token(station)), _read(beside(path))
    if ours and ours.get("base") != here:
        return []
    theirs = (common.get("poste"), common.get("base"), common.get("ordinateur")) == (station, here, _computer())
    told = [one.get("numero") for one in (ours, common if theirs else {}) if one]
    return [one for one in told if type(one) is int]


def _read(token: Path) -> dict[str, object]:
    try:
        with token.open("rb") as stream:
            kept = json.loads(stream.read(_LARGEST))
    except (OSError, ValueError, RecursionError):
        return {}
    return kept if isinstance(kept, dict) else {}


def _said(station: str, path: Path, numero: int) -> bytes:
    """A token; of one length whatever the number, so that it is written over in place."""
    said = {"base": str(path.resolve()), "ordinateur": _computer(), "poste": station}
    return f'{json.dumps(said)[:-1]}, "numero": {numero:>20}}}'.encode()


@cache
def _computer() -> str:
    """What tells this computer from another: the base carried elsewhere, folder and all, is a copy."""
    said = [platform.node()]
    for place in ("/etc/machine-id", "/var/lib/dbus/machine-id"):
        with suppress(OSError):
            said.append(Path(place).read_text(encoding="ascii", errors="replace").strip())
            break
    if sys.platform == "win32":
        import winreg

        with suppress(OSError), winreg.OpenKey(winreg.HKEY_LOCAL_MACHINE, r"SOFTWARE\Microsoft\Cryptography") as key:
            said.append(str(winreg.QueryValueEx(key, "MachineGuid")[0]))
    return hashlib.sha256("\n".join(said).encode()).hexdigest()[:32]


def beside(path: Path) -> Path:
    """The token that every account of this computer reads."""
    return path.with_name(f"{path.name}.poste")


def _token(station: str) -> Path:
    return user_settings() / "postes" / f"{station}.json"
