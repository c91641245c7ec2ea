"""Every command of the desk, once: menus, shortcuts, palette and the pages of help are made from this table.

A screen gives `Actions` a function per code; a command without a function is shown greyed. A new command is one line.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import reduce

from scolarite_desk.models.rules.droits import Droits
from scolarite_desk.msg import N_, NC_, NOTHING, Msg, verbatim
from scolarite_desk.ui.look.texts import say, tr

ANYWHERE, DOSSIER, SESSION = "partout", "dossier", "session"  # what must be open for a command to make sense


@dataclass(frozen=True)
class Command:
    """One command: `keys` as Qt writes them ("Ctrl+N"), several separated by "; "; `where`: what must be open.

    `right`: the function of the office (`rules/droits.py`) without which it is not shown; "journal:lire": to read it.
    """

    code: str
    label: Msg
    menu: str
    keys: str = ""
    icon: str = ""
    where: str = ANYWHERE
    line: bool = False  # a line above it in the menu
    right: str = ""

    def refusal(self, droits: Droits) -> Msg:
        """Why these rights do not open it; `NOTHING` when they do."""
        function, _, reads = self.right.partition(":")
        return droits.refusal(function, write=not reads) if function else NOTHING


MENUS = {
    "fichier": N_("&Fichier"),
    "dossier": N_("&Dossier"),
    "decisions": N_("Dé&cisions"),
    "campagne": N_("Ca&mpagne"),
    "exports": N_("&Exports"),
    "affichage": N_("Aff&ichage"),
    "aide": N_("&Aide"),
}

# A table reads better as lines: one a command, a family a menu.
# fmt: off
COMMANDS = (
    Command("ouvrir_base", N_("Ouvrir une base…"), "fichier", "Ctrl+O", "folder-open"),
    Command("importer", N_("Importer un fichier"), "fichier", "Ctrl+Shift+I", "upload", right="imports"),
    Command("verifier", N_("Vérifier la base"), "fichier", "", "clipboard-check"),
    Command("reglages", N_("Réglages"),
            "fichier", "Ctrl+,", "settings", line=True, right="reglages:lire"),
    Command("formations", N_("Formations"),
            "fichier", "", "graduation-cap", right="formations:lire"),
    Command("modeles", N_("Modèles de courrier"), "fichier", "", "mail", right="modeles:lire"),
    Command("journal", N_("Journal"), "fichier", "", "history", right="journal:lire"),
    Command("registre", N_("Registre des numéros"),
            "fichier", "", "ticket", right="recus:lire"),
    Command("rgpd", N_("Données personnelles"), "fichier", "", "users", right="rgpd:lire"),
    Command("corbeille", N_("Corbeille"), "fichier", "", "trash-2", right="dossiers"),
    Command("sauvegardes", N_("Sauvegardes"),
            "fichier", "", "archive", right="sauvegardes:lire"),
    Command("postes", N_("Postes"), "fichier", "", "monitor", right="paquets:lire"),
    Command("comptes", N_("Comptes"), "fichier", "", "users", right="comptes:lire"),
    Command("synchroniser", N_("Synchroniser"), "fichier", "Ctrl+Shift+S", "refresh-cw"),
    Command("motdepasse", N_("Mon mot de passe"), "fichier", "", "key-round", line=True),
    Command("verrouiller", N_("Verrouiller l’application"), "fichier", "Ctrl+L", "lock"),
    Command("quitter", N_("Quitter"), "fichier", "Ctrl+Q", "log-out"),

    Command("annuler", N_("Annuler"), "dossier", "Ctrl+Z", "undo-2"),
    Command("retablir", N_("Rétablir"), "dossier", "Ctrl+Y; Ctrl+Shift+Z", "redo-2"),
    Command("chercher", N_("Chercher"), "dossier", "Ctrl+F", "search", line=True),
    Command("nouveau", N_("Nouveau dossier"),
            "dossier", "Ctrl+N", "user-plus", right="dossiers"),
    Command("ine_provisoire", N_("Attribuer un INE provisoire"),
            "dossier", "Ctrl+I", "id-card", DOSSIER, right="ine"),
    Command("candidature", N_("Ajouter une candidature"),
            "dossier", "Ctrl+Shift+N", "file-plus", DOSSIER, right="candidatures"),
    Command("recu", N_("Éditer le reçu"),
            "dossier", "Ctrl+P", "printer", DOSSIER, line=True, right="recus"),
    Command("etiqueter", N_("Poser ou ôter une étiquette"),
            "dossier", "Ctrl+Shift+E", "tag", DOSSIER, right="notes"),
    Command("imprimer_dossier", N_("Imprimer le dossier à examiner"),
            "dossier", "", "file-text", DOSSIER, right="exports"),
    Command("ressaisir", N_("Mettre à ressaisir dans eCandidat"),
            "dossier", "", "copy", DOSSIER, line=True, right="dossiers"),
    Command("copier_suivante", N_("Ressaisie\u00a0: copier la valeur suivante"),
            "dossier", "F3", "copy", DOSSIER, right="dossiers"),
    Command("terminer", N_("Fermer ce dossier"),
            "dossier", "Ctrl+Return; Ctrl+Enter", "check", DOSSIER),
    Command("nouvelle_annee", N_("Ouvrir un dossier pour l’année"),
            "dossier", "", "calendar-plus", DOSSIER, right="dossiers"),
    Command("retirer", N_("Mettre à la corbeille"),
            "dossier", "", "trash-2", DOSSIER, right="dossiers"),
    Command("donnees_personne", N_("Données de la personne"),
            "dossier", "", "users", DOSSIER, right="rgpd:lire"),
    Command("fusionner", N_("Fusionner avec une autre personne…"),
            "dossier", "", "copy", DOSSIER, right="fusion"),
    Command("historique_champ", N_("Historique du champ"),
            "dossier", "Ctrl+H", "history", DOSSIER),

    Command("decisions", N_("Décisions"), "decisions", "F6", "scale", right="avis:lire"),
    Command("donner_avis", N_("Donner un avis"),
            "decisions", "Ctrl+D", "scale", DOSSIER, right="avis"),
    Command("valider_avis", N_("Valider l’avis"),
            "decisions", "Ctrl+Shift+D", "stamp", DOSSIER, right="validation"),
    Command("autre_acte", N_("Autre acte pour la sélection…"), "decisions", "Ctrl+G", "pencil"),
    Command("rectifier_avis", N_("Rectifier un avis…"),
            "decisions", "", "pencil", DOSSIER, right="validation"),
    Command("rangs", N_("Rangs de la liste complémentaire…"), "decisions", "", "list-filter", right="avis"),
    Command("lettre", N_("Éditer la lettre"),
            "decisions", "Ctrl+Shift+P", "mail", DOSSIER, right="lettres"),

    Command("journee", N_("Journée"),
            "campagne", "Ctrl+J", "calendar-days", right="visites:lire"),
    Command("arrivee", N_("Noter une arrivée"),
            "campagne", "Ctrl+Shift+A", "door-open", right="visites"),
    Command("rendez_vous", N_("Importer des rendez-vous…"),
            "campagne", "", "calendar-plus", right="visites"),
    Command("suivi", N_("Suivi du jour"), "campagne", "Ctrl+Shift+J", "clipboard-check", right="candidatures:lire"),
    Command("divergences", N_("Désaccords entre postes"),
            "campagne", "", "git-compare-arrows", line=True, right="divergences:lire"),
    Command("doublons", N_("Doublons"), "campagne", "", "copy", right="fusion"),

    Command("exporter", N_("Exporter un tableau…"), "exports", "", "download", right="exports"),
    Command("exporter_excel", N_("Décisions en classeur…"),
            "exports", "Ctrl+E", "download", right="exports"),
    Command("exporter_pdf", N_("Décisions en liste…"),
            "exports", "", "file-text", right="exports"),
    Command("exporter_attente", N_("Liste des personnes sans avis…"),
            "exports", "", "file-text", right="exports"),
    Command("seances", N_("Séances et procès-verbaux…"), "exports", "", "calendar-days", right="avis:lire"),
    Command("exporter_csv", N_("Décisions en fichier texte…"),
            "exports", "", "file-text", right="exports"),
    Command("exporter_ecandidat", N_("Décisions au format d’eCandidat…"),
            "exports", "", "file-text", right="exports"),
    Command("exporter_dossiers", N_("Dossiers à examiner…"), "exports", "", "archive", right="exports"),
    Command("lettres", N_("Lettres de décision…"), "exports", "", "mail", right="lettres"),
    Command("si", N_("Pégase et Apogée"), "exports", "", "school", line=True, right="exports"),

    Command("onglet_suivant", N_("Onglet suivant"), "affichage", "Ctrl+PgDown", "", DOSSIER),
    Command("onglet_precedent", N_("Onglet précédent"),
            "affichage", "Ctrl+PgUp", "", DOSSIER),
    Command("dossier_precedent", N_("Dossier précédent"), "affichage", "F7", "chevron-left"),
    Command("dossier_suivant", N_("Dossier suivant"), "affichage", "F8", "chevron-right"),
    Command("champ_a_corriger", N_("Aller au champ à corriger"), "affichage", "F2", "pencil", line=True),
    Command("abandonner_saisie", N_("Abandonner cette saisie"), "affichage", "Shift+F2", "undo-2"),
    Command("replier", N_("Replier la file"), "affichage", "F9", "list-filter", line=True),
    Command("vue", N_("Enregistrer cette vue…"), "affichage", "", "save", right="vues"),
    Command("theme", N_("Clair ou sombre"), "affichage", "", "moon"),
    Command("plus_grand", N_("Texte plus grand"), "affichage", "Ctrl++; Ctrl+=", "plus"),
    Command("plus_petit", N_("Texte plus petit"), "affichage", "Ctrl+-", "minus"),

    Command("palette", N_("Toutes les commandes"), "aide", "Ctrl+K", "command"),
    Command("premiers_pas", N_("Premiers pas"), "aide", "", "clipboard-check"),
    Command("aide", N_("Aide de cette page"), "aide", "F1", "circle-help"),
    Command("premier_jour", N_("Premier jour"), "aide", "", "graduation-cap"),
    Command("touches", N_("Raccourcis clavier"), "aide", "Ctrl+F1", "keyboard", line=True),
    Command("a_propos", N_("À propos"), "aide", "", "info"),
)
# fmt: on

# fmt: off - a table reads better as lines
GESTURES = {  # keys that belong to widgets: only the pages of help need them
    "champ_suivant": (N_("Champ suivant"), "Tab; Return"),
    "champ_precedent": (N_("Champ précédent"), "Shift+Tab"),
    "choix": (N_("Ouvrir la liste d’un choix, descendre dans la liste"), "Down"),
    "ligne": (N_("Ouvrir la ligne"), "Return"),
    "vider": (N_("Vider la recherche, fermer une liste, quitter une salle"), "Esc"),
    "piece": (N_("Pièce\u00a0: valider, refuser, non concerné"), "Space; R; N"),
    "lignes": (N_("Ajouter une ligne, retirer une ligne"), "Ins; Del"),
    "trier": (N_("Table\u00a0: trier par la colonne, l’ajouter à l’ordre"), "Ctrl+T; Ctrl+Shift+T"),
    "menu": (N_("Table\u00a0: actes, copies et colonnes"), "Menu; Shift+F10"),
    "copier": (N_("Table\u00a0: copier la cellule ou les lignes, avec les titres"), "Ctrl+C; Ctrl+Shift+C"),
    "choisir": (N_("Désaccords et doublons\u00a0: choisir"), "1; 2; 3"),
}


# fmt: off - the same
_WRITTEN = {  # by the names that Qt gives to keys, those that are written on them
    "Return": NC_("touche", "Entrée"),
    "Enter": NC_("touche", "Entrée"),
    "Space": NC_("touche", "Espace"),
    "PgDown": NC_("touche", "PgSuiv"),
    "PgUp": NC_("touche", "PgPréc"),
    "Down": verbatim("↓"),
    "Del": NC_("touche", "Suppr"),
    "Ins": NC_("touche", "Inser"),
    "Esc": NC_("touche", "Échap"),
    "Shift": NC_("touche", "Maj"),
}
# fmt: on


def written(keys: str) -> str:
    """Keys as they are written on a French keyboard: "Ctrl+Return; Ctrl+Enter" is « Ctrl+Entrée »."""
    said = dict.fromkeys("+".join(_key(key) for key in one.split("+")) for one in keys.split("; ") if one)
    return reduce(lambda some, other: tr("{touches} ou {autres}", touches=some, autres=other), said) if said else ""


def _key(key: str) -> str:
    return say(_WRITTEN[key]) if key in _WRITTEN else key


def menu_letters() -> str:
    """What Alt already opens in the menu bar, in the language of the window."""
    titles = [say(title) for title in MENUS.values()]
    return "".join(title[title.index("&") + 1].lower() for title in titles if "&" in title)


def label_of(command: Command) -> str:
    """The label in the language of the window."""
    return say(command.label)


def command_of(code: str) -> Command:
    """The command of that code. Raises `StopIteration` when there is none."""
    return next(command for command in COMMANDS if command.code == code)


def all_keys() -> Iterator[tuple[str, str, str]]:
    """(menu, label, keys as written) for the page of keys, commands first."""
    for command in COMMANDS:
        if command.keys:
            menu = say(MENUS[command.menu]).replace("&", "")
            yield menu, label_of(command), written(command.keys)
    for label, keys in GESTURES.values():
        yield tr("Partout"), say(label), written(keys)
