"""Every parameter of every act is read: by a field, as a code, as the key of a row, as a day, or by the act itself."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any, get_args

import pytest

from scolarite_desk.errors import Refused
from scolarite_desk.models.fields.fields import every_field
from scolarite_desk.models.fields.readers import LongTexte, Texte
from scolarite_desk.models.tables.dossier import Note
from scolarite_desk.services.appels import call
from scolarite_desk.services.designes import KEYED
from scolarite_desk.services.dossiers import write_note
from scolarite_desk.services.mesures import take_measure
from scolarite_desk.services.parametres import CODES, LONGEST, PARAMETERS, read_given
from scolarite_desk.services.pieces import add_free_piece, piece_not_concerned
from scolarite_desk.services.table import ACTS
from scolarite_desk.services.visites import book_visit, call_visit, walk_in
from tests.services.conftest import Desk

# What an act reads by itself, and how: no field knows it.
BY_THE_ACT = {
    "chose": "a thing of the table of things",
    "champ": "the path of a field",
    "fiche": "the key of a row of what `chose`, `champ` or `table` names",
    "lien": "a tie of the table of ties",
    "cible": "the key of a row of the other end of that tie",
    "table": "a shared table",
    "groupe": "a group of that table",
    "version": "one of the versions that diverge",
    "compte": "the name of an account that is there",
    "nom": "the name of a new account: LONGEST letters (`account_name`)",
    "perimetre": "keys of rows, table by table",
    "cle": "a setting of the table of settings",
    "rendezvous": "rows that the importer read",
    "lignes": "a count, of a file that the house wrote",
    "civil": "read by the fields of the civil status",
    "valeurs": "read by the fields of the thing, ties as keys",
    "vider": "names of fields of the thing",
    "salle": "a list that has views (`SALLES`)",
    "colonnes": "columns of that list",
    "tri": "columns that order that list",
}
OF_ONE_ACT = {
    ("correct", "valeur"): "read by the field that `champ` names",
    ("answer_question", "valeur"): "read by the kind of its question",
    ("change_setting", "valeur"): "read by the setting that `cle` names",
    ("record_ine", "valeur"): "checked as an INE",
    ("save_view", "filtre"): "a tree of the conditions of views",
    ("save_shared_view", "filtre"): "the same",
    ("begin_saisine", "annee"): "an academic year, or refused",
    ("hand_over", "pour"): "the key of an account or of a desk, looked for",
    ("renumber", "candidatures"): "keys of candidatures, each of that formation",
    ("validate_avis", "vu"): "compared with the digest of the avis, never kept",
    ("erase_person", "numero"): "compared with the number of the dossier, never kept",
}


def _parameters() -> Iterator[tuple[str, str, Any]]:
    for act in ACTS.values():
        for name, one in act.parameters.items():
            yield act.code, name, one.annotation


def _plain(kind: Any) -> bool:
    """Yes or no, or a day: nothing else can be given, and no day of a year that is none of ours."""
    kinds = {one for one in get_args(kind) or (kind,) if one is not type(None)}
    return kinds <= {bool, date, datetime}


def test_every_parameter_of_every_act_is_read() -> None:
    for act, name, kind in _parameters():
        read = name in PARAMETERS.get(act, {}) or (act, name) in CODES or name in KEYED or _plain(kind)
        told = name in BY_THE_ACT or (act, name) in OF_ONE_ACT
        assert read or told, f"{act}.{name}: give it a line in PARAMETERS, or say who reads it"
    known = {(act, name) for act, name, _ in _parameters()}
    assert {(act, name) for act, named in PARAMETERS.items() for name in named} <= known
    assert CODES.keys() | OF_ONE_ACT.keys() <= known
    assert BY_THE_ACT.keys() <= {name for _, name in known}


def test_every_text_that_is_typed_has_an_end() -> None:
    for _of, _title, field in every_field():
        if isinstance(field.reader, Texte | LongTexte):
            assert field.reader.length, field.path
            assert field.length in (None, field.reader.length), field.path


def test_no_act_takes_a_text_without_end_nor_a_day_of_no_year(desk: Desk) -> None:
    senseless = ("x" * (LONGEST + 1), date(9999, 1, 1), datetime(1, 1, 1, tzinfo=UTC))
    with desk.store.reading() as session:
        for act, name, kind in _parameters():
            for value in senseless:
                if type(value) in (get_args(kind) or (kind,)) or kind is Any:
                    with pytest.raises(Refused):
                        read_given(session, act, {name: value})


def test_a_key_of_another_kind_names_nothing(desk: Desk) -> None:
    dossier = desk.person()
    candidature = desk.apply(dossier)
    for function, given in (
        (write_note, {"personne": desk.owner(dossier), "texte": "Rappeler", "visite": dossier}),
        (call_visit, {"visite": candidature}),
        (piece_not_concerned, {"candidature": candidature, "piece": desk.licence}),
    ):
        with pytest.raises(Refused, match="n’existe pas dans cette base"):
            desk(function, **given)
    assert not desk.rows(Note.__table__.select())


def test_the_label_of_a_code_is_read_as_its_code(desk: Desk) -> None:
    desk(take_measure, desk.owner(desk.person()), "Opposition")
    with pytest.raises(Refused, match="n’existe pas\u00a0: recours"):
        desk(take_measure, desk.owner(desk.person("RIOU")), "zzz")


def test_a_length_a_desk_and_a_piece_have_their_bounds(desk: Desk) -> None:
    candidature = desk.apply(desk.person())
    with pytest.raises(Refused, match="de 1 à 1440"):
        call(desk.store, "book_visit", {"le": "2026-07-07T09:00", "annonce": "RIOU", "duree": 0})
    with pytest.raises(Refused, match="60 caractères au plus"):
        desk(walk_in, "RIOU", guichet="x" * 61)
    with pytest.raises(Refused, match="échéance est passée"):
        desk(add_free_piece, candidature, "Attestation", date(2026, 7, 1))
    with pytest.raises(Refused, match="plus de deux ans"):
        desk(book_visit, datetime(2062, 7, 7, 9, tzinfo=UTC), "RIOU")
