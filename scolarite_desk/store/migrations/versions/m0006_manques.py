"""What the views of the queue count is kept beside the search index, which whoever opens the base makes again."""

from __future__ import annotations

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Nothing here: `trouvable` is dropped and made by the rules of this version."""
