"""The year goes on: what is told, asked, examined apart, and who is enrolled."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    """No row moves: what is new begins empty."""
    op.add_column("bac", sa.Column("moyenne", sa.String(), nullable=True))
    op.add_column("cursus_externe", sa.Column("note", sa.String(), nullable=True))
    op.add_column("cursus_externe", sa.Column("bareme", sa.Integer(), nullable=True))
    # 6 silence
    # 7 saisine
    # 8 vapp
    # 9 inscription
    # 10 questions
    # 10 tags and notes
