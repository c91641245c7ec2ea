"""Fields: each is of its column, and shows whatever the base holds of it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import Boolean, Column, Date, Integer

from scolarite_desk.models.fields import readers as r
from scolarite_desk.models.fields.act_fields import AVIS, BY_COLUMN
from scolarite_desk.models.fields.field import Field, Reader, applying
from scolarite_desk.models.fields.fields import FIELDS
from scolarite_desk.models.fields.referentiel import Referentiel
from scolarite_desk.models.fields.things import THINGS
from scolarite_desk.models.tables.base import Montant
from scolarite_desk.models.tables.schema import Base

TYPES: dict[type[Any], type[Any]] = {Boolean: bool, Integer: int, Date: date, Montant: Decimal}
OF_COLUMNS = [
    *((THINGS[thing].cls.__tablename__, one.name, one) for thing, fields in FIELDS.items() for one in fields),
    *((table, name, one) for (table, name), one in BY_COLUMN.items() if name in Base.metadata.tables[table].columns),
]


@pytest.mark.parametrize(("table", "name", "field"), OF_COLUMNS, ids=lambda one: getattr(one, "path", ""))
def test_a_field_gives_what_its_column_keeps(table: str, name: str, field: Field) -> None:
    column: Column[Any] = Base.metadata.tables[table].columns[name]
    assert field.reader.gives is TYPES.get(type(column.type), str)


@pytest.mark.parametrize(
    ("reader", "kept", "shown", "fault"),
    [
        (r.Heure(), "9h-10h", "9h-10h", "Heure illisible\u00a0: écrivez par exemple 9h30."),
        (r.JourNaissance(), "2004-13", "13/2004", "Le mois 13 n’existe pas\u00a0: corrigez le mois."),
        (r.Texte(5), "trop long", "trop long", "5 caractères au plus\u00a0: il y en a 9."),
        (r.Montant(), "cent", "cent", "Montant illisible\u00a0: écrivez par exemple 105,00."),
        (r.Entier(1, 24), "souvent", "souvent", "Écrivez un nombre entier, en chiffres."),
    ],
)
def test_a_kept_text_that_no_longer_reads_is_shown_as_it_is_with_its_fault(
    reader: Reader, kept: str, shown: str, fault: str
) -> None:
    field, lists = Field("essai", "champ", "Champ", reader), Referentiel(lambda name: ())
    assert field.show(kept, lists) == shown
    assert field.fault(kept, lists, {}) == fault


def test_only_what_goes_with_an_avis_is_kept_of_what_was_typed() -> None:
    typed = {"avis": "PR", "rang": 3, "motif": "niveau", "convocation_heure": "09:30", "commentaire": "Bien"}
    kept = {name: value for name, value in applying(AVIS, typed).items() if value is not None}
    assert kept == {"avis": "PR", "convocation_heure": "09:30", "commentaire": "Bien"}
