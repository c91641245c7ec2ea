"""Lists of appointments, taken in as any file: their own reader knows their headings, their own act writes them.

One work, and no lot of hundreds: whether an appointment moved is known from what the rest of its list says.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, fields, replace
from typing import cast

from sqlalchemy.orm import Session

from scolarite_desk.exchange.imports.conversions import line_texts
from scolarite_desk.exchange.imports.profils.tous import RENDEZVOUS
from scolarite_desk.exchange.rendezvous.read import list_of, read_diary
from scolarite_desk.exchange.rendezvous.rendezvous_lu import ListeLue
from scolarite_desk.exchange.tables.lus.lu import TablesLues
from scolarite_desk.models.rows.imports import (
    CREER,
    INCHANGE,
    MODIFIER,
    ChoixImport,
    Endroit,
    LigneLue,
    LignePlan,
    PlanImport,
    RapportImport,
    SourceLue,
)
from scolarite_desk.models.rows.rows import RapportRendezVous
from scolarite_desk.msg import N_, Msg
from scolarite_desk.progress import Progress
from scolarite_desk.services.acts import checked, working
from scolarite_desk.services.droits import need
from scolarite_desk.services.imports.appliquer import left_of, lot_of, of_import
from scolarite_desk.services.imports.plan import taken_before
from scolarite_desk.services.rendezvous import import_rendezvous, lines_of
from scolarite_desk.store.store import Store

CODE = RENDEZVOUS.code


@dataclass(frozen=True, slots=True)
class SourceRendezVous(SourceLue):
    """A file that lists appointments, and what its reader made of it. `lignes` are its cells only."""

    liste: ListeLue = field(default_factory=lambda: ListeLue(()))


def list_said(source: SourceLue) -> ListeLue:
    """What the reader of appointments made of a file of them."""
    return cast(SourceRendezVous, source).liste


def diary_of(store: Store, nom: str, empreinte: str, data: bytes, progress: Progress | None) -> SourceRendezVous:
    """The source of a diary, which has no columns."""
    read = read_diary(data, store.today(), store.fuseau, progress)
    why = N_("C’est un agenda.")
    return SourceRendezVous(CODE, why, nom, empreinte, (), (), tuple(_told(read)), read)


def list_in(
    store: Store, source: SourceLue, tables: TablesLues, table: int, feuille: str, progress: Progress | None
) -> SourceRendezVous:
    """The source of tables, of one sheet alone where it was said; `table`: the first one that lists appointments."""
    only = tuple(one for one in tables.feuilles if feuille in ("", one.nom))
    read = list_of(replace(tables, feuilles=only), store.today(), store.fuseau, progress)
    several = any(one.feuille for one in read.tous) or any(one.feuille for one in read.fautes)
    lines = tuple(
        LigneLue(Endroit(number, sheet.nom if several else ""), {}, tuple(line_texts(cells)))
        for sheet in (only if several else (tables.feuilles[table],))
        for number, cells in sheet.lignes
    )
    given = {one.name: getattr(source, one.name) for one in fields(source)}
    return SourceRendezVous(**given | {"lignes": lines, "remarques": tuple(_told(read)), "liste": read})


def _told(read: ListeLue) -> Iterator[Msg]:
    """What is said of the whole file."""
    yield from (one.quoi for one in read.fautes if not one.ligne)
    if read.colonnes_inconnues:
        yield N_("Colonnes laissées de côté\u00a0: {colonnes}.", colonnes=read.colonnes_inconnues)


def plan_list(store: Store, source: SourceLue, choix: ChoixImport, _: Progress) -> PlanImport:
    """What taking the list in would do, line by line; nothing is written. `Refused` without the right."""
    need(store, "visites", write=False)
    with store.reading() as session:
        again = tuple(taken_before(session, source))
        lines = _lines(session, source, store)
    return PlanImport(source, lines, remarques=(*source.remarques, *again), choix=choix)


def apply_list(store: Store, plan: PlanImport, _: Progress, source: object | None) -> RapportImport:
    """Take the list in; `strict`: all of it or nothing. `source` is the view that acts."""
    need(store, "imports")
    return take_list(store, plan, source)[0]


def take_list(store: Store, plan: PlanImport, source: object | None) -> tuple[RapportImport, RapportRendezVous]:
    """The same for who keeps the day, whatever else they may take in: the counts of any import, and who is who.

    What somebody changed since the preview is seen: the list is planned again in the transaction that writes it.
    """
    with working(store, import_rendezvous.__name__, source) as work:
        now = replace(plan, lignes=_lines(work.session, plan.source, store))
        left_of(now)
        count = now.compte()
        report: RapportRendezVous = checked(work, import_rendezvous, list_said(plan.source).tous)
        if count[CREER] or count[MODIFIER]:
            work.session.add_all([cls(**values) for cls, values in of_import(work, now)])
    return RapportImport(count[CREER], count[MODIFIER], count[INCHANGE], now.laissees, lot_of(work)), report


def _lines(session: Session, source: SourceLue, store: Store) -> tuple[LignePlan, ...]:
    """Those of a plan, each with its cells."""
    cells = {one.lieu: one.brut for one in source.lignes}
    lines = lines_of(session, list_said(source), store.today())
    return tuple(replace(one, brut=cells.get(one.lieu, ())) for one in lines)
