"""What is chosen before a table leaves: its columns, in which order, and what its first rows would be."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from scolarite_desk.exchange.tables.colonne import Colonne
from scolarite_desk.exchange.tables.csv_rows import shown
from scolarite_desk.exchange.tables.decisions import COLONNES, TITRE
from scolarite_desk.langue import Langue
from scolarite_desk.msg import N_, Msg
from scolarite_desk.progress import Progress
from scolarite_desk.services.droits import need
from scolarite_desk.services.exports import Lues, commission_of, export_decisions, proposed_name
from scolarite_desk.services.extraits import EXTRAITS, export_extrait, proposed_extrait
from scolarite_desk.services.listes.choix import Chosen
from scolarite_desk.store.fuseau import fuseau
from scolarite_desk.store.perimetre import rights_of
from scolarite_desk.store.queries.decisions import Affiche, Filter, candidature_keys
from scolarite_desk.store.queries.offer import lists
from scolarite_desk.store.queries.retenues import held_among
from scolarite_desk.store.store import Store

DECISIONS = "decisions"
TABLES: dict[str, tuple[Msg, tuple[Colonne[Any], ...]]] = {
    DECISIONS: (TITRE, COLONNES),
    **{code: (one.titre, one.colonnes) for code, one in EXTRAITS.items()},
}
SEEN = 3  # rows of a preview


@dataclass(frozen=True)
class Echantillon:
    """The first rows of a table as they would leave, each of its columns by its code, and how many there are."""

    total: int = 0
    lignes: tuple[Mapping[str, str], ...] = ()


def offered(session: Session, compte: str) -> list[str]:
    """The tables that an account may take."""
    rights = rights_of(session, compte)
    return [
        code
        for code in TABLES
        if rights.may("exports") and (code == DECISIONS or rights.may(EXTRAITS[code].droit, write=False))
    ]


def sample(store: Store, code: str, asked: Chosen, *, langue: Langue) -> Echantillon:
    """What `write` would begin with, in every column that it may have."""
    need(store, "exports")
    with store.reading() as session:
        if code == DECISIONS:
            keys, _held = held_among(session, candidature_keys(session, asked.filtre, orphans=True))
            rows: Any = Lues(session, keys[:SEEN], lists(session, langue))
            total = len(keys)
        else:
            need(store, EXTRAITS[code].droit, write=False)
            rows = EXTRAITS[code].lire(session, store, asked, langue)
            total = len(rows)
        columns = TABLES[code][1]
        found = shown(columns, list(islice(rows, SEEN)), fuseau(session), langue)
    keys = [one.cle for one in columns]
    return Echantillon(total, tuple(dict(zip(keys, row, strict=True)) for row in found))


def write(
    store: Store,
    code: str,
    fmt: Any,
    out: Path,
    progress: Progress,
    asked: Chosen,
    columns: Sequence[str],
    *,
    langue: Langue,
    password: str = "",
) -> int:
    """Write a table with these columns; returns how many rows."""
    if code == DECISIONS:
        return export_decisions(store, asked.filtre, fmt, out, progress, columns, langue=langue, password=password)
    return export_extrait(store, code, fmt, out, progress, asked, columns, langue=langue, password=password)


def named(store: Store, code: str, asked: Chosen, suffix: str) -> str:
    """What the save dialog proposes."""
    if code == DECISIONS:
        return proposed_name(store, code, asked.filtre, suffix)
    return proposed_extrait(store, code, suffix)


AFFICHAGE, SELECTION, COMMISSION, TOUT = "affichage", "selection", "commission", "tout"


def scopes(session: Session, shown: Affiche) -> list[tuple[str, Msg]]:
    """(code, words) of what may be taken of a screen: what it shows, what is selected, all of the commission, all that
    the account may see.
    """
    found = [(AFFICHAGE, N_("Ce qui est affiché"))] if shown != Affiche() else []
    if shown.choisies:
        found.append((SELECTION, N_("La sélection ({nombre})", nombre=len(shown.choisies))))
    if commission_of(session, shown.filtre) is not None:
        found.append((COMMISSION, N_("Toute la commission")))
    return [*found, (TOUT, N_("Toutes"))]


def scoped(session: Session, shown: Affiche, scope: str) -> Filter:
    """The filter of a scope; what is on screen leaves in its order."""
    filtre = shown.filtre
    if scope == SELECTION:
        return replace(filtre, parmi=shown.choisies, ordre=shown.choisies)
    if scope == AFFICHAGE:
        return replace(filtre, parmi=shown.lignes if shown.reduite else filtre.parmi, ordre=shown.lignes)
    board = commission_of(session, filtre) if scope == COMMISSION else None
    return Filter() if board is None else Filter(campagne=filtre.campagne, commission=board.id)
