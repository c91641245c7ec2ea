"""The first schema: made whole by `store.base.create`, so nothing to do here."""

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Nothing: no base is older."""
