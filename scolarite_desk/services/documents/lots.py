"""Letters in lots, of decisions or others: looked at before anything is numbered, then given one by one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from scolarite_desk.errors import Refused
from scolarite_desk.langue import SOURCE, langue
from scolarite_desk.models.rows.documents import Lettre
from scolarite_desk.models.rules.dates import local
from scolarite_desk.models.rules.papiers import DECISION
from scolarite_desk.models.rules.vides import RETENUE, Lacune, ensemble, manques
from scolarite_desk.models.tables.candidature import Candidature
from scolarite_desk.models.tables.document import DocumentEmis
from scolarite_desk.msg import NOTHING, Msg
from scolarite_desk.progress import Progress
from scolarite_desk.services import paperwork
from scolarite_desk.services.courriers import Demandee, asked_letter, refuse_incomplete
from scolarite_desk.services.documents.courriers import issue_courrier
from scolarite_desk.services.documents.essai import refuse_doubtful
from scolarite_desk.services.documents.lettres import given_letter, issue_letter
from scolarite_desk.services.documents.liasse import APART
from scolarite_desk.services.documents.registre import Issued
from scolarite_desk.services.lots import LotOutcome, do_each
from scolarite_desk.services.tirage import owe, owed
from scolarite_desk.services.vides import Ecartee, letter_facts, of_refusal
from scolarite_desk.store.fuseau import fuseau
from scolarite_desk.store.queries.retenues import held
from scolarite_desk.store.store import Store, Work


@dataclass(frozen=True)
class Preflight:
    """What a lot of letters would give: the candidatures whose letter would leave, and the others with all that keeps
    them, among which `retenues` wait for divergences to be settled; `parties`: those whose letter left already, which
    are in `pretes` when a reprint was asked for. `a_traduire`: what the English of those that would be drawn says in
    French, and of how many; `sans_anglais`: how many leave in French alone, for want of a model. Once issued,
    `refusees` are those that something kept in the end, and `documents` the keys of those that were written.
    """

    pretes: tuple[str, ...]
    vides: tuple[Ecartee, ...] = ()
    retenues: int = 0
    refusees: tuple[tuple[str, Msg], ...] = ()
    parties: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    a_traduire: tuple[tuple[str, int], ...] = ()
    sans_anglais: int = 0

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
    asked: Demandee = Demandee(),  # noqa: B008 - frozen
    agent: str = "",
    reprint: bool = False,
    malgre: bool = True,
    joined: bool = False,
) -> Preflight:
    """Look before printing: nothing is numbered, nothing is written. A letter that left is asked for by `reprint`; one
    that a lot numbered without writing it (`tirage.py`) has not left. Without `malgre`, a sign that would not be
    printed keeps its letter back; `joined` in one file, one made of a Word model is kept back. `Refused` when what is
    asked of all of them lacks something.
    """
    refuse_incomplete(asked, local(now, fuseau(session)).date())
    alone, ready, refused, left, french = 0, list[str](), list[Ecartee](), list[str](), Counter[str]()
    waiting, look = owed(session), _Look(session, now, asked, agent, held(session, letter=True), malgre, joined)
    for rank, key in enumerate(candidatures):
        progress.step(rank, len(candidatures))
        given = given_letter(session, key, asked.papier)
        gone = given is not None and given.id not in waiting
        lacks, lettre = look.at(key, given)
        if lacks:
            row = session.get_one(Candidature, key)
            refused.append(Ecartee(key, row.dossier_id, paperwork.who(session, key), lacks))
            continue
        if gone:
            left.append(key)
        if reprint or not gone:
            ready.append(key)
            french.update(set(lettre.a_traduire) if lettre is not None else ())
            alone += lettre is not None and lettre.sans_anglais
    told, retenues = tuple(french.most_common()), sum(key in look.why for key in candidatures)
    return Preflight(tuple(ready), tuple(refused), retenues, parties=tuple(left), a_traduire=told, sans_anglais=alone)


@dataclass(frozen=True)
class _Look:
    """What keeps letters here, one by one; `why`: those that desks disagree on."""

    session: Session
    now: datetime
    asked: Demandee
    agent: str
    why: Mapping[str, Msg]
    malgre: bool
    joined: bool

    def at(self, candidature: str, given: DocumentEmis | None) -> tuple[tuple[Lacune, ...], Lettre | None]:
        """What keeps a letter here, and what it would say. A decision that was given is kept by what desks disagree on,
        and by nothing else; any other letter is still so, or does not leave.
        """
        retenue = self.why.get(candidature, NOTHING)
        decided = given is not None and self.asked.papier == DECISION
        if decided and not retenue:
            return (), None
        found = manques(facts := letter_facts(self.session, candidature, self.now, retenue, self.asked.papier))
        if decided:
            return tuple(one for one in found if one.code == RETENUE), None
        if found:
            return found, None
        try:
            described = asked_letter(self.session, candidature, self.now, self.agent, self.asked, facts)
            self._refuse_sheet(described)
        except Refused as error:
            return of_refusal(error), None
        return (), described

    def _refuse_sheet(self, described: Lettre) -> None:
        from scolarite_desk.exchange.papers import lettres

        if described.modele is None or not described.modele.word:
            refuse_doubtful(lettres.doubts(described, langue(SOURCE)), self.malgre)
        elif self.joined:
            raise Refused(APART)


def issue_letters(
    store: Store,
    candidatures: Sequence[str],
    progress: Progress,
    asked: Demandee = Demandee(),  # noqa: B008 - frozen
) -> LotOutcome[str, Issued]:
    """One letter each, numbered and kept as they come; one that is kept already is the same one. Cancelling keeps those
    already done. What it numbers is owed (`tirage.py`) until whoever asks says that the file is written. A job.
    """
    decides = asked.papier == DECISION
    given = {"anglais": asked.anglais} if decides else asdict(asked) | {"deja": True}

    def also(work: Work, issued: Issued) -> None:
        if not issued.connu:
            owe(work.session, issued.document)

    act = issue_letter if decides else issue_courrier
    return do_each(store, None, act, candidatures, lambda key, _: {"candidature": key, **given}, progress, also=also)
