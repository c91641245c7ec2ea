"""What the target of a work says, in two columns that SQLite reads from it: its lot, and the work that it undid."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

_LOT = "CASE WHEN instr(cible, ':') > 0 THEN cible END"
_DEFAIT = (
    "CASE WHEN cible GLOB '[1-9]*' AND cible NOT GLOB '*[^0-9]*' AND length(cible) < 19 THEN CAST(cible AS INTEGER) END"
)


def upgrade() -> None:
    """Nothing is written: works of before are read as those to come."""
    op.add_column("travail", sa.Column("lot", sa.String(), sa.Computed(_LOT, persisted=False), nullable=True))
    op.add_column("travail", sa.Column("defait", sa.Integer(), sa.Computed(_DEFAIT, persisted=False), nullable=True))
