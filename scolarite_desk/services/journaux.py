"""The journal and the access log as files. Taking them away is itself in the access log."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any, Literal

from sqlalchemy.orm import Session

from scolarite_desk.errors import Refused
from scolarite_desk.langue import Langue
from scolarite_desk.models.fields.field import Lists
from scolarite_desk.models.rules.dates import show_day
from scolarite_desk.msg import N_, Msg
from scolarite_desk.progress import Progress
from scolarite_desk.services import acces, paperwork
from scolarite_desk.services.droits import need
from scolarite_desk.services.lookup import key_of
from scolarite_desk.services.table import label_of
from scolarite_desk.store.fuseau import fuseau
from scolarite_desk.store.queries import acces as log
from scolarite_desk.store.queries import journal
from scolarite_desk.store.queries.lignee import keys_of
from scolarite_desk.store.store import Store

Format = Literal["xlsx", "csv"]
MOST = 100_000  # rows of one file


@dataclass(frozen=True, slots=True)
class LigneTravail:
    """One work, in words."""

    at: datetime
    acte: Msg
    qui: Msg
    auteur: str
    poste: str
    numero: int


@dataclass(frozen=True, slots=True)
class LigneAcces:
    """One access, in words."""

    at: datetime
    compte: str
    quoi: Msg
    qui: str
    lignes: int
    ou: Msg


def keys_of_dossier(session: Session, numero: str) -> tuple[str, ...]:
    """Every row of a dossier and of its person that the account may read. `Refused` for a number that nobody has."""
    return keys_of(session, key_of(session, numero))


def export_works(
    store: Store, asked: journal.Recherche, lists: Lists, fmt: Format, out: Path, progress: Progress, *, langue: Langue
) -> int:
    """Write the works that answer; how many. `Refused` when there is none, or more than `MOST`."""
    from scolarite_desk.exchange.tables import journaux

    need(store, "journal", write=False)
    with store.reading() as session:
        rows = _collected(_works(session, asked, lists), progress)
    return _write(store, rows, N_("Journal"), _said(asked.du, asked.au, asked != journal.Recherche()), journaux.TRAVAUX,
                  "journal", fmt, out, progress, langue=langue)  # fmt: skip


def export_accesses(
    store: Store, asked: log.RechercheAcces, fmt: Format, out: Path, progress: Progress, *, langue: Langue
) -> int:
    """Write the accesses that answer; how many. `Refused` when there is none, or more than `MOST`."""
    from scolarite_desk.exchange.tables import journaux

    need(store, "journal", write=False)
    with store.reading() as session:
        rows = _collected(_accesses(session, asked), progress)
    return _write(store, rows, N_("Accès"), _said(asked.du, asked.au, asked != log.RechercheAcces()), journaux.ACCES,
                  "acces", fmt, out, progress, langue=langue)  # fmt: skip


def _works(session: Session, asked: journal.Recherche, lists: Lists) -> Iterator[list[LigneTravail]]:
    page = journal.works(session, asked, lists)
    while page:
        yield [
            LigneTravail(one.at, label_of(one.acte, one.detail), one.qui, one.auteur, one.nom, one.numero)
            for one in page
        ]
        page = () if asked.texte else journal.works(session, asked, lists, page[-1])


def _accesses(session: Session, asked: log.RechercheAcces) -> Iterator[list[LigneAcces]]:
    page = log.accesses(session, asked)
    while page:
        yield [
            LigneAcces(one.at, one.compte, acces.label_of(one.quoi), one.qui, one.lignes, acces.place_of(one.ou))
            for one in page
        ]
        page = log.accesses(session, asked, page[-1].id)


def _collected(pages: Iterator[list[Any]], progress: Progress) -> list[Any]:
    rows: list[Any] = []
    for page in pages:
        rows += page
        progress.step(0, 1)
        if len(rows) > MOST:
            raise Refused(N_("Plus de {maximum} lignes\u00a0: choisissez une période.", maximum=MOST))
    if not rows:
        raise Refused(N_("Rien ne correspond à ce filtre\u00a0: aucun fichier n’a été écrit."))
    return rows


def _write(
    store: Store, rows: list[Any], titre: Msg, filtre: Msg, colonnes: Any, quoi: str, fmt: Format, out: Path,
    progress: Progress, *, langue: Langue,
) -> int:  # fmt: skip
    from scolarite_desk.exchange.tables import journaux
    from scolarite_desk.exchange.tables.enonce import FileStatement

    with store.reading() as session:
        service, zone = paperwork.service_of(session), fuseau(session)
    dit = FileStatement(titre, filtre, store.auteur, store.clock(), zone, service.etablissement, service.exercice)
    with acces.leaving(store, f"{quoi} {fmt}", len(rows), out) as stream:
        journaux.write(rows, colonnes, dit, fmt, stream, progress, langue=langue)
    return len(rows)


def _said(du: date | None, au: date | None, chosen: bool) -> Msg:
    if du and au:
        return N_("Lignes choisies du {du} jusqu’au {au}", du=show_day(du), au=show_day(au))
    if du:
        return N_("Lignes choisies du {du}", du=show_day(du))
    if au:
        return N_("Lignes choisies jusqu’au {au}", au=show_day(au))
    return N_("Lignes choisies") if chosen else N_("Toutes les lignes")
