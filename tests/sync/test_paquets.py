"""A packet carried from desk to desk: sealed, looked at before it is taken, refused in words when it is not right."""

from __future__ import annotations

import json
from pathlib import Path

import pyrage
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from scolarite_desk.__main__ import main
from scolarite_desk.errors import Refused, Unavailable
from scolarite_desk.models.tables.document import DocumentEmis
from scolarite_desk.models.tables.journal import Contenu
from scolarite_desk.models.tables.personne import Personne
from scolarite_desk.models.tables.poste import FichePoste
from scolarite_desk.services import cles, paquets
from scolarite_desk.services.avis import enter_avis, validate_avis
from scolarite_desk.services.documents import issue_receipt, reprint
from scolarite_desk.services.dossiers import add_item, correct
from scolarite_desk.services.identifiants import draw_provisional_ine
from scolarite_desk.services.proces_verbal import issue_minutes
from scolarite_desk.store import base
from scolarite_desk.store.check.digest import digest
from scolarite_desk.store.journal.journal import station
from scolarite_desk.store.vault import vault
from scolarite_desk.sync import paquet
from tests import age
from tests.services.conftest import PASSWORD, Desk
from tests.store.damage import sql
from tests.sync.conftest import share

PHRASE = "une phrase assez longue"


@pytest.fixture(autouse=True)
def _cards(abc: list[Desk]) -> None:
    """Who may carry packets; and everyone has the card of everyone."""
    for desk in abc:
        desk.store.auteur = "Claire"
        cles.public_key(desk.store)
    share(*abc)


def _station(desk: Desk) -> str:
    return str(desk.read(lambda session: station(session.connection()).uuid))


def _carry(one: Desk, other: Desk, path: Path) -> paquets.PacketRead:
    paquets.write(one.store, path, pour=_station(other))
    lecture, found = paquets.look(other.store, path)
    paquets.take(other.store, found)
    return lecture


def test_two_desks_agree_by_packets_alone(abc: list[Desk], tmp_path: Path) -> None:
    a, b, _c = abc
    dossier = a.person("KERMAREC")
    lecture = _carry(a, b, tmp_path / "1.sdpaquet")
    assert (lecture.etiquette.nom, lecture.apercu.rapport.recus) == ("01", 1)
    b(correct, "identite.prenom", b.owner(dossier), "Anne")
    _carry(b, a, tmp_path / "2.sdpaquet")
    assert a.read(digest) == b.read(digest)


def test_a_sealed_packet_is_for_its_station_only(abc: list[Desk], tmp_path: Path) -> None:
    a, b, c = abc
    a.person("KERMAREC")
    path = tmp_path / "pour-b.sdpaquet"
    _carry(b, a, tmp_path / "retour.sdpaquet")
    assert paquets.write(a.store, path, pour=_station(b)).travaux == 1  # b said what it had
    with pytest.raises(Refused, match="pas pour ce poste"):
        paquets.look(c.store, path)
    lecture, found = paquets.look(b.store, path)
    assert lecture.connu
    paquets.take(b.store, found)
    assert a.read(digest) == b.read(digest)


def test_looking_changes_nothing_and_says_what_would_diverge(abc: list[Desk], tmp_path: Path) -> None:
    a, b, _c = abc
    dossier = a.person("KERMAREC")
    _carry(a, b, tmp_path / "1.sdpaquet")
    a(correct, "identite.prenom", a.owner(dossier), "Anne")
    b(correct, "identite.prenom", b.owner(dossier), "Anna")
    before = b.read(digest)
    paquets.write(a.store, tmp_path / "2.sdpaquet", pour=_station(b))
    lecture, _found = paquets.look(b.store, tmp_path / "2.sdpaquet")
    assert [one.genre for one in lecture.apercu.divergences] == ["valeur"]
    assert b.read(digest) == before


