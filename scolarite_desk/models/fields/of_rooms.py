"""Fields that rooms ask for before an act, or to look for something: nothing of them is kept as a row."""

from __future__ import annotations

from dataclasses import replace

from scolarite_desk.models.fields import readers as r
from scolarite_desk.models.fields.field import ALWAYS, NEVER, Field, When
from scolarite_desk.models.fields.octets import Word64
from scolarite_desk.models.fields.of_office import FORMATION
from scolarite_desk.models.fields.readers_listes import ChoixMultiple
from scolarite_desk.models.fields.when import among, when
from scolarite_desk.models.rules.calendrier import DATES
from scolarite_desk.models.rules.papiers import RECU
from scolarite_desk.msg import N_, NC_, NOTHING, verbatim

LONGEST = 60  # characters of the name of an account


# A table reads better as lines.
# fmt: off
_NUMERO = Field("journal", "numero", N_("Dossier"), r.Texte(20), part=N_("Chercher"), hint=N_("Son numéro"))
_DU = Field("journal", "du", NC_("jour", "Du"), r.Jour(), part=N_("Limiter"))
_AU = Field("journal", "au", NC_("jour", "Au"), r.Jour(), part=N_("Limiter"))

TRAVAUX = (
    Field("journal", "texte", N_("Mots"), r.Texte(100), part=N_("Chercher"), hint=N_("Nom, valeur d’avant ou d’après")),
    _NUMERO,
    Field("journal", "acte", N_("Acte"), r.Choix("@acte"), part=N_("Chercher")),
    _DU,
    _AU,
    Field("journal", "auteur", N_("Auteur"), r.Choix("@auteur"), part=N_("Limiter")),
    Field("journal", "poste", N_("Poste"), r.Choix("@poste"), part=N_("Limiter")),
)

ACCES = (
    _NUMERO,
    Field("journal", "quoi", N_("Quoi"), r.Choix("@quoi"), part=N_("Chercher")),
    Field("journal", "compte", N_("Compte"), r.Choix("@compte"), part=N_("Chercher")),
    _DU,
    _AU,
)

SCEAU = (Field("sceau", "code", N_("Code de la preuve"), r.Texte(2000), hint=N_("Les sept groupes, tapés ou scannés")),)

PROFIL = Field("compte", "profil", N_("Profil"), r.Choix("@profil"), required=ALWAYS)

COMPTE_NOUVEAU = (
    Field("compte", "nom", N_("Nom"), r.Texte(LONGEST), required=ALWAYS, length=LONGEST,
          hint=N_("Il signe chaque modification et ne change plus")),
    PROFIL,
)

COMPTE = (
    PROFIL,
    Field("compte", "limite", N_("Limiter à"), r.Choix("@limite"),
          hint=N_("Centre, commission ou formation. Vide\u00a0: toute la base")),
)

AGENT = (
    Field("compte", "agent_prenom", N_("Prénom"), r.Texte(100), part=N_("Sur les papiers")),
    Field("compte", "agent_nom", N_("Nom"), r.Texte(100), part=N_("Sur les papiers")),
    Field("compte", "agent_qualite", N_("Qualité"), r.Texte(150), part=N_("Sur les papiers"),
          hint=N_("Gestionnaire de scolarité… (CRPA L. 111-2)")),
)

REPRISE_FORMATION = (
    Field("formation", "campagne", N_("Autre campagne"), r.Lien("campagne"),
          hint=N_("Sans les dates\u00a0: elles changent")),
)

TYPE_NOUVEAU = tuple(
    Field("type_decision", name, label, reader, required=ALWAYS, hint=hint)
    for name, label, reader, hint in (
        ("famille", N_("Avis"), r.Choix("avis"), N_("Ce qu’il est pour les règles, pour toujours")),
        ("code", N_("Code"), r.Texte(20), N_("FA, DE, LC, LA ou PR renomme cet avis\u00a0; un autre en ajoute un")),
        ("libelle", N_("Libellé"), r.Texte(200), N_("Lu dans les listes et les exports")),
    )
)

REUNION = (
    Field("etiquette", "dans", N_("Réunir dans"), r.Lien("etiquette"), required=ALWAYS,
          hint=N_("L’autre étiquette\u00a0: celle-ci part à la corbeille")),
)

RAISON_CAMPAGNE = (
    Field("campagne", "motif", N_("Raison"), r.Texte(300),
          hint=N_("S’il reste quelque chose à faire, ou pour rouvrir")),
)

REPRISE_SESSIONS = (Field("session", "reprise", N_("Les sessions de"), r.Lien("campagne")),)

OUVERTURE_SESSION = (Field("ouverture", "session_id", N_("Autre session"), r.Lien("session")),)

