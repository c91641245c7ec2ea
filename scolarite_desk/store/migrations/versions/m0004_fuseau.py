"""A centre may have a time zone of its own."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Blank: the establishment's, as before."""
    op.add_column("centre", sa.Column("fuseau", sa.String(), nullable=True))