def test_a_packet_that_leaves_is_in_the_access_log(abc: list[Desk], tmp_path: Path) -> None:
    a, b, _c = abc
    paquets.write(a.store, tmp_path / "1.sdpaquet", pour=_station(b))
    assert sql(a.store, "SELECT compte, quoi, ou FROM acces") == [
        ("Claire", told, str(tmp_path / "1.sdpaquet")) for told in ("paquet", "ecrit")
    ]


def test_a_packet_taken_twice_changes_nothing(abc: list[Desk], tmp_path: Path) -> None:
    a, b, _c = abc
    a.person()
    _carry(a, b, tmp_path / "1.sdpaquet")
    before = b.read(digest)
    lecture, found = paquets.look(b.store, tmp_path / "1.sdpaquet")
    assert lecture.apercu.rapport.recus == 0
    assert paquets.take(b.store, found).recus == 0
    assert b.read(digest) == before


def test_a_proces_verbal_names_many_and_stays_where_an_erasure_finds_it(abc: list[Desk], tmp_path: Path) -> None:
    a, b, _ = abc
    board = a(add_item, "commission", {"libelle": "Commission", "president": "Anne LE GALL"})
    a(add_item, "commission_formation", {"commission_id": board, "formation_id": a.licence})
    seance = a(add_item, "seance", {"commission_id": board, "le": a.now.date()})
    candidature = a.apply(a.person())
    a(enter_avis, candidature, "FA", en_seance=seance)
    a(validate_avis, candidature)
    document = a(issue_minutes, seance).document
    _carry(a, b, tmp_path / "1.sdpaquet")
    assert b.row(DocumentEmis, document).numero == "PV01-2026-00001"
    assert b.rows(select(Contenu)) == []


def test_documents_travel_with_the_rows_that_name_them(abc: list[Desk], tmp_path: Path) -> None:
    a, b, _c = abc
    document = a(issue_receipt, a.person()).document
    _carry(a, b, tmp_path / "1.sdpaquet")
    assert b.read(reprint, document) == a.read(reprint, document)
    assert b.row(DocumentEmis, document).empreinte


def test_ine_orders_given_by_packet_are_drawn_once(abc: list[Desk], tmp_path: Path) -> None:
    a, b, _c = abc
    first = a(draw_provisional_ine, a.owner(a.person("UN")))
    paquets.write(a.store, tmp_path / "plage.sdpaquet", pour=_station(b), plage=100)
    for _ in range(2):
        _lecture, found = paquets.look(b.store, tmp_path / "plage.sdpaquet")
        paquets.take(b.store, found)
    second = b(draw_provisional_ine, b.owner(b.person("DEUX")))
    assert (first[-5:-1], second[-5:-1]) == ("0001", "9900")
    with pytest.raises(Refused, match="de 1 à"):
        paquets.write(a.store, tmp_path / "trop.sdpaquet", pour=_station(b), plage=9_999)


def test_a_packet_of_another_office_is_refused(
    abc: list[Desk], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pyrage.passphrase, "encrypt", age.sealed)
    other = base.create(tmp_path / "ailleurs.sdesk", "Zoé", PHRASE, cost=vault.Cost(64, 1))
    paquets.write(other, tmp_path / "z.sdpaquet", phrase=PHRASE)
    other.close()
    with pytest.raises(Refused, match="autre scolarité"):
        paquets.look(abc[0].store, tmp_path / "z.sdpaquet", PHRASE)