# Of several formations at once: a blank changes nothing.
MASSE = (
    *(replace(one, required=NEVER, part=N_("Formation"), hint=NOTHING) for one in FORMATION
      if one.name in ("capacite", "traitement", "centre_id", "session_id")),
    *(replace(one, reader=r.Choix("@oui_non"), part=N_("Formation")) for one in FORMATION
      if one.name in ("en_service", "mon_master")),  # a box that is not ticked would not say whether it was changed
    *(replace(one, required=NEVER, part=N_("Calendrier")) for one in FORMATION if one.name in DATES),
    Field("formation", "pour_session", N_("Ces jours sont ceux de"), r.Lien("session"), part=N_("Calendrier"),
          hint=N_("Vide\u00a0: la session de chaque formation")),
    *(replace(one, hint=NOTHING) for one in FORMATION
      if one.name in ("code_periode", "origine_admission", "annee_concours", "version_etape", "version_diplome",
                      "centre_gestion")),
    Field("formation", "vider", N_("Vider"), ChoixMultiple("@champ_formation"), part=N_("Formation"),
          hint=N_("Un champ, ou plusieurs avec une virgule")),
)

EXAMEN = (Field("commission_formation", "formation_id", N_("Formation"), r.Lien("formation")),)

NUMERO_MANQUANT = (
    Field("document", "motif", N_("Raison"), r.Texte(500), hint=N_("Papier gâché, reçu écrit à la main…")),
)

NUMEROTATION = (
    Field("rangs", "ordre", N_("Ordre"), r.Choix("@ordre"), required=ALWAYS),
    Field("rangs", "premier", N_("À partir du rang"), r.Entier(1, 9999),
          hint=N_("Vide\u00a0: à la suite de qui vient avant")),
)

PLACEMENT = (
    Field("rangs", "place", N_("Placer au rang"), r.Entier(1, 9999), hint=N_("Ceux qui suivent reculent d’un rang")),
)

DEVENIR = (
    Field("document", "raison", N_("Pourquoi il est revenu"), r.Texte(300),
          hint=N_("N’habite pas à l’adresse indiquée, non réclamé…")),
    Field("document", "jour", N_("Revenu le"), r.Jour(), hint=N_("Vide\u00a0: aujourd’hui")),
)

MESURE = (
    Field("mesure", "genre", N_("Mesure"), r.Choix("@mesure")),
    Field("mesure", "motif", N_("Justificatif de la demande"), r.Texte(200), hint=N_("Courrier du 3 juillet…")),
)

EFFACEMENT = (
    Field("effacement", "numero", N_("Numéro du dossier"), r.Texte(20), hint=N_("Tapez-le pour confirmer")),
    Field("effacement", "motif", N_("Raison"), r.Texte(300), hint=N_("Sans nom\u00a0: elle reste au registre")),
)

NOTIFICATION = (
    Field("notification", "motif", N_("Décisions notifiées autrement"), r.Texte(300),
          hint=N_("Par eCandidat, par courriel…")),
)

RAISON = (Field("raison", "motif", N_("Raison"), r.Texte(500)),)  # what a rule asks for before an act

PURGE = (
    Field("purge", "nombre", N_("Nombre de dossiers"), r.Entier(1, 999_999), hint=N_("Tapez-le pour confirmer")),
)

SAUVEGARDE = (
    Field("sauvegarde", "dossier", NC_("répertoire", "Dossier"), r.Texte(1000), hint=N_("Sur le disque de ce poste")),
    Field("sauvegarde", "second", NC_("répertoire", "Second dossier"), r.Texte(1000),
          hint=N_("Une clé, un autre disque. Vide\u00a0: aucun")),
    Field("sauvegarde", "heures", N_("Heures entre deux"), r.Entier(1, 24), hint=N_("Tant que l’on travaille")),
)

_DECISIONS = when("tableau", "decisions", N_("si ce sont des décisions"))

SORTIE = (
    Field("sortie", "tableau", N_("Tableau"), r.Choix("@tableau"), required=ALWAYS),
    Field("sortie", "portee", N_("Lignes"), r.Choix("@portee"), visible=_DECISIONS, required=_DECISIONS),
    Field("sortie", "campagne", N_("Campagne"), r.Choix("@campagne"), hint=N_("Vide\u00a0: celles qui sont ouvertes"),
          visible=among("tableau", "formations", "cvec", "cvec-manquantes", "inscrits",
                        words=N_("si ses lignes sont d’une campagne"))),
    Field("sortie", "jour", N_("Jour"), r.Jour(), hint=N_("Vide\u00a0: aujourd’hui"),
          visible=when("tableau", "rendezvous", N_("si ce sont des rendez-vous"))),
    Field("sortie", "vue", N_("Vue"), r.Choix("@vue_de"), visible=_DECISIONS,
          hint=N_("Ses colonnes, puis à votre gré")),
    Field("sortie", "format", N_("Format"), r.Choix("@format"), required=ALWAYS),
)

