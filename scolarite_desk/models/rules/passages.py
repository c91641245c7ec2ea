"""What may follow what, of one candidature: one table, a line an act, or one a state where the act chooses it.

A line says the right that the act asks for, its guards in the order in which they are told, what it asks of what it is
given and what else it moves. Acts, undoing, windows and `docs/passages.md` read it. Values are judged by the act, which
knows them (a rank that is free, a day that came): a line names what is asked. Guards and their sentences: `gardes.py`.

Acts look at it, a merge does not: two desks that moved a state apart leave two heads of its group, which a person
settles. What may not stand together is a rule of `store/queries/regles.py`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import NamedTuple

from scolarite_desk.errors import Refused
from scolarite_desk.models.rules.gardes import (
    A_APPELER,
    A_COMMENCER,
    A_FINIR,
    A_PLACER,
    A_RECTIFIER,
    A_REMBOURSER,
    A_REPONDRE,
    A_RETIRER,
    A_TEMPS,
    A_TRANSMETTRE,
    A_VALIDER,
    ACCES_LIBRE,
    ADMISE,
    ANNULEE,
    ATTENDUE,
    AUTRE_REPONSE,
    COMMENCEE,
    DECIDEE,
    DEUX_MAINS,
    EN_VAPP,
    NOUVELLE_REPONSE,
    OPINION_RENDUE,
    OUVERTE,
    PAS_DEFINITIF,
    PAS_DESISTEE,
    PAS_EN_ATTENTE,
    PAS_INSCRITE,
    PAYEE,
    QUATRE_YEUX,
    RANG_LIBRE,
    SAISI,
    SANS_AVIS_VALIDE,
    SANS_DECISION,
    SANS_LETTRE,
    SANS_PAIEMENT,
    SANS_REPONSE,
    SANS_VERBAL,
    SEULE,
    SUITE,
    TRAITEMENT_A_VALIDER,
    VALIDE,
    VIVANTE,
    Garde,
    Stade,
    label_of_statut,
)
from scolarite_desk.models.rules.inscriptions import A_FAIRE, ATTENTE, INSCRITE
from scolarite_desk.models.rules.inscriptions import ANNULEE as PLUS_INSCRITE
from scolarite_desk.models.rules.states import STATUT
from scolarite_desk.msg import N_, Msg

AXES = {
    "statut": N_("État du dossier"),
    "traitement": N_("Traitement"),
    "avis": N_("Avis et sa validation"),
    "reponse": N_("Réponse de la personne"),
    "vie": N_("Annulation"),
    "vapp": N_("Dossier de VAPP"),
    "inscription": N_("Inscription"),
}


class Effet(NamedTuple):
    """What an act moves besides, and the axis that this is of."""

    phrase: Msg
    axe: str


@dataclass(frozen=True)
class Transition:
    """An act: the axis that it moves, its right, its guards, the state that it leads to where it leads to one; what it
    asks of what it is given, judged by the act; what else it moves.
    """

    axe: str
    acte: str
    droit: str
    gardes: tuple[Garde, ...]
    vers: str = ""
    valeurs: tuple[Msg, ...] = ()
    effets: tuple[Effet, ...] = ()

    def refus(self, stade: Stade) -> Refused | None:
        """Why it is refused there: the first guard that does not hold. None when it is allowed."""
        for garde in self.gardes:
            if not garde.tient(stade):
                return garde.refus(**garde.dit(stade))
        return None


def _after(vers: str, *codes: str | None) -> Garde:
    """A status reached from these, and from a code that this version does not know."""
    return replace(
        SUITE,
        tient=lambda s: s.statut in codes or (s.statut is not None and s.statut not in STATUT),
        phrase=SUITE.phrase.given(apres=label_of_statut(vers)),
        dit=lambda s: {"avant": label_of_statut(s.statut)},
    )


def _treated(vers: str) -> Garde:
    """The treatment that is there already changes nothing."""
    return replace(SANS_AVIS_VALIDE, tient=lambda s: s.traitement == vers or not s.valide)


EN_COURS = (OUVERTE, VIVANTE)  # what acts begin with, but those that go on in an archived campaign

_JOUR = (N_("un jour qui n’est pas à venir, ni de plus de 300 jours avant la candidature"),)
_COMPLET = (
    *_JOUR,
    N_("une raison, gardée, s’il manque quelque chose"),
    N_("déjà complet\u00a0: un autre jour, et une raison, gardée"),
    N_("une raison, gardée, si ce jour précède la réception"),
)
_RAISON = N_("une raison")
_AVIS = (
    N_("défavorable\u00a0: un motif"),
    N_("liste complémentaire\u00a0: un rang que personne n’a"),
    N_("présélection\u00a0: jour, heure et lieu à venir"),
    N_("une séance tenue, d’une commission qui examine la formation"),
)
_ENTRE = (N_("aucun rang validé entre ses deux places"),)
_PLACE = (
    N_("une raison, gardée, si d’autres attendent avant, ou si aucune place n’est libre"),
    N_("un jour à venir pour répondre, si le calendrier n’en donne pas"),
)
_PASSEE = (N_("une date limite de réponse qui est passée"),)
_SECONDE = (N_("une autre inscription de l’année\u00a0: dire que c’est un second diplôme"),)
_PAYE = (N_("un jour qui n’est pas à venir"),)
_MANQUE = (N_("une raison, gardée, s’il manque un montant, un paiement ou la CVEC"),)
_SUR_AVIS = (
    N_("un jour qui n’est pas à venir, ni avant celui de la commission"),
    N_("une raison, gardée, sans avis de la commission"),
    N_("une raison, si l’avis de la candidature est validé\u00a0: il est rectifié"),
)
_RETRAIT = N_("quatre mois au plus pour retirer un droit, ou l’accord de qui le retire (CRPA L. 242-1)")

_RECUE = Effet(N_("le jour de réception est celui de l’acte"), "statut")
_PAS_RECUE = Effet(N_("les jours de transmission et de réception s’effacent"), "statut")
_VALIDE_AUSSI = Effet(N_("le traitement est validé"), "traitement")
_ADMISE = Effet(N_("en accès direct, un avis favorable validé"), "avis")
_REMPLACE = Effet(N_("remplace l’avis non validé"), "avis")
_PLACE_DONNEE = Effet(N_("un avis favorable, validé, qui dit de quel rang il vient"), "avis")
_PRECEDENT = Effet(N_("l’avis précédent compte de nouveau"), "avis")
_AVIS_FAIT = Effet(N_("un avis favorable ou défavorable, à valider"), "avis")
_AVIS_RETIRE = Effet(N_("l’avis non validé qu’elle a fait est retiré"), "avis")
_RECTIFIE = Effet(N_("l’avis rectifié reste dans l’historique"), "avis")
_REDEMANDEE = Effet(N_("la réponse est redemandée"), "reponse")

# What a status asks for, and what it moves besides.
_STATUTS: dict[str, tuple[tuple[Garde, ...], tuple[Msg, ...], tuple[Effet, ...]]] = {
    "AT": ((_after("AT", "RE", "IN", "CO"),), _JOUR, (_PAS_RECUE,)),
    "RE": ((_after("RE", None, "AT", "IN", "CO"),), _JOUR, ()),
    "IN": ((_after("IN", None, "AT", "RE", "CO"),), _JOUR, ()),
    "CO": ((), _COMPLET, ()),
}


def _status(acte: str, vers: str) -> Transition:
    gardes, valeurs, effets = _STATUTS[vers]
    return Transition("statut", acte, "statut", (*EN_COURS, *gardes), vers, valeurs, effets)


# A table reads better as lines.
# fmt: off
PASSAGES = (
    *(_status("set_statut", vers) for vers in _STATUTS),
    _status("declare_complete", "CO"),
    _status("declare_incomplete", "IN"),
    Transition("statut", "transmit", "candidatures", (*EN_COURS, A_TRANSMETTRE), "RE", effets=(_RECUE,)),
    Transition("statut", "issue_receipt", "recus", (*EN_COURS, ATTENDUE), "RE", effets=(_RECUE,)),
    Transition("traitement", "set_traitement", "traitement", (*EN_COURS, _treated("AT")), "AT"),
    Transition("traitement", "set_traitement", "traitement", (*EN_COURS, _treated("AC")), "AC",
               effets=(_VALIDE_AUSSI,)),
    Transition("traitement", "set_traitement", "traitement", (*EN_COURS, _treated("AD")), "AD"),
    Transition("traitement", "validate_traitement", "validation_traitement",
               (*EN_COURS, TRAITEMENT_A_VALIDER, ACCES_LIBRE), effets=(_ADMISE,)),
    Transition("avis", "enter_avis", "avis", (*EN_COURS, PAS_DEFINITIF, PAS_DESISTEE, A_TEMPS), "saisi", _AVIS,
               (_REMPLACE, _REDEMANDEE)),
    Transition("avis", "withdraw_avis", "avis", (*EN_COURS, A_RETIRER), "aucun", effets=(_PRECEDENT,)),
    Transition("avis", "move_rank", "avis", (*EN_COURS, A_PLACER), "saisi", _ENTRE),
    Transition("avis", "validate_avis", "validation", (*EN_COURS, SAISI, A_VALIDER, *QUATRE_YEUX), "valide"),
    Transition("avis", "unvalidate_avis", "validation", (*EN_COURS, VALIDE, SANS_LETTRE, SANS_VERBAL, SANS_REPONSE),
               "saisi"),
    Transition("avis", "correct_avis", "validation", (*EN_COURS, A_RECTIFIER, PAS_INSCRITE), "saisi",
               (_RAISON, *_AVIS, _RETRAIT), (_RECTIFIE, _REDEMANDEE)),
    Transition("avis", "promote", "validation", (*EN_COURS, A_APPELER, PAS_DESISTEE, A_TEMPS), "valide", _PLACE,
               (_PLACE_DONNEE, _REDEMANDEE)),
    Transition("reponse", "confirm", "candidatures", (*EN_COURS, A_REPONDRE, NOUVELLE_REPONSE), "confirmee"),
    Transition("reponse", "desist", "candidatures", (*EN_COURS, A_REPONDRE, AUTRE_REPONSE, PAS_INSCRITE),
               "desistee"),
    Transition("reponse", "lapse", "validation", (*EN_COURS, A_REPONDRE, NOUVELLE_REPONSE), "sans_reponse", _PASSEE),
    Transition("vie", "cancel_candidature", "candidatures", (*EN_COURS, PAS_INSCRITE), "annulee", (_RAISON,)),
    Transition("vie", "reopen_candidature", "candidatures", (OUVERTE, ANNULEE, SEULE, RANG_LIBRE), "vivante"),
    Transition("vapp", "give_opinion", "avis", (*EN_COURS, EN_VAPP), "",
               (N_("un avis motivé"), N_("un jour qui n’est pas à venir"),
                N_("une raison, gardée, si le président a décidé"))),
    Transition("vapp", "withdraw_opinion", "avis", (*EN_COURS, EN_VAPP, OPINION_RENDUE, SANS_DECISION),
               "avis_attendu"),
    Transition("vapp", "decide_vapp", "decision_vapp", (*EN_COURS, EN_VAPP, PAS_DESISTEE, A_TEMPS, *DEUX_MAINS),
               "decidee", _SUR_AVIS, (_AVIS_FAIT, _REDEMANDEE)),
    Transition("vapp", "withdraw_decision", "decision_vapp", (*EN_COURS, EN_VAPP, DECIDEE, A_RETIRER),
               effets=(_AVIS_RETIRE,)),
    Transition("inscription", "begin_inscription", "inscriptions", (*EN_COURS, A_COMMENCER, ADMISE), A_FAIRE,
               _SECONDE),
    Transition("inscription", "set_droits", "inscriptions", (*EN_COURS, A_FINIR, SANS_PAIEMENT)),
    Transition("inscription", "await_payment", "inscriptions", (*EN_COURS, A_FINIR, PAS_EN_ATTENTE, SANS_PAIEMENT),
               ATTENTE),
    Transition("inscription", "record_proof", "inscriptions", (*EN_COURS, COMMENCEE)),
    Transition("inscription", "record_payment", "inscriptions", (*EN_COURS, COMMENCEE, SANS_PAIEMENT), valeurs=_PAYE),
    Transition("inscription", "enrol", "inscriptions", (*EN_COURS, A_FINIR), INSCRITE, _MANQUE),
    Transition("inscription", "cancel_inscription", "inscriptions", (VIVANTE, COMMENCEE), PLUS_INSCRITE, (_RAISON,)),
    Transition("inscription", "owe_refund", "inscriptions", (VIVANTE, PAYEE, A_REMBOURSER)),
    Transition("inscription", "refund", "inscriptions", (VIVANTE, PAYEE, A_REMBOURSER), valeurs=_PAYE),
)
# fmt: on

# Acts after which a place or a rank that was held may be free.
LIBERENT = frozenset({"desist", "lapse", "cancel_candidature", "correct_avis", "decide_vapp"})

_LINES: dict[str, tuple[Transition, ...]] = {
    acte: tuple(one for one in PASSAGES if one.acte == acte) for acte in {one.acte: None for one in PASSAGES}
}


def passage(acte: str, vers: str = "") -> Transition:
    """The line of an act; of the state that it is given, where it chooses one. `KeyError` when there is none."""
    first, *others = _LINES[acte]
    return first if not others else {one.vers: one for one in (first, *others)}[vers]


def droit(acte: str) -> str:
    """The right that an act asks for."""
    return _LINES[acte][0].droit


def possible(acte: str, stade: Stade) -> bool:
    """Whether an act of the table would be allowed, for one of the states that it leads to at least."""
    return any(one.refus(stade) is None for one in _LINES[acte])
