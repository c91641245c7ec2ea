"""A whole season by one command: what it does, what it tells, and that it touches nobody's base."""

from __future__ import annotations

import json
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from scolarite_desk.cli import saison as cli
from scolarite_desk.models.tables.journal import Travail
from scolarite_desk.practice import saison
from scolarite_desk.practice.saison.plan import ETAPES
from scolarite_desk.practice.saison.rapport import Releve
from scolarite_desk.progress import Cancelled, Progress
from scolarite_desk.services.table import ACTS
from scolarite_desk.store.base import open_base
from tests.cli.conftest import Desk

# Acts that no season plays, and why.
OTHER_TESTS = "of any day, not of a season: played by the tests of its own"
OFFICE = "how the office is set up, once for all seasons"
TAKEN_BACK = "takes back what a season does"
SEVERAL = "of several desks"
AILLEURS = {
    **dict.fromkeys(
        ("add_free_piece", "withdraw_free_piece", "set_piece_deadline", "piece_awaited", "record_ine", "add_identifier",
         "withdraw_identifier", "set_statut", "transmit", "change_session", "book_visit", "arrive", "wait_visit",
         "mark_absent", "excuse_visit", "postpone_visit", "link_visit", "set_third_party", "describe_visit",
         "import_rendezvous", "import_formation", "import_rows", "merge_persons", "unmerge_person", "tell_apart",
         "take_measure", "lift_measure",
         "note_notified", "erase_person", "purge_dossier", "issue_seal", "ask_retyping",
         "retyped", "record_transmission", "export_again", "treat_withdrawal"), OTHER_TESTS),
    **dict.fromkeys(
        ("choose_logo", "save_model", "bring_word_model", "drop_model", "bring_back_words", "attach", "change_profile",
         "limit_account", "withdraw_account", "restore_account", "save_view", "save_shared_view", "withdraw_view",
         "withdraw_shared_view", "restore_view", "restore_shared_view", "share_view", "keep_view"), OFFICE),
    **dict.fromkeys(
        ("withdraw_item", "restore_item", "withdraw_avis", "unvalidate_avis", "withdraw_opinion", "withdraw_decision",
         "withdraw_saisine", "withdraw_retyping", "withdraw_cvec", "reopen_candidature", "void_receipt"), TAKEN_BACK),
    **dict.fromkeys(("declare_station", "settle"), SEVERAL),
    **dict.fromkeys(("move_rank", "renumber"), "lists of twelve people are of one: a longer season plays it"),
    "draw_provisional_ine": "whoever has no INE, who is not among twelve",
}  # fmt: skip

WORD = "une phrase assez longue"
SIZE, SEED = 12, 1
DAY = "2025-12-31"  # people are drawn by it


@pytest.fixture
def play(command: Desk, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """`play("--out", FOLDER)`: a small season."""
    monkeypatch.setenv("SCOLARITE_DESK_PASSWORD", WORD)
    return lambda *words: command("season", "--dossiers", str(SIZE), "--graine", str(SEED), "--today", DAY, *words)


def test_a_season_goes_from_an_empty_base_to_the_next_year(play: Desk, command: Desk, tmp_path: Path) -> None:
    out, base = tmp_path / "saison", str(tmp_path / "vraie.sdesk")
    assert command("found", "--base", base, "--compte", "Claire", "--uai", "0352440M").code == 0
    told = play("--out", str(out), "--base", base, "--json")
    assert (told.code, told.json["fautes"]) == (0, []), told.err
    assert [one["etape"] for one in told.json["etapes"]] == [one.code for one in ETAPES]
    assert json.loads((out / "rapport.json").read_text(encoding="utf-8")) == told.json
    assert "Aucune anomalie." in (out / "rapport.txt").read_text(encoding="utf-8")
    _gave_papers(out, told.json)
    years = command("list", "campagnes", "--json", "--base", base).json
    assert [one["etat"] for one in years] == ["archivee", "ouverte"]
    _played_every_act(base)
    again = play("--out", str(tmp_path / "autre"), "--base", base)
    assert (again.code, "donnez-lui une base neuve" in again.err) == (1, True)


def _played_every_act(base: str) -> None:
    """What the journal says was done is every act, but those that are named here with the reason."""
    with closing(open_base(Path(base), "Claire", WORD)) as store, store.reading() as session:
        done = set(session.scalars(select(Travail.acte).distinct()))
    assert sorted(ACTS.keys() - done) == sorted(AILLEURS)


def _gave_papers(out: Path, told: dict[str, Any]) -> None:
    found = {one.relative_to(out).parts[0] for one in out.rglob("*") if one.is_file()}
    assert found >= {"recus", "lettres", "exports", "proces-verbaux", "rapport.json", "rapport.txt"}
    counted = sum(one["papiers"] for one in told["etapes"])
    assert counted == len([*out.rglob("*.pdf"), *out.rglob("*.xlsx"), *out.rglob("*.csv")])
    assert all(one["temps"]["lentes"] for one in told["etapes"] if one["actes"])


def test_asked_to_stop_it_says_how_far_it_was_and_keeps_its_report(
    play: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    codes = [one.code for one in ETAPES]
    place = codes.index("pieces")

    def tell(done: int, total: int) -> None:
        if done == place:
            raise Cancelled

    monkeypatch.setattr(cli, "progress", lambda: Progress(tell))
    said = play("--out", str(tmp_path / "saison"))
    assert said.code == 3
    assert (
        f"arrêtée à l’étape {place + 1} sur {len(ETAPES)}, «\u00a0Réception des pièces\u00a0», après {SIZE} dossiers"
        in said.err
    )
    assert (tmp_path / "saison" / "saison.sdesk").exists()
    kept = json.loads((tmp_path / "saison" / "rapport.json").read_text(encoding="utf-8"))
    assert (kept["arret"], len(kept["etapes"])) == ("pieces", place + 1)


def test_what_is_asked_of_a_season_is_read_before_anything_is_made(play: Desk, tmp_path: Path) -> None:
    tomorrow = (date.today() + timedelta(days=2)).isoformat()
    used = tmp_path / "prise"
    used.mkdir()
    (used / "note.txt").write_text("à moi")
    new = str(tmp_path / "neuve")
    for words, code in (
        (("--out", new, "--today", tomorrow), 2),
        (("--out", new, "--dossiers", "3"), 2),
        (("--out", new, "--graine", "un"), 2),
        (("--out", str(used)), 1),
    ):
        said = play(*words)
        assert (said.code, bool(said.err)) == (code, True), words
    assert not (tmp_path / "neuve").exists()


def test_what_the_plan_does_not_name_is_a_fault() -> None:
    """And what it names and does not come."""
    told = Releve("essai", ETAPES[0].libelle, "2026-01-01")
    told.refus["enter_avis", "Une phrase.", False] += 2
    told.refus["enter_avis", "Une autre.", True] += 1
    rapport = saison.Bilan(1, 1, "", "", (told,), {})
    assert rapport.fautes == ("enter_avis, 2 fois\u00a0: Une phrase.",)
