"""Views that somebody saved."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Nobody has one yet: those that are shipped have no row."""
    op.create_table(
        "vue",
        sa.Column("id", sa.LargeBinary(16), nullable=False),
        sa.Column("retire_le", sa.BigInteger(), nullable=True),
        sa.Column("salle", sa.String(), nullable=True),
        sa.Column("compte", sa.String(), nullable=True),
        sa.Column("libelle", sa.String(), nullable=True),
        sa.Column("filtre", sa.String(), nullable=True),
        sa.Column("colonnes", sa.String(), nullable=True),
        sa.Column("tri", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_vue"),
    )
    op.create_index("ix_vue_salle", "vue", ["salle"])
