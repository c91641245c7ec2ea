"""A desk is let in once by its code, is given numbers that nobody else has, and can be put out again."""

from __future__ import annotations

import pytest
from sqlalchemy import text

from scolarite_desk.errors import Refused, Unavailable
from scolarite_desk.models.tables.journal import Local
from scolarite_desk.services.identifiants import draw_provisional_ine
from scolarite_desk.sync.hub import inscription as module
from scolarite_desk.sync.hub.fondation import found
from scolarite_desk.sync.hub.hub_url import HubUrl, connected, read_hub_url
from scolarite_desk.sync.hub.inscription import enrol, inscription
from scolarite_desk.sync.hub.invitations import invite, read_code, stations, withdraw
from tests import postgres
from tests.services.conftest import Desk

ADMIN = postgres.ADMIN, postgres.PASSWORD


def _fact(office: Desk, name: str) -> str:
    with office.store.reading() as session:
        return session.get_one(Local, name).valeur


def test_a_hub_founded_twice_is_the_same_hub(hub: HubUrl) -> None:
    assert found(hub, *ADMIN) == found(hub, *ADMIN)


def test_an_invited_desk_has_a_password_of_its_own_and_its_own_numbers(hub: HubUrl, office: Desk) -> None:
    code = invite(hub, *ADMIN, "accueil")
    enrolled = enrol(office.store, hub, code)
    assert read_code(hub, code).secret not in enrolled.password
    assert (_fact(office, "bloc"), _fact(office, "plage_ine")) == ("AA", "1-50")
    with connected(enrolled.place, enrolled.compte, enrolled.password) as connection:
        assert [one.nom for one in stations(connection)] == ["01"]
    assert office.read(inscription) == enrolled


def test_an_invitation_serves_once(hub: HubUrl, office: Desk) -> None:
    code = invite(hub, *ADMIN, "accueil")
    enrol(office.store, hub, code)
    with pytest.raises(Refused, match="déjà servi"):
        enrol(office.store, hub, code)


def test_an_enrolment_cut_after_the_password_changed_goes_on(
    hub: HubUrl, office: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    code = invite(hub, *ADMIN, "accueil")
    with monkeypatch.context() as patch:
        patch.setattr(module, "_keep", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            enrol(office.store, hub, code)
    assert office.read(inscription) is None
    assert enrol(office.store, hub, code) == office.read(inscription)


def test_a_late_invitation_is_refused_in_words(hub: HubUrl, office: Desk) -> None:
    code = invite(hub, *ADMIN, "accueil", days=-1)
    with pytest.raises(Refused, match="expiré"):
        enrol(office.store, hub, code)


def test_a_miscopied_code_is_told_before_anything_is_tried(hub: HubUrl) -> None:
    code = invite(hub, *ADMIN, "accueil")
    swapped = code.replace(code[0], "2" if code[0] != "2" else "3", 1)
    for wrong in (swapped, code[:-5], "", "é" * 32):
        with pytest.raises(Refused, match="mal recopiée"):
            read_code(hub, wrong)
    assert read_code(hub, code.lower().replace("-", " ")) == read_code(hub, code)


def test_ine_given_before_the_hub_are_in_the_range_and_the_next_follows(hub: HubUrl, office: Desk) -> None:
    first = office(draw_provisional_ine, office.owner(office.person("UN")))
    enrol(office.store, hub, invite(hub, *ADMIN, "accueil"))
    second = office(draw_provisional_ine, office.owner(office.person("DEUX")))
    assert (first[-5:-1], second[-5:-1]) == ("0001", "0002")


def test_a_desk_that_was_put_out_is_told_so(hub: HubUrl, office: Desk) -> None:
    enrolled = enrol(office.store, hub, invite(hub, *ADMIN, "accueil"))
    withdraw(hub, *ADMIN, "01")
    with (
        pytest.raises(Unavailable, match="a été retiré du serveur commun"),
        connected(enrolled.place, enrolled.compte, enrolled.password),
    ):
        pass


def test_a_practice_base_never_enrols(hub: HubUrl, office: Desk) -> None:
    with office.store.side() as session:
        session.execute(text("UPDATE local SET valeur = 'oui' WHERE cle = 'exercice'"))
    with pytest.raises(Refused, match="exercice"):
        enrol(office.store, hub, invite(hub, *ADMIN, "accueil"))


@pytest.mark.parametrize(
    ("given", "why"),
    [
        ("postgresql://u:secret@hub.exemple.fr/scolarite", "mot de passe"),
        ("postgresql://hub.exemple.fr/scolarite?password=x", "mot de passe"),
        ("postgresql://hub.exemple.fr/scolarite?sslmode=disable", "chiffrée"),
        ("postgresql://hub.exemple.fr/scolarite?sslmode=require", "chiffrée"),
        ("postgresql://claire@hub.exemple.fr/scolarite", "compte"),
        ("postgresql://hub.exemple.fr/", "nom de la base"),
        ("http://hub.exemple.fr/x", "postgresql://"),
        ("postgresql://hub.exemple.fr:port/x", "ne se lit pas"),
        ("postgresql://hub.exemple.fr/x?options=-c", "inconnu"),
    ],
)
def test_an_address_with_a_secret_or_without_tls_is_refused(given: str, why: str) -> None:
    with pytest.raises(Refused, match=why):
        read_hub_url(given)


def test_an_address_reads_back_as_it_is_shown() -> None:
    for given in ("postgresql://hub.exemple.fr:5433/scolarite", "postgresql:///scolarite?host=/run/pg&port=5432",
                  "postgresql://[::1]:5432/scolarite"):  # fmt: skip
        assert str(read_hub_url(given)) == given
