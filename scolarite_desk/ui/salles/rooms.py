"""Every room of the window, once: the command that opens it, and where its class is. Loaded when it is first entered.

A new room is one line here, and one in `COMMANDS` (`ui/actions.py`).
"""

from __future__ import annotations

from importlib import import_module

from scolarite_desk.ui.salles.room import Room

ROOMS = {
    "journee": "JourneeRoom",
    "decisions": "DecisionsRoom",
    "formations": "FormationsRoom",
    "reglages": "ReglagesRoom",
    "divergences": "DivergencesRoom",
    "doublons": "DoublonsRoom",
    "journal": "JournalRoom",
    "corbeille": "CorbeilleRoom",
    "registre": "RegistreRoom",
    "comptes": "ComptesRoom",
    "motdepasse": "MotDePasseRoom",
    "rgpd": "RgpdRoom",
    "sauvegardes": "SauvegardesRoom",
    "postes": "PostesRoom",
}


def room_of(code: str) -> type[Room]:
    """The class of a room. Raises `KeyError` when no room has that code."""
    found: type[Room] = getattr(import_module(f"scolarite_desk.ui.salles.{code}"), ROOMS[code])
    return found
