"""A base is born, or opened: refused places, schema version, station incarnations."""

from __future__ import annotations

import secrets
import uuid
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from sqlalchemy import Engine, delete, select, update
from sqlalchemy.exc import DatabaseError
from sqlalchemy.orm import Session

from scolarite_desk.errors import Unavailable
from scolarite_desk.models.rules.numeros import ALPHABET, LONE_BLOCK
from scolarite_desk.models.tables import schema
from scolarite_desk.models.tables.journal import Local, Poste
from scolarite_desk.msg import N_
from scolarite_desk.progress import Progress
from scolarite_desk.store import effacement, search
from scolarite_desk.store.file import location, migrate, pages, wal
from scolarite_desk.store.file.engine import open_engine
from scolarite_desk.store.file.failures import is_damage, spoken_folder
from scolarite_desk.store.file.naissance import born, complete
from scolarite_desk.store.journal import perte
from scolarite_desk.store.store import Store
from scolarite_desk.store.vault import vault

Clock = Callable[[], datetime]

SMALLEST = 4096  # bytes of a page: SQLite takes any less for a new base, and would begin one over what is left


def create(
    path: Path,
    compte: str,
    password: str,
    *,
    poste: str = "01",
    exercice: bool = False,
    cost: vault.Cost | None = None,
    clock: Clock | None = None,
    cle_numeros: int | None = None,
) -> Store:
    """A new base with one account. `exercice` marks every page and forbids sharing; `cle_numeros` fixes its numbers."""
    key = vault.new_key()
    wraps = [vault.wrap(compte, password, key, cost or vault.Cost())]
    facts = {
        "schema": migrate.HEAD,
        "bloc": LONE_BLOCK,
        "cle_numeros": str(secrets.randbits(64) if cle_numeros is None else cle_numeros),
        "exercice": "oui" if exercice else "",
        "plage_ine": "tout",
    }
    with born(path) as half:
        vault.write(half, wraps)
        location.remember(_found(half, key, poste, facts), path)
    return Store(open_engine(path, key), path, compte, clock)


def _found(path: Path, key: bytes, poste: str, facts: dict[str, str]) -> str:
    """The tables of a new base, its station, whose key is returned, and its facts."""
    engine = open_engine(path, key)
    with Session(engine.execution_options(begin="IMMEDIATE")) as session, session.begin():
        schema.Base.metadata.create_all(session.connection())
        search.create(session)
        station = uuid.uuid4().hex
        session.add(Poste(uuid=station, nom=poste, ici=True, numero=0, empreinte=bytes(32), hlc=0))
        session.add_all(Local(cle=name, valeur=value) for name, value in facts.items())
    engine.dispose()
    path.chmod(0o600)
    return station


def open_base(path: Path, compte: str, password: str, clock: Clock | None = None) -> Store:
    """The base, unlocked. `Refused` for a wrong password, `Unavailable` for anything wrong with the file."""
    return open_with(path, compte, lambda: vault.unwrap(path, compte, password), clock)


def open_with(path: Path, compte: str, key: Callable[[], bytes], clock: Clock | None = None) -> Store:
    """The same, however the data key is had: a password, the recovery key, the system's keyring."""
    location.refuse_share(path)
    complete(path)
    if not path.exists():
        raise Unavailable(N_("La base «\u00a0{chemin}\u00a0» n’existe pas. Vérifiez le chemin.", chemin=path))
    if path.stat().st_size < SMALLEST:
        raise Unavailable(
            N_("La base «\u00a0{base}\u00a0» est un fichier vide. Reprenez la dernière sauvegarde.", base=path.name)
        )
    with spoken_folder(path):
        opener = key()
        wal.verify(path, opener)
        engine = open_engine(path, opener)
        try:
            migrate.upgrade(engine, path)
            _index_again(engine)
            _recognise(engine, path)
            missing = _still_lost(engine)
            effacement.rewrite(engine)
        except DatabaseError as error:
            if is_damage(error):
                raise pages.told(engine, path) from error
            raise
        store = Store(engine, path, compte, clock)
        store.manquants = missing
        return store


def _index_again(engine: Engine) -> None:
    """Make the index by the rules of this version when an upgrade asks for it, which it does until that is done."""
    with Session(engine) as session:
        if session.get(Local, migrate.TO_INDEX) is None:
            return
    with Session(engine.execution_options(begin="IMMEDIATE")) as session, session.begin():
        search.rebuild(session, Progress())
        session.execute(delete(Local).where(Local.cle == migrate.TO_INDEX))


def _recognise(engine: Engine, path: Path) -> None:
    """A copied or moved base, an older file put back by hand, or one that lost its end, is another station: what
    is known to be missing is noted (`journal/perte.py`).

    In doubt one looks again while nobody writes: a work that another program does between the reading of the base and
    that of the tokens would count as one that the base lost.
    """
    with Session(engine) as session:
        station, numero = _here(session)
    if location.known(station, path, numero):
        location.settle(station, path, numero)
        return
    with Session(engine.execution_options(begin="IMMEDIATE")) as session, session.begin():
        station, numero = _here(session)
        if not location.known(station, path, numero):
            _become(session, path, location.lacking(station, path, numero))


def _here(session: Session) -> tuple[str, int]:
    """The station that the file is, and how many works it has done."""
    poste = session.scalars(select(Poste).where(Poste.ici)).one()
    return poste.uuid, poste.numero


def _still_lost(engine: Engine) -> int:
    with Session(engine) as session:
        return perte.lost(session)


def incarnate(engine: Engine, path: Path) -> None:
    """From now on the file is another station, at this path: it numbers its works from 1 and gives up its blocks."""
    with Session(engine.execution_options(begin="IMMEDIATE")) as session, session.begin():
        _become(session, path)


def _become(session: Session, path: Path, missing: int = 0) -> None:
    """Another station. `missing`: how many works of the former one are not there."""
    poste = session.scalars(select(Poste).where(Poste.ici)).one()
    if missing:
        perte.note(session, poste.uuid, poste.numero + missing)
    session.execute(update(Poste).values(ici=False))
    station = uuid.uuid4().hex
    session.add(Poste(uuid=station, nom=poste.nom, ici=True, numero=0, empreinte=bytes(32), hlc=poste.hlc))
    if not session.get_one(Local, "exercice").valeur:
        session.get_one(Local, "plage_ine").valeur = ""
    session.get_one(Local, "bloc").valeur = _other_block(session.get_one(Local, "bloc").valeur)
    location.remember(station, path)


def _other_block(known: str) -> str:
    blocks = [a + b for a in ALPHABET for b in ALPHABET if a + b not in (known, LONE_BLOCK)]
    return secrets.choice(blocks)