def test_a_wrong_phrase_a_short_one_and_a_missing_file_are_told(
    abc: list[Desk], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    a, b, _c = abc
    path = tmp_path / "1.sdpaquet"
    with pytest.raises(Refused, match="au moins douze"):
        paquets.write(a.store, path, phrase="court")
    assert not path.exists()
    with pytest.raises(Unavailable, match="n’a pas pu être lu"):
        paquets.look(b.store, path, PHRASE)
    paquets.write(a.store, path, phrase=PHRASE)
    with pytest.raises(Refused, match="demande une phrase secrète"):
        paquets.look(b.store, path)
    monkeypatch.setattr(pyrage.passphrase, "encrypt", age.sealed)
    paquets.write(a.store, path, phrase=PHRASE)
    with pytest.raises(Refused, match="n’est pas la bonne"):
        paquets.look(b.store, path, "une autre phrase longue")
    path.write_bytes(b"PK\x03\x04 un classeur")
    with pytest.raises(Refused, match="n’est pas un fichier d’échange"):
        paquets.look(b.store, path, PHRASE)


@pytest.mark.parametrize("where", ["cut", "flipped"])
def test_a_damaged_packet_changes_nothing(abc: list[Desk], tmp_path: Path, where: str) -> None:
    a, b, _c = abc
    a.person()
    path = tmp_path / "1.sdpaquet"
    paquets.write(a.store, path, pour=_station(b))
    octets, before = path.read_bytes(), b.read(digest)
    for place in range(60, len(octets), len(octets) // 25):
        path.write_bytes(
            octets[:place] if where == "cut" else octets[:place] + bytes([octets[place] ^ 1]) + octets[place + 1 :]
        )
        with pytest.raises(Refused):
            paquets.look(b.store, path)
    assert b.read(digest) == before


def test_a_packet_signed_by_another_than_its_sender_is_refused(
    abc: list[Desk], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    a, b, _c = abc
    a.person("FAUX")
    with a.store.side() as session:
        session.connection().exec_driver_sql("DELETE FROM local WHERE cle = 'cles_paquet'")
    with monkeypatch.context() as patch:  # the forger knows the station's name, not its secret, and declares nothing
        patch.setattr(paquets, "do", lambda *_: "")
        paquets.write(a.store, tmp_path / "faux.sdpaquet", pour=_station(b))
    with pytest.raises(Refused, match="n’est pas signé par lui"):
        paquets.look(b.store, tmp_path / "faux.sdpaquet")


def test_a_station_without_a_key_is_not_said_to_be_several(monkeypatch: pytest.MonkeyPatch, abc: list[Desk]) -> None:
    known = [FichePoste(id="a" * 32, nom="07"), FichePoste(id="b" * 32, nom="08", cle="age1"), FichePoste(nom="08")]
    monkeypatch.setattr(cles, "cards", lambda session: tuple(known))
    with pytest.raises(Refused, match="n’a donné son code public"):
        abc[0].read(lambda session: cles.card_of(session, "07"))
    with pytest.raises(Refused, match="Plusieurs postes"):
        abc[0].read(lambda session: cles.card_of(session, "08"))


@given(st.binary(max_size=400))
def test_any_bytes_are_no_packet_in_words(octets: bytes) -> None:
    import zstandard

    for attempt in (octets, zstandard.compress(octets)):
        with pytest.raises(Refused):
            paquet.read(attempt)


def test_the_person_received_is_found(abc: list[Desk], tmp_path: Path) -> None:
    a, b, _c = abc
    owner = a.owner(a.person("KERMAREC"))
    _carry(a, b, tmp_path / "1.sdpaquet")
    assert b.row(Personne, owner).nom_naissance == "KERMAREC"


def test_a_packet_goes_by_the_command_line(
    abc: list[Desk], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    a, b, _c = abc
    a.person("KERMAREC")
    path, names = str(tmp_path / "1.sdpaquet"), [str(desk.store.path) for desk in (a, b)]
    to = _station(b)
    a.store.close()
    b.store.close()
    monkeypatch.setenv("SCOLARITE_DESK_PASSWORD", PASSWORD)

    def said(*words: str) -> dict[str, object]:
        code = main([*words, "--compte", "Claire", "--json"])
        told = capsys.readouterr()
        assert code == 0, told
        return dict(json.loads(told.out))

    assert said("packet", "export", "--base", names[0], "--out", path, "--pour", to)["travaux"]
    looked = said("packet", "import", path, "--base", names[1], "--preview")
    assert looked["poste"] == "01"
    assert said("packet", "import", path, "--base", names[1])["recus"] == looked["recus"] > 0
    assert said("packet", "import", path, "--base", names[1])["recus"] == 0
    assert said("packet", "key", "--base", names[1])["cle"]
