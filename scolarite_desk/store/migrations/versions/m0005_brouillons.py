"""What the base held while a draft was typed: of a draft of before, nobody knows it."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Drafts stay."""
    op.add_column("brouillon", sa.Column("sur", sa.String(), nullable=True))
