"""The kept letters in one file: joined from the bytes of the register, never drawn anew."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy.orm import Session

from scolarite_desk.errors import Refused
from scolarite_desk.exchange.fichier import is_word, language_tag
from scolarite_desk.langue import SOURCE, kept, langue
from scolarite_desk.models.rows.documents import Rendered
from scolarite_desk.models.rules.dates import local
from scolarite_desk.models.rules.papiers import COURRIERS, DECISION
from scolarite_desk.models.tables.document import DocumentEmis
from scolarite_desk.msg import N_, NN_, Msg
from scolarite_desk.progress import Progress
from scolarite_desk.services import paperwork
from scolarite_desk.services.documents.registre import reprint, spoilt
from scolarite_desk.services.lots import told
from scolarite_desk.store.fuseau import fuseau
from scolarite_desk.store.store import Store

if TYPE_CHECKING:
    from scolarite_desk.exchange.pdf.join import Binding, Imprint


@dataclass(frozen=True)
class Bound:
    """Kept letters in one file, and (document, why) of those that are not in it."""

    rendu: Rendered
    ecartees: tuple[tuple[str, Msg], ...] = ()


def merged(store: Store, letters: Sequence[str], progress: Progress, papier: str = DECISION) -> Bound:
    """Letters of the register, by their keys, in one file: what each page says and how it is drawn are the bytes that
    were kept, whatever was changed since. `Refused` when not one is here.
    """
    from scolarite_desk.exchange.pdf.join import Binding

    binding, left, last = Binding(), [], None
    with store.reading() as session:
        for rank, key in enumerate(letters, 1):
            try:
                last = max(filter(None, (last, _bind(session, binding, key))))
            except Refused as error:
                left.append((key, error.message))
            progress.step(rank, len(letters))
        if last is None:
            raise Refused(told((_whose(session, key), why) for key, why in left) or N_("Aucune lettre à éditer."))
        octets = binding.finish(_about(session, papier, len(letters) - len(left), last))
    return Bound(Rendered(octets, binding.pages), tuple(left))


def _whose(session: Session, letter: str) -> str:
    row = session.get_one(DocumentEmis, letter)
    return paperwork.who(session, row.candidature_id) if row.candidature_id else row.numero


def _bind(session: Session, binding: Binding, letter: str) -> datetime:
    """Add a letter to a file; when it was given. `Refused` says why it is not there."""
    from scolarite_desk.exchange.pdf.kept import Damaged

    row, octets = session.get_one(DocumentEmis, letter), reprint(session, letter)
    if is_word(octets):
        raise Refused(APART)
    try:
        binding.add(f"{row.numero}, {_whose(session, letter)}", octets)
    except Damaged as error:
        raise Refused(spoilt(row)) from error
    return row.emis_le


APART = N_("Cette lettre est un document Word\u00a0: demandez les lettres dans un dossier, une par fichier.")


def _about(session: Session, papier: str, letters: int, last: datetime) -> Imprint:
    """What the whole file says of itself."""
    from scolarite_desk.exchange.pdf.join import Imprint

    title = NN_("{n} lettre de décision", "{n} lettres de décision", letters)
    if papier != DECISION:
        title = NN_("{papier}, {n} lettre", "{papier}, {n} lettres", letters, papier=COURRIERS[papier].titre)
    author, chosen = kept(paperwork.service_of(session).etablissement), langue(SOURCE)
    return Imprint(kept(title), author, local(last, fuseau(session)), language_tag(chosen))
