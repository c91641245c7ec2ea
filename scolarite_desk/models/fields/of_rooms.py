"""Fields that rooms ask for before an act, or to look for something: nothing of them is kept as a row."""

from __future__ import annotations

from scolarite_desk.models.fields import readers as r
from scolarite_desk.models.fields.field import ALWAYS, Field

LONGEST = 60  # characters of the name of an account


# A table reads better as lines.
# fmt: off
_NUMERO = Field("journal", "numero", "Dossier", r.Texte(20), part="Chercher", hint="Son numéro")
_DU = Field("journal", "du", "Du", r.Jour(), part="Limiter")
_AU = Field("journal", "au", "Au", r.Jour(), part="Limiter")

TRAVAUX = (
    Field("journal", "texte", "Mots", r.Texte(100), part="Chercher", hint="Nom, valeur d’avant ou d’après"),
    _NUMERO,
    Field("journal", "acte", "Acte", r.Choix("@acte"), part="Chercher"),
    _DU,
    _AU,
    Field("journal", "auteur", "Auteur", r.Choix("@auteur"), part="Limiter"),
    Field("journal", "poste", "Poste", r.Choix("@poste"), part="Limiter"),
)

ACCES = (
    _NUMERO,
    Field("journal", "quoi", "Quoi", r.Choix("@quoi"), part="Chercher"),
    Field("journal", "compte", "Compte", r.Choix("@compte"), part="Chercher"),
    _DU,
    _AU,
)

SCEAU = (Field("sceau", "code", "Code de la preuve", r.Texte(2000), hint="Les sept groupes, tapés ou scannés"),)

PROFIL = Field("compte", "profil", "Profil", r.Choix("@profil"), required=ALWAYS)

COMPTE_NOUVEAU = (
    Field("compte", "nom", "Nom", r.Texte(LONGEST), required=ALWAYS, length=LONGEST,
          hint="Il signe chaque modification et ne change plus"),
    PROFIL,
)

COMPTE = (
    PROFIL,
    Field("compte", "limite", "Limiter à", r.Choix("@limite"),
          hint="Centre, commission ou formation. Vide\u00a0: toute la base"),
)

REPRISE_FORMATION = (
    Field("formation", "campagne", "Autre campagne", r.Lien("campagne"), hint="Sans les dates\u00a0: elles changent"),
)

EXAMEN = (Field("commission_formation", "formation_id", "Formation", r.Lien("formation")),)

NUMERO_MANQUANT = (
    Field("document", "motif", "Raison", r.Texte(500), hint="Papier gâché, reçu écrit à la main…"),
)

MESURE = (
    Field("mesure", "genre", "Mesure", r.Choix("@mesure")),
    Field("mesure", "motif", "Justificatif de la demande", r.Texte(200), hint="Courrier du 3 juillet…"),
)

EFFACEMENT = (
    Field("effacement", "numero", "Numéro du dossier", r.Texte(20), hint="Tapez-le pour confirmer"),
    Field("effacement", "motif", "Raison", r.Texte(300), hint="Sans nom\u00a0: elle reste au registre"),
)

NOTIFICATION = (
    Field("notification", "motif", "Décisions notifiées autrement", r.Texte(300),
          hint="Par eCandidat, par courriel…"),
)

PURGE = (
    Field("purge", "nombre", "Nombre de dossiers", r.Entier(1, 999_999), hint="Tapez-le pour confirmer"),
)

SAUVEGARDE = (
    Field("sauvegarde", "dossier", "Dossier", r.Texte(1000), hint="Sur le disque de ce poste"),
    Field("sauvegarde", "second", "Second dossier", r.Texte(1000), hint="Une clé, un autre disque. Vide\u00a0: aucun"),
    Field("sauvegarde", "heures", "Heures entre deux", r.Entier(1, 24), hint="Tant que l’on travaille"),
)

HUB = (
    Field("hub", "adresse", "Adresse", r.Texte(300), required=ALWAYS, hint="postgresql://serveur.exemple.fr/scolarite"),
    Field("hub", "code", "Invitation", r.Texte(60), required=ALWAYS, hint="Huit groupes, donnés par l’administrateur"),
    Field("hub", "autorite", "Certificat", r.Texte(1000), hint="Fichier de l’autorité, si on vous l’a donné"),
)

RYTHME = (
    Field("hub", "minutes", "Minutes entre deux", r.Entier(1, 720), hint="Et en ouvrant, en verrouillant, en quittant"),
    Field("hub", "quota", "Documents gardés, en Mo", r.Entier(0, 100_000), hint="Remis par les autres postes"),
)

PAQUET = (
    Field("paquet", "pour", "Pour le poste", r.Choix("@poste"), hint="Vide\u00a0: protégé par une phrase secrète"),
    Field("paquet", "tout", "Tout envoyer", r.OuiNon(), hint="Sinon, ce qu’il n’a pas encore dit avoir"),
    Field("paquet", "plage", "Lui donner des INE", r.Entier(0, 10_000), hint="Combien de numéros provisoires"),
)
# fmt: on
