"""Pégase: who leaves, in which state each vœu stands, what holds."""

from __future__ import annotations

from pathlib import Path

import pytest

from scolarite_desk.errors import Refused
from scolarite_desk.exchange.si.pegase import INSCRIPTION, read
from scolarite_desk.models.rules.si import A_EXPORTER, DESISTE, EXPORTE, TRAITE
from scolarite_desk.progress import Progress
from scolarite_desk.services.candidatures import desist
from scolarite_desk.services.si import export_si, look, to_treat, treat_withdrawal
from tests.services.conftest import Desk
from tests.services.si.une_admission import admitted, coded, somebody


def _states(desk: Desk) -> dict[str, str]:
    return {one.candidature: one.etat for one in look(desk.store, "pegase").lignes}


def _written(desk: Desk, folder: Path) -> list[dict[str, str]]:
    export_si(desk.store, "pegase", folder, Progress())
    [path] = folder.glob(f"inscription-{desk.store.today():%Y%m%d}.csv")
    return read(path.read_bytes(), INSCRIPTION)


def test_who_confirmed_leaves_with_the_codes_of_the_formation(desk: Desk, tmp_path: Path) -> None:
    coded(desk)
    key = admitted(desk, somebody(desk))
    assert _states(desk) == {key: A_EXPORTER}
    [line] = _written(desk, tmp_path)
    names = ("nom_naissance", "sexe", "code_pays_naissance", "code_voeu1", "code_periode1", "origine_admission1")
    assert [line[name] for name in names] == ["KERMAREC", "F", "100", "L3-HIST-01", "PER-2026", "EC"]
    assert line["code_voeu2"] == ""
    assert _states(desk) == {key: EXPORTE}


def test_given_up_after_the_export_another_place_leaves_alone_and_nobody_comes_back_for_ever(
    desk: Desk, tmp_path: Path
) -> None:
    coded(desk)
    coded(desk, desk.master, code_voeu="M1-HIST-02")
    dossier = somebody(desk)
    first = admitted(desk, dossier)
    _written(desk, tmp_path)
    desk(desist, first)
    second = admitted(desk, dossier, desk.master)
    assert _states(desk) == {first: DESISTE, second: A_EXPORTER}
    desk.later(days=1)
    [line] = _written(desk, tmp_path)
    assert (line["code_voeu1"], line["code_voeu2"]) == ("M1-HIST-02", "")
    desk.later(days=1)
    with pytest.raises(Refused, match="Rien à exporter"):
        _written(desk, tmp_path)
    assert to_treat(look(desk.store, "pegase")) == [first]
    desk(treat_withdrawal, first, "pegase")
    assert _states(desk) == {first: TRAITE, second: EXPORTE}
