"""List of the day: dossiers to be typed again in eCandidat."""

from __future__ import annotations

from collections.abc import Iterator

from scolarite_desk.msg import N_, NOTHING
from scolarite_desk.services.suivi.jour import JourSuivi, Suivie
from scolarite_desk.store.queries.ressaisies import to_type


def to_type_again(jour: JourSuivi) -> Iterator[Suivie]:
    """One line a dossier, those that were asked for first."""
    for key, since, numero in to_type(jour.session):
        known = N_("eCandidat lui a donné le numéro {numero}\u00a0: notez-le ressaisi", numero=numero)
        yield Suivie(key, since, known if numero else NOTHING)
