"""Nothing that leaves the office takes a provisional INE for an INE."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from scolarite_desk.errors import Refused
from scolarite_desk.models.rules.si import SI
from scolarite_desk.progress import Progress
from scolarite_desk.services.documents import issue_receipt
from scolarite_desk.services.dossiers import correct
from scolarite_desk.services.extraits.choix import DECISIONS, TABLES, write
from scolarite_desk.services.identifiants import draw_provisional_ine
from scolarite_desk.services.listes.choix import Chosen
from scolarite_desk.services.si import export_si
from tests.services.conftest import FRENCH, Desk
from tests.services.si.une_admission import OPI, admitted, coded, somebody
from tests.services.une_inscription import fees, paid


@pytest.fixture
def provisional(desk: Desk) -> str:
    """The number of somebody admitted, enrolled, whose CVEC and receipt are there."""
    coded(desk, **OPI)
    fees(desk)
    dossier = somebody(desk)
    desk(correct, "dossier.regime", dossier, "initiale")
    key = admitted(desk, dossier)
    paid(desk, key)
    desk(issue_receipt, dossier)
    desk(draw_provisional_ine, desk.owner(dossier))
    [value] = json.loads(_table(desk, "ine", Path(desk.store.path).parent).read_text(encoding="utf-8"))["lignes"]
    return str(value["valeur"])


def _table(desk: Desk, code: str, folder: Path) -> Path:
    """A table with every column that it may have."""
    out = folder / f"{code}.json"
    every = [one.cle for one in TABLES[code][1]]
    write(desk.store, code, "json", out, Progress(), Chosen(), every, langue=FRENCH)
    return out


def test_no_column_of_an_ine_holds_a_provisional_one(desk: Desk, provisional: str, tmp_path: Path) -> None:
    seen = {}
    for code in TABLES:
        try:
            read = json.loads(_table(desk, code, tmp_path).read_text(encoding="utf-8"))
        except Refused:  # nobody there
            continue
        headers = {one["cle"]: one["entete"] for one in read["colonnes"]}
        seen[code] = {headers[key] for row in read["lignes"] for key, value in row.items() if value == provisional}
    assert {DECISIONS, "inscrits", "cvec", "registre", "ine"} <= seen.keys()
    assert set().union(*seen.values()) == {"INE provisoire"}


def test_no_file_for_the_student_records_holds_a_provisional_one(desk: Desk, provisional: str, tmp_path: Path) -> None:
    for si in SI:
        export_si(desk.store, si, tmp_path / "si" / si, Progress())
    written = [one for one in (tmp_path / "si").rglob("*") if one.is_file()]
    assert len(written) == 3
    assert not any(provisional.encode() in one.read_bytes() for one in written)
