"""What must be true of a base whose process was killed, from what that process had told."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from time import monotonic

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from scolarite_desk.models.tables.document import DocumentEmis
from scolarite_desk.models.tables.journal import Brouillon, Poste, Travail
from scolarite_desk.models.tables.personne import Personne
from scolarite_desk.services import acts
from scolarite_desk.services.dossiers import correct, create_dossier
from scolarite_desk.store.base import open_base
from scolarite_desk.store.check.check import check
from scolarite_desk.store.store import Store
from tests.noms import lettered
from tests.services.conftest import MORNING, PASSWORD
from tests.torture.bourreau import Message


def verify(base: Path, told: Sequence[Message], *, closing: bool) -> None:
    """The base opens at once and as the same desk, holds all that was told, checks green, and goes on."""
    store = open_base(base, "Claire", PASSWORD, clock=lambda: MORNING)
    try:
        with store.reading() as session:
            assert session.scalar(select(func.count()).select_from(Poste)) == 1, "it opened as another desk"
            _holds(session, told)
        assert [fault for one in check(store) for fault in one.fautes] == []
        _goes_on(store)
    finally:
        (store.close if closing else store.engine.dispose)()


def _holds(session: Session, told: Sequence[Message]) -> None:
    """Every field, draft and number that was told."""
    fields = {(row, path): (rank, value) for rank, (kind, row, path, value, *_) in _told(told, "champ")}
    drafts = {(row, path): (rank, text) for rank, (kind, row, path, text) in _told(told, "brouillon")}
    kept = {(one.objet, one.champ): one.texte for one in session.scalars(select(Brouillon))}
    for (row, path), (rank, value) in fields.items():
        assert _stored(session, row, path) == value
        assert drafts.get((row, path), (0, ""))[0] < rank, "a field is given once in this visit"
        assert (row, path) not in kept, f"the draft of {path} would come back over it: {kept[row, path]!r}, {value!r}"
    for (row, path), (_rank, text) in drafts.items():
        if (row, path) not in fields:
            assert kept.get((row, path), "").startswith(text) or _given_untold(session, row, path, text, kept)
    for _rank, (_kind, _row, _path, _value, number) in _told(told, "champ"):
        assert session.scalar(select(Travail.numero).where(Travail.numero == number)) == number
    issued = set(session.scalars(select(DocumentEmis.numero)))
    assert {message[1] for _rank, message in _told(told, "document")} <= issued
    for _rank, (_kind, out) in _told(told, "fichier"):
        assert Path(out).read_bytes().endswith(b"\n"), "an export that was told is whole"


def _given_untold(session: Session, row: str, path: str, text: str, kept: dict[tuple[str, str], str]) -> bool:
    """Killed between the commit and the telling: the value is there, hence its draft is not."""
    return (row, path) not in kept and str(_stored(session, row, path)).startswith(text)


def _stored(session: Session, row: str, path: str) -> object:
    return getattr(session.get_one(Personne, row), path.rpartition(".")[2])


def _told(told: Sequence[Message], kind: str) -> list[tuple[int, Message]]:
    return [(rank, message) for rank, message in enumerate(told) if message[0] == kind and len(message) > 1]


def _goes_on(store: Store) -> None:
    """The next act is done, at the next number, without waiting for anybody."""
    began = monotonic()
    with store.reading() as session:
        before = session.scalar(select(Poste.numero)) or 0
    acts.do(store, None, create_dossier, {"nom_naissance": "APRÈS", "prenom": "Panne"})
    with store.reading() as session:
        assert session.scalar(select(Poste.numero)) == before + 1
        someone = session.scalars(select(Personne.id).limit(1)).one()
    acts.do(store, None, correct, "identite.nom_usage", someone, f"SUITE {lettered(before)}")
    assert monotonic() - began < 4, "it waited for a lock"
