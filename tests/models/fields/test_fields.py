"""Fields: each is of its column, and shows whatever the base holds of it."""

from __future__ import annotations

import ast
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import Boolean, Column, Date, Integer

from scolarite_desk.langue import kept
from scolarite_desk.models.fields import of_dossier, of_numbers, of_office, of_person, of_rooms
from scolarite_desk.models.fields import readers as r
from scolarite_desk.models.fields.field import Field, Reader, applying
from scolarite_desk.models.fields.fields import BY_COLUMN, TIES, every_field
from scolarite_desk.models.fields.libelles import LIBELLES
from scolarite_desk.models.fields.of_dossier import AVIS
from scolarite_desk.models.fields.referentiel import Referentiel
from scolarite_desk.models.fields.things import THINGS
from scolarite_desk.models.tables.base import Euros
from scolarite_desk.models.tables.schema import Base
from scolarite_desk.msg import N_
from tests.sources import sources

TYPES: dict[type[Any], type[Any]] = {Boolean: bool, Integer: int, Date: date, Euros: Decimal}


@pytest.mark.parametrize(("place", "field"), BY_COLUMN.items(), ids=[".".join(place) for place in BY_COLUMN])
def test_a_field_gives_what_its_column_keeps(place: tuple[str, str], field: Field) -> None:
    column: Column[Any] = Base.metadata.tables[place[0]].columns[place[1]]
    assert field.reader.gives is TYPES.get(type(column.type), str)


def test_a_field_is_made_in_its_module_and_nowhere_else() -> None:
    """Settings make theirs from their own line."""
    made = {
        source.path
        for source in sources()
        for node in source.nodes()
        if isinstance(node, ast.Call) and getattr(node.func, "id", getattr(node.func, "attr", "")) == "Field"
    }
    assert {path for path in made if not path.startswith("models/fields/of_")} == {"models/fields/reglages.py"}


def test_every_field_that_is_made_is_listed() -> None:
    """Those of several at once are made from those of one; what acts alone write is typed nowhere, and shown."""
    listed = {id(field) for _of, _title, field in every_field()}
    shown = {id(field) for field in BY_COLUMN.values()}
    for module in (of_dossier, of_numbers, of_office, of_person, of_rooms):
        for name, value in vars(module).items():
            fields = [one for one in value if isinstance(one, Field)] if isinstance(value, tuple) else []
            assert name == "AVIS_EN_LOT" or all(id(one) in listed | shown for one in fields), name


def test_a_tie_leads_where_the_schema_says() -> None:
    for path, other in TIES.items():
        thing, column = path.split(".")
        tie: Column[Any] = Base.metadata.tables[THINGS[thing].cls.__tablename__].columns[column]
        assert {key.column.table.name for key in tie.foreign_keys} <= {THINGS[other].cls.__tablename__}, path


def test_a_label_kept_apart_is_of_a_column_that_no_field_shows() -> None:
    columns = {(table, column.key) for table, one in Base.metadata.tables.items() for column in one.columns}
    for name in LIBELLES:
        table, _, column = name.rpartition(".")
        places = {place for place in columns if place[1] == column and table in ("", place[0])}
        assert places - BY_COLUMN.keys(), name


@pytest.mark.parametrize(
    ("reader", "text", "shown", "fault"),
    [
        (r.Heure(), "9h-10h", "9h-10h", "Heure illisible\u00a0: écrivez par exemple 9h30."),
        (r.JourNaissance(), "2004-13", "13/2004", "Le mois 13 n’existe pas\u00a0: corrigez le mois."),
        (r.Texte(5), "trop long", "trop long", "5 caractères au plus\u00a0: il y en a 9."),
        (r.Montant(), "cent", "cent", "Montant illisible\u00a0: écrivez par exemple 105,00."),
        (r.Entier(1, 24), "souvent", "souvent", "Écrivez un nombre entier, en chiffres."),
    ],
)
def test_a_kept_text_that_no_longer_reads_is_shown_as_it_is_with_its_fault(
    reader: Reader, text: str, shown: str, fault: str
) -> None:
    field, lists = Field("essai", "champ", N_("Champ"), reader), Referentiel(lambda name: ())
    assert field.show(text, lists) == shown
    assert kept(field.fault(text, lists, {})) == fault


def test_only_what_goes_with_an_avis_is_kept_of_what_was_typed() -> None:
    typed = {"avis": "PR", "rang": 3, "motif": "niveau", "convocation_heure": "09:30", "commentaire": "Bien"}
    kept = {name: value for name, value in applying(AVIS, typed).items() if value is not None}
    assert kept == {"avis": "PR", "convocation_heure": "09:30", "commentaire": "Bien"}
