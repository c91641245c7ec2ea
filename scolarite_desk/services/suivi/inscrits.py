"""Lists of the day: enrolments to begin, to finish, to pay back."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from scolarite_desk.models.rules.dates import local
from scolarite_desk.models.rules.inscriptions import owed, to_refund
from scolarite_desk.models.tables.candidature import Avis, Candidature
from scolarite_desk.models.tables.inscription import InscriptionAnnee
from scolarite_desk.services.suivi.jour import JourSuivi, Suivie
from scolarite_desk.store.queries.inscriptions import COMMENCEE, enrolments
from scolarite_desk.store.queries.suivi import decided


def to_enrol(jour: JourSuivi) -> Iterator[Suivie]:
    """Who confirmed a place, and whose enrolment is not begun."""
    confirmed = decided(jour.session, Avis.avis == "FA", Candidature.confirmation == "confirmee", ~COMMENCEE)
    for row, formation, _avis in confirmed:
        since = row.confirmation_le
        yield Suivie(row.id, local(since, jour.zone(formation)).date() if since else None)


def enrolling(*etats: str) -> Callable[[JourSuivi], Iterator[Suivie]]:
    def qui(jour: JourSuivi) -> Iterator[Suivie]:
        for one, _dossier in enrolments(jour.session, InscriptionAnnee.etat.in_(etats)):
            yield Suivie(one.candidature_id, one.etat_le, owed(one.du))

    return qui


def to_pay_back(jour: JourSuivi) -> Iterator[Suivie]:
    """It was asked, or the grant was notified since the payment."""
    paid = InscriptionAnnee.percu_le.is_not(None), InscriptionAnnee.rembourse_le.is_(None)
    for one, dossier in enrolments(jour.session, *paid, archived=True):
        if to_refund(percu=True, rembourse=False, avant=one.rembourser_avant, boursier=dossier.boursier):
            yield Suivie(one.candidature_id, one.rembourser_avant, owed(one.du))
