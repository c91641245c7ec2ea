"""What may follow what, of one candidature: one table, a line an act, or one a state where the act chooses it.

A line says the right that the act asks for, its guards in the order in which they are told, what it asks of what it is
given and what else it moves. Acts, undoing, windows and `docs/passages.md` read it: a guard and its sentence are here
and nowhere else. Values are judged by the act, which knows them (a rank that is free, a day that came): a line names
what is asked.

Acts look at it, a merge does not: two desks that moved a state apart leave two heads of its group, which a person
settles. What may not stand together is a rule of `store/queries/regles.py`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import NamedTuple

from scolarite_desk.errors import Refused
from scolarite_desk.models.rules.inscriptions import A_FAIRE, ATTENTE, INSCRITE, VIVES
from scolarite_desk.models.rules.inscriptions import ANNULEE as PLUS_INSCRITE
from scolarite_desk.models.rules.states import ANSWERED_AVIS, CONFIRMATION, STATUT
from scolarite_desk.msg import N_, NOTHING, Msg, verbatim

AXES = {
    "statut": N_("État du dossier"),
    "traitement": N_("Traitement"),
    "avis": N_("Avis et sa validation"),
    "reponse": N_("Réponse de la personne"),
    "vie": N_("Annulation"),
    "vapp": N_("Dossier de VAPP"),
    "inscription": N_("Inscription"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Stade:
    """Where one candidature stands: all that a guard looks at. Codes are those of `states`; None: nothing yet.

    `avis`: the current one; `definitif`: no other follows it but as its correction; `regard`: whose eyes its validation
    asks for besides those of who looks, « personne » or « profil ». `lettre`, `verbal`: a letter, a procès-verbal says
    it. `opinion`, `decision`: of the file of a `vapp`. What stands in the way of a cancelled one: `jumelle`, the
    formation where the dossier has another since; `rang_pris`, its rank given since. `inscription`: where the
    enrolment stands; `percu`, `rembourse`: its fees were paid, were paid back.
    """

    campagne: str = ""
    archivee: bool = False
    retiree: bool = False
    annulee: bool = False
    statut: str | None = None
    recue: bool = False
    traitement: str | None = None
    traitement_valide: bool = False
    avis: str | None = None
    definitif: bool = False
    valide: bool = False
    valide_par: str = ""
    regard: str = ""
    lettre: bool = False
    verbal: bool = False
    reponse: str | None = None
    jumelle: str = ""
    rang_pris: int | None = None
    vapp: bool = False
    opinion: str | None = None
    decision: str | None = None
    inscription: str | None = None
    percu: bool = False
    rembourse: bool = False


@dataclass(frozen=True)
class Garde:
    """What must hold for an act to be allowed, and what is said when it does not. `dit`: the values of the sentence."""

    tient: Callable[[Stade], bool]
    phrase: Msg
    champ: str | None = None
    dit: Callable[[Stade], Mapping[str, object]] = lambda _: {}

    def refus(self, **dit: object) -> Refused:
        """The refusal, for who knows otherwise that it does not hold."""
        return Refused(self.phrase.given(**dit), self.champ)


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


def label_of_statut(code: str | None) -> Msg:
    """A status within a sentence."""
    return STATUT[code].label if code and code in STATUT else verbatim(code or "") or N_("aucun")


# The guards, each with its one sentence.
OUVERTE = Garde(
    lambda s: not s.archivee,
    N_("La campagne «\u00a0{campagne}\u00a0» est archivée\u00a0: rouvrez-la dans Réglages › Campagnes."),
    "campagne.etat",
    lambda s: {"campagne": s.campagne},
)
VIVANTE = Garde(lambda s: not (s.retiree or s.annulee), N_("Cette candidature est annulée\u00a0: reprenez-la d’abord."))
ANNULEE = Garde(lambda s: s.annulee, N_("Cette candidature n’est pas annulée."))
SEULE = Garde(
    lambda s: not s.jumelle,
    N_("Ce dossier a déjà une candidature en «\u00a0{formation}\u00a0»."),
    "candidatures.formation",
    lambda s: {"formation": s.jumelle},
)
RANG_LIBRE = Garde(
    lambda s: s.rang_pris is None,
    N_("Le rang {rang} fut donné depuis à quelqu’un d’autre\u00a0: changez-le d’abord."),
    "avis.rang",
    lambda s: {"rang": s.rang_pris},
)
SUITE = Garde(
    lambda _: False,  # each state says from which ones: `_after`
    N_("On ne passe pas de «\u00a0{avant}\u00a0» à «\u00a0{apres}\u00a0»."),
    "candidatures.statut",
)
A_TRANSMETTRE = Garde(lambda s: s.statut in ("AT", "IN"), N_("Ce dossier est déjà transmis."), "candidatures.statut")
# Nor was it answered by a letter: it was received before, on a day that is not known. A receipt is given all the same.
ATTENDUE = Garde(lambda s: s.statut == "AT" and not s.recue and not s.lettre, NOTHING)
SANS_AVIS_VALIDE = Garde(
    lambda s: not s.valide, N_("L’avis est déjà validé\u00a0: rectifiez-le d’abord."), "candidatures.traitement"
)
ACCES_LIBRE = replace(SANS_AVIS_VALIDE, tient=lambda s: s.traitement != "AD" or not s.valide)
TRAITEMENT_A_VALIDER = Garde(
    lambda s: not s.traitement_valide, N_("Ce traitement est déjà validé."), "candidatures.traitement"
)
PAS_DEFINITIF = Garde(
    lambda s: not (s.valide and s.definitif),
    N_("L’avis est validé\u00a0: rectifiez-le, avec sa raison."),
    "avis.avis",
)
PAS_DESISTEE = Garde(
    lambda s: s.reponse != "desistee",
    N_("Cette personne s’est désistée\u00a0: rectifiez l’avis si elle revient."),
    "avis.avis",
)
A_TEMPS = Garde(
    lambda s: s.reponse != "sans_reponse",
    N_("Cette personne n’a pas répondu à temps\u00a0: rectifiez l’avis si elle revient."),
    "avis.avis",
)
A_APPELER = Garde(
    lambda s: s.valide and s.avis == "LC",
    N_("Une place se donne à qui a un rang validé sur la liste complémentaire."),
    "avis.avis",
)
A_PLACER = Garde(
    lambda s: s.avis == "LC" and not s.valide,
    N_("Seul un rang de la liste complémentaire, pas encore validé, se déplace."),
    "avis.rang",
)
A_RETIRER = Garde(lambda s: s.avis is not None and not s.valide, N_("Seul un avis non validé se retire."), "avis.avis")
SAISI = Garde(lambda s: s.avis is not None, N_("Il n’y a pas d’avis à valider."), "avis.avis")
A_VALIDER = Garde(
    lambda s: not s.valide,
    N_("Cet avis est déjà validé par {auteur}."),
    "avis.avis",
    lambda s: {"auteur": s.valide_par},
)
AUTRE_PERSONNE = Garde(
    lambda s: s.regard != "personne",
    N_("Vous avez saisi cet avis\u00a0: une autre personne le valide."),
    "avis.avis",
)
AUTRE_PROFIL = Garde(
    lambda s: s.regard != "profil",
    N_("Un compte de votre profil a saisi cet avis\u00a0: un autre profil le valide."),
    "avis.avis",
)
QUATRE_YEUX = (AUTRE_PERSONNE, AUTRE_PROFIL)
VALIDE = Garde(lambda s: s.valide, N_("Cet avis n’est pas validé."), "avis.avis")
A_RECTIFIER = Garde(lambda s: s.valide, N_("Cet avis n’est pas validé\u00a0: changez-le simplement."), "avis.avis")
SANS_LETTRE = Garde(
    lambda s: not s.lettre, N_("La lettre est partie\u00a0: rectifiez l’avis, avec sa raison."), "avis.avis"
)
SANS_VERBAL = Garde(
    lambda s: not s.verbal, N_("Le procès-verbal est édité\u00a0: rectifiez l’avis, avec sa raison."), "avis.avis"
)
SANS_REPONSE = Garde(
    lambda s: s.reponse is None, N_("La personne a déjà répondu\u00a0: rectifiez l’avis, avec sa raison."), "avis.avis"
)
A_REPONDRE = Garde(
    lambda s: s.valide and s.avis in ANSWERED_AVIS,
    N_("Il n’y a pas d’avis favorable ni de rang validé à confirmer."),
    "candidatures.confirmation",
)
_REPONDUE = N_("La réponse est déjà enregistrée."), "candidatures.confirmation"
NOUVELLE_REPONSE = Garde(lambda s: s.reponse not in CONFIRMATION, *_REPONDUE)
AUTRE_REPONSE = Garde(lambda s: s.reponse != "desistee", *_REPONDUE)

EN_VAPP = Garde(
    lambda s: s.vapp, N_("Cette candidature n’est pas une VAPP\u00a0: changez son type d’abord."), "candidatures.genre"
)
OPINION_RENDUE = Garde(
    lambda s: s.opinion is not None, N_("La commission n’a pas rendu d’avis sur cette VAPP."), "vapp.opinion"
)
SANS_DECISION = Garde(
    lambda s: s.decision is None,
    N_("Le président a décidé sur cet avis\u00a0: retirez d’abord sa décision."),
    "vapp.opinion",
)
DECIDEE = Garde(lambda s: s.decision is not None, N_("Aucune décision n’est prise sur cette VAPP."), "vapp.decision")

PAS_INSCRITE = Garde(
    lambda s: s.inscription not in VIVES,
    N_("L’inscription est commencée\u00a0: annulez-la d’abord."),
    "inscription.etat",
)
ADMISE = Garde(
    lambda s: s.valide and s.avis == "FA" and s.reponse == "confirmee",
    N_("Une inscription commence quand l’admission est confirmée."),
    "inscription.etat",
)
A_COMMENCER = replace(PAS_INSCRITE, phrase=N_("L’inscription est déjà commencée."))
A_FINIR = Garde(
    lambda s: s.inscription in (A_FAIRE, ATTENTE), N_("Aucune inscription n’est à faire ici."), "inscription.etat"
)
PAS_EN_ATTENTE = Garde(lambda s: s.inscription != ATTENTE, N_("Le paiement est déjà attendu."), "inscription.etat")
SANS_PAIEMENT = Garde(
    lambda s: not s.percu, N_("Le paiement est déjà noté\u00a0: annulez cette note d’abord."), "inscription.percu_le"
)
COMMENCEE = Garde(lambda s: s.inscription in VIVES, N_("Aucune inscription n’est commencée ici."), "inscription.etat")
PAYEE = Garde(
    lambda s: s.percu, N_("Aucun paiement n’est noté\u00a0: il n’y a rien à rembourser."), "inscription.percu_le"
)
A_REMBOURSER = Garde(lambda s: not s.rembourse, N_("Le remboursement est déjà noté."), "inscription.rembourse_le")


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


EN_COURS = (OUVERTE, VIVANTE)  # what every act but one begins with

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
_RETRAIT = N_("quatre mois au plus pour retirer un droit, ou l’accord de qui le retire (CRPA L. 242-1)")

_RECUE = Effet(N_("le jour de réception est celui de l’acte"), "statut")
_PAS_RECUE = Effet(N_("les jours de transmission et de réception s’effacent"), "statut")
_VALIDE_AUSSI = Effet(N_("le traitement est validé"), "traitement")
_ADMISE = Effet(N_("en accès direct, un avis favorable validé"), "avis")
_REMPLACE = Effet(N_("remplace l’avis non validé"), "avis")
_PLACE_DONNEE = Effet(N_("un avis favorable, validé, qui dit de quel rang il vient"), "avis")
_PRECEDENT = Effet(N_("l’avis précédent compte de nouveau"), "avis")
_SUR_AVIS = (
    N_("un jour qui n’est pas à venir, ni avant celui de la commission"),
    N_("une raison, gardée, sans avis de la commission"),
    N_("une raison, si l’avis de la candidature est validé\u00a0: il est rectifié"),
)
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
    Transition("vapp", "decide_vapp", "decision_vapp", (*EN_COURS, EN_VAPP, PAS_DESISTEE, A_TEMPS), "decidee",
               _SUR_AVIS, (_AVIS_FAIT, _REDEMANDEE)),
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
    Transition("inscription", "cancel_inscription", "inscriptions", (*EN_COURS, COMMENCEE), PLUS_INSCRITE, (_RAISON,)),
    Transition("inscription", "owe_refund", "inscriptions", (*EN_COURS, PAYEE, A_REMBOURSER)),
    Transition("inscription", "refund", "inscriptions", (*EN_COURS, PAYEE, A_REMBOURSER), valeurs=_PAYE),
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
    """Whether an act would be allowed, for one of the states that it leads to at least. One of no line (a tag) moves no
    state: it asks for what every act does.
    """
    if acte not in _LINES:
        return OUVERTE.tient(stade) and not stade.retiree
    return any(one.refus(stade) is None for one in _LINES[acte])
