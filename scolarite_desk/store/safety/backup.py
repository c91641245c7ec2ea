"""A backup: a consistent copy of an open base with its vault and a manifest, opened and verified before it counts.

It is a folder: the base (`VACUUM INTO`: same key, nothing of what was deleted, while others write), the vault, and
`manifeste.json`, which names nobody. Made under a hidden name, then renamed: a folder with a manifest is whole. The
same folder moves a base to another computer.
"""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import chain, count
from pathlib import Path
from time import time

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from scolarite_desk.errors import Unavailable
from scolarite_desk.interruption import lasting
from scolarite_desk.models.tables.schema import Base
from scolarite_desk.msg import N_
from scolarite_desk.progress import Cancelled, Progress
from scolarite_desk.store.file.engine import key_of, open_engine
from scolarite_desk.store.file.failures import spoken_folder
from scolarite_desk.store.file.pages import ask
from scolarite_desk.store.fuseau import fuseau
from scolarite_desk.store.journal.journal import station
from scolarite_desk.store.safety import temoin
from scolarite_desk.store.safety.manifeste import NO_MANIFEST, Manifeste, parse, text_of
from scolarite_desk.store.safety.temoin import Tip
from scolarite_desk.store.store import Store
from scolarite_desk.store.vault import vault

MANIFEST = "manifeste.json"
_LARGEST = 1 << 20  # bytes of a manifest
_BLOCK = 1 << 20
_STALE = 86_400  # seconds after which nobody is still writing
_OPCODES = 20_000  # of SQLite between two looks at whether to stop


@dataclass(frozen=True)
class Sauvegarde:
    """A backup found in a folder. `entiere`: its files are there, at their size."""

    dossier: Path
    manifeste: Manifeste
    entiere: bool = True

    @property
    def fichier(self) -> Path:
        """The copy of the base; its vault is beside it."""
        return self.dossier / self.manifeste.fichier


def identity(key: bytes) -> str:
    """Which base: the same for a base and its copies. It says nothing of the key."""
    return hashlib.sha256(b"scolarite-desk base" + key).hexdigest()[:16]


def make(store: Store, folder: Path, genre: str, progress: Progress) -> Sauvegarde:
    """Back an open base up in `folder`. `Unavailable` when it could not be, or when the copy is not good."""
    now = store.here()
    with spoken_folder(folder):
        folder.mkdir(parents=True, exist_ok=True)
        _refuse_without_room(store.path, folder)
        name = _name(folder, store.path, now)
        with _beside(folder, name) as half:
            copy = half / store.path.name
            with store.reading() as session:
                before = temoin.tips(session)
            _copy(store.engine, copy, store.path, progress)
            copy_file(vault.vault_path(store.path), vault.vault_path(copy), progress)
            described = _described(copy, key_of(store.engine), progress)
            _refuse_shorter(copy, key_of(store.engine), before)
            made = replace(described, quand=now.astimezone(UTC), genre=genre)
            (half / MANIFEST).write_text(text_of(made), encoding="utf-8")
            return Sauvegarde(_settled(half, folder / name), made)


def duplicate(one: Sauvegarde, folder: Path, progress: Progress) -> Sauvegarde:
    """The same backup in another folder, such as a stick's; compared once written."""
    with spoken_folder(folder):
        _refuse_without_room(one.fichier, folder)
        with _beside(folder, one.dossier.name) as half:
            for path in (one.fichier, vault.vault_path(one.fichier), one.dossier / MANIFEST):
                copy_file(path, half / path.name, progress)
            if file_sum(half / one.fichier.name, progress) != one.manifeste.somme:
                raise _not_good(folder)
            return Sauvegarde(_settled(half, folder / one.dossier.name), one.manifeste)


def read(dossier: Path) -> Sauvegarde | None:
    """The backup that a folder is, None when it is none."""
    try:
        with (dossier / MANIFEST).open("rb") as stream:
            manifest = parse(stream.read(_LARGEST))
    except (OSError, *NO_MANIFEST):
        return None
    found = Sauvegarde(dossier, manifest)
    with suppress(OSError):
        sizes = found.fichier.stat().st_size, vault.vault_path(found.fichier).stat().st_size
        return replace(found, entiere=sizes[0] == manifest.taille and sizes[1] > 0)
    return replace(found, entiere=False)


def listing(folder: Path) -> list[Sauvegarde]:
    """The backups of a folder, newest first; none when the folder is out of reach."""
    try:
        inside = sorted(folder.iterdir())
    except (OSError, ValueError):  # a name that is none
        return []
    found = [one for dossier in inside if not dossier.name.startswith(".") and (one := read(dossier))]
    return sorted(found, key=lambda one: one.manifeste.quand, reverse=True)


def verify(one: Sauvegarde, key: bytes, progress: Progress) -> None:
    """Read a backup through: sums, seals, structure, witnesses. `Unavailable` when something is not as it was made."""
    with spoken_folder(one.dossier):
        if not one.entiere or file_sum(one.fichier, progress) != one.manifeste.somme:
            raise _not_good(one.dossier)
        _described(one.fichier, key, progress)
        _refuse_shorter(one.fichier, key, one.manifeste.temoins)


def forget(one: Sauvegarde) -> None:
    """Delete a backup. Renamed first: what is left of it should the disk give up is no backup."""
    with spoken_folder(one.dossier):
        hidden = one.dossier.with_name(f".{one.dossier.name}.retire")
        one.dossier.rename(hidden)
        shutil.rmtree(hidden)


