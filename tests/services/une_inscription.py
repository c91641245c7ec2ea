"""Somebody who enrols: a place that is confirmed, the fees of the year, everything in order."""

from __future__ import annotations

from decimal import Decimal

import pytest

from scolarite_desk.models.rows.dossier_views import InscriptionView
from scolarite_desk.models.tables.candidature import Candidature
from scolarite_desk.models.tables.formation import Campagne
from scolarite_desk.services.avis import enter_avis, validate_avis
from scolarite_desk.services.candidatures import confirm
from scolarite_desk.services.cvec import record_cvec
from scolarite_desk.services.dossiers import add_item, correct
from scolarite_desk.services.inscriptions import (
    begin_inscription,
    enrol,
    enrolment,
    record_payment,
)
from tests.services.conftest import Desk


def confirmed(desk: Desk, key: str) -> str:
    """The same candidature, admitted, whose place was taken."""
    for act, *more in ((enter_avis, "FA"), (validate_avis,), (confirm,)):
        desk(act, key, *more)
    return key


def fees(desk: Desk, euros: str = "180.00", **values: str) -> str:
    """The key of what the year asks, of a licence paid in full unless `values` say another."""
    annee = desk.row(Campagne, desk.campagne).annee
    given = {"annee": annee, "niveau": "licence", "situation": "plein", "euros": Decimal(euros)} | values
    key: str = desk(add_item, "tarif", given)
    return key


def admitted(desk: Desk) -> str:
    """Who confirmed a place in a licence, of initial training."""
    dossier = desk.person()
    desk(correct, "dossier.regime", dossier, "initiale")
    return confirmed(desk, desk.apply(dossier))


@pytest.fixture
def admise(desk: Desk) -> str:
    """The same, at the desk of a test of the services."""
    return admitted(desk)


def read(desk: Desk, key: str) -> InscriptionView:
    """Its enrolment as the page shows it."""
    found: InscriptionView = desk.read(enrolment, key)
    return found


def paid(desk: Desk, key: str) -> None:
    """Enrolled, everything in order."""
    desk(begin_inscription, key)
    desk(record_payment, key, "carte")
    person = desk.owner(desk.row(Candidature, key).dossier_id)
    desk(record_cvec, person, desk.row(Campagne, desk.campagne).annee, "payee", "VER6-ABCDEF-42")
    desk(enrol, key)
