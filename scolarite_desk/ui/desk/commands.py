"""Every command of the desk, once: menus, shortcuts, palette and the page of keys are made from this table.

A screen gives `Actions` a function per code; a command without a function is shown greyed. A new command is one line.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from scolarite_desk.models.rules.droits import Droits
from scolarite_desk.ui.look.texts import QT_TRANSLATE_NOOP

ANYWHERE, DOSSIER, SESSION = "partout", "dossier", "session"  # what must be open for a command to make sense


@dataclass(frozen=True)
class Command:
    """One command: `keys` as Qt writes them ("Ctrl+N"), several separated by "; "; `where`: what must be open.

    `right`: the function of the office (`rules/droits.py`) without which it is not shown; "journal:lire": to read it.
    """

    code: str
    label: str
    menu: str
    keys: str = ""
    icon: str = ""
    where: str = ANYWHERE
    line: bool = False  # a line above it in the menu
    right: str = ""

    def refusal(self, droits: Droits) -> str:
        """Why these rights do not open it; "" when they do."""
        function, _, reads = self.right.partition(":")
        return droits.refusal(function, write=not reads) if function else ""


MENUS = {
    "fichier": QT_TRANSLATE_NOOP("actions", "&Fichier"),
    "dossier": QT_TRANSLATE_NOOP("actions", "&Dossier"),
    "decisions": QT_TRANSLATE_NOOP("actions", "Dé&cisions"),
    "campagne": QT_TRANSLATE_NOOP("actions", "Ca&mpagne"),
    "exports": QT_TRANSLATE_NOOP("actions", "&Exports"),
    "affichage": QT_TRANSLATE_NOOP("actions", "Aff&ichage"),
    "aide": QT_TRANSLATE_NOOP("actions", "&Aide"),
}
MENU_LETTERS = "".join(title[title.index("&") + 1].lower() for title in MENUS.values())

# A table reads better as lines: one a command, a family a menu.
# fmt: off
COMMANDS = (
    Command("ouvrir_base", QT_TRANSLATE_NOOP("actions", "Ouvrir une base…"), "fichier", "Ctrl+O", "folder-open"),
    Command("verifier", QT_TRANSLATE_NOOP("actions", "Vérifier la base"), "fichier", "", "clipboard-check"),
    Command("reglages", QT_TRANSLATE_NOOP("actions", "Réglages"),
            "fichier", "Ctrl+,", "settings", line=True, right="reglages:lire"),
    Command("formations", QT_TRANSLATE_NOOP("actions", "Formations"),
            "fichier", "", "graduation-cap", right="formations:lire"),
    Command("journal", QT_TRANSLATE_NOOP("actions", "Journal"), "fichier", "", "history", right="journal:lire"),
    Command("registre", QT_TRANSLATE_NOOP("actions", "Registre des numéros"),
            "fichier", "", "ticket", right="recus:lire"),
    Command("rgpd", QT_TRANSLATE_NOOP("actions", "Données personnelles"), "fichier", "", "users", right="rgpd:lire"),
    Command("corbeille", QT_TRANSLATE_NOOP("actions", "Corbeille"), "fichier", "", "trash-2", right="dossiers"),
    Command("sauvegardes", QT_TRANSLATE_NOOP("actions", "Sauvegardes"),
            "fichier", "", "archive", right="sauvegardes:lire"),
    Command("postes", QT_TRANSLATE_NOOP("actions", "Postes"), "fichier", "", "monitor", right="paquets:lire"),
    Command("comptes", QT_TRANSLATE_NOOP("actions", "Comptes"), "fichier", "", "users", right="comptes:lire"),
    Command("synchroniser", QT_TRANSLATE_NOOP("actions", "Synchroniser"), "fichier", "Ctrl+Shift+S", "refresh-cw"),
    Command("motdepasse", QT_TRANSLATE_NOOP("actions", "Mon mot de passe"), "fichier", "", "key-round", line=True),
    Command("verrouiller", QT_TRANSLATE_NOOP("actions", "Verrouiller l’application"), "fichier", "Ctrl+L", "lock"),
    Command("quitter", QT_TRANSLATE_NOOP("actions", "Quitter"), "fichier", "Ctrl+Q", "log-out"),

    Command("annuler", QT_TRANSLATE_NOOP("actions", "Annuler"), "dossier", "Ctrl+Z", "undo-2"),
    Command("retablir", QT_TRANSLATE_NOOP("actions", "Rétablir"), "dossier", "Ctrl+Y; Ctrl+Shift+Z", "redo-2"),
    Command("chercher", QT_TRANSLATE_NOOP("actions", "Chercher"), "dossier", "Ctrl+F", "search", line=True),
    Command("nouveau", QT_TRANSLATE_NOOP("actions", "Nouveau dossier"),
            "dossier", "Ctrl+N", "user-plus", right="dossiers"),
    Command("ine_provisoire", QT_TRANSLATE_NOOP("actions", "Attribuer un INE provisoire"),
            "dossier", "Ctrl+I", "id-card", DOSSIER, right="ine"),
    Command("candidature", QT_TRANSLATE_NOOP("actions", "Ajouter une candidature"),
            "dossier", "Ctrl+Shift+N", "file-plus", DOSSIER, right="candidatures"),
    Command("recu", QT_TRANSLATE_NOOP("actions", "Éditer le reçu"),
            "dossier", "Ctrl+P", "printer", DOSSIER, line=True, right="recus"),
    Command("terminer", QT_TRANSLATE_NOOP("actions", "Fermer ce dossier"),
            "dossier", "Ctrl+Return; Ctrl+Enter", "check", DOSSIER),
    Command("nouvelle_annee", QT_TRANSLATE_NOOP("actions", "Ouvrir un dossier pour l’année"),
            "dossier", "", "calendar-plus", DOSSIER, right="dossiers"),
    Command("retirer", QT_TRANSLATE_NOOP("actions", "Mettre à la corbeille"),
            "dossier", "", "trash-2", DOSSIER, right="dossiers"),
    Command("donnees_personne", QT_TRANSLATE_NOOP("actions", "Données de la personne"),
            "dossier", "", "users", DOSSIER, right="rgpd:lire"),
    Command("fusionner", QT_TRANSLATE_NOOP("actions", "Fusionner avec une autre personne…"),
            "dossier", "", "copy", DOSSIER, right="fusion"),
    Command("historique_champ", QT_TRANSLATE_NOOP("actions", "Historique du champ"),
            "dossier", "Ctrl+H", "history", DOSSIER),

    Command("decisions", QT_TRANSLATE_NOOP("actions", "Décisions"), "decisions", "F6", "scale", right="avis:lire"),
    Command("donner_avis", QT_TRANSLATE_NOOP("actions", "Donner un avis"),
            "decisions", "Ctrl+D", "scale", DOSSIER, right="avis"),
    Command("valider_avis", QT_TRANSLATE_NOOP("actions", "Valider l’avis"),
            "decisions", "Ctrl+Shift+D", "stamp", DOSSIER, right="validation"),
    Command("rectifier_avis", QT_TRANSLATE_NOOP("actions", "Rectifier un avis…"),
            "decisions", "", "pencil", DOSSIER, right="validation"),
    Command("lettre", QT_TRANSLATE_NOOP("actions", "Éditer la lettre"),
            "decisions", "Ctrl+Shift+P", "mail", DOSSIER, right="lettres"),

    Command("journee", QT_TRANSLATE_NOOP("actions", "Journée"),
            "campagne", "Ctrl+J", "calendar-days", right="visites:lire"),
    Command("arrivee", QT_TRANSLATE_NOOP("actions", "Noter une arrivée"),
            "campagne", "Ctrl+Shift+A", "door-open", right="visites"),
    Command("rendez_vous", QT_TRANSLATE_NOOP("actions", "Importer des rendez-vous…"),
            "campagne", "", "calendar-plus", right="visites"),
    Command("divergences", QT_TRANSLATE_NOOP("actions", "Désaccords entre postes"),
            "campagne", "", "git-compare-arrows", line=True, right="divergences:lire"),
    Command("doublons", QT_TRANSLATE_NOOP("actions", "Doublons"), "campagne", "", "copy", right="fusion"),

    Command("exporter_excel", QT_TRANSLATE_NOOP("actions", "Décisions en classeur…"),
            "exports", "Ctrl+E", "download", right="exports"),
    Command("exporter_pdf", QT_TRANSLATE_NOOP("actions", "Décisions en liste à signer…"),
            "exports", "", "file-text", right="exports"),
    Command("exporter_csv", QT_TRANSLATE_NOOP("actions", "Décisions en fichier texte…"),
            "exports", "", "file-text", right="exports"),
    Command("lettres", QT_TRANSLATE_NOOP("actions", "Lettres de décision…"), "exports", "", "mail", right="lettres"),

    Command("onglet_suivant", QT_TRANSLATE_NOOP("actions", "Onglet suivant"), "affichage", "Ctrl+PgDown", "", DOSSIER),
    Command("onglet_precedent", QT_TRANSLATE_NOOP("actions", "Onglet précédent"),
            "affichage", "Ctrl+PgUp", "", DOSSIER),
    Command("dossier_precedent", QT_TRANSLATE_NOOP("actions", "Dossier précédent"), "affichage", "F7", "chevron-left"),
    Command("dossier_suivant", QT_TRANSLATE_NOOP("actions", "Dossier suivant"), "affichage", "F8", "chevron-right"),
    Command("replier", QT_TRANSLATE_NOOP("actions", "Replier la file"), "affichage", "F9", "list-filter", line=True),
    Command("theme", QT_TRANSLATE_NOOP("actions", "Clair ou sombre"), "affichage", "", "moon"),
    Command("plus_grand", QT_TRANSLATE_NOOP("actions", "Texte plus grand"), "affichage", "Ctrl++; Ctrl+=", "plus"),
    Command("plus_petit", QT_TRANSLATE_NOOP("actions", "Texte plus petit"), "affichage", "Ctrl+-", "minus"),

    Command("palette", QT_TRANSLATE_NOOP("actions", "Toutes les commandes"), "aide", "Ctrl+K", "command"),
    Command("touches", QT_TRANSLATE_NOOP("actions", "Raccourcis clavier"), "aide", "F1", "keyboard"),
    Command("a_propos", QT_TRANSLATE_NOOP("actions", "À propos"), "aide", "", "info"),
)
# fmt: on


# fmt: off - a table reads better as lines
GESTURES = (  # keys that belong to widgets: only the page of keys needs them
    (QT_TRANSLATE_NOOP("actions", "Champ suivant"), "Tab; Return"),
    (QT_TRANSLATE_NOOP("actions", "Champ précédent"), "Shift+Tab"),
    (QT_TRANSLATE_NOOP("actions", "Ouvrir la liste d’un choix, descendre dans la liste"), "Down"),
    (QT_TRANSLATE_NOOP("actions", "Ouvrir la ligne"), "Return"),
    (QT_TRANSLATE_NOOP("actions", "Vider la recherche, fermer une liste"), "Esc"),
    (QT_TRANSLATE_NOOP("actions", "Pièce\u00a0: valider, refuser, non concerné"), "Space; R; N"),
    (QT_TRANSLATE_NOOP("actions", "Ajouter une ligne, retirer une ligne"), "Ins; Del"),
    (QT_TRANSLATE_NOOP("actions", "Désaccords et doublons\u00a0: choisir"), "1; 2; 3"),
)


_SPOKEN = {"Return": "Entrée", "Enter": "Entrée", "Space": "Espace", "PgDown": "PgSuiv", "PgUp": "PgPréc", "Down": "↓",
           "Del": "Suppr", "Ins": "Inser", "Esc": "Échap", "Shift": "Maj"}  # fmt: skip


def spoken(keys: str) -> str:
    """Keys as they are written on a French keyboard: "Ctrl+Return; Ctrl+Enter" is « Ctrl+Entrée »."""
    said = ("+".join(_SPOKEN.get(key, key) for key in one.split("+")) for one in keys.split("; ") if one)
    return " ou ".join(dict.fromkeys(said))


def label_of(command: Command) -> str:
    """The label in the language of the window."""
    return QCoreApplication.translate("actions", command.label)


def command_of(code: str) -> Command:
    """The command of that code. Raises `StopIteration` when there is none."""
    return next(command for command in COMMANDS if command.code == code)


def all_keys() -> Iterator[tuple[str, str, str]]:
    """(menu, label, keys as written) for the page of keys, commands first."""
    for command in COMMANDS:
        if command.keys:
            menu = QCoreApplication.translate("actions", MENUS[command.menu]).replace("&", "")
            yield menu, label_of(command), spoken(command.keys)
    for label, keys in GESTURES:
        yield (
            QCoreApplication.translate("actions", "Partout"),
            QCoreApplication.translate("actions", label),
            spoken(keys),
        )
