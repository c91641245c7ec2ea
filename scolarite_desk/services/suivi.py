"""The lists of the day: who did not answer, whom to remind, to call, to decide on before silence decides. One line of
`SUIVI` each. A list proposes its act to a person, and does nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache, cached_property, partial
from itertools import takewhile
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from scolarite_desk.errors import Refused
from scolarite_desk.models.rules import echeances
from scolarite_desk.models.rules.calendrier import Calendrier
from scolarite_desk.models.rules.dates import local, show_day
from scolarite_desk.models.rules.inscriptions import A_FAIRE, ATTENTE, owed, to_refund
from scolarite_desk.models.rules.papiers import ACCUSE_SAISINE, DECISION, INSCRIPTION, MOTIFS, PIECES, RELANCE
from scolarite_desk.models.rules.places import proposes
from scolarite_desk.models.rules.requetes import label_of, limite
from scolarite_desk.models.rules.silence import BIENTOT
from scolarite_desk.models.rules.states import ANSWERED_AVIS, answer_of
from scolarite_desk.models.tables.candidature import Avis, Candidature
from scolarite_desk.models.tables.decision import Requete
from scolarite_desk.models.tables.formation import Formation
from scolarite_desk.models.tables.inscription import InscriptionAnnee
from scolarite_desk.models.tables.saisine import Saisine
from scolarite_desk.msg import N_, NN_, NOTHING, Msg, joined
from scolarite_desk.services.appel import answer_deadline
from scolarite_desk.services.pieces import lines_in
from scolarite_desk.services.reglages import count_of, settings
from scolarite_desk.services.saisine_lue import answers_by
from scolarite_desk.store.fuseau import fuseau_centre
from scolarite_desk.store.queries.calendriers import calendars_of
from scolarite_desk.store.queries.decisions import LOT
from scolarite_desk.store.queries.delais import decomptes
from scolarite_desk.store.queries.inscriptions import COMMENCEE, enrolments
from scolarite_desk.store.queries.listes import real_lists
from scolarite_desk.store.queries.motifs import reasons_given
from scolarite_desk.store.queries.pieces import papers
from scolarite_desk.store.queries.places import places
from scolarite_desk.store.queries.requetes import requests
from scolarite_desk.store.queries.saisines import ACCUSEE, open_with, propositions_of
from scolarite_desk.store.queries.suivi import (
    LETTRE_PARTIE,
    RELANCEE,
    Decidee,
    decided,
    paires,
    requested,
    undecided,
)
from scolarite_desk.store.queries.types import types


@dataclass(frozen=True, slots=True)
class Suivie:
    """A candidature (its key) on a list of the day; `le`: the day that put it there."""

    candidature: str
    le: date | None = None
    precision: Msg = NOTHING


@dataclass(frozen=True)
class ListeDuJour:
    """One list: its label, whom it holds; `acte`, what is proposed for them, blank when a person looks into each;
    `droit`, the function of the office that this act needs. In words: `dit`, who is there and what to do; `vide`, that
    nobody is. `papier`: the letter that is proposed, by its code.
    """

    label: Msg
    qui: Callable[[JourSuivi], Iterator[Suivie]]
    acte: str
    droit: str
    dit: Msg
    vide: Msg
    papier: str = ""


class JourSuivi:
    """A day, as the lists read it: that of each formation where it is taught, unless told (`le`)."""

    def __init__(self, session: Session, now: datetime, le: date | None = None) -> None:
        self.session, self._le = session, le
        self.reglages, self.types = settings(session), types(session)
        self._zone_of = cache(partial(fuseau_centre, session))  # a list asks at each of its lines
        self._today = cache(lambda zone: local(now, zone).date())

    def of(self, formation: Formation) -> date:
        """Today, there."""
        return self._le or self._today(self.zone(formation))

    def zone(self, formation: Formation) -> ZoneInfo:
        """Where it is taught."""
        return self._zone_of(formation.centre_id)

    @cached_property
    def answers(self) -> list[tuple[Decidee, date]]:
        """Those who are asked for an answer, and the last day for it."""
        asked = list(decided(self.session, Avis.avis.in_(ANSWERED_AVIS)))
        followed = calendars_of(self.session, [row for row, *_ in asked])
        limits = ((one, self._limit(*one, followed[one[0].id])) for one in asked)
        return [(one, limit.le) for one, limit in limits if limit is not None]

    def _limit(
        self, row: Candidature, formation: Formation, avis: Avis, calendrier: Calendrier
    ) -> echeances.Echeance | None:
        return answer_deadline(row, calendrier, avis, self.reglages, self.zone(formation))


def _late_answers(jour: JourSuivi) -> Iterator[Suivie]:
    for (row, formation, avis), limit in jour.answers:
        answered = row.confirmation_le
        if answered is not None and (day := local(answered, jour.zone(formation)).date()) > limit:
            yield Suivie(row.id, limit, N_("{reponse}, le {jour}", reponse=answer_of(row.confirmation or "", avis.avis),
                                           jour=show_day(day)))  # fmt: skip


def _to_remind(jour: JourSuivi) -> Iterator[Suivie]:
    """Once, by the letter that reminds, of one that left."""
    ahead = timedelta(days=count_of(jour.session, "relance_jours"))
    told = {row.id for row, *_ in decided(jour.session, LETTRE_PARTIE, ~RELANCEE)}
    for (row, formation, _avis), limit in jour.answers:
        today = jour.of(formation)
        if row.confirmation is None and row.id in told and today <= limit <= today + ahead:
            yield Suivie(row.id, limit)


def _silent(jour: JourSuivi) -> Iterator[Suivie]:
    for (row, formation, _avis), limit in jour.answers:
        if row.confirmation is None and limit < jour.of(formation):
            yield Suivie(row.id, limit)


def _to_call(jour: JourSuivi) -> Iterator[Suivie]:
    """The first ones of each list, as many as there are places."""
    counted = places(jour.session, paires(jour.session))
    open_to = {paire: one for paire, one in counted.items() if proposes(one)}
    waiting = real_lists(jour.session, {paire.formation for paire in open_to})
    for paire, one in open_to.items():
        for rank, key in enumerate(waiting.get(paire, [])[: one.libres], 1):
            yield Suivie(key, precision=_place(rank, one.libres or 0))


def _place(rang: int, libres: int) -> Msg:
    return NN_("rang {rang}, {n} place libre", "rang {rang}, {n} places libres", libres, rang=rang)


def _falling_due(jour: JourSuivi) -> Iterator[Suivie]:
    """By the day that a receipt told, else the earliest that it may be: what is awaited from the person only puts it
    off. Who is shortlisted, or waits, had no decision.
    """
    waiting = undecided(jour.session, Candidature.recue_le.is_not(None), decide=True)
    formations = {one.id: one for _row, one in waiting}
    found = decomptes(jour.session, [row for row, _one in waiting], formations, jour.reglages)
    for row, formation in waiting:
        one = found.get(row.id)
        if one is not None and one.le is not None and one.le <= jour.of(formation) + BIENTOT:
            yield Suivie(row.id, one.le, one.bref)


def _overdue_pieces(jour: JourSuivi) -> Iterator[Suivie]:
    rows = undecided(jour.session, Candidature.recue_le.is_not(None), Candidature.statut.is_distinct_from("CO"))
    for start in range(0, len(rows), LOT):
        lot = rows[start : start + LOT]
        known = papers(jour.session, [row for row, _ in lot])
        for row, formation in lot:
            today = jour.of(formation)
            late = [
                line.echeance.le
                for line in lines_in(known[row.id], jour.reglages)
                if line.manque and line.echeance is not None and line.echeance.le < today
            ]
            if late:
                yield Suivie(row.id, min(late), NN_("{n} pièce", "{n} pièces", len(late)))


def _unsent(jour: JourSuivi) -> Iterator[Suivie]:
    for row, formation, avis in decided(jour.session, ~LETTRE_PARTIE, Candidature.confirmation.is_(None)):
        yield Suivie(row.id, _day(jour, formation, avis), jour.types.label(avis.avis, avis.type_id))


def _reasons(jour: JourSuivi) -> Iterator[Suivie]:
    """Until the request is answered, which somebody notes once the letter left (CRPA, L. 232-4)."""
    asked = requested(jour.session, MOTIFS)
    letters = reasons_given(jour.session, [one for *_, one in asked])
    for row, _formation, one in asked:
        sent = letters.get(one.id)
        told = N_("lettre {numero} éditée\u00a0: notez la réponse", numero=sent[0]) if sent else NOTHING
        received = show_day(one.recue_le) if one.recue_le else "?"
        yield Suivie(row.id, limite(MOTIFS, one.recue_le), told or N_("demandés le {jour}", jour=received))


def _to_review(jour: JourSuivi) -> Iterator[Suivie]:
    """Avis that call for another: whoever was to come came, whoever waits still does."""
    for row, formation, avis in decided(jour.session, Avis.avis.in_(("PR", "LA"))):
        since = avis.convocation_le or _day(jour, formation, avis)
        if avis.avis == "LA" or since < jour.of(formation):
            yield Suivie(row.id, since, jour.types.label(avis.avis, avis.type_id))


def _to_acknowledge(jour: JourSuivi) -> Iterator[Suivie]:
    """Referrals that nobody acknowledged: neither noted, nor by a letter."""
    for saisine, row, _formation in open_with(jour.session, Saisine.accuse_le.is_(None), ~ACCUSEE):
        yield Suivie(row.id, saisine.le)


def _to_answer(jour: JourSuivi) -> Iterator[Suivie]:
    """Places that the recteur proposed and that nobody answered, by the first to be lost."""
    found = open_with(jour.session)
    proposed = propositions_of(jour.session, [saisine.id for saisine, *_ in found])
    delay = count_of(jour.session, "saisine_reponse")
    for saisine, row, _formation in found:
        due = answers_by(proposed.get(saisine.id, ()), delay)
        if due:
            yield Suivie(row.id, min(due.values()), NN_("{n} proposition", "{n} propositions", len(due)))


def _asked(jour: JourSuivi) -> Iterator[Suivie]:
    """Of each candidature, the appeals that wait for an answer; the day is the first by which one is due. A cancelled
    candidature is answered too. Reasons that are asked for have a list of their own.
    """
    waiting: dict[str, list[Requete]] = {}
    for row, *_ in takewhile(lambda line: line[0].repondue_le is None, requests(jour.session)):
        if row.genre != MOTIFS:
            waiting.setdefault(row.candidature_id, []).append(row)
    for key, rows in waiting.items():
        limits = [day for row in rows if (day := limite(row.genre or "", row.recue_le)) is not None]
        yield Suivie(key, min(limits, default=None), joined(" · ", *(label_of(row.genre) for row in rows)))


def _to_enrol(jour: JourSuivi) -> Iterator[Suivie]:
    """Who confirmed a place, and whose enrolment is not begun."""
    confirmed = decided(jour.session, Avis.avis == "FA", Candidature.confirmation == "confirmee", ~COMMENCEE)
    for row, formation, _avis in confirmed:
        since = row.confirmation_le
        yield Suivie(row.id, local(since, jour.zone(formation)).date() if since else None)


def _enrolling(*etats: str) -> Callable[[JourSuivi], Iterator[Suivie]]:
    def qui(jour: JourSuivi) -> Iterator[Suivie]:
        for one, _dossier in enrolments(jour.session, InscriptionAnnee.etat.in_(etats)):
            yield Suivie(one.candidature_id, one.etat_le, owed(one.du))

    return qui


def _to_pay_back(jour: JourSuivi) -> Iterator[Suivie]:
    """It was asked, or the grant was notified since the payment."""
    paid = InscriptionAnnee.percu_le.is_not(None), InscriptionAnnee.rembourse_le.is_(None)
    for one, dossier in enrolments(jour.session, *paid, archived=True):
        if to_refund(percu=True, rembourse=False, avant=one.rembourser_avant, boursier=dossier.boursier):
            yield Suivie(one.candidature_id, one.rembourser_avant, owed(one.du))


def _day(jour: JourSuivi, formation: Formation, avis: Avis) -> date:
    assert avis.valide_le is not None  # only validated ones are listed
    return local(avis.valide_le, jour.zone(formation)).date()


# A table reads better as lines.
# fmt: off
SUIVI = {
    "repondre_retard": ListeDuJour(
        N_("Réponses hors délai"), _late_answers, "", "candidatures",
        N_("La réponse est arrivée après la date limite. Ouvrez chaque dossier pour décider."),
        N_("Aucune réponse n’est arrivée après sa date limite.")),
    "relancer": ListeDuJour(
        N_("À relancer"), _to_remind, "issue_courrier", "lettres",
        N_("La date limite de réponse approche, et personne n’a répondu."),
        N_("Personne à relancer\u00a0: aucune date limite n’approche sans réponse."), RELANCE),
    "constater": ListeDuJour(
        N_("Sans réponse"), _silent, "lapse", "validation",
        N_("La date limite est passée sans réponse. Constatez-le pour libérer la place."),
        N_("Personne n’a laissé passer sa date limite.")),
    "appeler": ListeDuJour(
        N_("À appeler"), _to_call, "promote", "validation",
        N_("Les premières personnes de chaque liste complémentaire, autant que de places libres."),
        N_("Personne à appeler\u00a0: aucune place libre, ou plus personne sur les listes.")),
    "silence": ListeDuJour(
        N_("Décision implicite proche"), _falling_due, "enter_avis", "avis",
        N_("Sans décision d’ici là, le silence décide. Donnez un avis, puis validez-le."),
        N_("Aucune décision implicite n’approche.")),
    "pieces": ListeDuJour(
        N_("Pièces en retard"), _overdue_pieces, "issue_courrier", "lettres",
        N_("La date de retour est passée, et il manque des pièces."),
        N_("Aucune pièce n’est en retard."), PIECES),
    "motifs": ListeDuJour(
        N_("Motifs demandés"), _reasons, "issue_courrier", "lettres",
        N_("Les motifs se communiquent dans le mois. Éditez le courrier, puis notez qu’ils sont communiqués."),
        N_("Personne n’attend de motifs."), MOTIFS),
    "lettres": ListeDuJour(
        N_("Lettres à éditer"), _unsent, "issue_letter", "lettres",
        N_("L’avis est validé, et sa lettre n’est pas partie."),
        N_("Aucune lettre n’attend."), DECISION),
    "a_revoir": ListeDuJour(
        N_("Avis à revoir"), _to_review, "enter_avis", "avis",
        N_("Présélections dont le jour est passé, et listes d’attente\u00a0: un autre avis est attendu."),
        N_("Aucune présélection ni liste d’attente à revoir.")),
    "saisines": ListeDuJour(
        N_("Saisines à accuser"), _to_acknowledge, "issue_courrier", "lettres",
        N_("Le recteur est saisi, et l’accusé de réception n’est ni noté ni parti."),
        N_("Aucune saisine du recteur n’attend d’accusé de réception."), ACCUSE_SAISINE),
    "propositions": ListeDuJour(
        N_("Propositions du recteur"), _to_answer, "", "candidatures",
        N_("Le recteur propose une place, et la réponse manque. Ouvrez chaque dossier pour la noter."),
        N_("Aucune proposition du recteur n’attend de réponse.")),
    "requetes": ListeDuJour(
        N_("Recours à répondre"), _asked, "answer_waiting", "validation",
        N_("Chaque recours attend une réponse avant son jour. Pour l’accueillir, rectifiez l’avis."),
        N_("Aucun recours n’attend une réponse.")),
    "inscrire": ListeDuJour(
        N_("À inscrire"), _to_enrol, "begin_inscription", "inscriptions",
        N_("La place est confirmée, et l’inscription n’est pas commencée."),
        N_("Personne à inscrire."), INSCRIPTION),
    "inscription": ListeDuJour(
        N_("Inscriptions à finir"), _enrolling(A_FAIRE), "enrol", "inscriptions",
        N_("L’inscription est commencée. Notez le paiement et les preuves, puis inscrivez."),
        N_("Aucune inscription n’est à finir.")),
    "paiement": ListeDuJour(
        N_("Paiements attendus"), _enrolling(ATTENTE), "enrol", "inscriptions",
        N_("Paiement à la scolarité, sur pièces\u00a0: la notification de bourse est attendue."),
        N_("Aucun paiement n’est attendu.")),
    "rembourser": ListeDuJour(
        N_("À rembourser"), _to_pay_back, "refund", "inscriptions",
        N_("Les droits sont payés, et ils sont à rendre\u00a0: demandé, ou boursier notifié depuis."),
        N_("Personne à rembourser.")),
}
# fmt: on


def followed(session: Session, code: str, now: datetime, le: date | None = None) -> list[Suivie]:
    """Those of a list, the most pressing first. `le`: as of another day. `Refused` when there is no such list."""
    if code not in SUIVI:
        raise Refused(N_("La liste «\u00a0{nom}\u00a0» n’existe pas\u00a0: {connues}.", nom=code, connues=list(SUIVI)))
    return _pressing(SUIVI[code].qui(JourSuivi(session, now, le)))


def all_followed(session: Session, now: datetime, le: date | None = None) -> dict[str, list[Suivie]]:
    """Every list, read from one day."""
    jour = JourSuivi(session, now, le)
    return {code: _pressing(one.qui(jour)) for code, one in SUIVI.items()}


def counted(session: Session, now: datetime, le: date | None = None) -> dict[str, int]:
    """How many are on each list."""
    return {code: len(many) for code, many in all_followed(session, now, le).items()}


def _pressing(many: Iterable[Suivie]) -> list[Suivie]:
    return sorted(many, key=lambda one: (one.le is None, one.le or date.max))
