"""A cut tail, an older file, a rewritten work: what a witness saw is not there any more."""

from __future__ import annotations

import shutil
from dataclasses import replace

import pytest

from scolarite_desk.errors import Refused
from scolarite_desk.langue import kept
from scolarite_desk.services.acces import exported
from scolarite_desk.services.acts import do
from scolarite_desk.services.dossiers import correct
from scolarite_desk.services.sceau import confront, issue_seal, read_witness, sealed_stations
from scolarite_desk.store.base import open_base
from scolarite_desk.store.journal.journal import chained
from scolarite_desk.store.safety.temoin import Tip, compare, tips
from scolarite_desk.store.vault.vault import vault_path
from tests.services.conftest import PASSWORD, Desk
from tests.store.damage import faults, sql


@pytest.fixture
def seen(office: Desk) -> tuple[Tip, ...]:
    """What a witness saw; the office went on since."""
    dossier = office.person("KERMAREC")
    seen: tuple[Tip, ...] = office.read(tips)
    office(correct, "identite.prenom", office.owner(dossier), "Zoë")
    return seen


def test_a_base_that_only_went_on_agrees_with_its_witness(office: Desk, seen: tuple[Tip, ...]) -> None:
    assert office.read(compare, seen) == []
    assert office.read(compare, office.read(tips)) == []


def test_a_cut_tail_is_whole_to_the_check_and_found_by_the_witness(office: Desk, seen: tuple[Tip, ...]) -> None:
    now = office.read(tips)
    last = seen[0].numero - 1
    sql(office.store, "DELETE FROM ligne WHERE numero > ?", last)
    sql(office.store, "DELETE FROM travail WHERE numero > ?", last)
    sql(
        office.store,
        "UPDATE poste SET (numero, empreinte, hlc) = (SELECT numero, empreinte, hlc FROM travail WHERE numero = ?)",
        last,
    )
    assert not [fault for fault in faults(office.store) if "journal, poste" in fault]
    for tip in (seen, now):
        (told,) = office.read(compare, tip)
        assert f"a été coupée après {last}, ou c’est un fichier plus ancien" in kept(told)


def test_a_cut_beginning_that_calls_itself_a_snapshot_is_found(office: Desk, seen: tuple[Tip, ...]) -> None:
    last = seen[0].numero
    sql(
        office.store,
        "UPDATE poste SET (base, base_empreinte) = (SELECT numero, empreinte FROM travail WHERE numero = ?)",
        last,
    )
    sql(office.store, "DELETE FROM ligne WHERE numero <= ?", last)
    sql(office.store, "DELETE FROM travail WHERE numero <= ?", last)
    assert any("nulle copie de départ" in fault for fault in faults(office.store))
    assert office.read(compare, seen) == [], "the last of them is known by its chain value"
    (rewritten,) = office.read(compare, (replace(seen[0], empreinte="00" * 32),))
    assert "a été réécrit" in kept(rewritten)
    (told,) = confront(office.store, (replace(seen[0], numero=last - 1),))
    assert "le début du journal a été coupé" in kept(told)


def test_an_older_file_put_back_is_found(office: Desk, seen: tuple[Tip, ...]) -> None:
    older = office.store.path.with_name("ancienne.sdesk")
    office.store.close()
    shutil.copy(office.store.path, older)
    shutil.copy(vault_path(office.store.path), vault_path(older))
    later = open_base(office.store.path, "Claire", PASSWORD)
    with later.reading() as session:
        before = tips(session)
    do(later, None, correct, "identite.prenom", sql(later, "SELECT id FROM personne")[0][0].hex(), "Maë")
    with later.reading() as session:
        after = tips(session)
    later.close()
    store = open_base(older, "Claire", PASSWORD)
    with store.reading() as session:
        assert compare(session, before) == []
        (told,) = compare(session, after)
    assert "fichier plus ancien" in kept(told)
    store.close()


