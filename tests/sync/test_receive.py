"""What comes from elsewhere: early, twice, forged, from another clock, of someone erased; never half, never mute."""

from __future__ import annotations

import dataclasses
import json
import os
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from scolarite_desk.errors import Refused
from scolarite_desk.langue import kept
from scolarite_desk.models.tables.base import Partagee
from scolarite_desk.models.tables.candidature import Avis, Candidature
from scolarite_desk.models.tables.dossier import Note
from scolarite_desk.models.tables.personne import Personne
from scolarite_desk.models.tables.reglage import Compte
from scolarite_desk.models.tables.schema import Base
from scolarite_desk.services import entree
from scolarite_desk.services.avis import enter_avis
from scolarite_desk.services.dossiers import correct, write_note
from scolarite_desk.services.effacements import erase_person
from scolarite_desk.services.reglages import change_setting, setting
from scolarite_desk.store.file.engine import key_of
from scolarite_desk.store.store import Changed
from scolarite_desk.store.vault import vault
from scolarite_desk.sync.attente import stations, waiting
from scolarite_desk.sync.receive import Report, receive
from scolarite_desk.sync.send import vector, works_since
from scolarite_desk.sync.wire import Line, Sent, decode, encode
from tests.services.conftest import Desk
from tests.store.damage import faults, sql
from tests.sync.conftest import opened, send, share


def works(desk: Desk, known: dict[str, int] | None = None) -> list[Sent]:
    """What a desk sends."""
    with desk.store.reading() as session:
        return list(works_since(session, known or {}))


def mine(desk: Desk) -> str:
    """Its station."""
    found: str = sql(desk.store, "SELECT lower(hex(uuid)) FROM poste WHERE ici")[0][0]
    return found


# --- Early, twice, in any order


def test_a_work_before_its_cause_waits_is_counted_and_comes_in_its_turn(abc: list[Desk]) -> None:
    a, b, c = abc
    personne = a.owner(a.person())
    send(a, b)
    b(correct, "identite.prenom", personne, "Zoé")
    before = c.digest()
    report = receive(c.store, [sent for sent in works(b) if sent.dot[0] == mine(b)])
    assert (report.recus, report.mis_en_attente) == (0, 1)
    (one,) = c.read(waiting)
    assert (one.poste, one.nom, one.combien) == (mine(a), "01", 1)
    assert list(map(kept, stations((one,)))) == [
        f"1 modification attend la modification {one.numero} du poste 01, qui n’est pas encore arrivée."
    ]
    assert c.digest() == before
    assert send(a, c).recus == 2
    assert c.row(Personne, personne).prenom == "Zoé"
    assert c.read(waiting) == ()
    assert faults(c.store) == []


def test_a_child_may_come_before_its_owner_and_is_an_orphan_until_then(abc: list[Desk]) -> None:
    a, b, c = abc
    personne = a.owner(a.person())
    send(a, b)
    note = b(write_note, personne, "a téléphoné")
    receive(c.store, [sent for sent in works(b) if sent.dot[0] == mine(b)])
    assert c.row(Note, note).personne_id == personne
    assert c.row(Personne, personne).nom_naissance is None
    assert faults(c.store) == []
    send(a, c)
    assert c.row(Personne, personne).nom_naissance == "KERMAREC"
    assert c.row(Personne, personne).retire_le is None
    assert c.digest() == b.digest()


def test_an_avis_may_come_before_all_that_it_is_of(abc: list[Desk]) -> None:
    a, b, c = abc
    candidature = a.apply(a.person())
    send(a, b)
    avis = b(enter_avis, candidature, "FA")
    receive(c.store, [sent for sent in works(b) if sent.dot[0] == mine(b)])
    assert c.row(Avis, avis).candidature_id == candidature
    assert c.row(Candidature, candidature).retire_le is not None
    assert faults(c.store) == []
    send(a, c)
    assert c.row(Candidature, candidature).retire_le is None
    assert c.digest() == b.digest()
    assert faults(c.store) == []


def test_works_in_reverse_order_and_twice_give_the_same_base(abc: list[Desk]) -> None:
    a, b, _c = abc
    personne = a.owner(a.person())
    for prenom in ("Zoé", "Lou", "Anna"):
        a(correct, "identite.prenom", personne, prenom)
    sent = works(a, b.read(vector))
    for one in [*reversed(sent), *sent]:
        receive(b.store, [one])
    assert b.digest() == a.digest()
    assert faults(b.store) == []


def test_an_interrupted_reception_goes_on_where_it_stopped(abc: list[Desk], monkeypatch: pytest.MonkeyPatch) -> None:
    a, b, _c = abc
    for _ in range(5):
        a.person()
    monkeypatch.setattr("scolarite_desk.sync.receive.LOT", 2)

    def cut(sent: list[Sent]) -> object:
        yield from sent[:3]
        raise OSError("cable")

    with pytest.raises(OSError, match="cable"):
        receive(b.store, cut(works(a, b.read(vector))))  # type: ignore[arg-type]
    assert send(a, b).recus == 3
    assert a.digest() == b.digest()


