"""Lists that leave the office as tables, besides decisions: one line of `EXTRAITS` each. Command, room and columns
follow.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from scolarite_desk.errors import Refused
from scolarite_desk.exchange.fichier import writing
from scolarite_desk.exchange.tables import extraits as tables
from scolarite_desk.exchange.tables.colonne import Colonne, chosen
from scolarite_desk.exchange.tables.decisions import COLONNES
from scolarite_desk.exchange.tables.enonce import AGENTS, FileStatement, book
from scolarite_desk.exchange.tables.formats import check_password, write_table
from scolarite_desk.langue import Langue, kept
from scolarite_desk.models.rules.dates import show_day
from scolarite_desk.models.rules.noms_fichiers import sur
from scolarite_desk.models.tables.formation import Campagne
from scolarite_desk.msg import N_, NOTHING, Msg, joined
from scolarite_desk.progress import Progress
from scolarite_desk.services import paperwork
from scolarite_desk.services.acces import leaving
from scolarite_desk.services.acts import do
from scolarite_desk.services.droits import need
from scolarite_desk.services.exports import record_export, refuse_unknown
from scolarite_desk.services.extraits.offre import commissions, formations, seances
from scolarite_desk.services.extraits.personnes import (
    cvec_etablissement,
    cvec_manquantes,
    ine_provisoires,
    inscrits,
    registre,
    rendezvous,
)
from scolarite_desk.services.listes.choix import Chosen
from scolarite_desk.services.vues import INSCRITS
from scolarite_desk.store.fuseau import fuseau
from scolarite_desk.store.queries.decisions import Filter
from scolarite_desk.store.store import Store


@dataclass(frozen=True)
class Extrait:
    """One list: its title, its columns, how it is read, the function of the office that may read it (besides that of
    exports), whether it tells of persons; what narrows it: a campaign, a day, or all that says which candidatures
    (formation, commission, saved view...), where it is of those who apply. Registers are of numbers, not of those.
    """

    titre: Msg
    droit: str
    colonnes: tuple[Colonne[Any], ...]
    lire: Callable[[Session, Store, Chosen, Langue], Collection[Any]]
    personnes: bool = True
    campagne: bool = False
    jour: bool = False
    candidatures: bool = False


EXTRAITS: dict[str, Extrait] = {
    "formations": Extrait(
        N_("Formations"), "formations", tables.FORMATIONS, formations, personnes=False, campagne=True
    ),
    "commissions": Extrait(N_("Commissions"), "formations", tables.COMMISSIONS, commissions),
    "seances": Extrait(N_("Séances"), "avis", tables.SEANCES, seances),
    "registre": Extrait(N_("Registre des numéros"), "recus", tables.REGISTRE, registre),
    "ine": Extrait(N_("INE provisoires"), "ine", tables.INE, ine_provisoires),
    "cvec": Extrait(N_("CVEC à déclarer"), "cvec", tables.CVEC, cvec_etablissement, candidatures=True),
    "cvec-manquantes": Extrait(
        N_("CVEC manquantes"), "cvec", tables.CVEC_MANQUANTES, cvec_manquantes, candidatures=True
    ),
    "inscrits": Extrait(
        N_("Inscrits"), "inscriptions", chosen(COLONNES, INSCRITS.colonnes), inscrits, candidatures=True
    ),
    "rendezvous": Extrait(N_("Rendez-vous"), "visites", tables.RENDEZVOUS, rendezvous, jour=True),
}  # fmt: skip


def export_extrait(
    store: Store,
    code: str,
    fmt: str,
    out: Path,
    progress: Progress,
    asked: Chosen,
    columns: Sequence[str] | None = None,
    *,
    langue: Langue,
    password: str = "",
) -> int:
    """Write a list of `EXTRAITS`; returns how many rows. `Refused` when there is none, for a column that it has not, or
    a password that the format cannot bear.
    """
    one = EXTRAITS[code]
    need(store, "exports")
    need(store, one.droit, write=False)
    check_password(fmt, password)
    refuse_unknown(columns or (), [colonne.cle for colonne in one.colonnes])
    with store.reading() as session:
        rows = one.lire(session, store, asked, langue)
        if not rows:
            raise Refused(N_("Rien ne correspond à ce filtre\u00a0: aucun fichier n’a été écrit."))
        service, words = paperwork.service_of(session), joined(", ", one.titre, *_narrowed(session, one, store, asked))
        dit = FileStatement(
            one.titre, words, store.auteur, store.clock(), fuseau(session), service.etablissement, service.exercice,
            AGENTS if one.personnes else NOTHING,
        )  # fmt: skip
        classeur = book(dit, chosen(one.colonnes, columns), len(rows))
        opened = leaving(store, f"extrait {code}", len(rows), out) if one.personnes else writing(out)
        with opened as stream:
            write_table(fmt, stream, classeur, rows, progress, langue=langue, password=password)
            do(store, None, record_export, f"{code} {fmt}", len(rows), kept(words))
    return len(rows)


def proposed_extrait(store: Store, code: str, suffix: str) -> str:
    """`cvec-manquantes-2026-11-21.xlsx`: what the save dialog proposes."""
    return sur(f"{code}-{store.here():%Y-%m-%d}", suffix)


def _narrowed(session: Session, one: Extrait, store: Store, asked: Chosen) -> list[Msg]:
    """What narrows the list, in words."""
    if one.jour:
        return [N_("le {jour}", jour=show_day(asked.jour or store.today()))]
    if one.candidatures:
        return [asked.filtre.words(session)] if asked.filtre != Filter() else []
    campagne = session.get(Campagne, asked.filtre.campagne or "") if one.campagne else None
    return [N_("campagne {libelle}", libelle=campagne.libelle or "")] if campagne is not None else []
