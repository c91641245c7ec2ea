"""The first schema of the hub: the SQL beside this file, with the names of its roles put in."""

from pathlib import Path

from alembic import op

revision = "h0001"
down_revision = None


def upgrade() -> None:
    """Tables, triggers, functions, views and grants."""
    names = op.get_context().opts["roles"]
    for statement in _statements(Path(__file__).with_suffix(".sql").read_text(encoding="utf-8")):
        op.get_bind().exec_driver_sql(_filled(statement, names).replace("%", "%%"))


def _statements(script: str) -> list[str]:
    """Statements of a script: each ends with a line that is `;;`."""
    return [statement for statement in script.split("\n;;\n") if statement.strip()]


def _filled(statement: str, names: dict[str, str]) -> str:
    for mark, name in names.items():
        statement = statement.replace(f":{mark}:", name)
    return statement