# --- Forged, copied, restored


def test_two_works_with_one_identity_are_refused_with_what_to_do(abc: list[Desk]) -> None:
    a, b, _c = abc
    personne = a.owner(a.person())
    share(a, b)
    a(correct, "identite.prenom", personne, "Zoé")
    true = works(a, b.read(vector))
    false = dataclasses.replace(true[0], empreinte=bytes(32))
    send(a, b)
    before = sql(b.store, "SELECT numero, empreinte FROM poste ORDER BY id")
    with pytest.raises(
        Refused, match=r"poste 01 n’est pas celle que ce poste tient déjà.*déclarez que la base est une copie"
    ):
        receive(b.store, [false])
    assert sql(b.store, "SELECT numero, empreinte FROM poste ORDER BY id") == before


def test_a_work_that_does_not_follow_is_refused_and_nothing_of_its_lot_is_kept(abc: list[Desk]) -> None:
    a, b, _c = abc
    a.person()
    a.person("LE GOFF", "Anna")
    first, second = works(a, b.read(vector))
    forged = dataclasses.replace(second, header=dataclasses.replace(second.header, auteur="Personne"))
    before = b.digest()
    with pytest.raises(Refused, match="ne suit pas la modification"):
        receive(b.store, [first, forged])
    assert b.digest() == before
    assert send(a, b).recus == 2


def test_a_forged_work_that_waited_is_dropped_and_does_not_block_its_station(abc: list[Desk]) -> None:
    a, b, _c = abc
    a.person()
    a.person("LE GOFF", "Anna")
    first, second = works(a, b.read(vector))
    forged = dataclasses.replace(
        second, header=dataclasses.replace(second.header, auteur="Personne"), empreinte=os.urandom(32)
    )
    assert receive(b.store, [forged]).mis_en_attente == 1
    assert receive(b.store, [second]).mis_en_attente == 1
    report = receive(b.store, [first])
    assert report.recus == 2
    assert len(report.ecartes) == 1
    assert "La modification" in kept(report.ecartes[0])
    assert b.read(waiting) == ()
    assert b.digest() == a.digest()
    assert faults(b.store) == []


def test_a_body_that_no_desk_writes_is_refused(abc: list[Desk]) -> None:
    a, b, _c = abc
    a.person()
    (sent,) = works(a, b.read(vector))
    previous = sql(a.store, "SELECT empreinte FROM travail WHERE numero = ?", sent.header.numero - 1)[0][0]
    for told in ("[]", "{", '{"prenom":[{},{"prenom":{"a":1}},[]]}', '{"prenom":[{},{"prenom":"\\ud800"},[]]}',
                 '{"prenom":[{},{"prenom":"A"},["x"]]}', '{"prenom":[{},{"prenom":"A","ne_le":"2004"},[]]}',
                 "[" * 100_000):  # fmt: skip
        forged = signed(sent, previous, [bodied(sent.lines[0], told)])
        with pytest.raises(Refused, match="n’est pas lisible"):
            receive(b.store, [forged])
    assert faults(b.store) == []


def bodied(line: Line, told: str) -> Line:
    """The line, saying something else under its right digest."""
    import hashlib

    corps = bytes(16) + told.encode()
    return dataclasses.replace(line, corps=corps, digest=hashlib.sha256(corps).digest())


def signed(sent: Sent, previous: bytes, lines: list[Line]) -> Sent:
    """A work of an enrolled desk that went mad: its chain is right."""
    chain = sent.header.chain(previous, [(line.key, line.digest) for line in lines])
    return dataclasses.replace(sent, lines=tuple(lines), empreinte=chain)


def test_a_line_on_a_row_that_nobody_made_makes_it_with_what_it_says(abc: list[Desk]) -> None:
    a, b, _c = abc
    a.person()
    (sent,) = works(a, b.read(vector))
    previous = sql(a.store, "SELECT empreinte FROM travail WHERE numero = ?", sent.header.numero - 1)[0][0]
    line = next(one for one in sent.lines if one.genre == "personne")
    mad = signed(sent, previous, [bodied(line, '{"prenom":[{"prenom":"Ana"},{"prenom":"Anna"},[]]}')])
    assert receive(b.store, [mad]).recus == 1
    assert b.row(Personne, line.key).prenom == "Anna"
    assert b.row(Personne, line.key).nom_naissance is None


