"""Documents given to people: the receipt, the decision letters. Each is numbered, kept, and reprinted identical; what
they say is in French, whatever the language of the desk.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from scolarite_desk.errors import Refused
from scolarite_desk.langue import SOURCE, kept, langue
from scolarite_desk.models.rows.documents import Rendered
from scolarite_desk.models.rows.dossier_views import DocumentRow
from scolarite_desk.models.rules.numeros import receipt_number
from scolarite_desk.models.tables.candidature import Candidature
from scolarite_desk.models.tables.document import PV, DocumentEmis
from scolarite_desk.models.tables.journal import Contenu
from scolarite_desk.msg import N_, Msg, joined
from scolarite_desk.progress import Progress
from scolarite_desk.services import paperwork
from scolarite_desk.services.acts import act, checked
from scolarite_desk.services.lettre import letter_of
from scolarite_desk.services.lots import LotOutcome, do_each
from scolarite_desk.services.recu import receipt_of
from scolarite_desk.store.courant import current_avis
from scolarite_desk.store.perimetre import seen
from scolarite_desk.store.queries.etapes import standing
from scolarite_desk.store.queries.retenues import held
from scolarite_desk.store.queries.rows import living
from scolarite_desk.store.store import Store, Work


@dataclass(frozen=True)
class Issued:
    """A document that was just given: its register row, its number, and the file; `connu` when it was given before."""

    document: str
    numero: str
    rendu: Rendered
    connu: bool = False


@act(N_("Éditer le reçu"), right="recus", undoable=False)
def issue_receipt(work: Work, dossier: str, visite: str | None = None) -> Issued:
    """The next receipt of this desk and year. Its number, its row and its bytes are written in one transaction."""
    from scolarite_desk.exchange.papers import recu

    numero = next_of(work, "recu")
    described = receipt_of(work.session, dossier, numero, work.now, work.auteur, visite)
    original, again = (
        recu.render(one, langue=langue(SOURCE)) for one in (described, replace(described, duplicata=True))
    )
    row = DocumentEmis(
        genre="recu",
        numero=numero,
        dossier_id=dossier,
        titre=kept(N_("Reçu {numero}", numero=numero)),
        emis_le=work.now,
        emis_par=work.auteur,
    )
    return Issued(keep(work, row, original.octets, again.octets), numero, original)


@act(N_("Abandonner un numéro de reçu"), right="recus", undoable=False, of_nobody="the number was given to nobody")
def void_receipt(work: Work, motif: str) -> str:
    """Use a number up without a document (spoilt paper, receipt written by hand): the register says why. Returns it."""
    if not motif.strip():
        raise Refused(N_("Indiquez pourquoi ce numéro ne sert pas."), "document.motif")
    numero = next_of(work, "recu")
    work.add(
        DocumentEmis(
            genre="recu",
            numero=numero,
            titre=kept(N_("Numéro sans reçu")),
            emis_le=work.now,
            emis_par=work.auteur,
            motif=motif.strip(),
        )
    )
    return numero


@act(N_("Éditer une lettre"), right="lettres", undoable=False)
def issue_letter(work: Work, candidature: str) -> Issued:
    """The letter of the current validated avis. Once it is out, the avis can only be corrected, with a reason.

    An avis has one letter: asked for again, it is the very same one, under its number.
    """
    from scolarite_desk.exchange.papers import lettres

    former = _letter_of(work.session, candidature)
    if former is not None:
        return Issued(former.id, former.numero, same(reprint(work.session, former.id)), connu=True)
    described = letter_of(work.session, candidature, work.now)
    avis, rendu = current_avis(work.session, candidature), lettres.render(described, langue=langue(SOURCE))
    numero = "L" + next_of(work, "lettre")
    row = DocumentEmis(
        genre="lettre",
        numero=numero,
        dossier_id=work.get(Candidature, candidature).dossier_id,
        candidature_id=candidature,
        avis_id=avis.id if avis else None,
        titre=kept(N_("Lettre, {formation}", formation=described.formation.libelle)),
        emis_le=work.now,
        emis_par=work.auteur,
    )
    return Issued(keep(work, row, rendu.octets), numero, rendu)


class Doubtful(Refused):
    """A paper has a sign that would not be printed: whoever asks for it may want it all the same."""


def refuse_doubtful(doubts: Sequence[Msg], malgre: bool = False) -> None:
    """`Doubtful` while a paper has a sign that would not be printed, unless it is wanted in spite of that."""
    if doubts and not malgre:
        said = joined(" ", *dict.fromkeys(doubts))
        raise Doubtful(N_("{doutes} Aucun numéro n’a été donné\u00a0: corrigez, ou éditez malgré tout.", doutes=said))


def try_document(store: Store, act: Callable[..., Issued], *args: Any, malgre: bool = False) -> Issued:
    """A document played, then forgotten, as it would be issued: `refuse_doubtful` has nothing to say of it, or is not
    asked.
    """
    with store.rehearsal() as work:
        played = checked(work, act, *args)
        refuse_doubtful(played.rendu.avertissements, malgre)
    return played


def _letter_of(session: Session, candidature: str) -> DocumentEmis | None:
    """The letter already given of the current avis."""
    avis = current_avis(session, candidature)
    if avis is None:
        return None
    return session.scalars(living(DocumentEmis).where(DocumentEmis.avis_id == avis.id)).first()


def _moment_of(session: Session, candidature: str, now: datetime) -> datetime:
    """When the letter of the current avis was given, or would be."""
    given = _letter_of(session, candidature)
    return given.emis_le if given else now


def same(octets: bytes) -> Rendered:
    """A file that was kept, as if it had just been drawn."""
    from pypdfium2 import PdfDocument

    document = PdfDocument(octets)
    try:
        return Rendered(octets, len(document))
    finally:
        document.close()


def next_of(work: Work, genre: str) -> str:
    """The next number of a register of this desk and year."""
    year = work.today.year
    return receipt_number(work.poste.nom, year, work.next_number(f"{genre} {year}"))


def keep(work: Work, row: DocumentEmis, octets: bytes, duplicata: bytes | None = None) -> str:
    """Write the register's row and its bytes; the key of the row."""
    row.empreinte = hashlib.sha256(octets).hexdigest()
    contents = {row.empreinte: octets}
    if duplicata is not None:
        contents[_again(row.empreinte)] = duplicata
    for empreinte, content in contents.items():
        work.session.merge(Contenu(empreinte=empreinte, octets=content))
    return work.add(row).id


