"""Fields of what the office decides before anybody comes: campaigns, formations, commissions, pieces, who signs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from scolarite_desk.models.fields import readers as r
from scolarite_desk.models.fields.field import ALWAYS, NEVER, Field, Lists
from scolarite_desk.models.fields.readers_numeros import AnneeUniversitaire
from scolarite_desk.models.rules.fuseau import zone
from scolarite_desk.msg import N_, NC_, Msg

# The lists to which the office adds lines of its own.
LISTES = {
    "motif_avis": N_("Motifs d’avis"),
    "condition_avis": N_("Conditions d’un avis"),
    "motif_refus_piece": N_("Refus de pièce"),
    "motif_visite": N_("Motifs de visite"),
    "phrase": N_("Phrases"),
}


def unknown_zone(value: Any, lists: Lists, row: Mapping[str, Any]) -> Msg | None:
    """A zone that a newer version wrote, or a hand: kept, and counted for none."""
    return None if zone(value) else N_("Ce poste ne connaît pas ce fuseau\u00a0: il n’en tient pas compte.")


# A table reads better as lines.
# fmt: off
def _days(thing: str, part: Msg) -> tuple[Field, ...]:
    """The days of a season, at one of the levels that say them."""
    return (
        Field(thing, "debut_depot", N_("Dépôt du"), r.Jour(), "depot", part),
        Field(thing, "fin_depot", N_("Dépôt au"), r.Jour(), "depot", part),
        Field(thing, "retour", N_("Retour des pièces"), r.Jour(), part=part),
        Field(thing, "jury", N_("Commission le"), r.Jour(), part=part),
        Field(thing, "publication", N_("Publication le"), r.Jour(), part=part),
        Field(thing, "confirmation", N_("Confirmation au"), r.Jour(), "confirmation", part),
        Field(thing, "delai_confirmation", N_("ou délai (jours)"), r.Entier(1, 365), "confirmation", part,
              hint=N_("Après validation de l’avis"), alone=N_("Confirmation, délai (jours)")),
        Field(thing, "confirmation_liste", N_("Appel de la liste, au"), r.Jour(), "confirmation_liste", part,
              alone=N_("Appel de la liste, confirmation au")),
        Field(thing, "delai_liste", N_("ou délai (jours)"), r.Entier(1, 365), "confirmation_liste", part,
              alone=N_("Appel de la liste, délai (jours)"), hint=N_("Après l’appel")),
    )


CAMPAGNE = (
    Field("campagne", "libelle", N_("Libellé"), r.Texte(100), part=N_("Campagne"), required=ALWAYS, length=100),
    Field("campagne", "annee", N_("Année universitaire"), AnneeUniversitaire(), part=N_("Campagne"), required=ALWAYS,
          length=9, example="2026-2027"),
    Field("campagne", "etat", N_("État"), r.Choix("campagne_etat"), part=N_("Campagne"), required=ALWAYS,
          visible=NEVER),  # acts open, close, archive
    Field("campagne", "debut", NC_("jour", "Du"), r.Jour(), "dates", N_("Dates")),
    Field("campagne", "fin", NC_("jour", "Au"), r.Jour(), "dates", N_("Dates")),
)

SESSION = (
    Field("session", "libelle", N_("Libellé"), r.Texte(100), part=N_("Session"), required=ALWAYS, length=100),
    Field("session", "genre", N_("Type"), r.Choix("session_genre"), part=N_("Session"), required=ALWAYS),
    *_days("session", N_("Dates")),
)

CENTRE = (
    Field("centre", "libelle", N_("Libellé"), r.Texte(200), part=N_("Centre"), required=ALWAYS, length=200),
    Field("centre", "adresse", N_("Adresse"), r.LongTexte(500), part=N_("Centre"), length=500),
    Field("centre", "telephone", N_("Téléphone"), r.Telephone(), part=N_("Contact")),
    Field("centre", "courriel", N_("Courriel"), r.Courriel(), part=N_("Contact")),
    Field("centre", "orientation", N_("Service d’orientation"), r.Texte(200), part=N_("Contact"), length=200,
          hint=N_("SCUIO-BAIP ou autre\u00a0; vide\u00a0: celui de l’établissement")),
    Field("centre", "fuseau", N_("Fuseau horaire"), r.Choix("fuseau"), part=N_("Contact"), warn=unknown_zone,
          hint=N_("Vide\u00a0: celui de l’établissement")),
)

COMMISSION = (
    Field("commission", "libelle", N_("Libellé"), r.Texte(200), part=N_("Commission"), required=ALWAYS, length=200),
    Field("commission", "president", N_("Président(e)"), r.Texte(200), part=N_("Commission"), length=200),
    Field("commission", "centre_id", N_("Centre"), r.Lien("centre"), part=N_("Commission"),
          hint=N_("Vide\u00a0: tous les centres")),
    Field("commission", "membres", N_("Membres"), r.LongTexte(4000), part=N_("Commission"), length=4000,
          hint=N_("Un par ligne\u00a0: prénom, nom, qualité")),
    Field("commission", "quorum", N_("Quorum"), r.Entier(1, 500), part=N_("Commission"),
          hint=N_("Membres présents qu’il faut, si un texte le fixe")),
)

SEANCE = (
    Field("seance", "le", N_("Séance du"), r.Jour(), part=N_("Séance"), required=ALWAYS),
    Field("seance", "president", N_("Présidée par"), r.Texte(200), part=N_("Séance"), length=200,
          hint=N_("Vide\u00a0: qui préside la commission")),
    Field("seance", "presents", N_("Présents"), r.LongTexte(4000), part=N_("Séance"), length=4000,
          hint=N_("Un par ligne, qui préside compris")),
    Field("seance", "observations", N_("Observations"), r.LongTexte(4000), part=N_("Séance"), length=4000,
          hint=N_("Écrites au procès-verbal, sans nommer de candidat")),
)

COMMISSION_FORMATION = (
    Field("commission_formation", "formation_id", N_("Formation"), r.Lien("formation"), part=N_("Réunion")),
    Field("commission_formation", "reunion", N_("Réunion le"), r.Jour(), part=N_("Réunion")),
)

FORMATION = (
    Field("formation", "code", N_("Code"), r.Texte(50), part=N_("Formation"), required=ALWAYS, length=50),
    Field("formation", "libelle", N_("Libellé"), r.Texte(500), part=N_("Formation"), required=ALWAYS, length=500),
    Field("formation", "genre", N_("Type"), r.Choix("formation_type"), part=N_("Formation"), required=ALWAYS),
    Field("formation", "mention", NC_("formation", "Mention"), r.Texte(200), part=N_("Formation"), length=200),
    Field("formation", "composante", N_("Composante"), r.Texte(200), part=N_("Formation"), length=200),
    Field("formation", "mode", N_("Mode"), r.Choix("formation_mode"), part=N_("Formation"), required=ALWAYS),
    Field("formation", "capacite", N_("Capacité"), r.Entier(1, 100000), part=N_("Formation")),
    Field("formation", "traitement", N_("Traitement"), r.Choix("traitement"), part=N_("Formation"), required=ALWAYS,
          hint=N_("Accès contrôlé ou direct")),
    Field("formation", "en_phrase", N_("Dans une phrase"), r.Texte(500), part=N_("Formation"), length=500,
          example="en licence 3 d’histoire",
          hint=N_("Après «\u00a0votre candidature\u00a0». Vide\u00a0: d’après le libellé")),
    Field("formation", "libelle_anglais", N_("En anglais"), r.Texte(500), part=N_("Formation"), length=500),
    Field("formation", "mon_master", N_("Mon Master seulement"), r.OuiNon(), part=N_("Formation")),
    Field("formation", "en_service", N_("En service"), r.OuiNon(), part=N_("Formation")),
    *_days("formation", N_("Calendrier")),
    Field("formation", "code_voeu", N_("Code vœu"), r.Texte(25), "pegase", N_("Pégase"), length=25,
          hint=N_("Celui de l’objet de formation")),
    Field("formation", "code_periode", N_("Code période"), r.Texte(25), "pegase", N_("Pégase"), length=25,
          example="PER-2026"),
    Field("formation", "origine_admission", N_("Origine d’admission"), r.Texte(10), "pegase", N_("Pégase"), length=10,
          hint=N_("Vide\u00a0: celle des réglages")),
    Field("formation", "annee_concours", N_("Année du concours"), r.Entier(1900, 2100), "pegase", N_("Pégase"),
          hint=N_("Pour une admission sur concours seulement")),
    Field("formation", "code_etape", N_("Code étape"), r.Texte(6), "apogee", N_("Apogée"), length=6),
    Field("formation", "version_etape", N_("Version d’étape"), r.Entier(0, 999), "apogee", N_("Apogée")),
    Field("formation", "code_diplome", N_("Code diplôme"), r.Texte(7), "apogee", N_("Apogée"), length=7),
    Field("formation", "version_diplome", N_("Version de diplôme"), r.Texte(3), "apogee", N_("Apogée"), length=3),
    Field("formation", "centre_gestion", N_("Centre de gestion"), r.Texte(3), "apogee", N_("Apogée"), length=3,
          hint=N_("CGE, exigé avec l’étape et sa version")),
    Field("formation", "centre_id", N_("Centre"), r.Lien("centre"), part=N_("Formation"),
          hint=N_("En tête des courriers")),
    Field("formation", "session_id", N_("Session"), r.Lien("session"), part=N_("Calendrier")),
)

OUVERTURE = (
    Field("ouverture", "capacite", N_("Capacité"), r.Entier(1, 100000), part=N_("Ouverture"),
          hint=N_("Vide\u00a0: les places de la formation")),
    Field("ouverture", "en_service", N_("En service"), r.OuiNon(), part=N_("Ouverture")),
    *_days("ouverture", N_("Calendrier")),
)

PIECE = (
    Field("piece", "code", N_("Code"), r.Texte(20), part=N_("Pièce"), required=ALWAYS, length=20),
    Field("piece", "libelle", N_("Libellé"), r.Texte(200), part=N_("Pièce"), required=ALWAYS, length=200),
    Field("piece", "libelle_anglais", N_("En anglais"), r.Texte(200), part=N_("Pièce"), length=200),
    Field("piece", "ordre", N_("Ordre"), r.Entier(0, 9999), part=N_("Pièce")),
    Field("piece", "conditionnelle", N_("Peut ne pas concerner"), r.OuiNon(), part=N_("Pièce")),
    Field("piece", "en_service", N_("En service"), r.OuiNon(), part=N_("Pièce")),
)

PIECE_DEMANDEE = (
    Field("piece_demandee", "formation_id", N_("Formation"), r.Lien("formation"), part=N_("Demandée à"),
          hint=N_("Vide\u00a0: toutes")),
    Field("piece_demandee", "profil", N_("Profil"), r.Choix("profil"), part=N_("Demandée à"),
          hint=N_("Vide\u00a0: tous")),
    Field("piece_demandee", "genre", N_("Type de candidature"), r.Choix("candidature_genre"), part=N_("Demandée à")),
    Field("piece_demandee", "delai", N_("Délai (jours)"), r.Entier(0, 365), part=N_("Demandée à")),
)

NOMENCLATURE = (
    Field("nomenclature", "code", N_("Code"), r.Texte(20), part=N_("Ligne"), required=ALWAYS, length=20),
    Field("nomenclature", "libelle", N_("Libellé"), r.Texte(200), part=N_("Ligne"), required=ALWAYS, length=200),
    Field("nomenclature", "texte", N_("Texte proposé"), r.LongTexte(2000), part=N_("Ligne"), length=2000),
    Field("nomenclature", "libelle_anglais", N_("En anglais"), r.Texte(200), part=N_("Ligne"), length=200,
          hint=N_("Vide\u00a0: en français dans le texte anglais")),
    Field("nomenclature", "texte_anglais", N_("Texte en anglais"), r.LongTexte(2000), part=N_("Ligne"), length=2000),
    Field("nomenclature", "ordre", N_("Ordre"), r.Entier(0, 9999), part=N_("Ligne")),
    Field("nomenclature", "en_service", N_("En service"), r.OuiNon(), part=N_("Ligne")),
)

TYPE_DECISION = (
    Field("type_decision", "famille", N_("Avis"), r.Choix("avis"), part=N_("Type"), required=ALWAYS,
          hint=N_("Ce qu’il est pour les règles, pour toujours"), alone=N_("Famille d’avis")),
    Field("type_decision", "code", N_("Code"), r.Texte(20), part=N_("Type"), required=ALWAYS, length=20),
    Field("type_decision", "libelle", N_("Libellé"), r.Texte(200), part=N_("Type"), required=ALWAYS, length=200),
    Field("type_decision", "libelle_anglais", N_("En anglais"), r.Texte(200), part=N_("Type"), length=200),
    Field("type_decision", "definitif", N_("Définitif"), r.OuiNon(), part=N_("Type"),
          hint=N_("Non\u00a0: un autre avis peut le suivre")),
    Field("type_decision", "motif_dit", N_("La lettre dit le motif"), r.OuiNon(), part=N_("Type")),
    Field("type_decision", "condition_dite", N_("La lettre dit la condition"), r.OuiNon(), part=N_("Type")),
    Field("type_decision", "centre_id", N_("Centre"), r.Lien("centre"), part=N_("Type"),
          hint=N_("Vide\u00a0: tous les centres")),
    Field("type_decision", "ordre", N_("Ordre"), r.Entier(0, 9999), part=N_("Type")),
    Field("type_decision", "en_service", N_("En service"), r.OuiNon(), part=N_("Type")),
)

SIGNATAIRE = (
    Field("signataire", "prenom", N_("Prénom"), r.Nom(100), part=N_("Signataire"), required=ALWAYS, length=100),
    Field("signataire", "nom", NC_("état civil", "Nom"), r.Nom(100), part=N_("Signataire"), required=ALWAYS,
          length=100),
    Field("signataire", "qualite", N_("Qualité"), r.Texte(200), part=N_("Signataire"), required=ALWAYS, length=200),
    Field("signataire", "delegant", N_("Pour"), r.Texte(200), part=N_("Délégation"), length=200,
          example="la présidente de l’université", hint=N_("Vide\u00a0: signe en son nom"),
          alone=N_("Signe pour")),
    Field("signataire", "delegation", N_("Référence"), r.Texte(200), part=N_("Délégation"), length=200,
          example="arrêté n° 2026-12 du 3 septembre 2026", hint=N_("De l’acte de délégation"),
          alone=N_("Acte de délégation")),
    Field("signataire", "centre_id", N_("Centre"), r.Lien("centre"), part=N_("Signataire"),
          hint=N_("Vide\u00a0: tous les centres")),
    Field("signataire", "papiers", N_("Courriers"), r.CodesListed(200, "papier"), part=N_("Signataire"), length=200,
          hint=N_("decision, pieces, desistement, appel, relance, inscription, motifs. Vide\u00a0: tous")),
    Field("signataire", "qualite_anglais", N_("Qualité en anglais"), r.Texte(200), part=N_("Signataire"), length=200,
          hint=N_("Vide\u00a0: en français dans le texte anglais")),
)

ETIQUETTE = (
    Field("etiquette", "libelle", N_("Libellé"), r.Texte(40), part=N_("Étiquette"), required=ALWAYS, length=40,
          hint=N_("Court, et sans nom de personne")),
    Field("etiquette", "couleur", N_("Couleur"), r.Choix("etiquette_couleur"), part=N_("Étiquette"),
          hint=N_("Le libellé reste toujours écrit à côté")),
    Field("etiquette", "centre_id", N_("Centre"), r.Lien("centre"), part=N_("Étiquette"),
          hint=N_("Vide\u00a0: tous les centres")),
    Field("etiquette", "ordre", N_("Ordre"), r.Entier(0, 9999), part=N_("Étiquette")),
    Field("etiquette", "en_service", N_("En service"), r.OuiNon(), part=N_("Étiquette"),
          hint=N_("Non\u00a0: ne se pose plus, et reste où elle est")),
)
# fmt: on
