"""What an act calls a row by: a word that names two names neither, and both are said."""

from __future__ import annotations

import re

import pytest

from scolarite_desk.errors import Refused
from scolarite_desk.models.tables.formation import Campagne, Centre, Commission, SessionDepot
from scolarite_desk.models.tables.piece import Piece
from scolarite_desk.services.dossiers import add_item
from scolarite_desk.services.lookup import campaign_key, centre_key, commission_key, piece_key, session_key
from tests.services.conftest import Desk


def test_a_label_that_two_rows_have_is_refused_and_names_both(desk: Desk) -> None:
    """No act makes a second one: another desk did."""
    for find, cls, column in (
        (centre_key, Centre, "libelle"),
        (commission_key, Commission, "libelle"),
        (piece_key, Piece, "code"),
        (campaign_key, Campagne, "libelle"),
    ):
        with desk.store.work("recevoir") as work:
            keys = [work.add(cls(**{column: "Jumeau"})).id for _ in "ab"]
        with pytest.raises(Refused, match="«\u00a0Jumeau\u00a0» en nomme plusieurs") as refused:
            desk.read(find, "Jumeau")
        assert sorted(re.findall("[0-9a-f]{32}", str(refused.value))) == sorted(keys)


def test_sessions_of_two_campaigns_are_told_apart_by_them(desk: Desk) -> None:
    other = desk(add_item, "campagne", {"libelle": "Autre", "annee": "2027-2028", "etat": "ouverte"})
    for campagne in (desk.campagne, other):
        desk(add_item, "session", {"libelle": "Principale", "genre": "principale", "campagne_id": campagne})
    with pytest.raises(Refused, match=r"écrivez Licence et Master 2026-2027/Principale.*Autre/Principale"):
        desk.read(session_key, "Principale")
    assert desk.row(SessionDepot, desk.read(session_key, "Autre/Principale")).campagne_id == other
