"""Files come in and go out: codes of the student records, what left, what came, what is typed again elsewhere."""

import sqlalchemy as sa
from alembic import op

from scolarite_desk.store.migrations.making import of, table, ties

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    """No row moves: what is new begins empty."""
    codes = ("code_voeu", "code_periode", "origine_admission", "code_etape", "code_diplome", "version_diplome")
    for column in (
        *of(sa.String(), *codes, "centre_gestion"),
        *of(sa.Integer(), "annee_concours", "version_etape"),
    ):
        op.add_column("formation", column)
    table(
        "import_fait",
        *of(sa.String(), "profil", "fichier", "empreinte", "fait_par"),
        *of(sa.BigInteger(), "fait_le"),
        *of(sa.Integer(), "lignes", "creees", "modifiees", "inchangees", "douteuses", "rejetees"),
    )
    table("correspondance", *of(sa.String(), "source", "champ", "texte", "valeur"))
    table("table_connue", *of(sa.String(), "entetes", "colonnes"))
    table(
        "transmission",
        *ties("candidature_id"),
        *of(sa.String(), "si", "exportee_par", "fichier", "code", "periode", "traitee_par"),
        *of(sa.BigInteger(), "exportee_le"),
        *of(sa.Date(), "traitee_le"),
        tied={"candidature_id": "candidature"},
    )
    table(
        "ressaisie",
        *ties("dossier_id"),
        *of(sa.String(), "demandee_par", "faite_par"),
        *of(sa.Date(), "demandee_le", "faite_le"),
        tied={"dossier_id": "dossier"},
    )