def test_a_column_that_is_not_known_yet_waits_for_an_update(abc: list[Desk]) -> None:
    a, b, _c = abc
    a.person()
    (sent,) = works(a, b.read(vector))
    previous = sql(a.store, "SELECT empreinte FROM travail WHERE numero = ?", sent.header.numero - 1)[0][0]
    newer = signed(sent, previous, [bodied(sent.lines[0], '{"pronom":[null,{"pronom":"iel"},[]]}')])
    assert receive(b.store, [newer]).mis_en_attente == 1
    (one,) = b.read(waiting)
    assert list(map(kept, stations((one,)))) == [
        "1 modification attend une version plus récente de l’application\u00a0: mettez ce poste à jour."
    ]
    assert receive(b.store, []) == Report()


# --- The wire


@pytest.fixture(scope="module")
def octets(tmp_path_factory: pytest.TempPathFactory, founded: object) -> bytes:
    """One real work."""
    desk = opened(tmp_path_factory.mktemp("octets") / "a.sdesk", founded, 0)  # type: ignore[arg-type]
    desk.person()
    last = encode(works(desk)[-1])
    desk.store.close()
    return last


def test_a_work_goes_and_comes_back(octets: bytes) -> None:
    assert encode(decode(octets)) == octets


@given(st.binary(max_size=200))
def test_any_bytes_are_refused_in_words(hostile: bytes) -> None:
    with pytest.raises(Refused):
        decode(hostile)


@given(st.data())
def test_a_changed_work_is_refused_or_no_longer_follows(octets: bytes, data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(octets) - 1))
    changed = bytearray(octets)
    changed[place] ^= data.draw(st.integers(1, 255))
    original = decode(octets)
    try:
        found = decode(bytes(changed))
    except Refused:
        return
    lines = [(line.key, line.digest) for line in found.lines]
    same = (found.header, lines, found.empreinte) == (
        original.header, [(line.key, line.digest) for line in original.lines], original.empreinte)  # fmt: skip
    named = (found.nom, [one.genre for one in found.lines]) == (original.nom, [one.genre for one in original.lines])
    assert not (same and named) or encode(found) == octets  # the same work: a digest may be written in capitals


@given(st.integers(0, 400))
def test_a_cut_work_is_refused(octets: bytes, less: int) -> None:
    with pytest.raises(Refused):
        decode(octets[: max(0, len(octets) - 1 - less)])


def test_a_header_beyond_bounds_is_refused(octets: bytes) -> None:
    size = int.from_bytes(octets[1:5], "big")
    head = json.loads(octets[5 : 5 + size])
    for place, value in ((0, "x"), (1, "é" * 2000), (2, 0), (2, True), (3, 2**60), (4, 10**30), (5, 3), (9, "00"),
                         (10, [["x", "personne"]]), (10, [[head[10][0][0], "../x"]])):  # fmt: skip
        changed = json.dumps([*head[:place], value, *head[place + 1 :]]).encode()
        with pytest.raises(Refused):
            decode(octets[:1] + len(changed).to_bytes(4, "big") + changed + octets[5 + size :])


# --- Clocks


@pytest.mark.parametrize(("days", "how"), [(3, "avance"), (25_000, "avance"), (-400, "retarde")])
def test_a_clock_off_by_more_than_a_day_is_told_and_nothing_else_changes(abc: list[Desk], days: int, how: str) -> None:
    a, b, _c = abc
    personne = a.owner(a.person())
    share(a, b)
    a.now += timedelta(days=days)
    a(correct, "identite.prenom", personne, "Zoé")
    report = send(a, b)
    assert [how in told and "01" in told for told in map(kept, report.horloges)] == [True]
    b(correct, "identite.prenom", personne, "Lou")
    share(a, b)
    assert a.row(Personne, personne).prenom == "Lou"
    assert faults(a.store) == faults(b.store) == []


def test_a_day_of_difference_is_no_fault(abc: list[Desk]) -> None:
    a, b, _c = abc
    a.now += timedelta(hours=20)
    a.person()
    assert send(a, b).horloges == ()


# --- Erasures


def test_what_was_added_to_someone_erased_elsewhere_is_erased_too_by_a_work(abc: list[Desk]) -> None:
    a, b, c = abc
    dossier = a.person()
    personne = a.owner(dossier)
    share(a, b, c)
    ((numero,),) = sql(a.store, "SELECT numero FROM dossier WHERE id = ?", bytes.fromhex(dossier))
    note = b(write_note, personne, "a téléphoné")
    early = works(b, c.read(vector))
    a(erase_person, dossier, numero, "demande")
    share(a, b, c)
    for desk in abc:
        assert desk.rows(select(Note).where(Note.id == note)) == []
        assert sql(
            desk.store,
            "SELECT count(*) FROM ligne l JOIN objet o ON o.id = l.objet WHERE o.efface AND corps IS NOT NULL",
        ) == [(0,)]
        assert faults(desk.store) == []
    acts = sql(a.store, "SELECT DISTINCT acte FROM travail")
    assert ("completer_effacement",) in acts
    assert receive(c.store, early).recus == 0
    assert len({desk.digest().value for desk in abc}) == 1


