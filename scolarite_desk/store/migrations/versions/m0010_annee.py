"""The year goes on: what is told, asked, examined apart, and who is enrolled."""

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    """No row moves: what is new begins empty."""
    # 4 ranks
    # 6 silence
    # 7 saisine
    # 8 vapp
    # 9 inscription
    # 10 questions
    # 10 tags and notes