def copy_file(source: Path, target: Path, progress: Progress) -> None:
    """Copy a file to a new one that only its owner reads, and have it on the disk."""
    target.touch(0o600, exist_ok=False)
    with source.open("rb") as given, target.open("wb") as taken:
        while block := given.read(_BLOCK):
            progress.step(0, 0)
            taken.write(block)
        taken.flush()
        os.fsync(taken.fileno())


def file_sum(path: Path, progress: Progress) -> str:
    """SHA-256 of a file."""
    total = hashlib.sha256()
    with path.open("rb") as stream:
        while block := stream.read(_BLOCK):
            progress.step(0, 0)
            total.update(block)
    return total.hexdigest()


def _name(folder: Path, base: Path, now: datetime) -> str:
    """A name by its date at the establishment, not taken yet."""
    stem = f"{base.stem}-{now:%Y-%m-%d-%H%M%S}"
    names = chain([stem], (f"{stem}-{rank}" for rank in count(2)))
    return next(name for name in names if not (folder / name).exists())


@contextmanager
def _beside(folder: Path, name: str) -> Iterator[Path]:
    """A hidden folder to fill; nothing of it stays when filling it fails."""
    for left in folder.glob(".*.partiel"):  # what a power cut left; a younger one may be another program's
        if time() - left.stat().st_mtime > _STALE:
            shutil.rmtree(left, ignore_errors=True)
    half = folder / f".{name}.partiel"
    half.mkdir(0o700)
    try:
        yield half
    finally:
        shutil.rmtree(half, ignore_errors=True)


def _settled(half: Path, final: Path) -> Path:
    """Everything on the disk, then the name."""
    for path in half.iterdir():
        with path.open("rb+") as stream:
            os.fsync(stream.fileno())
    with lasting():
        half.rename(final)
    return final


def _copy(engine: Engine, copy: Path, base: Path, progress: Progress) -> None:
    copy.touch(0o600, exist_ok=False)
    expected, raw = base.stat().st_size, engine.raw_connection()
    stopped: list[BaseException] = []

    def look() -> int:
        try:
            progress.step(min(copy.stat().st_size, expected), 2 * expected)
        except Cancelled as error:
            stopped.append(error)
        return len(stopped)

    try:
        raw.driver_connection.set_progress_handler(look, _OPCODES)  # type: ignore[union-attr]
        raw.cursor().execute("VACUUM INTO ?", (str(copy),))
    except Exception:  # SQLite only says that it was interrupted; anything else goes on as it came
        if stopped:
            raise stopped[0] from None
        raise
    finally:
        raw.invalidate()


def _described(copy: Path, key: bytes, progress: Progress) -> Manifeste:
    """What a good copy holds, as read from it alone. `Unavailable` when it does not read well."""
    engine = open_engine(copy, key, still=True)
    try:
        progress.step(5, 10)
        faults = ask(engine, "PRAGMA cipher_integrity_check")
        progress.step(7, 10)
        faults += [row for row in ask(engine, "PRAGMA quick_check(1)") if row[0] != "ok"]
        if faults:
            raise _not_good(copy.parent)
        progress.step(9, 10)
        with Session(engine) as session:
            return _facts(session, copy, key, progress)
    finally:
        engine.dispose()


def _facts(session: Session, copy: Path, key: bytes, progress: Progress) -> Manifeste:
    sql = session.connection().exec_driver_sql
    here = station(session.connection())
    known = {cle: valeur for cle, valeur in sql("SELECT cle, valeur FROM local")}  # noqa: C416 - rows are no pairs
    tables = set(sql("SELECT name FROM sqlite_master WHERE type = 'table'").scalars())
    return Manifeste(
        quand=datetime.now(UTC),
        genre="",
        base=identity(key),
        fichier=copy.name,
        poste=here.nom,
        station=here.uuid,
        schema=known.get("schema", ""),
        exercice=bool(known.get("exercice")),
        taille=copy.stat().st_size,
        somme=file_sum(copy, progress),
        somme_coffre=file_sum(vault.vault_path(copy), progress),
        effaces=sql("SELECT count(*) FROM objet WHERE efface").scalar_one(),
        nombres={name: sql(f'SELECT count(*) FROM "{name}"').scalar_one()
                 for name in Base.metadata.tables if name in tables},
        temoins=temoin.tips(session),
        fuseau=fuseau(session).key,
    )  # fmt: skip


def _refuse_shorter(copy: Path, key: bytes, seen: tuple[Tip, ...]) -> None:
    """The copy must go at least as far as what was there before it was made."""
    engine = open_engine(copy, key, still=True)
    with closing_engine(engine), Session(engine) as session:
        if temoin.compare(session, seen):
            raise _not_good(copy.parent)


@contextmanager
def closing_engine(engine: Engine) -> Iterator[Engine]:
    """Give the file back at the end."""
    try:
        yield engine
    finally:
        engine.dispose()


def _refuse_without_room(base: Path, folder: Path) -> None:
    needed = base.stat().st_size * 11 // 10
    if shutil.disk_usage(folder).free < needed:
        raise Unavailable(
            N_(
                "Il manque de la place dans «\u00a0{dossier}\u00a0»\u00a0: la sauvegarde demande "
                "{megaoctets}\u00a0Mo. Libérez de la place ou choisissez un autre dossier. Les "
                "sauvegardes déjà faites sont intactes.",
                dossier=folder,
                megaoctets=-(-needed // 1_000_000),
            )
        )


def _not_good(where: Path) -> Unavailable:
    return Unavailable(
        N_(
            "La copie de «\u00a0{dossier}\u00a0» ne se relit pas comme elle a été écrite\u00a0: ce "
            "disque n’est pas sûr. Elle ne compte pas comme sauvegarde\u00a0; choisissez un "
            "autre dossier.",
            dossier=where,
        )
    )
