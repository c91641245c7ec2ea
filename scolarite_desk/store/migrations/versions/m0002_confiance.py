"""What a base needs to be trusted: accounts with a perimeter, the access log, erasures, works that wait."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Add the tables and columns that came since 0001."""
    op.add_column("compte", sa.Column("perimetre", sa.String(), nullable=True))
    op.create_table(
        "acces",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("compte", sa.String(), nullable=False),
        sa.Column("quoi", sa.String(), nullable=False),
        sa.Column("cible", sa.String(), nullable=False),
        sa.Column("lignes", sa.Integer(), nullable=False),
        sa.Column("ou", sa.String(), nullable=False),
        sa.Column("empreinte", sa.LargeBinary(32), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_acces"),
    )
    op.create_index("ix_acces_at", "acces", ["at"])
    op.create_index("ix_acces_cible", "acces", ["cible"])
