"""The plan of a season: its steps in order, the day of each, and every refusal that it must or may meet. A refusal that
is not named here is a fault, and so is one that must come and does not. One line more is one step more.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from scolarite_desk.models.rules import gardes
from scolarite_desk.models.rules.dates import A_VENIR
from scolarite_desk.models.rules.vides import A_PRECISER, NON_VALIDE, SANS_MOTIF, VIDES
from scolarite_desk.msg import N_, NN_, NOTHING, Msg, joined
from scolarite_desk.practice.saison import (
    bureau,
    cloture,
    decisions,
    depots,
    jours,
    lettres,
    places,
    recours,
    suivis,
    vapp,
)
from scolarite_desk.practice.saison.jeu import Saison


@dataclass(frozen=True)
class Moment:
    """One step. `jour`: counted from the first of the season; `joue`: what is done; `essais`: the sentences by which it
    must be refused once at least, for it tries; `possibles`: those that may come by what people are.
    """

    code: str
    jour: int
    libelle: Msg
    joue: Callable[[Saison], None]
    essais: tuple[Msg, ...] = ()
    possibles: tuple[Msg, ...] = ()


_VIDES = {one.code: one for one in VIDES}
# What several steps meet. Values are left out: a refusal is known by its sentence.
_INCOMPLET = (
    N_("Il manque\u00a0: {quoi}."),
    NN_(
        "Il manque\u00a0: {quoi} et {n} autre.",
        "Il manque\u00a0: {quoi} et {n} autres.",
        1,
        quoi=NOTHING,
    ),
)
_VALIDE = gardes.PAS_DEFINITIF.phrase
_SANS_REPONSE = gardes.A_REPONDRE.phrase
_DESISTEE = _VIDES["desistee"].phrase
_RESTE = joined(" ", N_("Il reste {restes}."), N_("Donnez le motif pour continuer."))
_ARCHIVEE = gardes.OUVERTE.phrase
_SANS_ADRESSE = (
    _VIDES["adresse"].phrase,
    _VIDES["enveloppe"].phrase,
)

ETAPES = (
    Moment(
        "reglages",
        0,
        N_("Réglages, signataire et catalogue"),
        bureau.reglages,
        possibles=(N_("Le catalogue est déjà là\u00a0: ce qui en a été retiré est à la corbeille."),),
    ),
    Moment("offre", 1, N_("Campagne, sessions, formations et commissions"), bureau.offre),
    Moment(
        "ouverture",
        jours.OUVERTURE,
        N_("Ouverture de la campagne"),
        bureau.ouverture,
        essais=(N_("Aucune campagne n’est ouverte. Ouvrez-en une dans Réglages › Campagnes."),),
    ),
    Moment(
        "depots",
        jours.DEPOTS[0],
        N_("Dépôt des dossiers"),
        depots.depots,
        essais=(gardes.SEULE.phrase,),
    ),
    Moment("visites", jours.DEPOTS[1], N_("Visites au guichet"), depots.visites),
    Moment(
        "vapp",
        jours.DEPOTS[1],
        N_("Demandes de VAPP"),
        vapp.demandes,
    ),
    Moment(
        "questions",
        jours.DEPOTS[1],
        N_("Questions et formulaires"),
        suivis.questions,
        essais=(
            N_("Ce formulaire n’est pas arrivé, ou il est déjà vu."),
            A_VENIR,
            N_("Cette question n’est pas posée à cette candidature."),
        ),
    ),
    Moment("pieces", jours.DEPOTS[1] + 1, N_("Réception des pièces"), depots.pieces),
    Moment("recus", jours.DEPOTS[1] + 2, N_("Reçus"), depots.recus),
    Moment("examen", jours.DEPOTS[1] + 3, N_("Examen des pièces"), depots.examen),
    Moment("completude", jours.DEPOTS[1] + 4, N_("Complétude"), depots.completude, possibles=_INCOMPLET),
    Moment(
        "demandes",
        jours.TARD,
        N_("Demandes de pièces"),
        depots.demandes,
        possibles=(
            N_("Il ne manque aucune pièce à cette candidature."),
            *_SANS_ADRESSE,
        ),
    ),
    Moment(
        "retardataires",
        jours.TARD,
        N_("Dépôts hors dates"),
        depots.retardataires,
        essais=(N_("Le dépôt est clos depuis le {jour}."),),
    ),
    Moment("retours", jours.RETOUR, N_("Retours de pièces"), depots.retours, possibles=_INCOMPLET),
    Moment(
        "etiquettes",
        jours.RETOUR,
        N_("Étiquettes"),
        suivis.etiquettes,
        essais=(N_("«\u00a0{etiquette}\u00a0» y est déjà."),),
    ),
    Moment(
        "taches",
        jours.RETOUR,
        N_("Suivis confiés"),
        suivis.taches,
        essais=(
            N_("Ce suivi lui est déjà confié."),
            N_("{auteur} s’en charge déjà\u00a0: faites-vous-le confier."),
            N_("Ce suivi est déjà fait."),
        ),
    ),
    Moment("attente", jours.COMMISSION - 1, N_("Liste d’attente pour la commission"), lettres.attente),
    Moment("seances", jours.COMMISSION, N_("Séances des commissions"), decisions.seances),
    Moment("acces_direct", jours.COMMISSION, N_("Accès direct"), decisions.acces_direct),
    Moment(
        "decisions_vapp",
        jours.COMMISSION,
        N_("Décisions de VAPP"),
        vapp.decisions,
        essais=(
            N_("L’avis de la commission est motivé\u00a0: écrivez pourquoi."),
            N_(
                "La commission n’a pas rendu d’avis\u00a0: enregistrez-le d’abord, ou donnez la raison de décider sans."
            ),
            N_("Le champ «\u00a0{champ}\u00a0» n’existe pas."),
            gardes.SANS_DECISION.phrase,
        ),
    ),
    Moment("avis", jours.COMMISSION + 1, N_("Avis en lots"), decisions.avis),
    Moment(
        "essais_avis",
        jours.COMMISSION + 1,
        N_("Avis mal saisis"),
        decisions.essais_avis,
        essais=(
            SANS_MOTIF,
            A_PRECISER,
            N_("Donnez le rang sur la liste complémentaire."),
            N_("Une présélection convoque\u00a0: donnez le jour, l’heure et le lieu."),
            N_("«\u00a0{champ}\u00a0» ne va pas avec l’avis «\u00a0{avis}\u00a0»\u00a0: effacez-le."),
            N_("Cette séance n’a pas encore eu lieu\u00a0: vérifiez son jour."),
            N_("Le rang {rang} est déjà donné dans cette formation."),
            _SANS_REPONSE,
            NON_VALIDE,
            gardes.A_RECTIFIER.phrase,
        ),
    ),
    Moment(
        "rangs",
        jours.COMMISSION + 2,
        N_("Rangs des listes complémentaires"),
        places.rangs,
        essais=(N_("Donnez les candidatures à numéroter, chacune une fois."), gardes.A_PLACER.phrase),
    ),
    Moment(
        "validation",
        jours.COMMISSION + 3,
        N_("Validation en lots"),
        decisions.validation,
        essais=(
            gardes.A_VALIDER.phrase,
            _VALIDE,
            gardes.SANS_AVIS_VALIDE.phrase,
        ),
    ),
    Moment(
        "proces_verbaux",
        jours.COMMISSION + 4,
        N_("Procès-verbaux"),
        decisions.proces_verbaux,
        essais=(gardes.SANS_VERBAL.phrase,),
    ),
    Moment("lettres", jours.PUBLICATION, N_("Lettres de décision"), decisions.lettres, possibles=_SANS_ADRESSE),
    Moment(
        "motifs",
        jours.PUBLICATION + 2,
        N_("Motifs et recours"),
        recours.motifs,
        essais=(
            N_("«\u00a0{requete}\u00a0» attend déjà une réponse."),
            N_("Rectifiez l’avis sur ce recours\u00a0: c’est la nouvelle décision qui l’accueille."),
            N_("Aucune décision n’est validée\u00a0: il n’y a rien à contester."),
            N_("Aucune lettre n’a donné ces motifs depuis leur demande\u00a0: éditez-la d’abord."),
        ),
        possibles=_SANS_ADRESSE,
    ),
    Moment(
        "saisine",
        jours.PUBLICATION + 3,
        N_("Saisine du recteur"),
        recours.saisine,
        essais=(
            N_("Cette personne a déjà une saisine du recteur pour {annee}."),
            N_("Aucun refus validé en première année de master n’est à reprendre."),
        ),
        possibles=_SANS_ADRESSE,
    ),
    Moment("exports", jours.PUBLICATION + 1, N_("Exports des décisions"), lettres.exports),
    Moment(
        "reponses",
        jours.REPONSES[0],
        N_("Réponses des candidats"),
        decisions.reponses,
        essais=(
            gardes.NOUVELLE_REPONSE.phrase,
            _VALIDE,
            _SANS_REPONSE,
        ),
    ),
    Moment(
        "desistements",
        jours.REPONSES[1] + 1,
        N_("Accusés des désistements"),
        decisions.desistements,
        possibles=(
            _VIDES["pas_desistee"].phrase,
            *_SANS_ADRESSE,
        ),
    ),
    Moment(
        "relances",
        jours.REPONSES[1] + 2,
        N_("Relances"),
        decisions.relances,
        possibles=(
            N_("La personne a déjà répondu."),
            _DESISTEE,
            *_SANS_ADRESSE,
        ),
    ),
    Moment(
        "suites_saisine",
        jours.CONFIRMATION,
        N_("Propositions du recteur"),
        recours.suites,
        essais=(N_("Une autre proposition est déjà acceptée\u00a0: corrigez-la d’abord."),),
    ),
    Moment("silences", jours.CONFIRMATION + 2, N_("Absences de réponse"), places.silences),
    Moment(
        "appels",
        jours.APPEL,
        N_("Appel de la liste complémentaire"),
        places.appels,
        essais=(
            N_("La date de réponse, le {jour}, est passée\u00a0: donnez-en une autre."),
            N_("La réponse est attendue jusqu’au {jour}."),
        ),
        possibles=(
            N_("Aucune place n’est libre\u00a0: {places}."),
            NN_("{n} personne attend avant.", "{n} personnes attendent avant.", 1),
            *_SANS_ADRESSE,
        ),
    ),
    Moment(
        "rectifications",
        jours.APPEL + 5,
        N_("Rectifications et annulations"),
        decisions.rectifications,
        essais=(
            N_("Indiquez pourquoi la candidature est annulée."),
            gardes.VIVANTE.phrase,
        ),
    ),
    Moment(
        "complementaire",
        jours.COMPLEMENTAIRE[0],
        N_("Session complémentaire"),
        places.complementaire,
        essais=(N_("Cette formation est déjà dans cette session."),),
    ),
    Moment("silences_appel", jours.COMPLEMENTAIRE[0] + 5, N_("Absences de réponse des appelés"), places.silences),
    Moment(
        "convocations",
        jours.INSCRIPTION,
        N_("Convocations à l’inscription"),
        cloture.convocations,
        possibles=(
            _DESISTEE,
            *_SANS_ADRESSE,
        ),
    ),
    Moment(
        "cvec",
        jours.INSCRIPTION + 15,
        N_("Contribution de vie étudiante"),
        cloture.cvec,
        essais=(N_("Ce numéro est déjà celui de {qui} ({annee}). Donnez la raison pour l’accepter."),),
    ),
    Moment(
        "inscriptions",
        jours.INSCRIPTION + 16,
        N_("Inscriptions"),
        cloture.inscriptions,
        essais=(
            gardes.A_COMMENCER.phrase,
            gardes.ADMISE.phrase,
            gardes.PAS_INSCRITE.phrase,
            N_("Ce jour est à venir\u00a0: corrigez-le."),
            N_("Le paiement des droits n’est pas noté."),
            gardes.PAS_EN_ATTENTE.phrase,
        ),
        possibles=(gardes.VIVANTE.phrase,),
    ),
    Moment(
        "remboursements",
        jours.INSCRIPTION + 40,
        N_("Bourses notifiées et remboursements"),
        cloture.remboursements,
        essais=(gardes.A_REMBOURSER.phrase, N_("Indiquez pourquoi l’inscription est annulée.")),
    ),
    Moment("bilan", jours.LONGUEUR - 25, N_("Exports de fin de campagne"), lettres.bilan),
    Moment(
        "cloture",
        jours.LONGUEUR - 20,
        N_("Clôture de la campagne"),
        cloture.cloture,
        essais=(_RESTE, _ARCHIVEE),
    ),
    Moment(
        "annee_suivante",
        jours.LONGUEUR - 10,
        N_("Année suivante"),
        cloture.annee_suivante,
        essais=(
            N_("«\u00a0{campagne}\u00a0» a déjà une formation {code}."),
            N_("Cette personne a déjà le dossier {numero} dans cette campagne."),
        ),
    ),
    Moment("controle", jours.LONGUEUR - 1, N_("Vérification"), cloture.controle),
)
