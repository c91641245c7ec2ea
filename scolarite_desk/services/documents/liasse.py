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
from scolarite_desk.msg import N_, NN_, Msg
from scolarite_desk.progress import Progress
from scolarite_desk.services import paperwork
from scolarite_desk.services.documents.lettres import given_letter
from scolarite_desk.services.documents.registre import reprint, spoilt
from scolarite_desk.services.lots import told
from scolarite_desk.store.fuseau import fuseau
from scolarite_desk.store.store import Store

if TYPE_CHECKING:
    from scolarite_desk.exchange.pdf.join import Binding, Imprint


@dataclass(frozen=True)
class Bound:
    """KeptPaper letters in one file, and (candidature, why) of those that are not in it."""

    rendu: Rendered
    ecartees: tuple[tuple[str, Msg], ...] = ()


def merged(store: Store, candidatures: Sequence[str], progress: Progress, papier: str = DECISION) -> Bound:
    """The kept letters in one file: what each page says and how it is drawn are the bytes of the register, whatever was
    changed since. `Refused` when not one is here.
    """
    from scolarite_desk.exchange.pdf.join import Binding

    binding, left, last = Binding(), [], None
    with store.reading() as session:
        for rank, key in enumerate(candidatures, 1):
            try:
                last = max(filter(None, (last, _bind(session, binding, key, papier))))
            except Refused as error:
                left.append((key, error.message))
            progress.step(rank, len(candidatures))
        if last is None:
            raise Refused(
                told((paperwork.who(session, key), why) for key, why in left) or N_("Aucune lettre à éditer.")
            )
        octets = binding.finish(_about(session, papier, len(candidatures) - len(left), last))
    return Bound(Rendered(octets, binding.pages), tuple(left))


def _bind(session: Session, binding: Binding, candidature: str, papier: str) -> datetime:
    """Add the letter that was given to a file; when it was given. `Refused` says why it is not there."""
    from scolarite_desk.exchange.pdf.kept import Damaged

    row = given_letter(session, candidature, papier)
    if row is None:
        raise Refused(N_("Aucune lettre n’a été éditée."))
    octets = reprint(session, row.id)
    if is_word(octets):
        raise Refused(APART)
    try:
        binding.add(f"{row.numero}, {paperwork.who(session, candidature)}", octets)
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
