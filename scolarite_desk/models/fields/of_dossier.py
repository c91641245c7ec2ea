"""Fields of a dossier: what it is, its candidatures, and what acts on them take (avis, pieces, visits, notes)."""

from __future__ import annotations

from dataclasses import replace

from scolarite_desk.models.fields import readers as r
from scolarite_desk.models.fields.field import ALWAYS, Field
from scolarite_desk.models.fields.when import told, when

_DE = when("avis", "DE", "si l’avis est défavorable")
_LC = when("avis", "LC", "si liste complémentaire")
_PR = when("avis", "PR", "si présélection")
_RECTIFIE = told("rectifie", "si l’avis est rectifié")


# A table reads better as lines.
# fmt: off
DOSSIER = (
    Field("dossier", "profil", "Profil", r.Choix("profil"), part="Dossier", required=ALWAYS),
    Field("dossier", "regime", "Régime", r.Choix("regime"), part="Dossier", hint="Il décide de la CVEC"),
    Field("dossier", "boursier", "Boursier", r.Choix("boursier"), part="Dossier"),
)

CANDIDATURES = (
    Field("candidatures", "genre", "Type", r.Choix("candidature_genre"), part="Candidature", required=ALWAYS),
    Field("candidatures", "date_retour", "Retour au plus tard", r.Jour(), part="Dates"),
    Field("candidatures", "date_confirmation", "Confirmation au plus tard", r.Jour(), part="Dates"),
    Field("candidatures", "situation_droits", "Situation des droits", r.Choix("situation_droits"), "droits", "Droits"),
    Field("candidatures", "complement_droits", "Complément", r.Texte(200), "droits", "Droits", length=200),
    Field("candidatures", "montant", "Montant restant à charge", r.Montant(), "droits", "Droits", example="178,00"),
)

# What acts take.

CANDIDATURE = (
    Field("candidatures", "formation", "Formation", r.Choix("@formation_ouverte"), required=ALWAYS,
          hint="Tapez un mot du nom, ou le code"),
    Field("candidatures", "genre", "Type", r.Choix("candidature_genre"), required=ALWAYS),
    Field("candidatures", "motif", "Raison", r.Texte(200), visible=told("doute", "si une règle avertit"), length=200,
          hint="Gardée avec la candidature"),
)

STATUT = (
    Field("candidatures", "statut", "État du dossier", r.Choix("statut_candidature"), alone="Statut"),
    Field("candidatures", "statut_le", "Depuis le", r.Jour(), hint="Vide\u00a0: aujourd’hui"),
    Field("candidatures", "traitement", "Traitement", r.Choix("traitement_candidature")),
)

SUITES = (Field("candidatures", "confirmation", "Réponse", r.Choix("confirmation")),)

AVIS = (
    Field("avis", "avis", "Avis", r.Choix("avis"), required=ALWAYS, hint="FA, DE, LC, LA ou PR"),
    Field("avis", "motif", "Motif", r.Choix("motif_avis"), visible=_DE, required=_DE),
    Field("avis", "motif_texte", "En clair", r.LongTexte(4000), visible=_DE, length=4000, hint="Écrit dans la lettre",
          alone="Motif, en toutes lettres"),
    Field("avis", "rang", "Rang", r.Entier(1, 9999), visible=_LC, required=_LC),
    Field("avis", "convocation_le", "Convocation le", r.Jour(), visible=_PR, alone="Convocation, jour"),
    Field("avis", "convocation_heure", "À", r.Heure(), visible=_PR, example="9h30", alone="Convocation, heure"),
    Field("avis", "convocation_lieu", "Lieu", r.Texte(200), visible=_PR, length=200, alone="Convocation, lieu"),
    Field("avis", "commentaire", "Commentaire", r.Texte(500), length=500, hint="Interne\u00a0: jamais dans la lettre"),
    Field("avis", "corrige_motif", "Raison", r.Texte(200), visible=_RECTIFIE, required=_RECTIFIE, length=200,
          hint="De la rectification", alone="Correction parce que"),
)

# Given to several at once: what is of one person alone is not asked.
AVIS_EN_LOT = tuple(
    replace(field, hint="Celui du premier, les autres suivent") if field.name == "rang" else field
    for field in AVIS
    if field.name not in ("commentaire", "corrige_motif")
)

PIECE = (
    Field("piece", "motif", "Motif du refus", r.Choix("motif_refus_piece"), hint="Puis R, ou Entrée"),
    Field("piece", "motif_texte", "Précision", r.Texte(200), length=200, hint="Lue sur le reçu"),
    Field("piece", "echeance", "Échéance", r.Jour(), hint="Vide\u00a0: délai commun"),
)

ETAT_PIECE = (Field("exigence", "statut", "Statut", r.Choix("statut_piece")),)

PIECE_LIBRE = (
    Field("piece", "libelle", "Pièce à demander", r.Texte(200), length=200, hint="Entrée ajoute, Échap renonce"),
)

VISITE = (Field("visite", "motif", "Motif de la visite", r.Choix("motif_visite"), hint="Pour les comptes du jour"),)

ETAT_VISITE = (Field("visite", "statut", "Statut", r.Choix("statut_visite")),)

ARRIVEE = (
    Field("visite", "annonce", "Nom", r.Texte(200), hint="Comme il est donné, nom puis prénom"),
    Field("visite", "ne_le", "Né(e) le", r.JourNaissance(), hint="Pour retrouver la personne"),
    Field("visite", "telephone", "Téléphone", r.Telephone()),
    Field("visite", "motif", "Motif", r.Choix("motif_visite"), hint="Tapez les premières lettres"),
    Field("visite", "tiers", "Venu(e) à sa place", r.Texte(200), hint="Le nom du tiers, s’il y en a un"),
    Field("visite", "mandat_vu", "Mandat vu", r.OuiNon(), visible=told("tiers", "si une autre personne est venue")),
)

REPORT = (
    Field("visite", "jour", "Reporter au", r.Jour(), hint="jj/mm/aaaa"),
    Field("visite", "heure", "À", r.Heure(), hint="Par exemple 9h30"),
)

NOTE = (
    Field("note", "texte", "Note", r.LongTexte(), hint="Jamais de santé ni d’autre donnée sensible"),
    Field("note", "suivi_le", "À revoir le", r.Jour(), hint="Vide\u00a0: rien à suivre"),
)
# fmt: on
