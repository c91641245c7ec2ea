"""Groups of the columns that acts write and no form shows: what only makes sense together merges together."""

from __future__ import annotations

_TABLE: dict[str, dict[str, tuple[str, ...]]] = {
    "candidature": {
        "statut": ("statut", "statut_le", "transmise_le", "recue_le", "incomplete_le", "complete_le"),
        "traitement": ("traitement", "traitement_valide"),
        "confirmation": ("confirmation", "confirmation_le", "confirmation_par"),
        "annulation": ("annulee_le", "annulee_par", "annulee_motif"),
    },
    "avis": {
        "avis": (
            "avis",
            "motif",
            "motif_texte",
            "rang",
            "convocation_le",
            "convocation_heure",
            "convocation_lieu",
            "commentaire",
            "appel",
        ),
        "validation": ("valide_le", "valide_par"),
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
    "note": {"suivi": ("suivi_le", "suivi_fait_le"), "redaction": ("texte", "ecrite_le", "ecrite_par")},
    "compte": {"droits": ("profil", "perimetre")},
    "mesure": {"pose": ("genre", "motif", "posee_le", "posee_par"), "levee": ("levee_le", "levee_par")},
    "fiche_poste": {"cles": ("cle", "signature")},
    "personne": {
        "identite_vue": ("identite_vue_par",),
        "fusion": ("fusion_id", "fusion_le", "fusion_par", "fusion_motif"),
    },
}

GROUPS = {
    (table, column): group
    for table, groups in _TABLE.items()
    for group, columns in groups.items()
    for column in columns
}
