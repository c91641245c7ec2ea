"""How a person is written in the list."""

from __future__ import annotations

from scolarite_desk.models.rows.found import FoundRow
from scolarite_desk.models.rules.dates import show_day
from scolarite_desk.ui.look.texts import say, tr


def name_of(row: FoundRow) -> str:
    """« KERMAREC Maëlle »; the usage names are in the dossier."""
    return " ".join(part for part in ((row.nom or "").upper(), row.prenom or "") if part) or tr("Sans nom")


def born(row: FoundRow) -> str:
    """07/03/2004, perhaps partial."""
    return show_day(row.ne_le)


def state_icon(row: FoundRow) -> str:
    """The drawing of where the person stands."""
    return row.state.icon if row.state else "minus"


def state_tone(row: FoundRow) -> str:
    """Its ink; the words beside it keep theirs."""
    return f"icon:{row.state.tone if row.state else 'muted'}"


def state_words(row: FoundRow) -> str:
    """The same in words, for who cannot see it."""
    return say(row.state.label) if row.state else tr("Sans candidature")
