"""What is erased is nowhere in the file; the journal, the checks and what remains do not suffer from it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from scolarite_desk.models.tables.dossier import Dossier, Note
from scolarite_desk.models.tables.personne import Personne
from scolarite_desk.services import dossiers, visites
from scolarite_desk.services.effacements import erase_person
from scolarite_desk.store import base, effacement
from scolarite_desk.store.store import Store
from scolarite_desk.store.vault import vault
from tests.services.conftest import PASSWORD, Desk
from tests.store.damage import faults, sql
from tests.store.file_bytes import plain_bytes

MARK = "XANTHIPPOULOS"


def _bytes(path: Path) -> bytes:
    return plain_bytes(path, vault.unwrap(path, "Claire", PASSWORD))


def _of(store: Store, personne: str) -> list[str]:
    found = sql(
        store,
        "SELECT id FROM personne WHERE id = ?1 UNION SELECT id FROM adresse WHERE personne_id = ?1 UNION SELECT id FROM"
        " bac WHERE personne_id = ?1 UNION SELECT id FROM dossier WHERE personne_id = ?1",
        bytes.fromhex(personne),
    )
    return [key.hex() for (key,) in found]


def _erase(office: Desk, dossier: str) -> list[str]:
    keys = _of(office.store, office.owner(dossier))
    with office.store.side() as session:
        assert effacement.erase(session, keys) == frozenset()
    return keys


def test_a_decrypted_file_shows_what_it_holds(office: Desk) -> None:
    office.person(MARK)
    assert MARK.encode() in _bytes(office.store.path)


def test_what_is_erased_is_nowhere_in_the_bytes_of_the_file_once_it_is_rewritten(office: Desk) -> None:
    other = office.person("LE GALL", "Yann")
    _erase(office, office.person(MARK))
    assert effacement.rewrite(office.store.engine)
    found = _bytes(office.store.path)
    assert MARK.encode() not in found
    assert MARK.lower().encode() not in found
    assert b"LE GALL" in found
    assert office.row(Personne, office.owner(other)).nom_naissance == "LE GALL"


def test_a_row_of_the_erased_is_known_as_such_and_one_never_seen_is_remembered(office: Desk) -> None:
    keys = _erase(office, office.person(MARK))
    unknown = "0" * 31 + "1"
    with office.store.side() as session:
        effacement.erase(session.connection(), [unknown])
    with office.store.reading() as session:
        assert effacement.erased_among(session, [*keys, unknown, "f" * 32]) == {*keys, unknown}
        assert effacement.is_erased(session, unknown)
        assert not effacement.is_erased(session, "f" * 32)


def test_checking_finds_nothing_to_say_after_an_erasure(office: Desk) -> None:
    office.person("LE GALL", "Yann")
    _erase(office, office.person(MARK))
    assert faults(office.store) == []


def test_a_row_left_without_owner_is_named(office: Desk) -> None:
    dossier = office.person(MARK)
    candidature = office.apply(dossier)
    with office.store.side() as session:
        left = effacement.erase(session, _of(office.store, office.owner(dossier)))
        assert candidature in left
        assert effacement.erase(session, left) == frozenset()
    assert faults(office.store) == []


def test_a_body_that_comes_back_is_found_by_checking(office: Desk) -> None:
    _erase(office, office.person(MARK))
    sql(office.store, "UPDATE ligne SET corps = x'00' WHERE objet = (SELECT id FROM objet WHERE efface = 1 LIMIT 1)")
    assert any("ce qui a été effacé" in fault for fault in faults(office.store))


def test_a_note_of_another_person_loses_its_tie_and_nothing_else(office: Desk) -> None:
    dossier, other = office.person(MARK), office.person("LE GALL", "Yann")
    visite = office(visites.walk_in, personne=office.owner(dossier))
    note = office(dossiers.write_note, office.owner(other), "Vu avec sa sœur")
    with office.store.work("test") as received:  # another desk, or an older version, tied it
        received.get(Note, note).visite_id = visite
    office(visites.call_visit, visite)
    office(visites.finish_visit, visite)
    office(erase_person, dossier, office.row(Dossier, dossier).numero, "Demande écrite")
    kept = office.row(Note, note)
    assert (kept.texte, kept.visite_id) == ("Vu avec sa sœur", None)
    assert faults(office.store) == []


_KILLED = """
import sys
from pathlib import Path
from scolarite_desk.store import base, effacement
store = base.open_base(Path(sys.argv[1]), "Claire", sys.argv[2])
with store.side() as session:
    effacement.erase(session, sys.argv[3].split())
import os
os._exit(9)
"""


def test_a_crash_between_the_erasure_and_the_rewriting_is_mended_at_the_next_opening(office: Desk) -> None:
    keys, path = _of(office.store, office.owner(office.person(MARK))), office.store.path
    office.store.close()
    killed = subprocess.run(
        [sys.executable, "-c", _KILLED, path, PASSWORD, " ".join(keys)], env=os.environ, check=False
    )
    assert killed.returncode == 9
    assert MARK.lower().encode() in _bytes(path).lower()
    office.store = base.open_base(path, "Claire", PASSWORD)
    assert MARK.lower().encode() not in _bytes(path).lower()
    assert sql(office.store, "SELECT count(*) FROM local WHERE cle = ?", effacement.TO_REWRITE) == [(0,)]
    assert faults(office.store) == []
