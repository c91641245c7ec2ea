"""Fields of a dossier: what it is, its candidatures, and what acts on them take (avis, pieces, visits, notes)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from scolarite_desk.models.fields import readers as r
from scolarite_desk.models.fields.field import ALWAYS, Field, Lists, When
from scolarite_desk.models.fields.readers_listes import ChoixMultiple
from scolarite_desk.models.fields.when import among, blank, both, told, when
from scolarite_desk.models.rules.papiers import COURRIERS
from scolarite_desk.msg import N_, NC_, Msg

_DE = when("avis", "DE", N_("si l’avis est défavorable"))
_LC = when("avis", "LC", N_("si liste complémentaire"))
_PR = when("avis", "PR", N_("si présélection"))
_NON_DE = among("avis", "FA", "LC", "LA", "PR", words=N_("si l’avis n’est pas défavorable"))
_DATE = among("papier", *(one.code for one in COURRIERS.values() if one.date), words=N_("si le courrier a une date"))
_LIEU = among("papier", *(one.code for one in COURRIERS.values() if one.lieu), words=N_("si le courrier convoque"))
_AVERTIE = told("doute", N_("si une règle avertit"))
_AUTRE = when("motif", "autre", N_("si le motif est «\u00a0autre\u00a0»"))
_SESSIONS = told("sessions", N_("si la formation est dans plusieurs sessions"))
_PLUSIEURS = told("plusieurs", N_("si plusieurs campagnes sont ouvertes"))
_REUNIE = told("seances", N_("si une commission s’est réunie"))
_TYPES = When(N_("si le service en a pour cet avis"), lambda row: row.get("avis") in (row.get("types") or ()))
_RECOURS = told("recours", N_("si un recours attend une réponse"))
_RECTIFIE = told("rectifie", N_("si l’avis est rectifié"))


def _over(value: date, lists: Lists, row: Mapping[str, Any]) -> Msg | None:
    """A deadline that nobody can keep any more is doubted; one of a file of last year is true all the same."""
    return N_("Ce jour est passé\u00a0: vérifiez-le.") if value < lists.today() else None


# A table reads better as lines.
# fmt: off
DOSSIER = (
    Field("dossier", "profil", N_("Profil"), r.Choix("profil"), part=N_("Dossier"), required=ALWAYS),
    Field("dossier", "regime", N_("Régime"), r.Choix("regime"), part=N_("Dossier"), hint=N_("Il décide de la CVEC")),
    Field("dossier", "boursier", N_("Boursier"), r.Choix("boursier"), part=N_("Dossier")),
)

CANDIDATURES = (
    Field("candidatures", "genre", N_("Type"), r.Choix("candidature_genre"), part=N_("Candidature"), required=ALWAYS),
    Field("candidatures", "date_retour", N_("Retour au plus tard"), r.Jour(), part=N_("Dates"), warn=_over),
    Field("candidatures", "date_confirmation", N_("Confirmation au plus tard"), r.Jour(), part=N_("Dates"),
          warn=_over),
    Field("candidatures", "situation_droits", N_("Situation des droits"), r.Choix("situation_droits"), "droits",
          N_("Droits")),
    Field("candidatures", "complement_droits", NC_("droits", "Complément"), r.Texte(200), "droits", N_("Droits"),
          length=200),
    Field("candidatures", "montant", N_("Montant restant à charge"), r.Montant(), "droits", N_("Droits"),
          example="178,00"),
)

# What acts take.

OUVERTURE = (
    Field("dossier", "campagne", N_("Campagne"), r.Choix("@campagne_ouverte"), required=_PLUSIEURS, visible=_PLUSIEURS,
          hint=N_("Plusieurs sont ouvertes")),
)

CANDIDATURE = (
    Field("candidatures", "formation", N_("Formation"), r.Choix("@formation_ouverte"), required=ALWAYS,
          hint=N_("Tapez un mot du nom, ou le code")),
    Field("candidatures", "session", N_("Session"), r.Choix("@session_ouverte"), visible=_SESSIONS,
          hint=N_("Vide\u00a0: celle qui est ouverte")),
    Field("candidatures", "genre", N_("Type"), r.Choix("candidature_genre"), required=ALWAYS),
    Field("candidatures", "proposition", N_("Proposition d’admission"), r.OuiNon(),
          hint=N_("Complète, et favorable à valider, dès l’ajout")),
    Field("candidatures", "motif", N_("Raison"), r.Texte(200), visible=_AVERTIE, required=_AVERTIE,
          length=200, hint=N_("Gardée avec la candidature")),
)

STATUT = (
    Field("candidatures", "statut", N_("État du dossier"), r.Choix("statut_candidature"), alone=N_("Statut")),
    Field("candidatures", "statut_le", N_("Depuis le"), r.Jour(), hint=N_("Vide\u00a0: aujourd’hui")),
    Field("candidatures", "traitement", N_("Traitement"), r.Choix("traitement_candidature")),
)

# The same, of several at once.
STATUT_EN_LOT = (
    Field("candidatures", "statut", N_("État du dossier"), r.Choix("statut_candidature"), required=ALWAYS),
    Field("candidatures", "le", N_("Depuis le"), r.Jour(), hint=N_("Vide\u00a0: aujourd’hui")),
    Field("candidatures", "motif", N_("Raison"), r.Texte(200), length=200, hint=N_("Si une règle en demande une")),
)

TRAITEMENT_EN_LOT = (
    Field("candidatures", "traitement", N_("Traitement"), r.Choix("traitement_candidature"), required=ALWAYS),
)

PLACE = (
    Field("candidatures", "le", N_("Réponse avant le"), r.Jour(), hint=N_("Vide\u00a0: selon le calendrier")),
    Field("candidatures", "motif", N_("Raison"), r.Texte(200), length=200,
          hint=N_("Avant son tour, ou sans place libre")),
)

ANNULATION = (
    Field("candidatures", "motif", N_("Raison"), r.Texte(200), required=ALWAYS, length=200,
          hint=N_("Gardée avec la candidature")),
)

DATES_ET_DROITS = ("date_retour", "date_confirmation", "situation_droits", "complement_droits", "montant")

EFFACABLES = tuple(one for one in CANDIDATURES if one.name in DATES_ET_DROITS)

DATES_EN_LOT = (
    *EFFACABLES,
    Field("candidatures", "vider", N_("Vider"), ChoixMultiple("@champ_candidature"), part=N_("À vider"),
          hint=N_("Un champ, ou plusieurs avec une virgule")),
)

SESSION = (
    Field("candidatures", "session", N_("Session"), r.Choix("@session_ouverte"), required=ALWAYS,
          hint=N_("Tant que rien n’y est décidé")),
)

EN_LOT = (Field("candidatures", "acte", N_("Faire"), r.Choix("@acte")),)

SUITES = (Field("candidatures", "confirmation", N_("Réponse"), r.Choix("confirmation")),)

AVIS = (
    Field("avis", "avis", N_("Avis"), r.Choix("avis"), required=ALWAYS, hint=N_("Tapez les premières lettres")),
    Field("avis", "type", N_("Type de décision"), r.Lien("type_decision"), visible=_TYPES,
          hint=N_("Vide\u00a0: l’avis, sans autre précision")),
    Field("avis", "en_seance", N_("En séance du"), r.Lien("seance"), visible=_REUNIE,
          hint=N_("Vide\u00a0: hors séance")),
    Field("avis", "motif", N_("Motif"), r.Choix("motif_avis"), visible=_DE, required=both(_DE, blank("motif_texte",
          N_("sans texte")))),
    Field("avis", "motif_texte", N_("En clair"), r.LongTexte(4000, phrases=True), visible=_DE,
          required=both(_DE, _AUTRE), length=4000, hint=N_("Écrit dans la lettre"),
          alone=N_("Motif, en toutes lettres")),
    Field("avis", "rang", N_("Rang"), r.Entier(1, 9999), visible=_LC, required=_LC),
    Field("avis", "convocation_le", N_("Convocation le"), r.Jour(), visible=_PR, required=_PR,
          alone=N_("Convocation, jour")),
    Field("avis", "convocation_heure", NC_("heure", "À"), r.Heure(), visible=_PR, required=_PR, example="9h30",
          alone=N_("Convocation, heure")),
    Field("avis", "convocation_lieu", N_("Lieu"), r.Texte(200), visible=_PR, required=_PR, length=200,
          alone=N_("Convocation, lieu")),
    Field("avis", "condition", N_("Condition"), r.Propose("condition_avis", 500), visible=_NON_DE, length=500,
          hint=N_("Écrite dans la lettre"), example="sous réserve de l’obtention de votre licence",
          alone=N_("Condition, en toutes lettres")),
    Field("avis", "commentaire", N_("Commentaire"), r.Texte(500), length=500,
          hint=N_("Interne\u00a0: jamais dans la lettre")),
    Field("avis", "requete", N_("Sur recours"), r.Lien("requete"), visible=_RECOURS,
          hint=N_("Celui que cette décision accueille\u00a0: la lettre le dit")),
    Field("avis", "corrige_motif", N_("Raison"), r.Texte(200, phrases=True), visible=_RECTIFIE, required=_RECTIFIE,
          length=200, hint=N_("De la rectification\u00a0: la lettre la dit"), alone=N_("Correction parce que")),
)

REQUETE = (
    Field("requete", "genre", N_("Demande"), r.Choix("requete_genre"), required=ALWAYS,
          hint=N_("Recours, ou motifs demandés"), alone=N_("Recours ou demande de motifs")),
    Field("requete", "recue_le", N_("Reçue le"), r.Jour(), hint=N_("Vide\u00a0: aujourd’hui"),
          alone=N_("Demande reçue le")),
    Field("requete", "objet", N_("Objet"), r.LongTexte(2000, phrases=True), length=2000,
          hint=N_("Ce que la personne demande"), alone=N_("Objet de la demande")),
)

REQUETE_EN_LOT = tuple(replace(one, name="le") if one.name == "recue_le" else one for one in REQUETE)

REPONSE = (
    Field("requete", "issue", N_("Issue"), r.Choix("requete_issue"), required=ALWAYS,
          hint=N_("Accueillie\u00a0: rectifiez l’avis"), alone=N_("Issue de la demande")),
    Field("requete", "repondue_le", N_("Répondue le"), r.Jour(), hint=N_("Vide\u00a0: aujourd’hui"),
          alone=N_("Demande répondue le")),
)

REPONSE_EN_LOT = tuple(replace(one, name="le") if one.name == "repondue_le" else one for one in REPONSE)

# Given to several at once: what is of one person alone is not asked.
AVIS_EN_LOT = tuple(
    replace(field, hint=N_("Celui du premier, les autres suivent")) if field.name == "rang" else field
    for field in AVIS
    if field.name not in ("type", "commentaire", "requete", "corrige_motif")
)

CORRECTION_EN_LOT = (
    *(replace(one, hint=N_("Le même avis garde ce qui n’est pas redonné")) if one.name == "avis" else one
      for one in AVIS_EN_LOT),
    *(replace(one, name="raison", visible=ALWAYS, required=ALWAYS) for one in AVIS if one.name == "corrige_motif"),
    Field("avis", "malgre", N_("Malgré les quatre mois"), r.OuiNon(), hint=N_("Si le service juridique l’a admis")),
)

COURRIER = (
    Field("document", "papier", N_("Courrier"), r.Choix("courrier"),
          hint=N_("Pièces manquantes, relance, inscription…")),
    Field("document", "le", NC_("moment", "Le"), r.Jour(), visible=_DATE, warn=_over,
          hint=N_("Jour du rendez-vous, ou dernier jour pour répondre"), alone=N_("Courrier, jour")),
    Field("document", "heure", NC_("heure", "À"), r.Heure(), visible=_LIEU, required=_LIEU, example="9h30",
          alone=N_("Courrier, heure")),
    Field("document", "lieu", N_("Lieu"), r.Texte(200), visible=_LIEU, required=_LIEU, length=200,
          alone=N_("Courrier, lieu")),
)

LETTRES = (  # of many at once
    Field("document", "papier", N_("Lettre"), r.Choix("lettre"), required=ALWAYS),
    *COURRIER[1:],
    Field("document", "anglais", N_("Anglais"), r.Choix("papier_langue"), hint=N_("Vide\u00a0: selon le réglage")),
)

PIECE = (
    Field("piece", "motif", N_("Motif du refus"), r.Choix("motif_refus_piece"), hint=N_("Puis R, ou Entrée")),
    Field("piece", "motif_texte", N_("Précision"), r.Texte(200, phrases=True), length=200, hint=N_("Lue sur le reçu")),
    Field("piece", "echeance", N_("Échéance"), r.Jour(), hint=N_("Vide\u00a0: délai commun")),
)

ETAT_PIECE = (Field("exigence", "statut", N_("Statut"), r.Choix("statut_piece")),)

PIECE_LIBRE = (
    Field("piece", "libelle", N_("Pièce à demander"), r.Texte(200), length=200,
          hint=N_("Entrée ajoute, Échap renonce")),
)

VISITE = (
    Field("visite", "motif", N_("Motif de la visite"), r.Choix("motif_visite"), hint=N_("Pour les comptes du jour")),
)

ETAT_VISITE = (Field("visite", "statut", N_("Statut"), r.Choix("statut_visite")),)

ARRIVEE = (
    Field("visite", "annonce", N_("Nom"), r.Texte(200), length=200, hint=N_("Comme il est donné, nom puis prénom")),
    Field("visite", "ne_le", N_("Né(e) le"), r.JourNaissance(), hint=N_("Pour retrouver la personne")),
    Field("visite", "telephone", N_("Téléphone"), r.Telephone()),
    Field("visite", "motif", N_("Motif"), r.Choix("motif_visite"), hint=N_("Tapez les premières lettres")),
    Field("visite", "tiers", N_("Venu(e) à sa place"), r.Texte(200), hint=N_("Le nom du tiers, s’il y en a un")),
    Field("visite", "mandat_vu", N_("Mandat vu"), r.OuiNon(),
          visible=told("tiers", N_("si une autre personne est venue"))),
)

REPORT = (
    Field("visite", "jour", N_("Reporter au"), r.Jour(), hint=N_("jj/mm/aaaa")),
    Field("visite", "heure", NC_("heure", "À"), r.Heure(), hint=N_("Par exemple 9h30")),
)

OBJET = (
    Field("note", "candidature", N_("Concerne"), r.Choix("@candidature"), hint=N_("Vide\u00a0: la personne"),
          alone=N_("Candidature concernée")),
)

NOTE = (
    Field("note", "texte", NC_("remarque", "Note"), r.LongTexte(20_000, phrases=True), length=20_000,
          hint=N_("Jamais de santé ni d’autre donnée sensible")),
    Field("note", "suivi_le", N_("À revoir le"), r.Jour(), hint=N_("Vide\u00a0: rien à suivre"), warn=_over),
    *OBJET,
)

# Whom a task is handed to, and tags: what several rooms ask.
REMISE = (
    Field("note", "pour", N_("Confier à"), r.Choix("@destinataire"), required=ALWAYS,
          hint=N_("Une personne, ou un poste")),
    Field("note", "mot", N_("Mot"), r.Texte(200), length=200, hint=N_("Ce qu’il faut savoir"), alone=N_("Mot joint")),
)

ETIQUETTE = (
    Field("pose", "etiquette", N_("Étiquette"), r.Choix("@etiquette"), required=ALWAYS,
          hint=N_("Tapez les premières lettres")),
)

# What several acts take, which no form of theirs asks by itself.
DITS = (
    Field("acte", "motif", N_("Raison"), r.Texte(500), length=500),
    Field("acte", "note", NC_("remarque", "Note"), r.Texte(200), length=200),
    Field("acte", "guichet", N_("Guichet"), r.Texte(60), length=60),
    Field("acte", "duree", N_("Durée (minutes)"), r.Entier(1, 24 * 60)),
    Field("acte", "export", N_("Genre"), r.Texte(60), length=60),
    Field("acte", "filtre", N_("Filtre"), r.LongTexte(4000), length=4000),
)
# fmt: on
