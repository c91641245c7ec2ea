"""What is typed in the search box makes the beginning of a dossier."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scolarite_desk.models.rules.tape import civil_of

TODAY = date(2026, 7, 6)


@pytest.mark.parametrize(
    ("text", "nom", "prenom", "ne_le"),
    [
        ("kermarec maelle", "KERMAREC", "Maelle", None),
        ("KERMAREC Maëlle 7/3/04", "KERMAREC", "Maëlle", "2004-03-07"),
        ("Maëlle KERMAREC", "KERMAREC", "Maëlle", None),
        ("07032004 kermarec maelle", "KERMAREC", "Maelle", "2004-03-07"),
        ("kermarec maelle 7 mars 2004", "KERMAREC", "Maelle", "2004-03-07"),
        ("le goff jean-luc", "LE GOFF", "Jean-Luc", None),
        ("de la tour éléonore", "DE LA TOUR", "Éléonore", None),
        ("LE GUILVINEC", "LE GUILVINEC", None, None),
        ("kermarec", "KERMAREC", None, None),
        ("kermarec 0639981204", "KERMAREC", None, None),
        ("maelle@example.org", None, None, None),
        ("", None, None, None),
    ],
)
def test_names_and_day_are_told_apart(text: str, nom: str | None, prenom: str | None, ne_le: str | None) -> None:
    civil = civil_of(text, TODAY)
    assert (civil.nom_naissance, civil.prenom, civil.ne_le) == (nom, prenom, ne_le)


@given(st.text(max_size=60))
def test_whatever_is_typed_makes_a_beginning(text: str) -> None:
    civil = civil_of(text, TODAY)
    assert civil.ne_le is None or civil.ne_le <= TODAY.isoformat()
