"""What a base needs to be trusted: accounts with a perimeter, the access log, erasures, works that wait."""

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Add the tables and columns that came since 0001."""
