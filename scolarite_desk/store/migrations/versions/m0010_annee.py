"""The year goes on: what is told, asked, examined apart, and who is enrolled."""

import sqlalchemy as sa

from scolarite_desk.store.migrations.making import of, table, ties

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    """No row moves: what is new begins empty."""
    # 4 ranks
    # 6 silence
    # 7 saisine
    # 8 vapp
    table(
        "inscription",
        *ties("candidature_id"),
        *of(sa.Boolean(), "seconde"),
        *of(sa.String(), "etat", "etat_par", "etat_motif", "niveau", "regime", "situation", "percu_mode", "preuves"),
        *of(sa.Date(), "etat_le", "percu_le", "rembourser_avant", "rembourse_le"),
        *of(sa.Integer(), "du"),
        tied={"candidature_id": "candidature"},
    )
    table(
        "tarif",
        *of(sa.String(), "annee", "niveau", "situation", "source"),
        *of(sa.Integer(), "euros"),
    )
    # 10 questions
    # 10 tags and notes
