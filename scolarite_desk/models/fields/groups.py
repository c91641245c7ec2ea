"""Groups of columns: what only makes sense together is undone, shown and merged together. They never change."""

from __future__ import annotations

from functools import cache

from scolarite_desk.models.fields.fields import BY_PATH
from scolarite_desk.models.fields.things import THINGS
from scolarite_desk.models.tables.schema import Base

RETRAIT = "retire_le"  # the group, and its one column, that says a row is out of sight

# Columns that acts write and no form shows; those of forms say their group with their field.
_TABLE: dict[str, dict[str, tuple[str, ...]]] = {
    "candidature": {
        "statut": ("statut", "statut_le", "transmise_le", "recue_le", "incomplete_le", "complete_le"),
        "traitement": ("traitement", "traitement_valide"),
        "confirmation": ("confirmation", "confirmation_le", "confirmation_par"),
        "annulation": ("annulee_le", "annulee_par", "annulee_motif"),
    },
    "requete": {
        "requete": ("genre", "recue_le", "recue_par", "avis_id", "objet"),
        "reponse": ("issue", "repondue_le", "repondue_par"),
    },
    "inscription": {
        "etat": ("etat", "etat_le", "etat_par", "etat_motif"),
        "droits": ("niveau", "regime", "situation", "du"),
        "paiement": ("percu_le", "percu_mode"),
        "remboursement": ("rembourser_avant", "rembourse_le"),
    },
    "avis": {
        "avis": (
            "avis",
            "type_id",
            "motif",
            "motif_texte",
            "rang",
            "convocation_le",
            "convocation_heure",
            "convocation_lieu",
            "condition",
            "commentaire",
            "appel",
        ),
        "validation": ("valide_le", "valide_par", "valide_vu"),
        "promotion": ("promu_id", "promu_rang"),
        "saisie": ("saisi_le", "saisi_par"),
        "correction": ("corrige_id", "corrige_motif"),
    },
    "exigence": {"statut": ("statut", "statut_le", "statut_par", "motif", "motif_texte", "recue_id")},
    "identifiant": {"identifiant": ("genre", "valeur", "nature", "controle", "origine", "motif")},
    "ine_emis": {"remplacement": ("remplace_par",)},
    "cvec": {
        "situation": ("situation", "numero", "motif", "montant"),
        "attestation": ("nom", "prenom", "ne_le"),
        "verification": ("verifie_le", "verifie_par", "reserve"),
    },
    "visite": {
        "statut": ("statut", "arrivee_le", "recue_le", "terminee_le", "recue_par", "guichet", "ticket"),
        "annonce": ("annonce", "annonce_ne_le", "annonce_telephone"),
        "qui": ("personne_id", "dossier_id"),
        "tiers": ("tiers", "mandat_vu"),
        "rendezvous": ("jour", "rendezvous_le", "duree"),
    },
    "note": {
        "suivi": ("suivi_le", "suivi_fait_le"),
        "redaction": ("texte", "ecrite_le", "ecrite_par"),
        "remise": ("pour", "remise_mot", "remise_le", "remise_par"),
        "prise": ("prise_le", "prise_par"),
    },
    "compte": {"droits": ("profil", "perimetre")},
    "mesure": {"pose": ("genre", "motif", "posee_le", "posee_par"), "levee": ("levee_le", "levee_par")},
    # seen is that answer, no other
    "reponse": {"reponse": ("valeur", "dispense", "donnee_le", "donnee_par", "vue_le", "vue_par")},
    "vapp": {
        "opinion": (
            "opinion",
            "commission_le",
            "composition",
            "entendu",
            "opinion_motif",
            "dispenses",
            "remise",
            "opinion_par",
        ),
        "decision": (
            "decision",
            "decision_le",
            "decision_signataire",
            "decision_par",
            "decision_vu",
            "decision_avis_id",
        ),
    },
    "import_fait": {
        "fait": (
            "profil",
            "fichier",
            "empreinte",
            "fait_le",
            "fait_par",
            "lignes",
            "creees",
            "modifiees",
            "inchangees",
            "douteuses",
            "rejetees",
        ),
    },
    "transmission": {
        "export": ("exportee_le", "exportee_par", "fichier", "code", "periode"),
        "traitement": ("traitee_le", "traitee_par"),
    },
    "ressaisie": {"demande": ("demandee_le", "demandee_par"), "faite": ("faite_le", "faite_par")},
    "fiche_poste": {"cles": ("cle", "signature")},
    "personne": {
        "identite_vue": ("identite_vue_par",),
        "fusion": ("fusion_id", "fusion_le", "fusion_par", "fusion_motif"),
    },
}

# A column that, once filled, says that a colleague stands by these groups as they are: undoing a change of them from
# before would make that colleague say something else.
SEALS: dict[str, tuple[str, frozenset[str]]] = {
    "avis": (
        "valide_le",
        frozenset({"avis", "condition", "saisie", "correction", "seance_id", "promotion", "requete_id"}),
    ),
    "requete": ("repondue_le", frozenset({"requete"})),
    "cvec": ("verifie_le", frozenset({"situation"})),
    "vapp": ("decision_le", frozenset({"opinion"})),
    "inscription": ("percu_le", frozenset({"droits"})),
}

_OF_FORMS = {(THINGS[one.thing].cls.__tablename__, one.name): one.unit for one in BY_PATH.values()}
_OF_ACTS = {
    (table, column): group
    for table, groups in _TABLE.items()
    for group, columns in groups.items()
    for column in columns
}
GROUPS = _OF_FORMS | _OF_ACTS


def group_of(table: str, column: str) -> str:
    """The unit of undo, history and merge that a column belongs to; the column alone when nothing says otherwise."""
    return GROUPS.get((table, column), column)


@cache
def groups_of(table: str) -> dict[str, tuple[str, ...]]:
    """Columns by group, of a shared table; its key belongs to none."""
    found: dict[str, tuple[str, ...]] = {}
    for name in sorted(column.key for column in Base.metadata.tables[table].columns if column.key != "id"):
        group = group_of(table, name)
        found[group] = (*found.get(group, ()), name)
    return found