def test_a_work_that_waits_is_emptied_by_an_erasure_too(abc: list[Desk]) -> None:
    a, b, c = abc
    dossier = a.person()
    personne = a.owner(dossier)
    share(a, b, c)
    b(correct, "identite.prenom", personne, "Zoé")
    b(correct, "identite.prenom", personne, "Lou")
    receive(c.store, works(b, c.read(vector))[1:])
    ((numero,),) = sql(c.store, "SELECT numero FROM dossier WHERE id = ?", bytes.fromhex(dossier))
    c(erase_person, dossier, numero, "demande")
    assert sql(c.store, "SELECT corps FROM attente_ligne") == [(None,)]
    share(a, b, c)
    assert c.read(waiting) == ()
    assert [faults(desk.store) for desk in abc] == [[], [], []]


def test_a_work_on_someone_erased_waits_without_its_content(abc: list[Desk]) -> None:
    a, b, c = abc
    dossier = a.person()
    personne = a.owner(dossier)
    share(a, b, c)
    b(correct, "identite.prenom", personne, "Zoé")
    b(correct, "identite.prenom", personne, "Lou")
    ((numero,),) = sql(c.store, "SELECT numero FROM dossier WHERE id = ?", bytes.fromhex(dossier))
    c(erase_person, dossier, numero, "demande")
    receive(c.store, works(b, c.read(vector))[1:])
    assert sql(c.store, "SELECT corps FROM attente_ligne") == [(None,)]
    share(a, b, c)
    assert [faults(desk.store) for desk in abc] == [[], [], []]


# --- What travels and what does not


def test_the_same_setting_chosen_at_two_desks_is_one_row_and_a_divergence(abc: list[Desk]) -> None:
    a, b, _c = abc
    a(change_setting, "ville", "Brest")
    b.later(minutes=1)
    b(change_setting, "ville", "Lomé")
    share(a, b)
    assert a.read(setting, "ville") == b.read(setting, "ville") == "Lomé"
    assert sql(a.store, "SELECT valeur FROM rivale WHERE groupe = 'valeur'") == [('{"valeur":"Brest"}',)]
    assert faults(a.store) == faults(b.store) == []


def test_accounts_travel_and_what_is_the_desks_own_does_not(abc: list[Desk]) -> None:
    a, b, _c = abc
    a.person()
    with a.store.work("compte") as work:
        work.add(Compte(nom="Gwenaëlle", profil="gestionnaire"))
    own = {name: sql(b.store, f"SELECT count(*) FROM {name}") for name in ("compteur", "brouillon", "local", "contenu")}
    vault = b.store.path.with_name(b.store.path.name + ".coffre").read_bytes()
    send(a, b)
    assert [one.nom for one in b.rows(select(Compte))] == ["Gwenaëlle"]
    assert own == {name: sql(b.store, f"SELECT count(*) FROM {name}") for name in own}
    assert b.store.path.with_name(b.store.path.name + ".coffre").read_bytes() == vault


def test_a_desk_that_hears_of_a_withdrawn_account_drops_its_key(abc: list[Desk]) -> None:
    a, b, _c = abc
    with a.store.work("compte") as work:
        work.add(Compte(nom="Gwenaëlle", profil="gestionnaire"))
    send(a, b)
    vault.give(b.store.path, vault.wrap("Gwenaëlle", "une phrase de passe", key_of(b.store.engine), vault.Cost(64, 1)))
    b.store.subscribe(lambda changed: entree._follow(b.store, changed))  # as whoever opens a base has it
    with a.store.work("compte") as work:
        work.withdraw(work.find(select(Compte)))
    assert "Gwenaëlle" in vault.accounts(b.store.path)
    send(a, b)
    assert "Gwenaëlle" not in vault.accounts(b.store.path)


def test_only_shared_tables_have_lines(abc: list[Desk]) -> None:
    a = abc[0]
    a.apply(a.person())
    shared = {m.class_.__tablename__ for m in Base.registry.mappers if issubclass(m.class_, Partagee)}
    assert {genre for (genre,) in sql(a.store, "SELECT DISTINCT genre FROM objet")} <= shared
    assert not {"brouillon", "compteur", "contenu", "local", "acces", "poste", "attente"} & shared


def test_open_windows_hear_which_rows_moved(abc: list[Desk]) -> None:
    a, b, _c = abc
    heard: list[Changed] = []
    b.store.subscribe(heard.append)
    dossier = a.person()
    send(a, b)
    (changed,) = heard
    assert ("dossier", dossier) in changed.rows
    assert changed.acte == "recevoir"
    send(a, b)
    assert len(heard) == 1
