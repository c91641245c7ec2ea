"""The season: several sessions of a formation, kinds of decision, what is asked again, who is called from the list."""

from typing import Any

import sqlalchemy as sa
from alembic import op

from scolarite_desk.store.migrations.making import KEY, of, table, ties

revision = "0009"
down_revision = "0008"

_DAYS = ("retour", "jury", "publication", "confirmation", "confirmation_liste")
_DELAYS = ("delai_confirmation", "delai_liste")
_COLUMNS: dict[str, dict[str, Any]] = {
    "session_depot": {**dict.fromkeys(_DAYS, sa.Date()), **dict.fromkeys(_DELAYS, sa.Integer())},
    "formation": {"confirmation_liste": sa.Date(), "delai_liste": sa.Integer()},
    "candidature": {"session_id": KEY},
    "avis": {
        "type_id": KEY,
        "valide_vu": sa.String(),
        "promu_id": KEY,
        "promu_rang": sa.Integer(),
        "requete_id": KEY,
    },
    "modele": {"type_id": KEY},
}


def upgrade() -> None:
    """No row moves: the days of a formation stay those of its own session, and a decision is of the kind that ships."""
    for added, columns in _COLUMNS.items():
        for name, kind in columns.items():
            op.add_column(added, sa.Column(name, kind, nullable=True))
    table(
        "ouverture",
        *ties("formation_id", "session_id"),
        *of(sa.Date(), "debut_depot", "fin_depot", *_DAYS),
        *of(sa.Integer(), *_DELAYS, "capacite"),
        *of(sa.Boolean(), "en_service"),
        tied={"formation_id": "formation", "session_id": "session_depot"},
    )
    table(
        "type_decision",
        *of(sa.String(), "code", "famille", "libelle", "libelle_anglais"),
        *of(sa.Boolean(), "definitif", "motif_dit", "condition_dite", "en_service"),
        *of(KEY, "centre_id"),
        *of(sa.Integer(), "ordre"),
    )
    table(
        "requete",
        *ties("candidature_id"),
        *of(KEY, "avis_id"),
        *of(sa.String(), "genre", "recue_par", "objet", "issue", "repondue_par"),
        *of(sa.Date(), "recue_le", "repondue_le"),
        tied={"candidature_id": "candidature"},
    )
