"""A small office in a temporary base, and the promise that every test ends with: undo and redo change nothing."""

from __future__ import annotations

import functools
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from scolarite_desk.errors import Refused
from scolarite_desk.models.tables.formation import Campagne, Centre, Formation
from scolarite_desk.models.tables.journal import Poste
from scolarite_desk.models.tables.piece import Piece, PieceDemandee
from scolarite_desk.models.tables.reglage import Signataire
from scolarite_desk.services import dossiers
from scolarite_desk.services.acts import do
from scolarite_desk.services.candidatures import add_candidature
from scolarite_desk.services.reglages import change_setting
from scolarite_desk.services.undo import redo, stacks, undo
from scolarite_desk.store import base
from scolarite_desk.store.check.digest import Digest, digest
from scolarite_desk.store.file import location
from scolarite_desk.store.store import Store
from scolarite_desk.store.vault import vault

PASSWORD = "quatre mots de passe"
MORNING = datetime(2026, 7, 6, 7, 0, tzinfo=UTC)  # a Monday, nine o’clock in Paris
SETTINGS = {
    "etablissement": "Université d’Armorique",
    "uai": "0999999F",
    "serie_ine": "P",
    "tribunal": "Rennes",
    "cvec_montant_2026-2027": "108,00",
}


@dataclass
class Desk:
    """The base, its clock, and the keys of what it starts with. Calling it does one act."""

    store: Store
    now: datetime = MORNING
    campagne: str = ""
    licence: str = ""
    master: str = ""
    pieces: dict[str, str] = field(default_factory=dict)
    started: int = 0

    def __call__(self, function: Callable[..., Any], *args: Any, **values: Any) -> Any:
        """One work around one act."""
        return do(self.store, None, function, *args, **values)

    def read(self, function: Callable[..., Any], *args: Any, **values: Any) -> Any:
        """What a reading hands out."""
        with self.store.reading() as session:
            return function(session, *args, **values)

    def row(self, cls: type[Any], key: str) -> Any:
        """A row as it is now, off its session."""
        with self.store.reading() as session:
            found = session.get_one(cls, key)
            session.expunge(found)
            return found

    def rows(self, statement: Any) -> list[Any]:
        """Rows as they are now."""
        with self.store.reading() as session:
            found = list(session.scalars(statement))
            session.expunge_all()
            return found

    def later(self, **delay: float) -> None:
        """Time passes: `minutes=5`, `days=1`."""
        self.now += timedelta(**delay)

    def person(self, nom: str = "KERMAREC", prenom: str = "Maëlle", ne_le: str = "2004-03-07", **civil: Any) -> str:
        """A dossier in the open campaign."""
        key: str = self(dossiers.create_dossier, {"nom_naissance": nom, "prenom": prenom, "ne_le": ne_le, **civil})
        return key

    def apply(self, dossier: str, formation: str | None = None, **values: Any) -> str:
        """A candidature."""
        key: str = self(add_candidature, dossier, formation or self.licence, **values)
        return key

    def owner(self, dossier: str) -> str:
        """Whose dossier it is."""
        key: str = self.row(dossiers.Dossier, dossier).personne_id
        return key

    def number(self) -> int:
        """The number of the last work."""
        with self.store.reading() as session:
            return session.scalar(select(Poste.numero).where(Poste.ici)) or 0

    def digest(self) -> Digest:
        """What the base holds."""
        found: Digest = self.read(digest)
        return found


@dataclass(frozen=True)
class Founded:
    """A base made once and copied for each test: making its tables costs more than most tests."""

    path: Path
    station: str
    keys: dict[str, Any]


@pytest.fixture(scope="session")
def founded(tmp_path_factory: pytest.TempPathFactory) -> Founded:
    """An office of one campaign, two formations and three pieces, a Monday at nine."""
    return _made(tmp_path_factory.getbasetemp())


@functools.cache  # each module that imports the fixture has one of its own: the base is still made once
def _made(folder: Path) -> Founded:
    path = folder / "guichet.sdesk"
    store = base.create(path, "Claire", PASSWORD, cost=vault.Cost(8192, 1), clock=lambda: MORNING, cle_numeros=7)
    office = Desk(store)
    _found(office)
    with store.reading() as session:
        station = session.scalars(select(Poste.uuid).where(Poste.ici)).one()
    store.close()
    names = ("campagne", "licence", "master", "pieces", "started")
    return Founded(path, station, {name: getattr(office, name) for name in names})


@pytest.fixture
def desk(tmp_path: Path, founded: Founded) -> Iterator[Desk]:
    """That office, this test's own. It ends with undo and redo."""
    path = tmp_path / "guichet.sdesk"
    for known, own in ((founded.path, path), (vault.vault_path(founded.path), vault.vault_path(path))):
        shutil.copy(known, own)
    location.remember(founded.station, path)
    moment: list[Desk] = []
    office = Desk(base.open_base(path, "Claire", PASSWORD, clock=lambda: moment[0].now), **founded.keys)
    moment.append(office)
    yield office
    replay(office)
    office.store.close()


def _found(office: Desk) -> None:
    with office.store.work("fonder") as work:
        campagne = work.add(
            Campagne(libelle="Licence et Master 2026-2027", annee="2026-2027", etat="ouverte", debut=date(2026, 2, 1))
        )
        centre = work.add(Centre(libelle="Scolarité des sciences"))
        common = {"campagne_id": campagne.id, "centre_id": centre.id, "traitement": "AC", "en_service": True}
        licence = work.add(
            Formation(
                code="L2INF",
                libelle="Licence 2 Informatique",
                genre="licence",
                mention="Informatique",
                debut_depot=date(2026, 6, 1),
                fin_depot=date(2026, 7, 31),
                retour=date(2026, 8, 28),
                delai_confirmation=10,
                **common,
            )
        )
        master = work.add(
            Formation(code="M1BIO", libelle="Master 1 Biologie", genre="m1", confirmation=date(2026, 9, 4), **common)
        )
        work.add(Signataire(prenom="Anne", nom="LE BIHAN", qualite="Présidente"))
        office.campagne, office.licence, office.master = campagne.id, licence.id, master.id
        _catalogue(office, work, licence.id)
    for key, value in SETTINGS.items():
        office(change_setting, key, value)
    office.started = office.number()


def _catalogue(office: Desk, work: Any, licence: str) -> None:
    rules: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
        "IDENTITE": ({"libelle": "Pièce d’identité"}, {}),
        "RELEVE": ({"libelle": "Relevé de notes", "libelle_anglais": "Transcript"}, {"formation_id": licence}),
        "TRANSFERT": ({"libelle": "Fiche de transfert", "conditionnelle": True}, {"profil": "etudiant", "delai": 30}),
    }
    for ordre, (code, (shown, asked)) in enumerate(rules.items()):
        piece = work.add(Piece(code=code, ordre=ordre, en_service=True, **{"conditionnelle": False} | shown))
        work.add(PieceDemandee(piece_id=piece.id, **asked))
        office.pieces[code] = piece.id


def replay(office: Desk) -> None:
    """Undo what the test did, redo it, and find the same base at each step of the way."""
    reached = [office.digest()]
    while stacks(office.store, office.started).done and _undone(office):
        reached.append(office.digest())
    for expected in reversed(reached[:-1]):
        redo(office.store, office.started)
        assert office.digest() == expected


def _undone(office: Desk) -> bool:
    """False where a letter that left forbids to go further back."""
    try:
        undo(office.store, office.started)
    except Refused as refused:
        if "La lettre est partie" not in refused.message:
            raise
        return False
    return True
