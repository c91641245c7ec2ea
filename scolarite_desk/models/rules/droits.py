"""Who may do what: the functions of the office, the profiles, and the perimeter of an account. One table.

The functions of eCandidat's rights are here under the names of this office, with what it lacks; `docs/droits.md` is
written from this table. Checked by `services/droits.py`, and nowhere else.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

# What a perimeter does to a function. OFFICE: nothing, whoever comes is received. ROWS: what is outside is left out.
# BASE: it concerns everybody's dossiers, so that it asks for an account without a perimeter. The others: the thing
# touched must be inside; a person who has no candidature is inside every perimeter for DOSSIER.
OFFICE, ROWS, DOSSIER, CANDIDATURE, FORMATION, BASE = (
    "sans effet",
    "lignes du périmètre",
    "dossier",
    "candidature",
    "formation",
    "toute la base",
)


@dataclass(frozen=True)
class Fonction:
    """One function: `lire` and `ecrire` end « Votre profil ne permet pas de … »; `niveaux`: one letter a profile, in
    the order of `PROFILS` (E reads and writes, L reads, - neither); `ecandidat`: what it is called there.
    """

    code: str
    label: str
    portee: str
    niveaux: str
    lire: str
    ecrire: str
    ecandidat: str = ""


PROFILS = {
    "administrateur": "Administrateur",
    "responsable": "Responsable",
    "gestionnaire": "Gestionnaire",
    "accueil": "Accueil",
    "commission": "Commission",
    "lecture": "Lecture",
}
_ASKED = ("gestionnaire", "responsable", "administrateur")  # whom to ask, the nearest first

# A table reads better as lines.
# fmt: off
FONCTIONS = {
    one.code: one
    for one in (
        Fonction("visites", "Visites et rendez-vous", OFFICE, "EEEE-L", "voir les visites", "tenir les visites"),
        Fonction("dossiers", "Dossiers\u00a0: état civil, adresse, parcours", DOSSIER, "EEEELL", "voir les dossiers",
                 "modifier un dossier", "OPEN_CANDIDAT"),
        Fonction("candidatures", "Candidatures\u00a0: ajout, transmission, réponse, annulation", CANDIDATURE, "EEEELL",
                 "voir les candidatures", "modifier une candidature", "GEST_CANDIDATURE, GEST_FEN_CAND"),
        Fonction("notes", "Notes et suivis", DOSSIER, "EEEE-L", "voir les notes", "écrire une note", "GEST_POST_IT"),
        Fonction("pieces", "Pièces des candidatures", CANDIDATURE, "EEEELL", "voir les pièces", "traiter une pièce",
                 "GEST_FEN_CAND"),
        Fonction("ine", "INE, INE provisoire", DOSSIER, "EEEELL", "voir les INE", "donner un INE"),
        Fonction("cvec", "CVEC", DOSSIER, "EEEELL", "voir les CVEC", "enregistrer une CVEC"),
        Fonction("recus", "Reçus et leur registre", DOSSIER, "EEEE-L", "voir les reçus", "éditer un reçu"),
        Fonction("statut", "Statut du dossier\u00a0: complet, incomplet", CANDIDATURE, "EEELLL", "voir les statuts",
                 "changer un statut", "EDIT_STATUT_DOSSIER"),
        Fonction("delais", "Dates de retour et de confirmation", CANDIDATURE, "EEELLL", "voir les délais",
                 "changer un délai", "GEST_DAT_CONFIRM, GEST_DAT_RETOUR"),
        Fonction("montants", "Situation des droits et montant", CANDIDATURE, "EEELLL", "voir les montants",
                 "changer un montant", "GEST_REGIME, GEST_MONTANT"),
        Fonction("traitement", "Type de traitement", CANDIDATURE, "EEELLL", "voir les traitements",
                 "choisir un traitement", "EDIT_TYPTRAIT"),
        Fonction("validation_traitement", "Validation du traitement", CANDIDATURE, "EELLLL", "voir les traitements",
                 "valider un traitement", "VALID_TYPTRAIT"),
        Fonction("avis", "Avis\u00a0: saisie et historique", CANDIDATURE, "EEELEL", "voir les avis", "saisir un avis",
                 "EDIT_AVIS, VISU_HISTO_AVIS"),
        Fonction("validation", "Validation et rectification des avis", CANDIDATURE, "EELLLL", "voir les avis validés",
                 "valider un avis", "VALID_AVIS"),
        Fonction("lettres", "Lettres de décision", CANDIDATURE, "EEEL-L", "voir les lettres", "éditer une lettre"),
        Fonction("exports", "Exports de données personnelles", ROWS, "EEE---", "exporter", "exporter"),
        Fonction("fusion", "Fusion de doublons", DOSSIER, "EEE---", "voir les doublons", "fusionner des dossiers"),
        Fonction("divergences", "Désaccords entre postes", DOSSIER, "EEE--L", "voir les désaccords",
                 "trancher un désaccord"),
        Fonction("formations", "Formations, centres, commissions, calendriers, pièces demandées", FORMATION, "EELLLL",
                 "voir les formations", "modifier les formations", "GEST_FORMATION, GEST_COMMISSION, GEST_PJ"),
        Fonction("reglages", "Réglages, listes, signataires", BASE, "EEL--L", "voir les réglages",
                 "changer les réglages", "PARAMETRAGE, GEST_PARAM_CC"),
        Fonction("journal", "Journal, audit et journal des accès", BASE, "EE----", "voir le journal",
                 "consulter le journal"),
        Fonction("rgpd", "Droits des personnes\u00a0: accès, conservation, registre", BASE, "EE----",
                 "voir les demandes des personnes", "répondre aux demandes des personnes"),
        Fonction("sauvegardes", "Sauvegardes", BASE, "EE----", "voir les sauvegardes", "faire une sauvegarde"),
        Fonction("comptes", "Comptes, profils, ouverture d’un poste", BASE, "EL----", "voir les comptes",
                 "gérer les comptes"),
        Fonction("restauration", "Restauration, autre machine", BASE, "E-----", "restaurer une sauvegarde",
                 "restaurer une sauvegarde"),
        Fonction("effacement", "Effacement d’une personne", BASE, "E-----", "effacer une personne",
                 "effacer une personne"),
        Fonction("paquets", "Fichiers d’échange entre postes", BASE, "EE----", "lire un fichier d’échange",
                 "échanger des fichiers"),
        Fonction("hub", "Partage entre postes", BASE, "E-----", "voir le partage", "régler le partage"),
    )
}

# eCandidat's functions for which nothing exists here, and why.
SANS_OBJET = {
    "STATISTIQUES": "pas de tableau de bord",
    "GEST_FORMULAIRE": "pas de formulaire complémentaire",
    "GEST_QUESTION": "pas de question complémentaire",
    "GEST_NUM_OPI": "pas de code OPI",
    "GEST_TAG": "pas d’étiquette",
}

# The function of an act on a thing of `models/fields/things.py` is that of the thing; `dossiers` for what is not here.
DE_LA_CHOSE = {
    "candidatures": "candidatures",
    **dict.fromkeys(("campagne", "session", "centre", "commission", "commission_formation", "formation",
                     "piece", "piece_demandee"), "formations"),
    **dict.fromkeys(("nomenclature", "signataire"), "reglages"),
    "avis": "avis", "ine": "ine", "cvec": "cvec", "note": "notes", "visite": "visites",
    "compte": "comptes",
    "effacement": "effacement",
    "reglage": "reglages",
    "document_emis": "recus",
    "fiche_poste": "paquets",
}
DU_CHAMP = {
    **dict.fromkeys(("candidatures.date_retour", "candidatures.date_confirmation"), "delais"),
    **dict.fromkeys(("candidatures.statut", "candidatures.statut_le"), "statut"),
    "candidatures.traitement": "traitement",
    **dict.fromkeys(("candidatures.situation_droits", "candidatures.complement_droits", "candidatures.montant"),
                    "montants"),
    "avis.validation": "validation",
    "mesure.levee": "rgpd",
}
# fmt: on


def function_of(chose: str, champ: str = "") -> str:
    """The function that a thing, or one of its fields (or groups of columns), belongs to."""
    return DU_CHAMP.get(f"{chose}.{champ}", DE_LA_CHOSE.get(chose, "dossiers"))


@dataclass(frozen=True)
class Perimetre:
    """Keys of the centres, commissions and formations that an account is limited to."""

    centre: frozenset[str] = frozenset()
    commission: frozenset[str] = frozenset()
    formation: frozenset[str] = frozenset()


def read_perimetre(text: str | None) -> Perimetre | None:
    """The perimeter kept with an account; None is everything, what cannot be read is nothing."""
    if text is None:
        return None
    try:
        kept = json.loads(text)
    except (ValueError, RecursionError):
        return Perimetre()
    if not isinstance(kept, Mapping):
        return Perimetre()
    return Perimetre(**{name: _keys(kept.get(name)) for name in ("centre", "commission", "formation")})


def _keys(found: object) -> frozenset[str]:
    return frozenset(one for one in found if isinstance(one, str)) if isinstance(found, list) else frozenset()


@dataclass(frozen=True)
class Droits:
    """What one account may do. A profile that the table does not know may do nothing."""

    profil: str
    perimetre: Perimetre | None = None

    def may(self, function: str, write: bool = True) -> bool:
        """Whether the function is open, wherever the perimeter does not say otherwise."""
        return not self.refusal(function, write)

    def refusal(self, function: str, write: bool = True) -> str:
        """Why it is not, and who can; "" when it is open. Raises `KeyError` for a function that does not exist."""
        one = FONCTIONS[function]
        if _open(one, self.profil, write) and one.portee == BASE and self.perimetre is not None:
            whole = f"«\u00a0{one.label}\u00a0» concerne toute la base"
            return f"Votre compte a un périmètre\u00a0: {whole}. {_who([one], write)}"
        return self.sentence([function], write)

    def sentence(self, functions: Iterable[str], write: bool = True) -> str:
        """What the profile does not permit of these functions, and who can do it all; "" when it permits them."""
        lacking = [FONCTIONS[code] for code in functions if not _open(FONCTIONS[code], self.profil, write)]
        if not lacking:
            return ""
        if self.profil not in PROFILS:
            return "Votre compte n’a aucun droit dans cette base. Demandez à un administrateur."
        words = [_of(one.ecrire if write else one.lire) for one in lacking]
        said = " ni ".join(filter(None, (", ".join(words[:-1]), words[-1])))
        return f"Votre profil «\u00a0{self.profil}\u00a0» ne permet pas {said}. {_who(lacking, write)}"

    @property
    def sees_all(self) -> bool:
        """Whether every person can be found: who may make a dossier must see that it is already there."""
        return self.profil in PROFILS and (self.perimetre is None or _open(FONCTIONS["dossiers"], self.profil, True))

    @property
    def limite(self) -> Perimetre | None:
        """What the account is kept to: its perimeter; nothing at all for a profile that does not exist."""
        return self.perimetre if self.profil in PROFILS else Perimetre()


NOBODY = Droits("", Perimetre())


def _open(one: Fonction, profil: str, write: bool) -> bool:
    level = dict(zip(PROFILS, one.niveaux, strict=True)).get(profil, "-")
    return level == "E" or (level == "L" and not write)


def _of(words: str) -> str:
    return f"d’{words}" if words[0] in "aeiouyéè" else f"de {words}"


def _who(functions: Iterable[Fonction], write: bool) -> str:
    nearest = next(profil for profil in _ASKED if all(_open(one, profil, write) for one in functions))
    return f"Demandez à un {nearest}."
