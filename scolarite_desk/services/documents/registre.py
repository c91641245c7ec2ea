"""The register: what is numbered is kept, and read again as it was given."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from scolarite_desk.errors import Refused
from scolarite_desk.models.rows.documents import Rendered
from scolarite_desk.models.rules.documents import DOCUMENTS
from scolarite_desk.models.rules.numeros import APERCU, receipt_number
from scolarite_desk.models.tables.document import PV, DocumentEmis
from scolarite_desk.models.tables.journal import Contenu
from scolarite_desk.msg import N_, Msg
from scolarite_desk.store.perimetre import seen_papers
from scolarite_desk.store.store import Work


@dataclass(frozen=True)
class Issued:
    """A document that was just given: its register row, its number, and the file; `connu` when it was given before.
    `anglais`: whether English follows its French; None: it is not to be chosen any more, or never was.
    """

    document: str
    numero: str
    rendu: Rendered
    connu: bool = False
    anglais: bool | None = None


def again(session: Session, former: DocumentEmis) -> Issued:
    """A paper that was given already, as it is printed again."""
    return Issued(former.id, former.numero, Rendered(reprint(session, former.id)), connu=True)


def next_of(work: Work, genre: str) -> str:
    """The next number of a register of this desk and year; what is only looked at has none."""
    if work.looked:
        return APERCU
    order = work.next_number(f"{genre} {work.today.year}")
    return DOCUMENTS[genre].prefixe + receipt_number(work.poste.nom, work.today.year, order)


def series_of(work: Work, genre: str) -> str:
    """How every number of a register of this desk and year begins."""
    return DOCUMENTS[genre].prefixe + receipt_number(work.poste.nom, work.today.year, 0).rpartition("-")[0] + "-"


def keep(work: Work, row: DocumentEmis, octets: bytes, duplicata: bytes | None = None) -> str:
    """Write the register's row and its bytes; the key of the row."""
    row.empreinte = hashlib.sha256(octets).hexdigest()
    contents = {row.empreinte: octets}
    if duplicata is not None:
        contents[_duplicate(row.empreinte)] = duplicata
    for empreinte, content in contents.items():
        work.session.merge(Contenu(empreinte=empreinte, octets=content))
    return work.add(row).id


def _duplicate(empreinte: str) -> str:
    return f"{empreinte} duplicata"


def reprint(session: Session, document: str) -> bytes:
    """What was kept of a document: a receipt says *duplicata*, a letter is the file that was given, to the byte.
    `Refused` when it has none, when it bears what the account may not see, when another desk has it, when its bytes are
    not those that were given.
    """
    row = session.get(DocumentEmis, document)
    if row is None or row.empreinte is None:
        raise Refused(N_("Ce numéro n’a pas de document."))
    if session.scalar(select(DocumentEmis.id).where(DocumentEmis.id == document, seen_papers(session))) is None:
        raise Refused(N_("Ce papier porte une demande qui est hors de votre périmètre."))
    again = session.get(Contenu, _duplicate(row.empreinte))
    if again is not None:
        return again.octets
    first = session.get(Contenu, row.empreinte)
    if first is None and row.genre == PV:
        raise Refused(
            N_(
                "Ce procès-verbal n’est pas à ce poste\u00a0: un autre l’a édité, ou une personne qu’il nommait a été "
                "effacée. Éditez-le de nouveau depuis sa séance."
            )
        )
    if first is None:
        raise Refused(N_("Ce document a été remis par un autre poste\u00a0: demandez-le-lui."))
    if hashlib.sha256(first.octets).hexdigest() != row.empreinte:
        raise Refused(spoilt(row))
    return first.octets


def is_here(session: Session, row: DocumentEmis) -> bool:
    """Whether the bytes of a paper are in this base."""
    return row.empreinte is not None and session.get(Contenu, row.empreinte) is not None


def spoilt(row: DocumentEmis) -> Msg:
    return N_("Le fichier gardé sous le numéro {numero} est abîmé\u00a0: vérifiez la base.", numero=row.numero)
