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
    _vapp()
    # 9 inscription
    # 10 questions
    # 10 tags and notes


def _vapp() -> None:
    table(
        "vapp",
        *ties("candidature_id"),
        *of(sa.String(), "titre_vise", "diplome_manquant", "niveau", "fin_etudes", "echec_le", "entretien_avis"),
        *of(sa.String(), "situation", "opinion", "composition", "opinion_motif", "dispenses", "remise", "opinion_par"),
        *of(sa.String(), "decision", "decision_signataire", "decision_par", "decision_vu", "bachelier"),
        *of(sa.Boolean(), "entendu"),
        *of(sa.Date(), "reprise_le", "entretien_le", "commission_le", "decision_le"),
        *of(sa.Integer(), "tarif"),
        *of(KEY, "decision_avis_id"),
        tied={"candidature_id": "candidature"},
    )
    table(
        "acquis",
        *ties("candidature_id"),
        *of(sa.String(), "genre", "intitule", "organisme", "du", "au", "descriptif", "preuve"),
        *of(sa.Integer(), "heures"),
        *of(sa.Boolean(), "preuve_vue"),
        tied={"candidature_id": "candidature"},
    )
