"""The digest of a base: the same rows give the same number, any other value another one."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from hashlib import sha256
from pathlib import Path

import pytest

from scolarite_desk.models.tables.candidature import Candidature
from scolarite_desk.models.tables.dossier import Dossier
from scolarite_desk.models.tables.formation import Campagne, Formation
from scolarite_desk.models.tables.personne import IneEmis, Personne
from scolarite_desk.store import base
from scolarite_desk.store.check.digest import digest, digest_registers
from scolarite_desk.store.codec import columns_of, dumps, encode, shared_classes
from scolarite_desk.store.store import Store
from scolarite_desk.store.vault import vault

NOON = datetime(2026, 7, 6, 10, 0, 0, 123456, tzinfo=UTC)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """A base with every kind of column in it."""
    made = base.create(tmp_path / "x.sdesk", "Claire", "quatre mots de passe", cost=vault.Cost(64, 1))
    with made.work("fonder") as work:
        campagne = work.add(Campagne(libelle="2026-2027", debut=date(2026, 2, 1)))
        formation = work.add(
            Formation(campagne_id=campagne.id, libelle="Œuvres « d’été »\n", capacite=30, en_service=True)
        )
        personne = work.add(Personne(nom_naissance="N’GUESSAN", prenom="Zoë"))
        dossier = work.add(Dossier(personne_id=personne.id, campagne_id=campagne.id, numero="AAAAAAAA"))
        common = {"dossier_id": dossier.id, "formation_id": formation.id}
        work.add(Candidature(**common, creee_le=NOON, montant=Decimal("178.50"), proposition=False))
        work.add(Candidature(**common, retire_le=NOON))
        issued = {"valeur": "2290X00011", "uai": "0290000X", "serie": "P", "ordre": 1}
        work.add(IneEmis(personne_id=personne.id, etat_civil="N’GUESSAN Zoë", emis_par="Claire", **issued))
    yield made
    made.close()


def _slow(store: Store, registers: bool) -> tuple[str, int]:
    """The same thing, said with mapped rows and the journal's own encoding."""
    total, count = sha256(), 0
    with store.reading() as session:
        for genre, cls in sorted(shared_classes().items()):
            if cls.REGISTRE is not registers:
                continue
            total.update(f"{genre}\n".encode())
            for row in session.query(cls).where(cls.retire_le.is_(None)).order_by(cls.id):
                values = {name: encode(getattr(row, name)) for name in ("id", *columns_of(genre))}
                total.update(dumps({name: value for name, value in values.items() if value is not None}) + b",")
                count += 1
    return total.hexdigest(), count


@pytest.mark.parametrize("registers", [False, True])
def test_the_digest_is_that_of_the_rows_as_the_journal_says_them(store: Store, registers: bool) -> None:
    with store.reading() as session:
        found = digest_registers(session) if registers else digest(session)
    assert (found.value, found.lignes) == _slow(store, registers)


def test_withdrawn_rows_and_registers_do_not_count(store: Store) -> None:
    with store.reading() as session:
        assert (digest(session).lignes, digest_registers(session).lignes) == (5, 1)


def test_the_journal_and_the_counters_do_not_count(store: Store) -> None:
    with store.reading() as session:
        before = digest(session)
    with store.work("fonder") as work:
        work.next_number("reçu 2026")
    with store.reading() as session:
        assert digest(session) == before


def test_any_value_moves_it_and_coming_back_brings_it_back(store: Store) -> None:
    seen = []
    for nom in ("N’GUESSAN", "NGUESSAN", None, "N’GUESSAN"):
        with store.work("correct") as work:
            work.all(work.session.query(Personne).statement)[0].nom_naissance = nom
        with store.reading() as session:
            seen.append(digest(session).value)
    assert len(set(seen)) == 3
    assert seen[0] == seen[3]
