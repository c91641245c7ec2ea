"""The year goes on: what is told, asked, examined apart, and who is enrolled."""

import sqlalchemy as sa
from alembic import op

from scolarite_desk.store.migrations.making import KEY, of, table, ties

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    """No row moves: what is new begins empty."""
    op.add_column("signataire", sa.Column("qualite_anglais", sa.String(), nullable=True))
    op.add_column("bac", sa.Column("moyenne", sa.String(), nullable=True))
    op.add_column("cursus_externe", sa.Column("note", sa.String(), nullable=True))
    op.add_column("cursus_externe", sa.Column("bareme", sa.Integer(), nullable=True))
    op.add_column("centre", sa.Column("orientation", sa.String(), nullable=True))
    _silence()
    _saisine()
    _vapp()
    _inscription()
    _questions()
    _tags_and_notes()


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


def _tags_and_notes() -> None:
    table(
        "etiquette",
        *of(sa.String(), "libelle", "couleur"),
        *of(KEY, "centre_id"),
        *of(sa.Integer(), "ordre"),
        *of(sa.Boolean(), "en_service"),
    )
    table(
        "pose_etiquette",
        *ties("personne_id", "etiquette_id"),
        *of(KEY, "candidature_id"),
        tied={"personne_id": "personne", "candidature_id": "candidature", "etiquette_id": "etiquette"},
    )
    op.execute(
        "ALTER TABLE note ADD COLUMN candidature_id BLOB CONSTRAINT fk_note_candidature_id REFERENCES candidature (id)"
    )
    for column in (
        *of(KEY, "pour"),
        *of(sa.String(), "remise_mot", "remise_par", "prise_par"),
        *of(sa.BigInteger(), "remise_le", "prise_le"),
    ):
        op.add_column("note", column)
    for name in ("candidature_id", "pour"):
        op.create_index(f"ix_note_{name}", "note", [name])


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
        *of(sa.String(), "valeur", "dispense", "donnee_par", "vue_par"),
        *of(sa.BigInteger(), "donnee_le", "vue_le"),
        tied={"candidature_id": "candidature", "question_id": "question"},
    )


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


def _inscription() -> None:
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


def _silence() -> None:
    table(
        "delai_dit",
        *ties("document_id", "candidature_id"),
        *of(sa.Date(), "le", "debut", "pieces_le", "terme"),
        *of(sa.String(), "procedure", "effet", "depart"),
        *of(sa.Integer(), "mois"),
        tied={"document_id": "document_emis", "candidature_id": "candidature"},
    )
