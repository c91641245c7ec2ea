"""A small office in a temporary base, and the promise that every test ends with: undo and redo change nothing."""

from __future__ import annotations

import functools
import shutil
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from scolarite_desk.errors import Refused
from scolarite_desk.langue import SOURCE, langue
from scolarite_desk.models.tables.formation import Campagne, Centre, Formation
from scolarite_desk.models.tables.journal import Poste
from scolarite_desk.models.tables.personne import Adresse
from scolarite_desk.models.tables.piece import Piece, PieceDemandee
from scolarite_desk.models.tables.reglage import Signataire
from scolarite_desk.services import dossiers
from scolarite_desk.services.acts import checked, do, working
from scolarite_desk.services.campagnes import archive_campaign, close_campaign
from scolarite_desk.services.catalogue import seed_catalogue
from scolarite_desk.services.comptes import first_account
from scolarite_desk.services.reglages import change_setting
from scolarite_desk.services.undo import redo, undo
from scolarite_desk.services.voeux import add_candidature
from scolarite_desk.store import base
from scolarite_desk.store.check.digest import Digest, digest
from scolarite_desk.store.codec import shared_classes, stored_lots
from scolarite_desk.store.file import location
from scolarite_desk.store.file.engine import key_of
from scolarite_desk.store.store import Store
from scolarite_desk.store.vault import vault

PASSWORD = "quatre mots de passe"
FRENCH = langue(SOURCE)
CHEAP = vault.Cost(64, 1)  # what a guess costs: least
MORNING = datetime(2026, 7, 6, 7, 0, tzinfo=UTC)  # a Monday, nine o’clock in Paris
NAMED = {  # what papers refuse to leave without
    "service": "Service de la scolarité",
    "adresse": "1 place du Guichet\n35000 Rennes",
    "telephone": "02 99 00 10 00",
    "courriel": "scolarite@armorique.example.org",
    "ville": "Rennes",
    "dpo": "dpo@armorique.example.org",
    "conservation_admis": "60",
    "conservation_vapp": "60",
}
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

    def together(self, function: Callable[..., Any], *several: tuple[Any, ...]) -> None:
        """One act several times, in one work: what a test leans on is undone in one step."""
        with working(self.store, function.__name__) as work:
            for args in several:
                checked(work, function, *args)

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

    def archive(self, campagne: str = "") -> None:
        """Whatever is left there, the campaign is over."""
        for step in (close_campaign, archive_campaign):
            self(step, campagne or self.campagne, "l’année est finie")

    def person(self, nom: str = "KERMAREC", prenom: str = "Maëlle", ne_le: str = "2004-03-07", **civil: Any) -> str:
        """A dossier in the open campaign."""
        key: str = self(dossiers.create_dossier, {"nom_naissance": nom, "prenom": prenom, "ne_le": ne_le, **civil})
        return key

    def apply(self, dossier: str, formation: str | None = None, **values: Any) -> str:
        """A candidature."""
        key: str = self(add_candidature, dossier, formation or self.licence, **values)
        return key

    def home(self, dossier: str) -> str:
        """The same dossier, whose person can be written to."""
        owner = self.owner(dossier)
        [home] = self.rows(select(Adresse).where(Adresse.personne_id == owner))
        said = {"pays": "99100", "code_postal": "35000", "commune": "35238", "ligne": "1 rue du Pré"}
        self.together(dossiers.correct, *((f"adresse.{name}", home.id, value) for name, value in said.items()))
        return dossier

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


@dataclass(frozen=True, eq=False)
class Founded:
    """A base made once and copied for each test: making its tables costs more than most tests."""

    path: Path
    station: str
    key: bytes
    keys: dict[str, Any]

    def copied(self, path: Path, *, moved: bool = True) -> Path:
        """A copy of the base and of its vault. `moved`: it is the same station, known to be there; else another one."""
        for known, own in ((self.path, path), (vault.vault_path(self.path), vault.vault_path(path))):
            shutil.copy(known, own)
        if moved:
            location.remember(self.station, path)
        return path

    def opened(self, path: Path) -> Desk:
        """The base at a path, open with its key: what a password costs is tested with the vault."""
        moment: list[Desk] = []
        store = base.open_with(path, "Claire", lambda: self.key, lambda: moment[0].now)
        moment.append(Desk(store, **self.keys))
        return moment[0]


