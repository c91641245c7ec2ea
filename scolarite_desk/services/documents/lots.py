"""Letters of decisions in lots: looked at before anything is numbered, then given one by one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from scolarite_desk.errors import Refused
from scolarite_desk.langue import SOURCE, langue
from scolarite_desk.models.rules.vides import RETENUE, Lacune, ensemble, manques
from scolarite_desk.models.tables.candidature import Candidature
from scolarite_desk.models.tables.document import DocumentEmis
from scolarite_desk.msg import NOTHING, Msg
from scolarite_desk.progress import Progress
from scolarite_desk.services import paperwork
from scolarite_desk.services.documents.essai import refuse_doubtful
from scolarite_desk.services.documents.lettres import given_letter, issue_letter
from scolarite_desk.services.documents.liasse import APART
from scolarite_desk.services.documents.registre import Issued
from scolarite_desk.services.lettre import letter_of
from scolarite_desk.services.lots import LotOutcome, do_each
from scolarite_desk.services.tirage import owe, owed
from scolarite_desk.services.vides import Ecartee, letter_facts, of_refusal
from scolarite_desk.store.queries.retenues import held
from scolarite_desk.store.store import Store, Work


@dataclass(frozen=True)
class Preflight:
    """What a lot of letters would give: the candidatures whose letter would leave, and the others with all that keeps
    them, among which `retenues` wait for divergences to be settled; `parties`: those whose letter left already, which
    are in `pretes` when a reprint was asked for. Once issued, `refusees` are those that something kept in the end, and
    `documents` the keys of those that were written.
    """

    pretes: tuple[str, ...]
    vides: tuple[Ecartee, ...] = ()
    retenues: int = 0
    refusees: tuple[tuple[str, Msg], ...] = ()
    parties: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()

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
    joined: bool = False,
) -> Preflight:
    """Look before printing: nothing is numbered, nothing is written. A letter that left is asked for by `reprint`; one
    that a lot numbered without writing it (`tirage.py`) has not left. Without `malgre`, a sign that would not be
    printed keeps its letter back; `joined` in one file, one made of a Word model is kept back.
    """
    ready, refused, left, why = [], [], [], held(session, letter=True)
    waiting = owed(session)
    for rank, key in enumerate(candidatures):
        progress.step(rank, len(candidatures))
        given = given_letter(session, key)
        gone = given is not None and given.id not in waiting
        lacks = _lacking(session, key, now, why.get(key, NOTHING), malgre, given, joined)
        if gone and key not in why:
            left.append(key)
        if lacks:
            row = session.get_one(Candidature, key)
            refused.append(Ecartee(key, row.dossier_id, paperwork.who(session, key), lacks))
        elif reprint or not gone:
            ready.append(key)
    return Preflight(tuple(ready), tuple(refused), sum(key in why for key in candidatures), parties=tuple(left))


def _lacking(
    session: Session,
    candidature: str,
    now: datetime,
    retenue: Msg,
    malgre: bool,
    given: DocumentEmis | None,
    joined: bool,
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
        described = letter_of(session, candidature, now, facts)
        if described.modele is None or not described.modele.word:
            refuse_doubtful(lettres.doubts(described, langue(SOURCE)), malgre)
        elif joined:
            raise Refused(APART)
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
