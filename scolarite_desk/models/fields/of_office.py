"""Fields of what the office decides before anybody comes: campaigns, formations, commissions, pieces, who signs."""

from __future__ import annotations

from scolarite_desk.models.fields import readers as r
from scolarite_desk.models.fields.field import ALWAYS, Field

# A table reads better as lines.
# fmt: off
CAMPAGNE = (
    Field("campagne", "libelle", "Libellé", r.Texte(100), part="Campagne", required=ALWAYS, length=100),
    Field("campagne", "annee", "Année universitaire", r.Texte(9), part="Campagne", required=ALWAYS, length=9,
          example="2026-2027"),
    Field("campagne", "etat", "État", r.Choix("campagne_etat"), part="Campagne", required=ALWAYS),
    Field("campagne", "debut", "Du", r.Jour(), "dates", "Dates"),
    Field("campagne", "fin", "Au", r.Jour(), "dates", "Dates"),
)

SESSION = (
    Field("session", "libelle", "Libellé", r.Texte(100), part="Session", required=ALWAYS, length=100),
    Field("session", "genre", "Type", r.Choix("session_genre"), part="Session", required=ALWAYS),
    Field("session", "debut_depot", "Dépôt du", r.Jour(), "depot", "Dates"),
    Field("session", "fin_depot", "Dépôt au", r.Jour(), "depot", "Dates"),
)

CENTRE = (
    Field("centre", "libelle", "Libellé", r.Texte(200), part="Centre", required=ALWAYS, length=200),
    Field("centre", "adresse", "Adresse", r.LongTexte(500), part="Centre", length=500),
    Field("centre", "telephone", "Téléphone", r.Telephone(), part="Contact"),
    Field("centre", "courriel", "Courriel", r.Courriel(), part="Contact"),
)

COMMISSION = (
    Field("commission", "libelle", "Libellé", r.Texte(200), part="Commission", required=ALWAYS, length=200),
    Field("commission", "president", "Président(e)", r.Texte(200), part="Commission", length=200),
    Field("commission", "centre_id", "Centre", r.Lien("centre"), part="Commission",
          hint="Vide\u00a0: tous les centres"),
)

COMMISSION_FORMATION = (
    Field("commission_formation", "formation_id", "Formation", r.Lien("formation"), part="Réunion"),
    Field("commission_formation", "reunion", "Réunion le", r.Jour(), part="Réunion"),
)

FORMATION = (
    Field("formation", "code", "Code", r.Texte(50), part="Formation", required=ALWAYS, length=50),
    Field("formation", "libelle", "Libellé", r.Texte(500), part="Formation", required=ALWAYS, length=500),
    Field("formation", "genre", "Type", r.Choix("formation_type"), part="Formation", required=ALWAYS),
    Field("formation", "mention", "Mention", r.Texte(200), part="Formation", length=200),
    Field("formation", "composante", "Composante", r.Texte(200), part="Formation", length=200),
    Field("formation", "mode", "Mode", r.Choix("formation_mode"), part="Formation", required=ALWAYS),
    Field("formation", "capacite", "Capacité", r.Entier(0, 100000), part="Formation"),
    Field("formation", "traitement", "Traitement", r.Choix("traitement"), part="Formation", required=ALWAYS,
          hint="Accès contrôlé ou direct"),
    Field("formation", "mon_master", "Mon Master seulement", r.OuiNon(), part="Formation"),
    Field("formation", "en_service", "En service", r.OuiNon(), part="Formation"),
    Field("formation", "debut_depot", "Dépôt du", r.Jour(), "depot", "Calendrier"),
    Field("formation", "fin_depot", "Dépôt au", r.Jour(), "depot", "Calendrier"),
    Field("formation", "retour", "Retour des pièces", r.Jour(), part="Calendrier"),
    Field("formation", "jury", "Commission le", r.Jour(), part="Calendrier"),
    Field("formation", "publication", "Publication le", r.Jour(), part="Calendrier"),
    Field("formation", "confirmation", "Confirmation au", r.Jour(), "confirmation", "Calendrier"),
    Field("formation", "delai_confirmation", "ou délai (jours)", r.Entier(1, 365), "confirmation", "Calendrier",
          hint="Après validation de l’avis"),
    Field("formation", "centre_id", "Centre", r.Lien("centre"), part="Formation", hint="En tête des courriers"),
    Field("formation", "session_id", "Session", r.Lien("session"), part="Calendrier"),
)

PIECE = (
    Field("piece", "code", "Code", r.Texte(20), part="Pièce", required=ALWAYS, length=20),
    Field("piece", "libelle", "Libellé", r.Texte(200), part="Pièce", required=ALWAYS, length=200),
    Field("piece", "libelle_anglais", "En anglais", r.Texte(200), part="Pièce", length=200),
    Field("piece", "ordre", "Ordre", r.Entier(0, 9999), part="Pièce"),
    Field("piece", "conditionnelle", "Peut ne pas concerner", r.OuiNon(), part="Pièce"),
    Field("piece", "en_service", "En service", r.OuiNon(), part="Pièce"),
)

PIECE_DEMANDEE = (
    Field("piece_demandee", "formation_id", "Formation", r.Lien("formation"), part="Demandée à",
          hint="Vide\u00a0: toutes"),
    Field("piece_demandee", "profil", "Profil", r.Choix("profil"), part="Demandée à", hint="Vide\u00a0: tous"),
    Field("piece_demandee", "genre", "Type de candidature", r.Choix("candidature_genre"), part="Demandée à"),
    Field("piece_demandee", "delai", "Délai (jours)", r.Entier(0, 365), part="Demandée à"),
)

NOMENCLATURE = (
    Field("nomenclature", "code", "Code", r.Texte(20), part="Ligne", required=ALWAYS, length=20),
    Field("nomenclature", "libelle", "Libellé", r.Texte(200), part="Ligne", required=ALWAYS, length=200),
    Field("nomenclature", "texte", "Texte proposé", r.LongTexte(2000), part="Ligne", length=2000),
    Field("nomenclature", "ordre", "Ordre", r.Entier(0, 9999), part="Ligne"),
    Field("nomenclature", "en_service", "En service", r.OuiNon(), part="Ligne"),
)

SIGNATAIRE = (
    Field("signataire", "prenom", "Prénom", r.Nom(100), part="Signataire", required=ALWAYS, length=100),
    Field("signataire", "nom", "Nom", r.Nom(100), part="Signataire", required=ALWAYS, length=100),
    Field("signataire", "qualite", "Qualité", r.Texte(200), part="Signataire", required=ALWAYS, length=200),
    Field("signataire", "centre_id", "Centre", r.Lien("centre"), part="Signataire",
          hint="Vide\u00a0: tous les centres"),
)
# fmt: on
