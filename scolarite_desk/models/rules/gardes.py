"""Where one candidature stands, and the guards that look at it: what must hold for an act, and what is said when it
does not. A guard and its sentence are here and nowhere else; which act has which is `passages.py`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from scolarite_desk.errors import Refused
from scolarite_desk.models.rules.inscriptions import A_FAIRE, ATTENTE, VIVES
from scolarite_desk.models.rules.states import ANSWERED_AVIS, CONFIRMATION, STATUT
from scolarite_desk.msg import N_, NOTHING, Msg, verbatim


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
    regard_vapp: str = ""
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


def label_of_statut(code: str | None) -> Msg:
    """A status within a sentence."""
    return STATUT[code].label if code and code in STATUT else verbatim(code or "") or N_("aucun")


def _other_eyes(asked: Callable[[Stade], str], champ: str, personne: Msg, profil: Msg) -> tuple[Garde, Garde]:
    """Another person than who gave what is decided on, of another profile. `asked`: which of them is still awaited."""
    return (
        Garde(lambda s: asked(s) != "personne", personne, champ),
        Garde(lambda s: asked(s) != "profil", profil, champ),
    )


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
    N_("Le rang {rang} a été donné depuis à quelqu’un d’autre\u00a0: changez-le d’abord."),
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
QUATRE_YEUX = _other_eyes(
    lambda s: s.regard,
    "avis.avis",
    N_("Vous avez saisi cet avis\u00a0: une autre personne le valide."),
    N_("Un compte de votre profil a saisi cet avis\u00a0: un autre profil le valide."),
)
DEUX_MAINS = _other_eyes(
    lambda s: s.regard_vapp,
    "vapp.decision",
    N_("Vous avez enregistré l’avis de la commission\u00a0: une autre personne enregistre la décision."),
    N_("Un compte de votre profil a enregistré l’avis de la commission\u00a0: un autre profil décide."),
)
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
