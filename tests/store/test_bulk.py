"""The bulk door: what comes through it is as if it had been typed, and the base can be checked."""

from __future__ import annotations

from datetime import UTC, date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Boolean, Date, Integer, String, select
from sqlalchemy.dialects.sqlite import dialect

from scolarite_desk.errors import Refused
from scolarite_desk.langue import kept
from scolarite_desk.models.fields.groups import group_of
from scolarite_desk.models.tables.base import Cle, Euros, Instant
from scolarite_desk.models.tables.journal import Travail
from scolarite_desk.models.tables.personne import Adresse, Personne, Stage
from scolarite_desk.models.tables.uuid7 import new_key
from scolarite_desk.progress import Progress
from scolarite_desk.services import dossiers, undo
from scolarite_desk.store import bulk, search
from scolarite_desk.store.check.check import check
from scolarite_desk.store.codec import columns_of, dumps, encode, shared_classes
from scolarite_desk.store.journal.press import Lot, _Shape, in_lots, prepare
from scolarite_desk.store.replay import body
from tests.services.conftest import Desk

_TYPES = {
    String: st.text(min_size=1, max_size=12),
    Integer: st.integers(-(10**12), 10**12),
    Boolean: st.booleans(),
    Date: st.dates(),
    Instant: st.datetimes(timezones=st.just(UTC)),
    Euros: st.decimals(0, 10_000, places=2),
    Cle: st.uuids().map(lambda key: key.hex),
}


def _someone(nom: str = "ŒUVRARD", **civil: Any) -> tuple[str, Lot]:
    key, civil = new_key(), {"nom_naissance": nom, "prenom": "Zoé", "ne_le": "2004-03"} | civil
    adresse = (Adresse, {"id": new_key(), "personne_id": key, "ligne": "12 rue « des Lilas »", "ville": None})
    return key, [adresse, (Personne, {"id": key, **civil})]


def _faults(office: Desk) -> list[str]:
    return [kept(fault) for one in check(office.store) for fault in one.fautes]


def test_a_base_filled_in_bulk_checks_green(office: Desk) -> None:
    lots = [_someone(nom)[1] for nom in ("LE GOFF", "N’GUESSAN", "ÇELİK")]
    assert bulk.load(office.store, "demo", prepare(lots), together=2) == 6
    bulk.finish(office.store, Progress())
    assert _faults(office) == []


def test_rows_lean_on_one_another_whatever_their_order(office: Desk) -> None:
    key, lot = _someone()
    bulk.load(office.store, "demo", prepare([lot]))
    assert office.row(Personne, key).nom_naissance == "ŒUVRARD"
    [adresse] = office.rows(select(Adresse).where(Adresse.personne_id == key))
    assert (adresse.ligne, adresse.ville) == ("12 rue « des Lilas »", None)


def test_a_lot_leans_on_an_earlier_one(office: Desk) -> None:
    key, lot = _someone()
    stage = (Stage, {"id": new_key(), "personne_id": key, "annee": 2025})
    bulk.load(office.store, "demo", prepare([lot, [stage]]))
    assert [one.annee for one in office.rows(select(Stage).where(Stage.personne_id == key))] == [2025]


def test_a_lot_that_leans_on_nothing_is_not_written_at_all(office: Desk) -> None:
    before = office.digest()
    stray = (Stage, {"id": new_key(), "personne_id": new_key(), "annee": 2025})
    with pytest.raises(Exception, match="FOREIGN KEY"):
        bulk.load(office.store, "demo", prepare([[*_someone()[1], stray]]))
    assert office.digest() == before
    assert _faults(office) == []


def test_the_journal_says_of_a_row_what_it_says_of_a_typed_one(office: Desk) -> None:
    civil = {"nom_naissance": "LE « BIHAN »", "ne_le": "1999", "identite_vue_le": date(2026, 7, 6), "prenom": "Anne"}
    typed = office.owner(office(dossiers.create_dossier, civil))
    key, lot = _someone(**civil, identite_vue_par="Claire")  # the act adds who saw the paper
    bulk.load(office.store, "demo", prepare([lot]))
    assert _told(office, key) == _told(office, typed)


def _told(office: Desk, key: str) -> Any:
    with office.store.reading() as session:
        found = session.connection().exec_driver_sql(
            "SELECT l.corps FROM ligne l JOIN objet o ON o.id = l.objet WHERE o.uuid = ?", (bytes.fromhex(key),)
        )
        return [body(corps) for (corps,) in found]


