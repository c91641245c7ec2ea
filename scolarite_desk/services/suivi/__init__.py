"""The lists of the day: who did not answer, whom to remind, to call, to decide on before silence decides. One line of
`SUIVI` each. A list proposes its act to a person, and does nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from scolarite_desk.errors import Refused
from scolarite_desk.models.rules.inscriptions import A_FAIRE, ATTENTE
from scolarite_desk.models.rules.papiers import ACCUSE_SAISINE, DECISION, INSCRIPTION, MOTIFS, PIECES, RELANCE
from scolarite_desk.msg import N_, Msg
from scolarite_desk.services.suivi.decisions import falling_due, overdue_pieces, to_review, unsent
from scolarite_desk.services.suivi.demandes import asked, reasons, to_acknowledge, to_answer
from scolarite_desk.services.suivi.inscrits import enrolling, to_enrol, to_pay_back
from scolarite_desk.services.suivi.jour import JourSuivi, Suivie
from scolarite_desk.services.suivi.reponses import late_answers, silent, to_call, to_remind
from scolarite_desk.services.suivi.ressaisies import to_type_again


@dataclass(frozen=True)
class ListeDuJour:
    """One list: its subject, its label, whom it holds; `acte`, what is proposed for them, blank when a person
    looks into each; `droit`, the function of the office that this act needs. In words: `dit`, who is there and what to
    do; `vide`, that nobody is. `papier`: the letter that is proposed, by its code.
    """

    sujet: Msg
    label: Msg
    qui: Callable[[JourSuivi], Iterator[Suivie]]
    acte: str
    droit: str
    dit: Msg
    vide: Msg
    papier: str = ""


# A table reads better as lines.
# fmt: off
_DOSSIERS, _DECISIONS, _REPONSES = N_("Dossiers"), N_("Décisions"), N_("Réponses et places")
_RECTEUR, _INSCRIPTIONS = N_("Recteur"), N_("Inscriptions")
SUIVI = {  # those of one subject together
    "silence": ListeDuJour(
        _DOSSIERS, N_("Décision implicite proche"), falling_due, "enter_avis", "avis",
        N_("Sans décision d’ici là, le silence décide. Donnez un avis, puis validez-le."),
        N_("Aucune décision implicite n’approche.")),
    "pieces": ListeDuJour(
        _DOSSIERS, N_("Pièces en retard"), overdue_pieces, "issue_courrier", "lettres",
        N_("La date de retour est passée, et il manque des pièces."),
        N_("Aucune pièce n’est en retard."), PIECES),
    "ressaisir": ListeDuJour(
        _DOSSIERS, N_("À ressaisir dans eCandidat"), to_type_again, "retyped", "dossiers",
        N_("Ouvrez chaque dossier\u00a0: l’onglet Ressaisie copie ses valeurs une à une."),
        N_("Aucun dossier n’est à ressaisir.")),
    "a_revoir": ListeDuJour(
        _DECISIONS, N_("Avis à revoir"), to_review, "enter_avis", "avis",
        N_("Présélections dont le jour est passé, et listes d’attente\u00a0: un autre avis est attendu."),
        N_("Aucune présélection ni liste d’attente à revoir.")),
    "lettres": ListeDuJour(
        _DECISIONS, N_("Lettres à éditer"), unsent, "issue_letter", "lettres",
        N_("L’avis est validé, et sa lettre n’est pas partie."),
        N_("Aucune lettre n’attend."), DECISION),
    "requetes": ListeDuJour(
        _DECISIONS, N_("Recours sans réponse"), asked, "answer_waiting", "validation",
        N_("Chaque recours attend une réponse avant sa date limite. Pour l’accueillir, rectifiez l’avis."),
        N_("Aucun recours n’attend de réponse.")),
    "motifs": ListeDuJour(
        _DECISIONS, N_("Motifs demandés"), reasons, "issue_courrier", "lettres",
        N_("Les motifs se communiquent dans le mois. Éditez le courrier, puis notez qu’ils sont communiqués."),
        N_("Personne n’attend de motifs."), MOTIFS),
    "relancer": ListeDuJour(
        _REPONSES, N_("À relancer"), to_remind, "issue_courrier", "lettres",
        N_("La date limite de réponse approche, et personne n’a répondu."),
        N_("Personne à relancer\u00a0: aucune date limite n’approche sans réponse."), RELANCE),
    "constater": ListeDuJour(
        _REPONSES, N_("Sans réponse"), silent, "lapse", "validation",
        N_("La date limite est passée sans réponse. Constatez-le pour libérer la place."),
        N_("Personne n’a laissé passer sa date limite.")),
    "repondre_retard": ListeDuJour(
        _REPONSES, N_("Réponses hors délai"), late_answers, "", "candidatures",
        N_("La réponse est arrivée après la date limite. Ouvrez chaque dossier pour décider."),
        N_("Aucune réponse n’est arrivée après sa date limite.")),
    "appeler": ListeDuJour(
        _REPONSES, N_("À appeler"), to_call, "promote", "validation",
        N_("Les premières personnes de chaque liste complémentaire, autant que de places libres."),
        N_("Personne à appeler\u00a0: aucune place libre, ou plus personne sur les listes.")),
    "saisines": ListeDuJour(
        _RECTEUR, N_("Saisines sans accusé"), to_acknowledge, "issue_courrier", "lettres",
        N_("Le recteur est saisi, et l’accusé de réception n’est ni noté ni parti."),
        N_("Aucune saisine du recteur n’attend d’accusé de réception."), ACCUSE_SAISINE),
    "propositions": ListeDuJour(
        _RECTEUR, N_("Propositions du recteur"), to_answer, "", "candidatures",
        N_("Le recteur propose une place, et la réponse manque. Ouvrez chaque dossier pour la noter."),
        N_("Aucune proposition du recteur n’attend de réponse.")),
    "inscrire": ListeDuJour(
        _INSCRIPTIONS, N_("À inscrire"), to_enrol, "begin_inscription", "inscriptions",
        N_("La place est confirmée, et l’inscription n’est pas commencée."),
        N_("Personne à inscrire."), INSCRIPTION),
    "inscription": ListeDuJour(
        _INSCRIPTIONS, N_("Inscriptions à finir"), enrolling(A_FAIRE), "enrol", "inscriptions",
        N_("L’inscription est commencée. Notez le paiement et les preuves, puis inscrivez."),
        N_("Aucune inscription n’est à finir.")),
    "paiement": ListeDuJour(
        _INSCRIPTIONS, N_("Paiements attendus"), enrolling(ATTENTE), "enrol", "inscriptions",
        N_("Paiement à la scolarité, sur pièces\u00a0: la notification de bourse est attendue."),
        N_("Aucun paiement n’est attendu.")),
    "rembourser": ListeDuJour(
        _INSCRIPTIONS, N_("À rembourser"), to_pay_back, "refund", "inscriptions",
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