def test_a_rewritten_work_is_found_even_with_its_chain(office: Desk, seen: tuple[Tip, ...]) -> None:
    sql(office.store, "UPDATE travail SET empreinte = zeroblob(32) WHERE numero = ?", seen[0].numero)
    (told,) = office.read(compare, seen)
    assert kept(told).endswith("n’est pas celle qui était attendue. Le journal a été réécrit.")


def test_a_witness_of_another_base_says_so(office: Desk) -> None:
    (told,) = office.read(compare, [Tip("ab" * 16, 3, "00" * 32, 0)])
    assert "autre base" in kept(told)


def test_a_station_that_was_never_heard_of_makes_an_older_file(office: Desk, seen: tuple[Tip, ...]) -> None:
    (told,) = office.read(compare, [*seen, Tip("ab" * 16, 3, "00" * 32, 0)])
    assert kept(told).endswith("que cette base ne connaît pas\u00a0: c’est un fichier plus ancien.")


def test_the_day_s_seal_is_a_witness(office: Desk, seen: tuple[Tip, ...]) -> None:
    (station,) = office.read(sealed_stations)
    issued = office(issue_seal)
    assert issued.numero.startswith("S01-2026-")
    assert confront(office.store, read_witness(f" {station.code.lower()}\n")) == ()
    sql(office.store, "UPDATE travail SET empreinte = zeroblob(32) WHERE numero = ?", station.travaux)
    assert len(confront(office.store, read_witness(station.code))) == 1


_TIP = '{"temoins": [{"poste": "%s", "numero": %s, "empreinte": "%s", "hlc": 1}]}'


@pytest.mark.parametrize(
    "text",
    [
        *("", "AAAAA", "{}", "{", '{"temoins": [{"poste": 1}]}', "[]", "é"),
        *(_TIP % (r"\udc8b", 1, "00"), _TIP % ("ab", 2**63, "00"), _TIP % ("ab", 1, "zz"), _TIP % ("ab", "1.5", "00")),
    ],
)
def test_what_is_no_witness_is_refused_in_words(text: str) -> None:
    with pytest.raises(Refused):
        read_witness(text)


def test_who_holds_the_key_can_rewrite_what_follows_the_last_witness_and_nothing_before(
    office: Desk, seen: tuple[Tip, ...]
) -> None:
    """With a chain that holds, a check finds nothing: only a witness of after the work does."""
    exported(office.store, "lettres", 1, "lettres.pdf")
    (last,) = office.read(tips)
    _rewrite_last(office)
    sql(office.store, "DELETE FROM acces")
    sql(office.store, "DELETE FROM local WHERE cle LIKE 'acces_%'")
    sql(office.store, "UPDATE poste SET nom = '99'")
    assert faults(office.store) == []
    assert office.read(compare, seen) == []
    (told,) = office.read(compare, [last])
    assert "Le journal a été réécrit" in kept(told)


def _rewrite_last(office: Desk) -> None:
    """Another author for the last work, and the chain made again."""
    ((number, before),) = sql(
        office.store, "SELECT numero, empreinte FROM travail WHERE numero = (SELECT max(numero) - 1 FROM travail)"
    )
    ((poste, hlc, at, acte, detail, cible),) = sql(
        office.store,
        "SELECT lower(hex(p.uuid)), t.hlc, t.at, t.acte, t.detail, t.cible FROM travail t"
        " JOIN poste p ON p.id = t.poste WHERE t.numero = ?",
        number + 1,
    )
    lines = [
        (key, digest.hex())
        for key, digest in sql(
            office.store,
            "SELECT lower(hex(o.uuid)), l.digest FROM ligne l JOIN objet o ON o.id = l.objet WHERE l.numero = ?"
            " ORDER BY l.rang",
            number + 1,
        )
    ]
    value = chained(before, [poste, number + 1, hlc, at, "Personne", acte, detail, cible], lines)
    sql(office.store, "UPDATE travail SET auteur = 'Personne', empreinte = ? WHERE numero = ?", value, number + 1)
    sql(office.store, "UPDATE poste SET empreinte = ?", value)