@pytest.fixture(scope="session")
def founded(tmp_path_factory: pytest.TempPathFactory) -> Founded:
    """An office of one campaign, two formations and three pieces, a Monday at nine."""
    return _made(tmp_path_factory.getbasetemp())


@functools.cache  # each module that imports the fixture has one of its own: the base is still made once
def _made(folder: Path) -> Founded:
    path = folder / "guichet.sdesk"
    store = base.create(path, "Claire", PASSWORD, cost=CHEAP, clock=lambda: MORNING, cle_numeros=7)
    office, key = Desk(store), key_of(store.engine)
    _found(office)
    with store.reading() as session:
        station = session.scalars(select(Poste.uuid).where(Poste.ici)).one()
    store.close()
    names = ("campagne", "licence", "master", "pieces", "started")
    return Founded(path, station, key, {name: getattr(office, name) for name in names})


@pytest.fixture
def desk(request: pytest.FixtureRequest, tmp_path: Path, founded: Founded) -> Iterator[Desk]:
    """That office, this test's own. It ends with undo and redo."""
    office = founded.opened(founded.copied(tmp_path / "guichet.sdesk"))
    yield office
    kept(office, request)
    office.store.close()


@pytest.fixture
def real(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Desk]:
    """A real base on its first morning: one account, the catalogue, no setting filled, no campaign, nobody."""
    office = _real(tmp_path.parent).opened(_real(tmp_path.parent).copied(tmp_path / "vraie.sdesk"))
    yield office
    kept(office, request)
    office.store.close()


@functools.cache
def _real(folder: Path) -> Founded:
    path = folder / "vraie-fondee.sdesk"
    store = base.create(path, "Claire", PASSWORD, cost=CHEAP, clock=lambda: MORNING, cle_numeros=7)
    office, key = Desk(store), key_of(store.engine)
    with store.work("fonder") as work:
        first_account(work, "Claire")
    office(seed_catalogue)
    office.started = office.number()
    with store.reading() as session:
        station = session.scalars(select(Poste.uuid).where(Poste.ici)).one()
    store.close()
    return Founded(path, station, key, {"started": office.started})


def kept(office: Desk, request: pytest.FixtureRequest) -> None:
    """The promise, the whole base looked at in one test of four, the same each time; tortured, all of it in each."""
    tortured = bool(request.config.getoption("--torture"))
    promised(office, tortured or zlib.crc32(request.node.nodeid.encode()) % 4 == 0, tortured)


def _found(office: Desk) -> None:
    with office.store.work("fonder") as work:
        campagne = work.add(
            Campagne(libelle="Licence et Master 2026-2027", annee="2026-2027", etat="ouverte", debut=date(2026, 2, 1))
        )
        centre = work.add(Centre(libelle="Scolarité des sciences"))
        common = {"campagne_id": campagne.id, "centre_id": centre.id, "traitement": "AC", "en_service": True}
        common["mode"] = "presentiel"
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
        for key, value in NAMED.items():
            change_setting(work, key, value)
        work.detail = ""
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


Step = tuple[str, str, str, str]  # the act before, the act, what it says of itself, the tables that it wrote
_REPLAYED: dict[bool, set[Step]] = {False: set(), True: set()}  # by this process; `True`: the whole base looked at


def promised(office: Desk, whole: bool, always: bool = False) -> None:
    """`replay`, back to the first thing that no other test did: what each act does to each table, after each other act,
    is undone and redone once at least in every run, and with the whole base looked at where a `whole` test does it.
    `always`: back to where the test began.
    """
    done = office.read(_done, office.started)
    fresh = [one.numero for one in done if always or one.step not in _REPLAYED[whole]]
    if fresh:
        replay(office, whole, _before(fresh[0], done))
        for kind in {False, whole}:
            _REPLAYED[kind].update(one.step for one in done)