def _again(empreinte: str) -> str:
    return f"{empreinte} duplicata"


def reprint(session: Session, document: str) -> bytes:
    """The same document again: a receipt says *duplicata*, a letter is the very same file. `Refused` without one."""
    row = session.get(DocumentEmis, document)
    if row is None or row.empreinte is None:
        raise Refused(N_("Ce numéro n’a pas de document."))
    for empreinte in (_again(row.empreinte), row.empreinte):
        content = session.get(Contenu, empreinte)
        if content is not None:
            return content.octets
    if row.genre == PV:
        raise Refused(
            N_(
                "Ce procès-verbal n’est pas à ce poste\u00a0: un autre l’a édité, ou une personne qu’il nommait a été "
                "effacée. Éditez-le de nouveau depuis sa séance."
            )
        )
    raise Refused(N_("Ce document a été remis par un autre poste\u00a0: demandez-le-lui."))


def documents_of(session: Session, dossier: str) -> tuple[DocumentRow, ...]:
    """What was given for a dossier, newest first; not the letters of candidatures that the account may not see."""
    shown = select(Candidature.id).where(Candidature.dossier_id == dossier, seen(session))
    mine = living(DocumentEmis).where(
        DocumentEmis.dossier_id == dossier,
        or_(DocumentEmis.candidature_id.is_(None), DocumentEmis.candidature_id.in_(shown)),
    )
    return _rows(session, session.scalars(mine.order_by(DocumentEmis.id.desc())))


def register(session: Session, genre: str = "recu") -> tuple[DocumentRow, ...]:
    """Every number of a kind, gaps explained, in order."""
    return _rows(
        session, session.scalars(living(DocumentEmis).where(DocumentEmis.genre == genre).order_by(DocumentEmis.numero))
    )


def _rows(session: Session, found: Iterable[DocumentEmis]) -> tuple[DocumentRow, ...]:
    rows = list(found)
    where = standing(session, [row.id for row in rows if row.empreinte])
    return tuple(
        DocumentRow(
            row.id,
            row.genre,
            row.numero,
            row.titre or "",
            row.emis_le,
            row.emis_par,
            row.empreinte or "",
            row.motif or "",
            where.get(row.id, ""),
        )
        for row in rows
    )


@dataclass(frozen=True)
class Preflight:
    """What a lot of letters would give: the candidatures that are ready, and (who, why) for the others, among which
    `retenues` wait for divergences to be settled; once issued, `refusees` are those that something changed meanwhile.
    """

    pretes: tuple[str, ...]
    ecartees: tuple[tuple[str, Msg], ...]
    retenues: int = 0
    refusees: tuple[tuple[str, Msg], ...] = ()


def preflight(session: Session, candidatures: Sequence[str], progress: Progress, now: datetime) -> Preflight:
    """Look before printing: nothing is numbered, nothing is written."""
    ready, refused, why = [], [], held(session, letter=True)
    for rank, key in enumerate(candidatures):
        progress.step(rank, len(candidatures))
        if key in why:
            refused.append((paperwork.who(session, key), N_("Laissée de côté\u00a0: {raison}.", raison=why[key])))
            continue
        try:
            letter_of(session, key, _moment_of(session, key, now))
        except Refused as error:
            refused.append((paperwork.who(session, key), error.message))
        else:
            ready.append(key)
    return Preflight(tuple(ready), tuple(refused), sum(key in why for key in candidatures))


def issue_letters(store: Store, candidatures: Sequence[str], progress: Progress) -> LotOutcome[str, Issued]:
    """One letter each, numbered and kept as they come: cancelling keeps those already done. A job."""
    return do_each(store, None, issue_letter, candidatures, lambda key, _: {"candidature": key}, progress)


def merged(store: Store, candidatures: Sequence[str], progress: Progress) -> Rendered:
    """The letters in one file, page for page those of their own files."""
    from scolarite_desk.exchange.papers import lettres

    with store.reading() as session:
        now = store.clock()
        described = [letter_of(session, key, _moment_of(session, key, now)) for key in candidatures]
    return lettres.merge(described, progress, langue=langue(SOURCE))
