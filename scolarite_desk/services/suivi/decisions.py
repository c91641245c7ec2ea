"""Lists of the day: what is to be decided before silence decides, pieces that are late, letters that wait."""

from __future__ import annotations

from collections.abc import Iterator

from scolarite_desk.models.rules.silence import BIENTOT
from scolarite_desk.models.tables.candidature import Avis, Candidature
from scolarite_desk.msg import NN_
from scolarite_desk.services.pieces import lines_in
from scolarite_desk.services.suivi.jour import JourSuivi, Suivie, validated_on
from scolarite_desk.store.queries.decisions import LOT
from scolarite_desk.store.queries.delais import decomptes
from scolarite_desk.store.queries.pieces import papers
from scolarite_desk.store.queries.suivi import LETTRE_PARTIE, decided, undecided


def falling_due(jour: JourSuivi) -> Iterator[Suivie]:
    """By the day that a receipt told, else the earliest that it may be: what is awaited from the person only puts it
    off. Who is shortlisted, or waits, had no decision.
    """
    waiting = undecided(jour.session, Candidature.recue_le.is_not(None), decide=True)
    formations = {one.id: one for _row, one in waiting}
    found = decomptes(jour.session, [row for row, _one in waiting], formations, jour.reglages)
    for row, formation in waiting:
        one = found.get(row.id)
        if one is not None and one.le is not None and one.le <= jour.of(formation) + BIENTOT:
            yield Suivie(row.id, one.le, one.bref)


def overdue_pieces(jour: JourSuivi) -> Iterator[Suivie]:
    rows = undecided(jour.session, Candidature.recue_le.is_not(None), Candidature.statut.is_distinct_from("CO"))
    for start in range(0, len(rows), LOT):
        lot = rows[start : start + LOT]
        known = papers(jour.session, [row for row, _ in lot])
        for row, formation in lot:
            today = jour.of(formation)
            late = [
                line.echeance.le
                for line in lines_in(known[row.id], jour.reglages)
                if line.manque and line.echeance is not None and line.echeance.le < today
            ]
            if late:
                yield Suivie(row.id, min(late), NN_("{n} pièce", "{n} pièces", len(late)))


def unsent(jour: JourSuivi) -> Iterator[Suivie]:
    for row, formation, avis in decided(jour.session, ~LETTRE_PARTIE, Candidature.confirmation.is_(None)):
        yield Suivie(row.id, validated_on(jour, formation, avis), jour.types.label(avis.avis, avis.type_id))


def to_review(jour: JourSuivi) -> Iterator[Suivie]:
    """Avis that call for another: whoever was to come came, whoever waits still does."""
    for row, formation, avis in decided(jour.session, Avis.avis.in_(("PR", "LA"))):
        since = avis.convocation_le or validated_on(jour, formation, avis)
        if avis.avis == "LA" or since < jour.of(formation):
            yield Suivie(row.id, since, jour.types.label(avis.avis, avis.type_id))
