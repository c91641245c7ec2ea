"""Papers that may be posted: what became of them, conditions, meetings, who signs for whom, words of the office."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"

_TEXT = {
    "document_emis": ("nature", "contenu"),
    "avis": ("condition",),
    "commission": ("membres",),
    "formation": ("libelle_anglais", "en_phrase"),
    "nomenclature": ("libelle_anglais", "texte_anglais"),
    "signataire": ("delegant", "delegation", "papiers"),
    "compte": ("agent_prenom", "agent_nom", "agent_qualite"),
}


def upgrade() -> None:
    """What is there says nothing of it: a letter of before is of a decision, an avis has no condition."""
    for table, columns in _TEXT.items():
        for column in columns:
            op.add_column(table, sa.Column(column, sa.String(), nullable=True))
    op.add_column("document_emis", sa.Column("modele_id", sa.LargeBinary(16), nullable=True))
    op.add_column("document_emis", sa.Column("seance_id", sa.LargeBinary(16), nullable=True))
    op.add_column("avis", sa.Column("seance_id", sa.LargeBinary(16), nullable=True))
    op.add_column("commission", sa.Column("quorum", sa.Integer(), nullable=True))
    _table(
        "etape_document",
        sa.Column("document_id", sa.LargeBinary(16), nullable=False),
        sa.Column("etape", sa.String(), nullable=False),
        sa.Column("le", sa.BigInteger(), nullable=False),
        sa.Column("par", sa.String(), nullable=False),
        sa.Column("motif", sa.String(), nullable=True),
        sa.Column("jour", sa.Date(), nullable=True),
        ties=(("document_id", "document_emis"),),
        found="document_id",
    )
    _table(
        "seance_commission",
        sa.Column("commission_id", sa.LargeBinary(16), nullable=False),
        sa.Column("le", sa.Date(), nullable=True),
        *(sa.Column(name, sa.String(), nullable=True) for name in ("president", "presents", "observations")),
        ties=(("commission_id", "commission"),),
        found="commission_id",
    )
    _table(
        "modele",
        *(sa.Column(name, sa.String(), nullable=True) for name in ("papier", "avis", "genre", "diplome", "langue")),
        *(sa.Column(name, sa.LargeBinary(16), nullable=True) for name in ("formation_id", "centre_id", "version_id")),
        ties=(("formation_id", "formation"), ("centre_id", "centre")),
    )
    op.create_index("ix_modele_papier", "modele", ["papier"])
    _table(
        "version_modele",
        sa.Column("modele_id", sa.LargeBinary(16), nullable=False),
        *(sa.Column(name, sa.String(), nullable=True) for name in ("objet", "corps", "recours", "annexes", "fichier")),
        sa.Column("faite_le", sa.BigInteger(), nullable=False),
        sa.Column("faite_par", sa.String(), nullable=False),
        ties=(("modele_id", "modele"),),
        found="modele_id",
    )


def _table(name: str, *columns: sa.Column[Any], ties: tuple[tuple[str, str], ...] = (), found: str = "") -> None:
    key = (sa.Column("id", sa.LargeBinary(16), nullable=False), sa.Column("retire_le", sa.BigInteger(), nullable=True))
    tied = [sa.ForeignKeyConstraint([one], [f"{of}.id"], name=f"fk_{name}_{one}") for one, of in ties]
    op.create_table(name, *key, *columns, *tied, sa.PrimaryKeyConstraint("id", name=f"pk_{name}"))
    if found:
        op.create_index(f"ix_{name}_{found}", name, [found])
