"""What two desks wrote apart, once they have met: the same base at both, nothing lost, and the rest is listed."""

from __future__ import annotations

from scolarite_desk.models.tables.personne import Personne
from scolarite_desk.services.dossiers import correct
from tests.services.conftest import Desk
from tests.store.damage import faults, sql
from tests.sync.conftest import send, share

RIVALS = "SELECT groupe, valeur FROM rivale ORDER BY groupe, valeur"


def test_a_dossier_made_at_one_desk_is_at_the_other(abc: list[Desk]) -> None:
    a, b, _c = abc
    dossier = a.person("LE GOFF", "Anna")
    report = send(a, b)
    assert report.recus == 1
    assert b.row(Personne, b.owner(dossier)).nom_naissance == "LE GOFF"
    assert a.digest() == b.digest()
    assert faults(b.store) == []


def test_the_same_works_again_change_nothing(abc: list[Desk]) -> None:
    a, b, _c = abc
    a.person()
    send(a, b)
    before = sql(b.store, "SELECT * FROM poste ORDER BY id")
    assert send(a, b).recus == 0
    assert sql(b.store, "SELECT * FROM poste ORDER BY id") == before


def test_two_edits_of_one_field_are_both_kept_and_the_same_is_shown_everywhere(abc: list[Desk]) -> None:
    a, b, c = abc
    personne = a.owner(a.person())
    share(*abc)
    a(correct, "identite.prenom", personne, "Zoé")
    b.later(minutes=5)
    b(correct, "identite.prenom", personne, "Zoë")
    share(*abc)
    for desk in abc:
        assert desk.row(Personne, personne).prenom == "Zoë"
        assert sql(desk.store, RIVALS) == [("prenom", '{"prenom":"Zoé"}')]
        assert faults(desk.store) == []
    assert a.digest() == b.digest() == c.digest()
