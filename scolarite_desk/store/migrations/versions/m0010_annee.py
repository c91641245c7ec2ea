"""The year goes on: what is told, asked, examined apart, and who is enrolled."""

import sqlalchemy as sa
from alembic import op

from scolarite_desk.store.migrations.making import KEY, of, table, ties

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    """No row moves: what is new begins empty."""
    op.add_column("bac", sa.Column("moyenne", sa.String(), nullable=True))
    op.add_column("cursus_externe", sa.Column("note", sa.String(), nullable=True))
    op.add_column("cursus_externe", sa.Column("bareme", sa.Integer(), nullable=True))
    # 6 silence
    _saisine()
    # 8 vapp
    # 9 inscription
    # 10 questions
    # 10 tags and notes


def _saisine() -> None:
    table(
        "saisine",
        *ties("personne_id"),
        *of(sa.String(), "annee", "licence", "region", "issue"),
        *of(sa.Date(), "le", "licence_le", "releve_vu", "accuse_le", "close_le"),
        *of(sa.Boolean(), "attente"),
        tied={"personne_id": "personne"},
    )
    table(
        "refus_vu",
        *ties("saisine_id"),
        *of(KEY, "candidature_id"),
        *of(sa.String(), "etablissement", "formation", "mention", "preuve"),
        *of(sa.Date(), "refuse_le"),
        tied={"saisine_id": "saisine"},
    )
    table(
        "proposition",
        *ties("saisine_id"),
        *of(sa.Integer(), "rang"),
        *of(sa.String(), "etablissement", "formation", "reponse"),
        *of(sa.Date(), "proposee_le", "reponse_le"),
        tied={"saisine_id": "saisine"},
    )
