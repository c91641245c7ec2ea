"""Whose is a row is in the keys of its table: nothing is written for a table that comes, nor moves for those there."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy import Column, ForeignKey, Table

from scolarite_desk.models.fields import lineage
from scolarite_desk.models.fields.lineage import JUDGED, leads, owners, person_column, ways
from scolarite_desk.models.tables.base import Cle
from scolarite_desk.models.tables.schema import Base

# The tables that are somebody's, and by which columns, the nearest holder first.
OWNED = {
    **dict.fromkeys(
        ("adresse", "bac", "cursus_externe", "cursus_interne", "cvec", "dossier", "experience", "identifiant",
         "ine_emis", "mesure", "piece_recue", "saisine", "stage"),
        ("personne_id",),
    ),
    "avis": ("candidature_id",),
    "delai_dit": ("candidature_id",),
    "candidature": ("dossier_id",),
    "document_emis": ("candidature_id", "dossier_id"),
    "etape_document": ("document_id",),
    "exigence": ("candidature_id",),
    **dict.fromkeys(("proposition", "refus_vu"), ("saisine_id",)),
    **dict.fromkeys(("note", "pose_etiquette"), ("candidature_id", "personne_id")),
    "reponse": ("candidature_id",),
    "inscription": ("candidature_id",),
    "requete": ("candidature_id",),
    "visite": ("dossier_id", "personne_id"),
    **dict.fromkeys(("acquis", "transmission", "vapp"), ("candidature_id",)),
    "ressaisie": ("dossier_id",),
}  # fmt: skip


@pytest.fixture
def vote() -> Iterator[str]:
    """A table that comes one day: the votes of a board on an avis, each of which somebody may have asked about."""
    Table("vote", Base.metadata, Column("id", Cle, primary_key=True), Column("avis_id", Cle, ForeignKey("avis.id")))
    yield "vote"
    Base.metadata.remove(Base.metadata.tables["vote"])
    for one in (lineage.ties, leads, ways, person_column):
        one.cache_clear()


def test_whose_rows_are_is_what_it_was() -> None:
    assert {name: tuple(owners(name)) for name in Base.metadata.tables if owners(name)} == OWNED


def test_a_table_that_comes_is_whose_it_leans_on(vote: str) -> None:
    up = (("avis_id", "avis"), ("candidature_id", "candidature"), ("dossier_id", "dossier"))
    assert owners(vote) == leads(vote, JUDGED) == {"avis_id": "avis"}
    assert ways(vote, "dossier") == (up,)
    assert ways(vote, "personne") == ((*up, ("personne_id", "personne")),)


def test_the_shortest_way_up_is_the_first() -> None:
    assert [len(way) for way in ways("document_emis", "personne")] == [2, 3]
    assert ways("dossier", "dossier") == ((),)
    assert ways("identifiant", "dossier") == ways("formation", "personne") == ()


def test_what_no_key_says_is_declared_of_columns_that_are_there() -> None:
    for declared in (lineage._OF_ANY, lineage._AS_TEXT):
        for genre, columns in declared.items():
            assert columns.keys() <= Base.metadata.tables[genre].columns.keys() - lineage.ties(genre).keys()
            assert {*columns.values()} <= {lineage.ANY, *Base.metadata.tables}


def test_which_formations_a_row_is_of_is_what_it_was() -> None:
    office = {name: tuple(leads(name, JUDGED)) for name in Base.metadata.tables if name not in OWNED}
    assert {name: found for name, found in office.items() if found} == {
        "commission": ("centre_id",),
        "commission_formation": ("formation_id", "commission_id"),
        "etiquette": ("centre_id",),
        "formation": ("centre_id",),
        "modele": ("formation_id", "centre_id"),
        "ouverture": ("formation_id",),
        "piece_demandee": ("formation_id",),
        "question": ("formation_id", "centre_id"),
        "seance_commission": ("commission_id",),
        "signataire": ("centre_id",),
        "type_decision": ("centre_id",),
        "version_modele": ("modele_id",),
    }
    assert tuple(leads("candidature", JUDGED)) == ("formation_id", "dossier_id")
    assert {name: tuple(leads(name, JUDGED)) for name in OWNED if name != "candidature"} == {
        name: columns for name, columns in OWNED.items() if name != "candidature"
    }
