"""Who may do what: the functions of the office, the profiles, and the perimeter of an account. One table.

The functions of eCandidat's rights are here under the names of this office, with what it lacks; `docs/droits.md` is
written from this table. Checked by `services/droits.py`, and nowhere else.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from scolarite_desk.msg import N_, NC_, NOTHING, Msg, verbatim

# What a perimeter does to a function. OFFICE: nothing, whoever comes is received. ROWS: what is outside is left out.
# BASE: it concerns everybody's dossiers, so that it asks for an account without a perimeter. The others: the thing
# touched must be inside; a person who has no candidature is inside every perimeter for DOSSIER.
OFFICE, ROWS, DOSSIER, CANDIDATURE, FORMATION, BASE = (
    N_("sans effet"),
    N_("lignes du périmètre"),
    NC_("périmètre", "dossier"),
    NC_("périmètre", "candidature"),
    NC_("périmètre", "formation"),
    N_("toute la base"),
)


@dataclass(frozen=True)
class Fonction:
    """One function: `lire` and `ecrire` end « Votre profil ne permet pas … »; `niveaux`: one letter a profile, in
    the order of `PROFILS` (E reads and writes, L reads, - neither); `ecandidat`: what it is called there.
    """

    code: str
    label: Msg
    portee: Msg
    niveaux: str
    lire: Msg
    ecrire: Msg
    ecandidat: str = ""


PROFILS = {
    "administrateur": N_("Administrateur"),
    "responsable": N_("Responsable"),
    "gestionnaire": N_("Gestionnaire"),
    "accueil": N_("Accueil"),
    "commission": N_("Commission"),
    "lecture": N_("Lecture"),
}
_NAMED = {  # a profile within a sentence
    "administrateur": NC_("profil", "administrateur"),
    "responsable": NC_("profil", "responsable"),
    "gestionnaire": NC_("profil", "gestionnaire"),
    "accueil": NC_("profil", "accueil"),
    "commission": NC_("profil", "commission"),
    "lecture": NC_("profil", "lecture"),
}
_ASKED = {  # whom to ask, the nearest first
    "gestionnaire": N_("Demandez à un gestionnaire."),
    "responsable": N_("Demandez à un responsable."),
    "administrateur": N_("Demandez à un administrateur."),
}

# A table reads better as lines.
# fmt: off
FONCTIONS = {
    one.code: one
    for one in (
        Fonction("visites", N_("Visites et rendez-vous"), OFFICE, "EEEE-L", N_("de voir les visites"),
                 N_("de tenir les visites")),
        Fonction("dossiers", N_("Dossiers\u00a0: état civil, adresse, parcours"), DOSSIER, "EEEELL",
                 N_("de voir les dossiers"), N_("de modifier un dossier"), "OPEN_CANDIDAT"),
        Fonction("candidatures", N_("Candidatures\u00a0: ajout, transmission, réponse, annulation"), CANDIDATURE,
                 "EEEELL",
                 N_("de voir les candidatures"), N_("de modifier une candidature"), "GEST_CANDIDATURE, GEST_FEN_CAND"),
        Fonction("notes", N_("Notes, suivis et étiquettes"), DOSSIER, "EEEE-L", N_("de voir les notes"),
                 N_("d’écrire une note ou de poser une étiquette"), "GEST_POST_IT, GEST_TAG"),
        Fonction("pieces", N_("Pièces des candidatures"), CANDIDATURE, "EEEELL", N_("de voir les pièces"),
                 N_("de traiter une pièce"), "GEST_FEN_CAND"),
        Fonction("ine", N_("INE, INE provisoire"), DOSSIER, "EEEELL", N_("de voir les INE"), N_("de donner un INE")),
        Fonction("cvec", N_("CVEC"), DOSSIER, "EEEELL", N_("de voir les CVEC"), N_("d’enregistrer une CVEC")),
        Fonction("recus", N_("Reçus et leur registre"), DOSSIER, "EEEE-L", N_("de voir les reçus"),
                 N_("d’éditer un reçu")),
        Fonction("statut", N_("Statut du dossier\u00a0: complet, incomplet"), CANDIDATURE, "EEELLL",
                 N_("de voir les statuts"), N_("de changer un statut"), "EDIT_STATUT_DOSSIER"),
        Fonction("delais", N_("Dates de retour et de confirmation"), CANDIDATURE, "EEELLL", N_("de voir les délais"),
                 N_("de changer un délai"), "GEST_DAT_CONFIRM, GEST_DAT_RETOUR"),
        Fonction("montants", N_("Situation des droits et montant"), CANDIDATURE, "EEELLL", N_("de voir les montants"),
                 N_("de changer un montant"), "GEST_REGIME, GEST_MONTANT"),
        Fonction("traitement", N_("Type de traitement"), CANDIDATURE, "EEELLL", N_("de voir les traitements"),
                 N_("de choisir un traitement"), "EDIT_TYPTRAIT"),
        Fonction("validation_traitement", N_("Validation du traitement"), CANDIDATURE, "EELLLL",
                 N_("de voir les traitements"), N_("de valider un traitement"), "VALID_TYPTRAIT"),
        Fonction("avis", N_("Avis\u00a0: saisie et historique"), CANDIDATURE, "EEELEL", N_("de voir les avis"),
                 N_("de saisir un avis"), "EDIT_AVIS, VISU_HISTO_AVIS"),
        Fonction("validation", N_("Validation et rectification des avis"), CANDIDATURE, "EELLLL",
                 N_("de voir les avis validés"), N_("de valider un avis"), "VALID_AVIS"),
        Fonction("decision_vapp", N_("Décisions de VAPP"), CANDIDATURE, "EELLLL",
                 N_("de voir les décisions de VAPP"), N_("d’enregistrer une décision de VAPP")),
        Fonction("lettres", N_("Lettres de décision"), CANDIDATURE, "EEEL-L", N_("de voir les lettres"),
                 N_("d’éditer une lettre")),
        Fonction("exports", N_("Exports de données personnelles"), ROWS, "EEE---", N_("d’exporter"), N_("d’exporter")),
        Fonction("imports", N_("Import de fichiers"), ROWS, "EEE---", N_("de voir les imports"),
                 N_("d’importer un fichier")),
        Fonction("fusion", N_("Fusion de doublons"), DOSSIER, "EEE---", N_("de voir les doublons"),
                 N_("de fusionner des dossiers")),
        Fonction("divergences", N_("Désaccords entre postes"), DOSSIER, "EEE--L", N_("de voir les désaccords"),
                 N_("de trancher un désaccord")),
        Fonction("formations", N_("Formations, centres, commissions, calendriers, pièces demandées"), FORMATION,
                 "EELLLL", N_("de voir les formations"), N_("de modifier les formations"),
                 "GEST_FORMATION, GEST_COMMISSION, GEST_PJ, GEST_FORMULAIRE, GEST_QUESTION"),
        Fonction("campagnes", N_("Campagnes\u00a0: ouverture, fermeture, archivage"), BASE, "EELLLL",
                 N_("de voir les campagnes"), N_("d’ouvrir ou de fermer une campagne")),
        Fonction("inscriptions", N_("Inscriptions\u00a0: droits, preuves, paiements notés"), CANDIDATURE, "EEELLL",
                 N_("de voir les inscriptions"), N_("de modifier une inscription")),
        Fonction("vues", N_("Vues enregistrées pour soi"), OFFICE, "EEEEEE", N_("de voir les vues enregistrées"),
                 N_("d’enregistrer une vue")),
        Fonction("vues_partagees", N_("Vues partagées par le service"), OFFICE, "EELLLL",
                 N_("de voir les vues partagées"), N_("de changer une vue partagée")),
        Fonction("reglages", N_("Réglages, listes, signataires"), BASE, "EEL--L", N_("de voir les réglages"),
                 N_("de changer les réglages"), "PARAMETRAGE, GEST_PARAM_CC"),
        Fonction("modeles", N_("Modèles de courrier"), BASE, "EEL--L", N_("de voir les modèles de courrier"),
                 N_("de changer un modèle de courrier"), "PARAMETRAGE"),
        Fonction("journal", N_("Journal, audit et journal des accès"), BASE, "EE----", N_("de voir le journal"),
                 N_("de consulter le journal")),
        Fonction("rgpd", N_("Droits des personnes\u00a0: accès, conservation, registre"), BASE, "EE----",
                 N_("de voir les demandes des personnes"), N_("de répondre aux demandes des personnes")),
        Fonction("sauvegardes", N_("Sauvegardes"), BASE, "EE----", N_("de voir les sauvegardes"),
                 N_("de faire une sauvegarde")),
        Fonction("comptes", N_("Comptes, profils, ouverture d’un poste"), BASE, "EL----", N_("de voir les comptes"),
                 N_("de gérer les comptes")),
        Fonction("restauration", N_("Restauration, autre machine"), BASE, "E-----", N_("de restaurer une sauvegarde"),
                 N_("de restaurer une sauvegarde")),
        Fonction("effacement", N_("Effacement d’une personne"), BASE, "E-----", N_("d’effacer une personne"),
                 N_("d’effacer une personne")),
        Fonction("paquets", N_("Fichiers d’échange entre postes"), BASE, "EE----", N_("de lire un fichier d’échange"),
                 N_("d’échanger des fichiers")),
        Fonction("hub", N_("Partage entre postes"), BASE, "EL----", N_("de voir le partage"),
                 N_("de régler le partage")),
    )
}

# eCandidat's functions for which nothing exists here, and why.
SANS_OBJET = {
    "STATISTIQUES": N_("pas de tableau de bord"),
    "GEST_NUM_OPI": N_("pas de code OPI"),
}

# The function of an act on a thing of `models/fields/things.py` is that of the thing; `dossiers` for what is not here.
DE_LA_CHOSE = {
    **dict.fromkeys(("candidatures", "saisine", "refus_vus", "refus_vu", "propositions", "proposition", "vapp",
                     "acquis"), "candidatures"),
    **dict.fromkeys(("campagne", "session", "centre", "commission", "commission_formation", "formation",
                     "ouverture", "piece", "piece_demandee", "question"), "formations"),
    "reponse": "candidatures",
    **dict.fromkeys(("nomenclature", "type_decision", "signataire", "etiquette"), "reglages"),
    **dict.fromkeys(("avis", "requete", "seance"), "avis"),
    "inscription": "inscriptions", "tarif": "reglages",
    "ine": "ine", "cvec": "cvec", "note": "notes", "pose_etiquette": "notes", "visite": "visites",
    "compte": "comptes",
    "effacement": "effacement",
    "reglage": "reglages",
    "document_emis": "recus",
    "fiche_poste": "paquets",
    "vue": "vues_partagees",
    **dict.fromkeys(("modele", "version_modele"), "modeles"),
    **dict.fromkeys(("import_fait", "correspondance", "table_connue"), "imports"),
    "transmission": "exports",
}
DU_CHAMP = {
    **dict.fromkeys(("candidatures.date_retour", "candidatures.date_confirmation"), "delais"),
    **dict.fromkeys(("candidatures.statut", "candidatures.statut_le"), "statut"),
    "candidatures.traitement": "traitement",
    **dict.fromkeys(("candidatures.situation_droits", "candidatures.complement_droits", "candidatures.montant"),
                    "montants"),
    "avis.validation": "validation",
    "vapp.opinion": "avis",
    "vapp.decision": "decision_vapp",
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

    @property
    def named(self) -> Msg:
        """The profile within a sentence; its code, when the table does not know it."""
        return _NAMED.get(self.profil) or verbatim(self.profil)

    def may(self, function: str, write: bool = True) -> bool:
        """Whether the function is open, wherever the perimeter does not say otherwise."""
        return not self.refusal(function, write)

    def refusal(self, function: str, write: bool = True) -> Msg:
        """Why it is not, and who can; nothing when it is open. Raises `KeyError` for a function that does not exist."""
        one = FONCTIONS[function]
        if _open(one, self.profil, write) and one.portee == BASE and self.perimetre is not None:
            return N_(
                "Votre compte a un périmètre\u00a0: «\u00a0{fonction}\u00a0» concerne toute la base. {demandez}",
                fonction=one.label,
                demandez=_who([one], write),
            )
        return self.sentence([function], write)

    def sentence(self, functions: Iterable[str], write: bool = True) -> Msg:
        """What the profile does not permit of these functions, and who can do it all; nothing when it permits them."""
        lacking = [FONCTIONS[code] for code in functions if not _open(FONCTIONS[code], self.profil, write)]
        if not lacking:
            return NOTHING
        if self.profil not in PROFILS:
            return N_("Votre compte n’a aucun droit dans cette base. Demandez à un administrateur.")
        *others, last = [one.ecrire if write else one.lire for one in lacking]
        return N_(
            "Votre profil «\u00a0{profil}\u00a0» ne permet pas {actes}. {demandez}",
            profil=self.named,
            actes=N_("{actes} ni {dernier}", actes=others, dernier=last) if others else last,
            demandez=_who(lacking, write),
        )

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


def _who(functions: Iterable[Fonction], write: bool) -> Msg:
    return next(asked for profil, asked in _ASKED.items() if all(_open(one, profil, write) for one in functions))
