"""The lists of the day, tasks and visits, as commands list them."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy.orm import Session

from scolarite_desk.langue import kept
from scolarite_desk.services.listes.choix import Chosen, Line
from scolarite_desk.services.suivi import SUIVI, followed
from scolarite_desk.services.suivi import counted as counted_on
from scolarite_desk.services.taches import tasks
from scolarite_desk.store.perimetre import seen_persons
from scolarite_desk.store.queries.seance import lignes_of
from scolarite_desk.store.queries.visites import visits_of_day
from scolarite_desk.store.store import Store


def lignes_suivi(session: Session, store: Store, chosen: Chosen) -> Iterator[Line]:
    """How many are on each list of the day; of one of them, who."""
    now = store.clock()
    if not chosen.liste:
        for code, nombre in counted_on(session, now, chosen.jour).items():
            yield {"cle": code, "libelle": SUIVI[code].label, "nombre": nombre, "acte": SUIVI[code].acte or None}
        return
    found = followed(session, chosen.liste, now, chosen.jour)
    rows = {row.candidature: row for row in lignes_of(session, [one.candidature for one in found])}
    for one in found:
        row = rows[one.candidature]
        yield {"cle": row.candidature, "candidature": f"{row.numero}/{row.formation}", "dossier": row.numero,
               "nom": row.nom, "formation": row.formation, "le": one.le, "precision": one.precision}  # fmt: skip


def lignes_taches(session: Session, _store: Store, chosen: Chosen) -> Iterator[Line]:
    for one in tasks(session, chosen.liste or "suivis"):
        yield {"cle": one.note, "le": one.le, "dossier": one.numero, "nom": one.nom, "formation": one.formation or None,
               "texte": one.texte, "confie_a": kept(one.pour_qui) or None, "mot": one.mot or None,
               "pris_par": one.prise_par or None}  # fmt: skip


def lignes_visites(session: Session, store: Store, chosen: Chosen) -> Iterator[Line]:
    day, inside = chosen.jour or store.today(), seen_persons(session)
    for row in visits_of_day(session, day, store.clock()):
        if row.personne is None or inside is None or row.personne in inside:
            yield {"cle": row.key, "jour": row.jour, "statut": row.statut, "qui": row.qui,
                   "dossier": row.numero or None, "motif": row.motif or None, "rendezvous_le": row.rendezvous_le,
                   "arrivee_le": row.arrivee_le}  # fmt: skip
