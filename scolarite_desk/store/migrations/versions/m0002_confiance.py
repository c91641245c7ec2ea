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
    op.create_index("ix_travail_at", "travail", ["at", "poste", "numero", "acte", "auteur"])
    op.create_index("ix_acces_at", "acces", ["at"])
    op.create_index("ix_acces_cible", "acces", ["cible"])
    op.create_index("ix_objet_efface", "objet", ["id"], sqlite_where=sa.text("efface = 1"))
    op.create_table(
        "effacement",
        sa.Column("id", sa.LargeBinary(16), nullable=False),
        sa.Column("retire_le", sa.BigInteger(), nullable=True),
        sa.Column("cles", sa.String(), nullable=False),
        sa.Column("numeros", sa.String(), nullable=False),
        sa.Column("origine", sa.String(), nullable=False),
        sa.Column("motif", sa.String(), nullable=False),
        sa.Column("fait_le", sa.BigInteger(), nullable=False),
        sa.Column("fait_par", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_effacement"),
    )
    op.create_table(
        "mesure",
        sa.Column("id", sa.LargeBinary(16), nullable=False),
        sa.Column("retire_le", sa.BigInteger(), nullable=True),
        sa.Column("personne_id", sa.LargeBinary(16), nullable=False),
        sa.Column("genre", sa.String(), nullable=False),
        sa.Column("motif", sa.String(), nullable=True),
        sa.Column("posee_le", sa.BigInteger(), nullable=False),
        sa.Column("posee_par", sa.String(), nullable=False),
        sa.Column("levee_le", sa.BigInteger(), nullable=True),
        sa.Column("levee_par", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["personne_id"], ["personne.id"], name="fk_mesure_personne_id_personne"),
        sa.PrimaryKeyConstraint("id", name="pk_mesure"),
    )
    op.create_index("ix_mesure_personne_id", "mesure", ["personne_id"])
    _exchange()


def _exchange() -> None:
    """What several desks need: heads not shown, works that wait, where a snapshot ends."""
    op.add_column("poste", sa.Column("base", sa.Integer(), nullable=True))
    op.add_column("poste", sa.Column("base_empreinte", sa.LargeBinary(32), nullable=True))
    op.create_table(
        "rivale",
        sa.Column("objet", sa.Integer(), nullable=False),
        sa.Column("groupe", sa.String(), nullable=False),
        sa.Column("poste", sa.Integer(), nullable=False),
        sa.Column("numero", sa.Integer(), nullable=False),
        sa.Column("valeur", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("objet", "groupe", "poste", "numero", name="pk_rivale"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "horloge",
        sa.Column("poste", sa.Integer(), nullable=False),
        sa.Column("numero", sa.Integer(), nullable=False),
        sa.Column("hlc", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("poste", "numero", name="pk_horloge"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "attente",
        sa.Column("poste", sa.LargeBinary(16), nullable=False),
        sa.Column("numero", sa.Integer(), nullable=False),
        sa.Column("empreinte", sa.LargeBinary(32), nullable=False),
        sa.Column("nom", sa.String(), nullable=False),
        sa.Column("hlc", sa.Integer(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("auteur", sa.String(), nullable=False),
        sa.Column("acte", sa.String(), nullable=False),
        sa.Column("detail", sa.String(), nullable=False),
        sa.Column("cible", sa.String(), nullable=False),
        sa.Column("manque_poste", sa.LargeBinary(16), nullable=False),
        sa.Column("manque_numero", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("poste", "numero", "empreinte", name="pk_attente"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_attente_manque_poste", "attente", ["manque_poste"])
    op.create_table(
        "attente_ligne",
        sa.Column("poste", sa.LargeBinary(16), nullable=False),
        sa.Column("numero", sa.Integer(), nullable=False),
        sa.Column("empreinte", sa.LargeBinary(32), nullable=False),
        sa.Column("rang", sa.Integer(), nullable=False),
        sa.Column("objet", sa.LargeBinary(16), nullable=False),
        sa.Column("genre", sa.String(), nullable=False),
        sa.Column("digest", sa.LargeBinary(32), nullable=False),
        sa.Column("corps", sa.LargeBinary(), nullable=True),
        sa.PrimaryKeyConstraint("poste", "numero", "empreinte", "rang", name="pk_attente_ligne"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_attente_ligne_objet", "attente_ligne", ["objet"])
    op.add_column("personne", sa.Column("fusion_id", sa.LargeBinary(16), nullable=True))
    op.add_column("personne", sa.Column("fusion_le", sa.BigInteger(), nullable=True))
    op.add_column("personne", sa.Column("fusion_par", sa.String(), nullable=True))
    op.add_column("personne", sa.Column("fusion_motif", sa.String(), nullable=True))
    op.create_index("ix_personne_fusion_id", "personne", ["fusion_id"])
    op.create_table(
        "fusion",
        sa.Column("personne", sa.LargeBinary(16), nullable=False),
        sa.Column("racine", sa.LargeBinary(16), nullable=False),
        sa.PrimaryKeyConstraint("personne", name="pk_fusion"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_fusion_racine", "fusion", ["racine"])
    op.create_table(
        "rattachement",
        sa.Column("objet", sa.LargeBinary(16), nullable=False),
        sa.Column("genre", sa.String(), nullable=False),
        sa.Column("personne", sa.LargeBinary(16), nullable=False),
        sa.PrimaryKeyConstraint("objet", name="pk_rattachement"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_rattachement_personne", "rattachement", ["personne"])
    op.create_table(
        "fiche_poste",
        sa.Column("id", sa.LargeBinary(16), nullable=False),
        sa.Column("retire_le", sa.BigInteger(), nullable=True),
        sa.Column("nom", sa.String(), nullable=True),
        sa.Column("cle", sa.String(), nullable=True),
        sa.Column("signature", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_fiche_poste"),
    )
    op.create_index("ix_document_emis_avis_id", "document_emis", ["avis_id"])
    op.create_index("ix_exigence_recue_id", "exigence", ["recue_id"])
