"""What may follow what, by the command line: the page is what the table says."""

from __future__ import annotations

from pathlib import Path

from scolarite_desk.models.rules.passages import PASSAGES
from tests.cli.conftest import Desk

PAGE = Path(__file__).parents[2] / "docs" / "passages.md"


def test_the_page_of_passages_is_what_the_code_says(command: Desk) -> None:
    assert command("passages").out == PAGE.read_text("utf-8"), "scolarite-desk passages > docs/passages.md"
    told = command("passages", "--json").json
    assert [(one["acte"], one["vers"]) for one in told] == [(one.acte, one.vers) for one in PASSAGES]