VUE = (
    Field("vue", "libelle", N_("Nom de la vue"), r.Texte(60), required=ALWAYS, length=60,
          hint=N_("Jamais celui d’un candidat")),
    Field("vue", "pour", N_("Pour"), r.Choix("@pour"), required=ALWAYS),
    Field("vue", "lien", N_("Conditions réunies"), r.Choix("@lien"), required=ALWAYS),
)

PORTEE = (
    Field("modele", "diplome", N_("Type de formation"), r.Choix("formation_type"), hint=N_("Vide\u00a0: tous")),
    Field("modele", "formation", N_("Formation"), r.Choix("@formation"), hint=N_("Vide\u00a0: toutes")),
    Field("modele", "centre", N_("Centre de candidature"), r.Choix("@centre"), hint=N_("Vide\u00a0: tous")),
    Field("modele", "genre", N_("Type de candidature"), r.Choix("candidature_genre"), hint=N_("Vide\u00a0: tous")),
    Field("modele", "type", N_("Type de décision"), r.Choix("@type_decision"), hint=N_("Vide\u00a0: tous")),
)

ESSAI = (
    Field("modele", "essai", N_("Aperçu avec"), r.Choix("@essai"), hint=N_("Vide\u00a0: une personne inventée")),
)

_LETTRE = When(N_("le papier est une lettre"), lambda row: row.get("papier") != RECU)

MODELE = (
    Field("modele", "objet", N_("Objet"), r.Texte(300), required=ALWAYS, length=300, visible=_LETTRE),
    Field("modele", "corps", N_("Texte"), r.LongTexte(15_000, phrases=True), required=ALWAYS,
          hint=N_("# titre, - puce, ! en gras, [si champ\u00a0: passage]")),
    Field("modele", "recours", N_("Voies de recours"), r.LongTexte(15_000, phrases=True), hint=N_("Sous la signature"),
          visible=_LETTRE),
    Field("modele", "annexes", N_("Pièces jointes"), r.LongTexte(1000), hint=N_("Une par ligne"),
          visible=_LETTRE),
)

MODELE_WORD = (
    Field("modele", "fichier", N_("Document Word"), Word64(), required=ALWAYS),
    Field("modele", "nom", N_("Nom du fichier"), r.Texte(300), required=ALWAYS, length=300),
)

HUB = (
    Field("hub", "adresse", N_("Adresse"), r.Texte(300), required=ALWAYS,
          hint=verbatim("postgresql://serveur.exemple.fr/scolarite")),
    Field("hub", "code", N_("Invitation"), r.Texte(60), required=ALWAYS,
          hint=N_("Huit groupes, donnés par l’administrateur")),
    Field("hub", "autorite", N_("Certificat"), r.Texte(1000), hint=N_("Fichier de l’autorité, si on vous l’a donné")),
)

RYTHME = (
    Field("hub", "minutes", N_("Minutes entre deux"), r.Entier(1, 720),
          hint=N_("Et en ouvrant, en verrouillant, en quittant")),
    Field("hub", "quota", N_("Documents gardés, en Mo"), r.Entier(0, 100_000), hint=N_("Remis par les autres postes")),
)

PAQUET = (
    Field("paquet", "pour", N_("Pour le poste"), r.Choix("@poste"),
          hint=N_("Vide\u00a0: protégé par une phrase secrète")),
    Field("paquet", "tout", N_("Tout envoyer"), r.OuiNon(), hint=N_("Sinon, ce qu’il n’a pas encore dit avoir")),
    Field("paquet", "plage", N_("Lui donner des INE"), r.Entier(0, 10_000), hint=N_("Combien de numéros provisoires")),
)
# fmt: on

# How a file that comes in is read, and what it is about.
IMPORT_FICHIER = (
    Field("import", "profil", N_("Genre de fichier"), r.Choix("@import_profil"), required=ALWAYS),
    Field(
        "import",
        "feuille",
        N_("Feuille"),
        r.Choix("@import_feuille"),
        required=ALWAYS,
        visible=When(N_("si le classeur en a plusieurs"), lambda row: bool(row.get("plusieurs"))),
    ),
    Field("import", "entete", N_("Ligne des intitulés"), r.Entier(1, 999), hint=N_("Son numéro dans le tableur")),
    Field("import", "campagne", N_("Campagne"), r.Lien("campagne"), hint=N_("Vide\u00a0: celle qui est ouverte")),
    Field("import", "formation", N_("Formation"), r.Lien("formation"), hint=N_("Si le fichier n’en nomme aucune")),
)
