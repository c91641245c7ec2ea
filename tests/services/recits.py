"""Candidatures that stand where the table of passages tells apart, each told by the acts that led there."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from scolarite_desk.services.acts import checked, working
from scolarite_desk.services.avis import enter_avis, validate_avis
from scolarite_desk.services.candidatures import (
    cancel_candidature,
    confirm,
    desist,
    set_traitement,
    transmit,
)
from scolarite_desk.services.completude import set_statut
from scolarite_desk.services.documents import issue_letter
from scolarite_desk.services.dossiers import correct
from scolarite_desk.services.inscriptions import (
    await_payment,
    begin_inscription,
    cancel_inscription,
    enrol,
    record_payment,
)
from tests.services.conftest import Desk

Step = tuple[Callable[..., Any], dict[str, Any]]
_VALIDATED: Step = (validate_avis, {})
_CANCELLED: Step = (cancel_candidature, {"motif": "erreur"})
_GIVEN: tuple[Step, ...] = ((enter_avis, {"avis": "FA"}), _VALIDATED)
_ADMITTED: tuple[Step, ...] = (*_GIVEN, (confirm, {}), (begin_inscription, {}))
_ENROLLED: Step = (enrol, {"motif": "vu"})
_REFUSED: tuple[Step, ...] = ((enter_avis, {"avis": "DE", "motif_texte": "Niveau"}), _VALIDATED)


def _listed(rang: int) -> tuple[Step, ...]:
    return (enter_avis, {"avis": "LC", "rang": rang}), _VALIDATED


RECITS: dict[str, tuple[Step, ...]] = {
    "attend": (),
    "transmise": ((transmit, {}),),
    "incomplete": ((set_statut, {"statut": "IN"}),),
    "complete": ((set_statut, {"statut": "CO", "motif": "vu"}),),
    "en accès direct, avis validé": ((set_traitement, {"traitement": "AD"}), *_GIVEN),
    "à valider": _GIVEN[:1],
    "validée": _GIVEN,
    "refusée": _REFUSED,
    "confirmée": (*_GIVEN, (confirm, {})),
    "à inscrire": _ADMITTED,
    "dont le paiement est attendu": (*_ADMITTED, (await_payment, {})),
    "inscrite, droits payés": (*_ADMITTED, (record_payment, {"mode": "carte"}), _ENROLLED),
    "dont l’inscription est annulée": (*_ADMITTED, _ENROLLED, (cancel_inscription, {"motif": "erreur"})),
    "en liste": _listed(1),
    "partie de la liste": (*_listed(2), (desist, {})),
    "annulée": (*_GIVEN, _CANCELLED),
    "au rang donné depuis": (*_listed(3), _CANCELLED),
    "qui prit ce rang": _listed(3),
    "dont la lettre est partie": (*_GIVEN, (issue_letter, {})),
}


def told(office: Desk) -> dict[str, tuple[str, str]]:
    """(dossier, candidature) of each."""
    return {name: _told(office, name, steps) for name, steps in RECITS.items()}


def _told(office: Desk, name: str, steps: tuple[Step, ...]) -> tuple[str, str]:
    dossier = office.person(name.upper())
    if (issue_letter, {}) in steps:
        office.home(dossier)
    key = office.apply(dossier)
    with working(office.store, "demo") as work:
        for function, values in steps:
            checked(work, function, candidature=key, **values)
    return dossier, key


def asked_vapp(office: Desk, **civil: str) -> str:
    """The candidature of somebody who can be written to, and asks to enter without the diploma that is required."""
    key = office.apply(office.home(office.person(**civil)))
    office(correct, "candidatures.genre", key, "vapp")
    return key
