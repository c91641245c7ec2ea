"""Erasing what was kept long enough, one work a dossier; and the report of it: how many, which numbers, by which rule.

Nothing is kept of the persons for statistics: the report counts by campaign and rule, and names nobody.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from scolarite_desk.errors import Refused
from scolarite_desk.exchange.tables.colonne import Colonne, Genre
from scolarite_desk.langue import Langue
from scolarite_desk.models.rows.rapport import Partie, Rapport, ReportTable
from scolarite_desk.models.rules.conservation import ORIGINES, SORTS
from scolarite_desk.models.rules.dates import local, show_day, show_instant
from scolarite_desk.models.tables.effacement import Effacement, numbers_given
from scolarite_desk.msg import N_, NN_, Msg, verbatim
from scolarite_desk.progress import Progress
from scolarite_desk.services import droits, paperwork
from scolarite_desk.services.effacements import PurgeProposal, purge_dossier
from scolarite_desk.services.lots import LotOutcome, do_each
from scolarite_desk.store import effacement
from scolarite_desk.store.fuseau import fuseau
from scolarite_desk.store.store import Store

COLONNES: tuple[Colonne[PurgeProposal], ...] = (
    Colonne("numero", N_("Dossier"), Genre.CODE, lambda one: one.numero),
    Colonne("campagne", N_("Campagne"), Genre.TEXTE, lambda one: one.campagne),
    Colonne("jusqu_au", N_("Gardé jusqu’au"), Genre.JOUR, lambda one: one.conservation.jusqu_au),
    Colonne("pourquoi", N_("Règle"), Genre.TEXTE, lambda one: one.conservation.pourquoi),
)


Purge = LotOutcome[PurgeProposal, str]  # the dossiers erased, and those that were refused meanwhile


def purge(store: Store, chosen: Sequence[PurgeProposal], progress: Progress) -> Purge:
    """Erase these dossiers, then rewrite the file. Cancelling keeps what was done. A job."""
    droits.need(store, "effacement")
    try:
        return do_each(store, None, purge_dossier, chosen, lambda one, _: {"dossier": one.dossier}, progress)
    finally:
        effacement.rewrite(store.engine)


def report(session: Session, done: Purge, at: datetime, par: str) -> Rapport:
    """The report to be kept by the office: numbers, never names."""
    lines = tuple(
        (one.numero, one.campagne, show_day(one.conservation.jusqu_au), one.conservation.pourquoi)
        for one in done.faites
    )
    columns = ((N_("Dossier"), 0.16), (N_("Campagne"), 0.30), (N_("Gardé jusqu’au"), 0.16), (N_("Règle"), 0.38))
    ranks = list(SORTS)
    counted = Counter((one.campagne, ranks.index(one.conservation.sort)) for one in done.faites)
    totals = tuple((campagne, SORTS[ranks[rank]].label, str(n)) for (campagne, rank), n in sorted(counted.items()))
    parts = [
        Partie(
            N_("En nombre"),
            (),
            ReportTable(((N_("Campagne"), 0.5), (N_("Issue"), 0.35), (N_("Dossiers"), 0.15)), totals),
            N_("Aucun."),
        ),
        Partie(N_("Dossiers effacés"), (), ReportTable(columns, lines), N_("Aucun.")),
    ]
    if done.refusees:
        kept = tuple((one.numero, why) for one, why in done.refusees)
        parts.append(Partie(N_("Gardés"), (), ReportTable(((N_("Dossier"), 0.16), (N_("Pourquoi"), 0.84)), kept)))
    return Rapport(
        service=paperwork.service_of(session),
        titre=N_("Effacement des dossiers dont la durée de conservation est dépassée"),
        objet=NN_("{n} dossier", "{n} dossiers", len(done.faites)),
        texte=(
            N_(
                "Les numéros restent donnés et ne servent plus. Les sauvegardes antérieures contiennent encore ces "
                "dossiers, jusqu’à ce qu’elles expirent."
            ),
        ),
        parties=tuple(parts),
        fait_le=local(at, fuseau(session)),
        fait_par=par,
        pied=N_("À conserver par le service"),
    )


def refuse_name(out: Path) -> None:
    """`Refused` for a report of another kind: to be asked before anything is erased."""
    if out.suffix.lower() not in (".pdf", ".csv"):
        raise Refused(N_("Donnez un nom qui finit par .pdf ou par .csv."), "sortie")


def write_report(store: Store, done: Purge, out: Path, *, langue: Langue) -> None:
    """The report as a tagged PDF, or its lines as a text file (.csv)."""
    from scolarite_desk.exchange.fichier import writing
    from scolarite_desk.exchange.papers import rapport
    from scolarite_desk.exchange.tables.csv_rows import write_csv

    refuse_name(out)
    with writing(out) as stream:
        if out.suffix.lower() == ".csv":
            write_csv(stream, COLONNES, done.faites, store.fuseau, Progress(), langue=langue)
            return
        with store.reading() as session:
            told = report(session, done, store.clock(), store.auteur)
        stream.write(rapport.render(told, langue=langue).octets)


@dataclass(frozen=True, slots=True)
class EffacementRow:
    """One line of the register of erasures."""

    cle: str
    le: Msg
    origine: Msg
    numeros: str
    motif: str
    par: str


def register(session: Session) -> tuple[EffacementRow, ...]:
    """Every erasure, newest first."""
    columns = (Effacement.id, Effacement.fait_le, Effacement.origine, Effacement.numeros, Effacement.motif)
    rows = session.execute(select(*columns, Effacement.fait_par).order_by(Effacement.id.desc()))
    return tuple(
        EffacementRow(
            key,
            show_instant(at, fuseau(session)),
            ORIGINES.get(origine) or verbatim(origine),
            _dossiers(numeros),
            motif,
            par,
        )
        for key, at, origine, numeros, motif, par in rows
    )


def _dossiers(numeros: str) -> str:
    return ", ".join(numero for genre, numero, _at in numbers_given(numeros) if genre == "dossier")
