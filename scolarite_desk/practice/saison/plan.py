"""The plan of a season: its steps in order, the day of each, and every refusal that it must or may meet. A refusal that
is not named here is a fault, and so is one that must come and does not. One line more is one step more.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from scolarite_desk.msg import N_, Msg
from scolarite_desk.practice.saison import bureau, cloture, decisions, depots, jours, lettres
from scolarite_desk.practice.saison.jeu import Saison


@dataclass(frozen=True)
class Etape:
    """One step. `jour`: counted from the first of the season; `joue`: what is done; `essais`: the sentences by which it
    must be refused once at least, for it tries; `possibles`: those that may come by what people are.
    """

    code: str
    jour: int
    libelle: Msg
    joue: Callable[[Saison], None]
    essais: tuple[Msg, ...] = ()
    possibles: tuple[Msg, ...] = ()


ETAPES = (
    Etape("reglages", 0, N_("Réglages, signataire et catalogue"), bureau.reglages),
    Etape("offre", 1, N_("Campagne, sessions, formations et commissions"), bureau.offre),
    Etape("ouverture", jours.OUVERTURE, N_("Ouverture de la campagne"), bureau.ouverture),
    Etape("depots", jours.DEPOTS[0], N_("Dépôt des dossiers"), depots.depots),
    Etape("visites", jours.DEPOTS[1], N_("Visites au guichet"), depots.visites),
    Etape("pieces", jours.DEPOTS[1] + 1, N_("Réception des pièces"), depots.pieces),
    Etape("recus", jours.DEPOTS[1] + 2, N_("Reçus"), depots.recus),
    Etape("examen", jours.DEPOTS[1] + 3, N_("Examen des pièces"), depots.examen),
    Etape("completude", jours.DEPOTS[1] + 4, N_("Complétude"), depots.completude),
    Etape("demandes", jours.TARD, N_("Demandes de pièces"), depots.demandes),
    Etape("retardataires", jours.TARD, N_("Dépôts hors dates"), depots.retardataires),
    Etape("retours", jours.RETOUR, N_("Retours de pièces"), depots.retours),
    Etape("attente", jours.COMMISSION - 1, N_("Liste d’attente pour la commission"), lettres.attente),
    Etape("seances", jours.COMMISSION, N_("Séances des commissions"), decisions.seances),
    Etape("acces_direct", jours.COMMISSION, N_("Accès direct"), decisions.acces_direct),
    Etape("avis", jours.COMMISSION + 1, N_("Avis en lots"), decisions.avis),
    Etape("essais_avis", jours.COMMISSION + 1, N_("Avis mal saisis"), decisions.essais_avis),
    Etape("validation", jours.COMMISSION + 3, N_("Validation en lots"), decisions.validation),
    Etape("proces_verbaux", jours.COMMISSION + 4, N_("Procès-verbaux"), decisions.proces_verbaux),
    Etape("lettres", jours.PUBLICATION, N_("Lettres de décision"), decisions.lettres),
    Etape("exports", jours.PUBLICATION + 1, N_("Exports des décisions"), lettres.exports),
    Etape("reponses", jours.REPONSES[0], N_("Réponses des candidats"), decisions.reponses),
    Etape("desistements", jours.REPONSES[1] + 1, N_("Accusés des désistements"), decisions.desistements),
    Etape("relances", jours.REPONSES[1] + 2, N_("Relances"), decisions.relances),
    Etape("appels", jours.APPEL, N_("Appel de la liste complémentaire"), decisions.appels),
    Etape("rectifications", jours.APPEL + 5, N_("Rectifications et annulations"), decisions.rectifications),
    Etape("convocations", jours.INSCRIPTION, N_("Convocations à l’inscription"), cloture.convocations),
    Etape("cvec", jours.INSCRIPTION + 15, N_("Contribution de vie étudiante"), cloture.cvec),
    Etape("cloture", jours.LONGUEUR - 20, N_("Clôture de la campagne"), cloture.cloture),
    Etape("annee_suivante", jours.LONGUEUR - 10, N_("Année suivante"), cloture.annee_suivante),
    Etape("controle", jours.LONGUEUR - 1, N_("Vérification"), cloture.controle),
)  # fmt: skip
