"""The keyring of the system's session (Windows, GNOME, KDE, macOS): it keeps a secret, never a password.

Optional everywhere: whatever goes wrong means that it keeps nothing. Keyrings that write in clear are not used.
Each system's library fails in its own ways (D-Bus, Credential Manager, Keychain), of no common class: all are caught.
"""

from __future__ import annotations

from typing import Any

from scolarite_desk.msg import N_, NOTHING, Msg

_SERVICE = "ScolariteDesk"
_KNOWN = {f"keyring.backends.{name}" for name in ("Windows", "SecretService", "libsecret", "kwallet", "macOS")}


def why_not() -> Msg:
    """Why this session cannot keep a secret, `NOTHING` when it can."""
    if _backend() is None:
        return N_("Aucun trousseau dans cette session\u00a0: le mot de passe est demandé à chaque ouverture.")
    return NOTHING


def keep(name: str, secret: str) -> bool:
    """Give a secret to the session; False when it was not taken."""
    try:
        _backend().set_password(_SERVICE, name, secret)
    except Exception:  # no keyring, locked, refused by the person: the password goes on being asked
        return False
    return take(name) == secret


def take(name: str) -> str | None:
    """The secret of that name, None when the session has none, or none any more."""
    try:
        found = _backend().get_password(_SERVICE, name)
    except Exception:  # what cannot be read is as if it were not there: the password is asked
        return None
    return found if isinstance(found, str) else None


def forget(name: str) -> None:
    """Take a secret out of the system's keyring; nothing happens where there is none."""
    try:
        _backend().delete_password(_SERVICE, name)
    except Exception:  # gone already; or it stays, and its wrap, dropped from the vault, no longer opens anything
        return


def _backend() -> Any:
    """The first keyring that encrypts, None without any."""
    try:
        from keyring.backend import get_all_keyring

        usable = [one for one in get_all_keyring() if type(one).__module__ in _KNOWN]
        return max(usable, key=lambda one: one.priority, default=None)
    except Exception:  # a backend says that it cannot serve by raising, when it is loaded or asked for its priority
        return None
