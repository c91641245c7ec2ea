"""The hub from the command line, as a stranger would found it and have two desks meet there."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from scolarite_desk.__main__ import main
from scolarite_desk.cli.postes import CODE, HUB_PASSWORD
from tests import postgres
from tests.services.conftest import PASSWORD, Desk


def _said(capsys: pytest.CaptureFixture[str], *words: str) -> dict[str, object]:
    code = main([*words, "--json"])
    found = json.loads(capsys.readouterr().out)
    assert code == 0, found
    return dict(found)


def test_a_hub_is_founded_a_desk_invited_enrolled_and_synchronised(
    server: postgres.Server,
    guichet: Path,
    office: Desk,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    office.person()
    office.store.close()
    adresse = str(server.database())
    where = ("--hub", adresse, "--admin", postgres.ADMIN)
    base = ("--base", str(guichet), "--compte", "Claire")
    monkeypatch.setenv(HUB_PASSWORD, postgres.PASSWORD)
    monkeypatch.setenv("SCOLARITE_DESK_PASSWORD", PASSWORD)
    _said(capsys, "hub", "init", *where)
    monkeypatch.setenv(CODE, str(_said(capsys, "hub", "invite", *where, "--poste", "accueil")["code"]))
    _said(capsys, "hub", "enrol", "--hub", adresse, *base)
    assert _said(capsys, "sync", *base)["envoyes"]
    told = _said(capsys, "hub", "status", *base)
    assert told["a_envoyer"] == 0
    assert [one["nom"] for one in told["postes"]] == ["01"]  # type: ignore[attr-defined]
    _said(capsys, "hub", "withdraw", *where, "--poste", "01")
    assert main(["sync", *base]) == 3
    assert "a été retiré du serveur commun" in capsys.readouterr().err


def test_a_desk_without_a_hub_is_told_what_to_do(
    guichet: Path, office: Desk, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    office.store.close()
    monkeypatch.setenv("SCOLARITE_DESK_PASSWORD", PASSWORD)
    assert main(["sync", "--base", str(guichet), "--compte", "Claire"]) == 1
    assert "inscrit à aucun serveur commun" in capsys.readouterr().err
