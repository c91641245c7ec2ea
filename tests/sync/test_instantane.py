"""A new desk starts from a snapshot: the same office at once, and it goes on as any other."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import pytest
import zstandard

from scolarite_desk.errors import Refused
from scolarite_desk.langue import kept
from scolarite_desk.models.tables.personne import Personne
from scolarite_desk.progress import Progress
from scolarite_desk.services.divergences import settle
from scolarite_desk.services.dossiers import correct
from scolarite_desk.services.effacements import erase_person
from scolarite_desk.services.sceau import confront
from scolarite_desk.store import base, search
from scolarite_desk.store.queries.divergences import divergences
from scolarite_desk.store.safety.temoin import tips
from scolarite_desk.store.vault import vault
from scolarite_desk.sync.instantane import load_snapshot, write_snapshot
from tests.services.conftest import MORNING, Desk
from tests.store.damage import faults, sql
from tests.sync.conftest import send, share


@pytest.fixture
def neuf(tmp_path: Path) -> Iterator[Desk]:
    """A base that was just made, elsewhere."""
    store = base.create(tmp_path / "neuf.sdesk", "Salma", "quatre mots de passe", cost=vault.Cost(64, 1),
                        clock=lambda: MORNING)  # fmt: skip
    desk = Desk(store)
    yield desk
    store.close()


def snapshot(desk: Desk) -> bytes:
    target = io.BytesIO()
    assert write_snapshot(desk.store, target, Progress()) > 0
    return target.getvalue()


def load(desk: Desk, octets: bytes) -> int:
    return load_snapshot(desk.store, io.BytesIO(octets), Progress())


def test_a_new_desk_is_the_same_office_at_once(abc: list[Desk], neuf: Desk) -> None:
    a, b, _c = abc
    dossier = a.person()
    gone = a.person("LE GOFF", "Anna")
    a.apply(dossier)
    ((numero,),) = sql(a.store, "SELECT numero FROM dossier WHERE id = ?", bytes.fromhex(gone))
    a(erase_person, gone, numero, "demande")
    share(a, b)
    a(correct, "identite.prenom", a.owner(dossier), "Zoé")
    b.later(minutes=5)
    b(correct, "identite.prenom", b.owner(dossier), "Zoë")
    share(a, b)
    load(neuf, snapshot(a))
    assert neuf.digest() == a.digest()
    assert next(one.versions for one in neuf.read(divergences))[0].valeurs == {"prenom": "Zoë"}
    assert neuf.read(search.find, "kerm", MORNING.date()) == a.read(search.find, "kerm", MORNING.date())
    assert faults(neuf.store) == []


def test_it_goes_on_without_the_history_and_names_works_it_never_saw(abc: list[Desk], neuf: Desk) -> None:
    a, b, c = abc
    personne = a.owner(a.person())
    share(a, b, c)
    c.later(minutes=-10)
    c(correct, "identite.prenom", personne, "Lou")
    a(correct, "identite.prenom", personne, "Zoé")
    load(neuf, snapshot(a))
    neuf.later(minutes=5)
    neuf(correct, "identite.courriel", personne, "a@exemple.fr")
    share(a, b, c, neuf)
    for desk in (a, b, c, neuf):
        assert desk.row(Personne, personne).courriel == "a@exemple.fr"
        assert [one.groupe for one in desk.read(divergences)] == ["prenom"]
        assert faults(desk.store) == []
    (one,) = neuf.read(divergences)
    neuf(settle, "personne", personne, "prenom", one.versions[1].code)
    share(a, b, c, neuf)
    assert a.digest() == neuf.digest()
    assert a.read(divergences) == ()


def test_a_desk_that_joined_says_that_it_cannot_show_what_an_older_seal_saw(abc: list[Desk], neuf: Desk) -> None:
    a = abc[0]
    personne = a.owner(a.person())
    seen = a.read(tips)
    a(correct, "identite.prenom", personne, "Zoé")
    load(neuf, snapshot(a))
    (told,) = confront(neuf.store, seen)
    assert "sont ici sans leur détail, comme à un poste qui a rejoint les autres" in kept(told)
    assert confront(neuf.store, a.read(tips)) == ()


def test_what_came_as_a_snapshot_is_not_sent_again(abc: list[Desk], neuf: Desk) -> None:
    a, b, _c = abc
    a.person()
    load(neuf, snapshot(a))
    assert send(neuf, b).mis_en_attente == 0


def test_a_damaged_cut_or_foreign_snapshot_changes_nothing(abc: list[Desk], neuf: Desk) -> None:
    octets = snapshot(abc[0])
    lines = zstandard.ZstdDecompressor().stream_reader(octets).read().split(b"\n")
    one_less = zstandard.compress(b"\n".join(lines[:3] + lines[4:]))
    unended = zstandard.compress(b"\n".join(lines[:-2]) + b"\n")
    later = zstandard.compress(b'["instantane",2,"0009"]\n["fin",""]\n')
    flipped = bytearray(octets)
    flipped[len(octets) // 2] ^= 1
    for hostile in (b"", b"rien", octets[:-20], octets[: len(octets) // 2], bytes(flipped), one_less, unended, later):
        with pytest.raises(Refused):
            load(neuf, hostile)
    assert sql(neuf.store, "SELECT count(*) FROM poste") == [(1,)]
    assert faults(neuf.store) == []


def test_a_base_that_others_wrote_to_takes_no_snapshot(abc: list[Desk]) -> None:
    a, b, _c = abc
    with pytest.raises(Refused, match="échangez"):
        load(b, snapshot(a))
