"""Files of each kind, saved again by LibreOffice, are known and read as they were before."""

from __future__ import annotations

from pathlib import Path

import pytest

from scolarite_desk.exchange.imports.lire import lire
from scolarite_desk.exchange.imports.profil import RENDEZVOUS
from scolarite_desk.exchange.imports.reconnaitre import reconnaitre
from scolarite_desk.exchange.tables.tableau import read_tables
from tests.exchange.imports.fabrique.__main__ import saved_again, write

pytestmark = pytest.mark.programs("soffice")


def test_a_file_that_libreoffice_saved_again_says_the_same(tmp_path: Path) -> None:
    made = [one for one in write(tmp_path / "faits") if one.suffix == ".xlsx"]
    again = tmp_path / "repris"
    again.mkdir()
    for before, after in zip(made, saved_again(made, again, "xlsx"), strict=True):
        own, other = (read_tables(one.read_bytes()) for one in (before, after))
        first, second = reconnaitre(own), reconnaitre(other)
        assert (first.profil.code, first.colonnes) == (second.profil.code, second.colonnes), before.stem
        if first.profil.cible != RENDEZVOUS:
            lines = [[one.valeurs for one in lire(*each).lignes] for each in ((own, first), (other, second))]
            assert lines[0] == lines[1], before.stem