@dataclass(frozen=True)
class Done:
    """A work of a test: its number, that of the work which it undid or which began its lot (or its own), what it is."""

    numero: int
    autre: int
    step: Step


def _done(session: Session, since: int) -> list[Done]:
    """What was done after `since`."""
    told = session.connection().exec_driver_sql(_WORKS, (since,)).all()
    before = ("", *(row.acte for row in told))
    return [
        Done(row.numero, row.autre, (act, row.acte, row.detail, row.tables))
        for act, row in zip(before, told, strict=False)
    ]


def _before(numero: int, done: list[Done]) -> int:
    """The number to go back to for a work to be undone: neither a lot nor an undoing is cut in two."""
    first = min(one.autre for one in done if one.numero >= numero)
    return first - 1 if first >= numero else _before(first, done)


_WORKS = """SELECT t.numero, t.acte, t.detail,
        coalesce(t.defait, CAST(substr(t.lot, instr(t.lot, ':') + 1) AS INTEGER), t.numero) AS autre,
        (SELECT group_concat(genre) FROM (SELECT DISTINCT o.genre FROM ligne l
        JOIN objet o ON o.id = l.objet WHERE l.poste = t.poste AND l.numero = t.numero ORDER BY o.genre)) AS tables
    FROM travail t WHERE t.numero > ? AND t.poste = (SELECT id FROM poste WHERE ici) ORDER BY t.numero"""


def replay(office: Desk, whole: bool, since: int = 0) -> None:
    """Undo what the test did after the work `since` (0: all of it), redo it, and find the same rows at each step of the
    way: those that these works name, or `whole`, the digest of everything.
    """
    since = since or office.started
    look = office.digest if whole else Named(office, since)
    reached, works = [look()], office.number() - since
    while _undone(office, since):
        reached.append(look())
        assert len(reached) <= works + 1, "an undoing that writes nothing is offered for ever"
    for expected in reversed(reached[:-1]):
        redo(office.store, since)
        assert look() == expected


class Named:
    """The living rows that the works after `since` name, as the journal says them; undoing them names no other."""

    def __init__(self, office: Desk, since: int) -> None:
        self._office, self._since, self._names = office, since, office.read(_named, since)

    def __call__(self) -> dict[str, list[dict[str, Any]]]:
        """The rows of each table, by key, blanks left out."""
        return self._office.read(self._rows)

    def _rows(self, session: Session) -> dict[str, list[dict[str, Any]]]:
        assert _named(session, self._since) == self._names
        return {
            genre: [row for lot in stored_lots(session, genre, _living(keys)) for row in lot]
            for genre, keys in self._names.items()
        }


def _named(session: Session, since: int) -> dict[str, set[str]]:
    """The keys of the rows, by table, that a line of a work after `since` names: all that can be undone."""
    found: dict[str, set[str]] = {}
    for genre, key in session.connection().exec_driver_sql(_LINES, (since,)):
        if not shared_classes()[genre].REGISTRE:
            found.setdefault(genre, set()).add(key.hex())
    return found


_LINES = """SELECT DISTINCT o.genre, o.uuid FROM ligne l JOIN objet o ON o.id = l.objet
    WHERE l.numero > ? AND l.poste = (SELECT id FROM poste WHERE ici)"""


def _living(keys: set[str]) -> str:
    return "retire_le IS NULL AND id IN (" + ", ".join(f"x'{key}'" for key in sorted(keys)) + ")"


_LEFT = ("La lettre est partie", "Le procès-verbal est édité", "Un reçu en dit la réception", "Un courrier l’a dit")


def _undone(office: Desk, since: int) -> bool:
    """False when nothing is left, or where a paper that left forbids to go further back."""
    try:
        undo(office.store, since)
    except Refused as refused:
        if str(refused) != "Rien à annuler." and not any(one in str(refused) for one in _LEFT):
            raise
        return False
    return True
