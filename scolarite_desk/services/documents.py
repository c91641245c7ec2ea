"""Documents given to people: the receipt, the decision letters. Each is kept, under a number that it bears; printed
again, alone or in one file, it is what was kept, never drawn anew. What they say is in French, whatever the language of
the desk.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from scolarite_desk import trace
from scolarite_desk.errors import Refused, Unavailable
from scolarite_desk.exchange.fichier import language_tag
from scolarite_desk.langue import SOURCE, kept, langue
from scolarite_desk.models.rows.documents import Lettre, Rendered
from scolarite_desk.models.rows.dossier_views import DocumentRow
from scolarite_desk.models.rules.dates import local
from scolarite_desk.models.rules.numeros import receipt_number
from scolarite_desk.models.rules.papiers import DECISION
from scolarite_desk.models.rules.vides import RETENUE, Lacune, ensemble, manques
from scolarite_desk.models.tables.candidature import Candidature
from scolarite_desk.models.tables.document import PV, DocumentEmis
from scolarite_desk.models.tables.journal import Contenu
from scolarite_desk.msg import N_, NN_, NOTHING, Msg, joined
from scolarite_desk.progress import Progress
from scolarite_desk.services import paperwork
from scolarite_desk.services.acts import act, checked
from scolarite_desk.services.lettre import letter_of, version_of
from scolarite_desk.services.lots import LotOutcome, do_each, told
from scolarite_desk.services.reception import receive
from scolarite_desk.services.recu import receipt_of
from scolarite_desk.services.tirage import owe, owed
from scolarite_desk.services.vides import Ecartee, letter_facts, of_refusal
from scolarite_desk.store.courant import current_avis
from scolarite_desk.store.fuseau import fuseau
from scolarite_desk.store.perimetre import seen
from scolarite_desk.store.queries.etapes import standing
from scolarite_desk.store.queries.retenues import held
from scolarite_desk.store.queries.rows import living
from scolarite_desk.store.store import Store, Work

if TYPE_CHECKING:
    from scolarite_desk.exchange.pdf.join import Binding, Imprint


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

    receive(work, dossier)
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
    """The letter of the current validated avis, under a number that it bears. Once it is out, the avis can only be
    corrected, with a reason.

    An avis has one letter: asked for again, it is the file that was kept, to the byte.
    """
    former = _letter_of(work.session, candidature)
    if former is not None:
        return Issued(former.id, former.numero, same(reprint(work.session, former.id)), connu=True)
    described = letter_of(work.session, candidature, work.now)
    avis, numero = current_avis(work.session, candidature), "L" + next_of(work, "lettre")
    rendu = _drawn(replace(described, numero=numero))
    row = DocumentEmis(
        genre="lettre",
        numero=numero,
        dossier_id=work.get(Candidature, candidature).dossier_id,
        candidature_id=candidature,
        avis_id=avis.id if avis else None,
        nature=DECISION,
        titre=kept(N_("Lettre, {formation}", formation=described.formation.libelle)),
        emis_le=work.now,
        emis_par=work.auteur,
        modele_id=version_of(described),
    )
    return Issued(keep(work, row, rendu.octets), numero, rendu)


def _drawn(lettre: Lettre) -> Rendered:
    """The file of a letter. A fault of ours in its layout is kept for whoever mends it and told as a refusal: of five
    hundred letters, one holds no other.
    """
    from scolarite_desk.exchange.papers import lettres

    try:
        return lettres.render(lettre, langue=langue(SOURCE))
    except (Refused, Unavailable):
        raise
    except Exception as fault:
        trace.keep(trace.report(fault))
        raise Refused(
            N_("La mise en page de cette lettre a échoué\u00a0: signalez-le, avec le journal des fautes.")
        ) from fault


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
    """What was kept of a document: a receipt says *duplicata*, a letter is the file that was given, to the byte.
    `Refused` when it has none, when another desk has it, when its bytes are not those that were given.
    """
    row = session.get(DocumentEmis, document)
    if row is None or row.empreinte is None:
        raise Refused(N_("Ce numéro n’a pas de document."))
    again = session.get(Contenu, _again(row.empreinte))
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
        raise Refused(_spoilt(row))
    return first.octets


def _spoilt(row: DocumentEmis) -> Msg:
    return N_("Le fichier gardé sous le numéro {numero} est abîmé\u00a0: vérifiez la base.", numero=row.numero)


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
    """What a lot of letters would give: the candidatures whose letter would leave, and the others with all that keeps
    them, among which `retenues` wait for divergences to be settled; `parties`: those whose letter left already, which
    are in `pretes` when a reprint was asked for. Once issued, `refusees` are those that something kept in the end.
    """

    pretes: tuple[str, ...]
    vides: tuple[Ecartee, ...] = ()
    retenues: int = 0
    refusees: tuple[tuple[str, Msg], ...] = ()
    parties: tuple[str, ...] = ()

    @property
    def ecartees(self) -> tuple[tuple[str, Msg], ...]:
        """(who, why) of those that would not leave."""
        return tuple((one.qui, ensemble(one.raisons)) for one in self.vides)


def preflight(
    session: Session,
    candidatures: Sequence[str],
    progress: Progress,
    now: datetime,
    *,
    reprint: bool = False,
    malgre: bool = True,
) -> Preflight:
    """Look before printing: nothing is numbered, nothing is written. A letter that left is asked for by `reprint`; one
    that a lot numbered without writing it (`tirage.py`) has not left. Without `malgre`, a sign that would not be
    printed keeps its letter back.
    """
    ready, refused, left, why = [], [], [], held(session, letter=True)
    waiting = owed(session)
    for rank, key in enumerate(candidatures):
        progress.step(rank, len(candidatures))
        given = _letter_of(session, key)
        gone = given is not None and given.id not in waiting
        lacks = _lacking(session, key, now, why.get(key, NOTHING), malgre, given)
        if gone and key not in why:
            left.append(key)
        if lacks:
            row = session.get_one(Candidature, key)
            refused.append(Ecartee(key, row.dossier_id, paperwork.who(session, key), lacks))
        elif reprint or not gone:
            ready.append(key)
    return Preflight(tuple(ready), tuple(refused), sum(key in why for key in candidatures), parties=tuple(left))


def _lacking(
    session: Session, candidature: str, now: datetime, retenue: Msg, malgre: bool, given: DocumentEmis | None
) -> tuple[Lacune, ...]:
    """What keeps a letter here; one that was given is kept by what desks disagree on, and by nothing else."""
    from scolarite_desk.exchange.papers import lettres

    if given is not None and not retenue:
        return ()
    found = manques(facts := letter_facts(session, candidature, now, retenue))
    if given is not None:
        return tuple(one for one in found if one.code == RETENUE)
    if found:
        return found
    try:
        refuse_doubtful(lettres.doubts(letter_of(session, candidature, now, facts), langue(SOURCE)), malgre)
    except Refused as error:
        return of_refusal(error)
    return ()


def issue_letters(store: Store, candidatures: Sequence[str], progress: Progress) -> LotOutcome[str, Issued]:
    """One letter each, numbered and kept as they come; one that is kept already is the same one. Cancelling keeps those
    already done. What it numbers is owed (`tirage.py`) until whoever asks says that the file is written. A job.
    """

    def also(work: Work, issued: Issued) -> None:
        if not issued.connu:
            owe(work.session, issued.document)

    return do_each(store, None, issue_letter, candidatures, lambda key, _: {"candidature": key}, progress, also=also)


@dataclass(frozen=True)
class Bound:
    """KeptPaper letters in one file, and (candidature, why) of those that are not in it."""

    rendu: Rendered
    ecartees: tuple[tuple[str, Msg], ...] = ()


def merged(store: Store, candidatures: Sequence[str], progress: Progress) -> Bound:
    """The kept letters in one file: what each page says and how it is drawn are the bytes of the register, whatever was
    changed since. `Refused` when not one is here.
    """
    from scolarite_desk.exchange.pdf.join import Binding

    binding, left, last = Binding(), [], None
    with store.reading() as session:
        for rank, key in enumerate(candidatures, 1):
            try:
                last = max(filter(None, (last, _bind(session, binding, key))))
            except Refused as error:
                left.append((key, error.message))
            progress.step(rank, len(candidatures))
        if last is None:
            raise Refused(
                told((paperwork.who(session, key), why) for key, why in left) or N_("Aucune lettre à éditer.")
            )
        octets = binding.finish(_about(session, len(candidatures) - len(left), last))
    return Bound(Rendered(octets, binding.pages), tuple(left))


def _bind(session: Session, binding: Binding, candidature: str) -> datetime:
    """Add the letter of the current avis to a file; when it was given. `Refused` says why it is not there."""
    from scolarite_desk.exchange.pdf.kept import Damaged

    row = _letter_of(session, candidature)
    if row is None:
        raise Refused(N_("Aucune lettre n’a été éditée."))
    try:
        binding.add(f"{row.numero}, {paperwork.who(session, candidature)}", reprint(session, row.id))
    except Damaged as error:
        raise Refused(_spoilt(row)) from error
    return row.emis_le


def _about(session: Session, letters: int, last: datetime) -> Imprint:
    """What the whole file says of itself."""
    from scolarite_desk.exchange.pdf.join import Imprint

    title = NN_("{n} lettre de décision", "{n} lettres de décision", letters)
    author, chosen = kept(paperwork.service_of(session).etablissement), langue(SOURCE)
    return Imprint(kept(title), author, local(last, fuseau(session)), language_tag(chosen))
