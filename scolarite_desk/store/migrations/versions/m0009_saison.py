"""The season: several sessions of a formation, kinds of decision, what is asked again, who is called from the list."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"

_DAYS = ("retour", "jury", "publication", "confirmation", "confirmation_liste")
_DELAYS = ("delai_confirmation", "delai_liste")
_KEY = sa.LargeBinary(16)
_COLUMNS: dict[str, dict[str, Any]] = {
    "session_depot": {**dict.fromkeys(_DAYS, sa.Date()), **dict.fromkeys(_DELAYS, sa.Integer())},
    "formation": {"confirmation_liste": sa.Date(), "delai_liste": sa.Integer()},
    "candidature": {"session_id": _KEY},
    "avis": {
        "type_id": _KEY,
        "valide_vu": sa.String(),
        "promu_id": _KEY,
        "promu_rang": sa.Integer(),
        "requete_id": _KEY,
    },
    "modele": {"type_id": _KEY},
}


def upgrade() -> None:
    """No row moves: the days of a formation stay those of its own session, and a decision is of the kind that ships."""
    for table, columns in _COLUMNS.items():
        for name, kind in columns.items():
            op.add_column(table, sa.Column(name, kind, nullable=True))
    _table(
        "ouverture",
        *_ties("formation_id", "session_id"),
        *_of(sa.Date(), "debut_depot", "fin_depot", *_DAYS),
        *_of(sa.Integer(), *_DELAYS, "capacite"),
        *_of(sa.Boolean(), "en_service"),
        ties={"formation_id": "formation", "session_id": "session_depot"},
    )
    _table(
        "type_decision",
        *_of(sa.String(), "code", "famille", "libelle", "libelle_anglais"),
        *_of(sa.Boolean(), "definitif", "motif_dit", "condition_dite", "en_service"),
        *_of(_KEY, "centre_id"),
        *_of(sa.Integer(), "ordre"),
    )
    _table(
        "requete",
        *_ties("candidature_id"),
        *_of(_KEY, "avis_id"),
        *_of(sa.String(), "genre", "recue_par", "objet", "issue", "repondue_par"),
        *_of(sa.Date(), "recue_le", "repondue_le"),
        ties={"candidature_id": "candidature"},
    )


def _of(kind: Any, *names: str) -> list[sa.Column[Any]]:
    return [sa.Column(name, kind, nullable=True) for name in names]


def _ties(*names: str) -> list[sa.Column[Any]]:
    return [sa.Column(name, _KEY, nullable=False) for name in names]


def _table(name: str, *columns: sa.Column[Any], ties: dict[str, str] | None = None) -> None:
    key = (sa.Column("id", _KEY, nullable=False), sa.Column("retire_le", sa.BigInteger(), nullable=True))
    tied = [sa.ForeignKeyConstraint([one], [f"{of}.id"], f"fk_{name}_{one}") for one, of in (ties or {}).items()]
    op.create_table(name, *key, *columns, *tied, sa.PrimaryKeyConstraint("id", name=f"pk_{name}"))
    for one in ties or {}:
        op.create_index(f"ix_{name}_{one}", name, [one])
