"""The year goes on: what is told, asked, examined apart, and who is enrolled."""

import sqlalchemy as sa

from scolarite_desk.store.migrations.making import KEY, of, table, ties

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    """No row moves: what is new begins empty."""
    # 4 ranks
    # 6 silence
    # 7 saisine
    # 8 vapp
    # 9 inscription
    _questions()
    # 10 tags and notes


def _questions() -> None:
    table(
        "question",
        *of(KEY, "formation_id", "centre_id"),
        *of(sa.String(), "libelle", "texte", "texte_anglais", "genre", "choix"),
        *of(sa.Integer(), "ordre"),
        *of(sa.Boolean(), "requise", "en_service"),
        tied={"formation_id": "formation", "centre_id": "centre"},
    )
    table(
        "reponse",
        *ties("candidature_id", "question_id"),
        *of(sa.String(), "valeur", "donnee_par", "vue_par"),
        *of(sa.BigInteger(), "donnee_le", "vue_le"),
        tied={"candidature_id": "candidature", "question_id": "question"},
    )
