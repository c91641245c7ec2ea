"""The year goes on: what is told, asked, examined apart, and who is enrolled."""

import sqlalchemy as sa
from alembic import op

from scolarite_desk.store.migrations.making import of, table, ties

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    """No row moves: what is new begins empty."""
    # 4 ranks
    table(
        "delai_dit",
        *ties("document_id", "candidature_id"),
        *of(sa.Date(), "le", "debut", "pieces_le", "terme"),
        *of(sa.String(), "procedure", "effet", "depart"),
        *of(sa.Integer(), "mois"),
        tied={"document_id": "document_emis", "candidature_id": "candidature"},
    )
    op.add_column("signataire", sa.Column("qualite_anglais", sa.String(), nullable=True))
    # 7 saisine
    # 8 vapp
    # 9 inscription
    # 10 questions
    # 10 tags and notes