def test_the_works_of_one_load_belong_to_the_first(office: Desk) -> None:
    first = office.number() + 1
    bulk.load(office.store, "demo", prepare([_someone()[1] for _ in range(3)]))
    works = office.rows(select(Travail).where(Travail.numero >= first).order_by(Travail.numero))
    assert [(one.acte, one.cible.partition(":")[2]) for one in works] == [
        ("demo", ""),
        ("demo", str(first)),
        ("demo", str(first)),
    ]


def test_what_came_in_bulk_is_corrected_and_undone_like_anything_else(office: Desk) -> None:
    key, lot = _someone()
    bulk.load(office.store, "demo", prepare([lot]))
    bulk.finish(office.store, Progress())
    office(dossiers.correct, "identite.prenom", key, "Zoë")
    assert kept(undo.undo(office.store, office.number() - 1).label) == "Corriger «\u00a0Prénom\u00a0»"
    assert office.row(Personne, key).prenom == "Zoé"
    assert _faults(office) == []


def test_a_load_is_not_undone(office: Desk) -> None:
    bulk.load(office.store, "demo", prepare([_someone()[1]]))
    with pytest.raises(Refused, match="ne s’annule pas"):
        undo.undo_work(office.store, office.number())


def test_people_are_found_once_the_load_is_finished(office: Desk) -> None:
    bulk.load(office.store, "demo", prepare([_someone()[1]]))
    bulk.finish(office.store, Progress())
    found = office.read(search.find, "oeuvrard", date(2026, 7, 6))
    assert [row.nom for row in found.rows] == ["ŒUVRARD"]


def test_indexes_are_the_same_after_a_load_without_them(office: Desk) -> None:
    before = _indexes(office)
    with bulk.without_indexes(office.store):
        assert _indexes(office) == []
        bulk.load(office.store, "demo", prepare([_someone()[1]]))
    assert _indexes(office) == before
    bulk.finish(office.store, Progress())
    assert _faults(office) == []


def _indexes(office: Desk) -> list[str]:
    with office.store.reading() as session:
        found = session.connection().exec_driver_sql(
            "SELECT sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL ORDER BY name"
        )
        return [sql for (sql,) in found]


def test_numbers_given_in_bulk_are_not_given_again(office: Desk) -> None:
    with office.store.side() as session:
        bulk.count_up(session, "dossier AA", 40)
        bulk.count_up(session, "dossier AA", 50)
    with office.store.work("demo") as work:
        assert work.next_number("dossier AA") == 51


@given(st.data())
@settings(max_examples=200)
def test_a_body_is_the_canonical_json_of_its_row(data: st.DataObject) -> None:
    cls = data.draw(st.sampled_from(list(shared_classes().values())))
    columns = columns_of(cls.__tablename__)
    names = data.draw(st.lists(st.sampled_from(sorted(columns)), min_size=1, unique=True))
    values = {name: data.draw(_TYPES[_kind(columns[name].type)]) for name in names}
    shape = _Shape(cls, tuple(names))
    expected: dict[str, Any] = {}
    for name in names:
        pair = expected.setdefault(group_of(cls.__tablename__, name), [None, {}, []])
        pair[1][name] = encode(values[name])
    assert shape.body(values) == dumps(expected)


@given(st.data())
def test_a_row_is_bound_as_the_mapper_binds_it(data: st.DataObject) -> None:
    cls = data.draw(st.sampled_from(list(shared_classes().values())))
    columns = columns_of(cls.__tablename__)
    name = data.draw(st.sampled_from(sorted(columns)))
    value = data.draw(_TYPES[_kind(columns[name].type)])
    usual = columns[name].type.dialect_impl(dialect()).bind_processor(dialect())
    [_key, bound] = _Shape(cls, (name,)).bound({"id": new_key(), name: value})
    assert bound == (usual(value) if usual else value)


def _kind(column: Any) -> type[Any]:
    return next(kind for kind in (Cle, Instant, Euros, Boolean, Date, Integer, String) if isinstance(column, kind))


def test_every_class_of_the_base_can_come_in_bulk() -> None:
    kinds = {_kind(column.type) for cls in shared_classes() for column in columns_of(cls).values()}
    assert kinds <= _TYPES.keys()


def test_small_lots_are_grouped_and_none_is_lost() -> None:
    rows = [[(Personne, {"id": str(rank)})] for rank in range(7)]
    assert [len(lot) for lot in in_lots(rows, 3)] == [3, 3, 1]
    assert list(in_lots([], 3)) == []
