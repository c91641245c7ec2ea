"""The practice base: nobody's, always the same, with the shares and the oddities that a desk meets."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

import pytest
from sqlalchemy import select

from scolarite_desk import practice as exercice
from scolarite_desk.errors import Refused
from scolarite_desk.exchange.tables.decisions import COLONNES
from scolarite_desk.langue import kept
from scolarite_desk.models.fields.fields import FIELDS
from scolarite_desk.models.fields.things import THINGS
from scolarite_desk.models.fields.when import FRANCE
from scolarite_desk.models.rules.ine import check_ine
from scolarite_desk.models.rules.numeros import check_dossier_number
from scolarite_desk.models.rules.states import AVIS, CONFIRMATION, PIECE, STATUT, VISITE
from scolarite_desk.models.tables.base import Partagee
from scolarite_desk.models.tables.candidature import Avis, Candidature
from scolarite_desk.models.tables.document import DelaiDit, DocumentEmis
from scolarite_desk.models.tables.dossier import Cvec, Dossier
from scolarite_desk.models.tables.formation import Campagne, Formation, SessionDepot
from scolarite_desk.models.tables.journal import Compteur, Local
from scolarite_desk.models.tables.personne import Identifiant, IneEmis, Personne
from scolarite_desk.models.tables.piece import Exigence, PieceDemandee
from scolarite_desk.models.tables.visite import Visite
from scolarite_desk.practice import noms
from scolarite_desk.practice.monde import Monde
from scolarite_desk.practice.tirage import Dossiers
from scolarite_desk.progress import Cancelled, Progress
from scolarite_desk.services import pieces, reglages
from scolarite_desk.services.reglages import settings
from scolarite_desk.services.silence import countdown
from scolarite_desk.store.base import open_base
from scolarite_desk.store.check.check import check
from scolarite_desk.store.check.digest import digest, digest_registers
from scolarite_desk.store.queries.candidature_lue import candidatures_lues
from scolarite_desk.store.queries.offer import lists
from scolarite_desk.store.referentiel import referentiel
from scolarite_desk.store.store import Store
from scolarite_desk.store.vault.vault import Cost
from tests.models.rules.provisoires import decode_provisional
from tests.store.damage import faults, sql

TODAY = date(2026, 7, 6)
CHEAP = Cost(64, 1)
Rows = dict[type[Partagee], list[dict[str, Any]]]


@pytest.fixture(scope="module")
def rows() -> Rows:
    """Every row of 2 000 dossiers, as drawn."""
    monde = Monde(3, TODAY, referentiel())
    found: Rows = {}
    drawn = Dossiers(monde, 3)
    everything = [*monde.etablissement.rows, *(row for lot in drawn.rows(2000, "01") for row in lot)]
    for cls, values in everything:
        found.setdefault(cls, []).append(dict(values))
    return found


@pytest.fixture
def practice(tmp_path: Path) -> Iterator[Store]:
    """A practice base of 60 dossiers."""
    store = exercice.make(tmp_path / "exercice.sdesk", 60, 1, TODAY, cost=CHEAP)
    yield store
    store.close()


def _made(path: Path, dossiers: int, seed: int, today: date) -> tuple[Any, Any]:
    store = exercice.make(path, dossiers, seed, today, cost=CHEAP)
    with store.reading() as session:
        found = digest(session), digest_registers(session)
    store.close()
    return found


def test_the_same_number_seed_and_day_give_the_same_base(tmp_path: Path) -> None:
    assert _made(tmp_path / "a", 40, 5, TODAY) == _made(tmp_path / "b", 40, 5, TODAY)


def test_another_process_draws_the_same_base(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    here = _made(tmp_path / "a", 40, 5, TODAY)
    monkeypatch.setattr(exercice, "ALONE", 0)
    assert _made(tmp_path / "b", 40, 5, TODAY) == here


@pytest.mark.parametrize(("seed", "today"), [(6, TODAY), (5, date(2026, 7, 7))])
def test_another_seed_or_day_gives_another_base(tmp_path: Path, seed: int, today: date) -> None:
    assert _made(tmp_path / "a", 40, 5, TODAY) != _made(tmp_path / "b", 40, seed, today)


def test_a_practice_base_checks_green_and_says_what_it_is(practice: Store) -> None:
    assert [fault for one in check(practice) for fault in one.fautes] == []
    with practice.reading() as session:
        assert session.get_one(Local, "exercice").valeur


def test_it_opens_with_the_account_and_the_password_of_the_readme(tmp_path: Path) -> None:
    path = tmp_path / "exercice.sdesk"
    exercice.make(path, 5, 1, TODAY, cost=CHEAP).close()
    open_base(path, "Claire M.", "exercice-2026").close()


def test_a_file_that_is_there_is_never_replaced(tmp_path: Path) -> None:
    path = tmp_path / "exercice.sdesk"
    path.write_text("à moi")
    with pytest.raises(Refused, match="existe déjà"):
        exercice.make(path, 5, 1, TODAY, cost=CHEAP)
    assert path.read_text() == "à moi"


@pytest.mark.parametrize("alone", [0, 2_000])
def test_a_making_that_is_stopped_leaves_no_half_made_base(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, alone: int
) -> None:
    monkeypatch.setattr(exercice, "ALONE", alone)
    progress = Progress()
    progress.cancel()
    with pytest.raises(Cancelled):
        exercice.make(tmp_path / "exercice.sdesk", 50, 1, TODAY, progress, CHEAP)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("dossiers", [1, 7, 60])
def test_there_are_as_many_dossiers_as_asked_for(tmp_path: Path, dossiers: int) -> None:
    store = exercice.make(tmp_path / "x", dossiers, 2, TODAY, cost=CHEAP)
    with store.reading() as session:
        assert len(list(session.scalars(select(Dossier)))) == dossiers
    store.close()


def test_the_next_dossier_takes_a_number_that_nobody_has(practice: Store) -> None:
    from scolarite_desk.services import dossiers
    from scolarite_desk.services.acts import do

    key = do(practice, None, dossiers.create_dossier, {"nom_naissance": "KERMAREC"})
    with practice.reading() as session:
        numbers = list(session.scalars(select(Dossier.numero)))
        assert session.get_one(Dossier, key).numero in numbers
    assert len(numbers) == len(set(numbers)) == 61


def test_the_office_is_set_but_for_what_no_text_has_fixed(practice: Store) -> None:
    with practice.reading() as session:
        chosen, every = reglages.settings(session), reglages.every_setting(session)
    assert [one.key for one in every if one.needed and not chosen[one.key]] == ["cvec_montant_2026-2027"]
    assert chosen["uai"] == "0999999F"


@pytest.mark.parametrize(
    ("annee", "windows"),
    [
        ("2021-2022", {("licence", "2021-03-29", "2021-04-28"), ("m2", "2021-03-29", "2021-04-28"),
                       ("du", "2021-03-29", "2021-04-28"), ("m1", "2021-04-26", "2021-05-17")}),
        ("2024-2025", {("licence", "2024-03-25", "2024-04-25"), ("m2", "2024-03-25", "2024-04-25"),
                       ("du", "2024-03-25", "2024-04-25"), ("m1", "2024-02-26", "2024-03-24")}),
    ],
)  # fmt: skip
def test_past_calendars_are_two_archived_campaigns(rows: Rows, annee: str, windows: set[tuple[str, str, str]]) -> None:
    [campagne] = [one for one in rows[Campagne] if one["annee"] == annee]
    assert campagne["etat"] == "archivee"
    offered = [one for one in rows[Formation] if one["campagne_id"] == campagne["id"]]
    assert {(one["genre"], str(one["debut_depot"]), str(one["fin_depot"])) for one in offered} == windows
    assert {one["mode"] for one in offered} == {"ead"}


def test_mon_master_is_the_only_way_into_a_first_year_of_2024_and_not_of_2021(rows: Rows) -> None:
    years = {one["id"]: one["annee"] for one in rows[Campagne]}
    found = {(years[one["campagne_id"]], one["mon_master"]) for one in rows[Formation] if one["genre"] == "m1"}
    assert {("2021-2022", False), ("2024-2025", True), ("2026-2027", True)} == found


def test_the_open_campaign_is_around_today_and_offers_every_kind_of_formation(rows: Rows) -> None:
    [campagne] = [one for one in rows[Campagne] if one["etat"] == "ouverte"]
    assert campagne["debut"] < TODAY < campagne["fin"]
    mine = [one for one in rows[Formation] if one["campagne_id"] == campagne["id"]]
    kinds = {"licence", "lp", "but", "m1", "m2", "ingenieur", "du", "agregation", "de"}
    assert {one["genre"] for one in mine} == kinds
    assert {one["genre"] for one in rows[SessionDepot]} == {"principale", "complementaire", "hors_plateforme"}
    opening = {(one["debut_depot"] <= TODAY, one["fin_depot"] >= TODAY) for one in mine}
    assert opening == {(True, True), (True, False), (False, True)}


@pytest.mark.parametrize("today", [date(2026, 1, 2), date(2026, 9, 1), date(2026, 12, 31), date(2028, 2, 29)])
def test_a_base_is_made_on_any_day(today: date) -> None:
    monde = Monde(1, today, referentiel())
    made = list(Dossiers(monde, 1).rows(30, "01"))
    assert made
    assert monde.etablissement.periodes[0].debut < today


def _share(part: int, whole: int) -> float:
    return 100 * part / whole


def test_shares_are_those_of_a_desk(rows: Rows) -> None:
    people = rows[Personne]
    known = {one["personne_id"] for one in rows[Identifiant] if one["genre"] == "INE"}
    incomplete = {one["dossier_id"] for one in rows[Candidature] if one["statut"] == "IN"}
    nameless = [one for one in people if not one.get("nom_naissance") or not one.get("prenom")]
    assert _share(sum(one["pays_naissance"] != FRANCE for one in people), len(people)) == pytest.approx(12, abs=1)
    assert _share(len(people) - len(known), len(people)) == pytest.approx(3, abs=0.5)
    assert _share(len(nameless), len(people)) == pytest.approx(2, abs=0.5)
    assert _share(len(incomplete), len(rows[Dossier])) == pytest.approx(20, abs=2)


def test_there_are_homonyms_and_twins(rows: Rows) -> None:
    people = [one for one in rows[Personne] if one.get("nom_naissance") and one.get("prenom")]
    names = Counter((one["nom_naissance"], one["prenom"]) for one in people)
    births = Counter((one["nom_naissance"], one["ne_le"], one.get("commune_naissance")) for one in people)
    assert sum(count for count in names.values() if count > 1) >= len(people) // 100
    assert sum(count for count in births.values() if count > 1) >= len(people) // 200


def test_whoever_has_no_surname_has_a_first_name(rows: Rows) -> None:
    assert all(one.get("nom_naissance") or one.get("prenom") for one in rows[Personne])


@pytest.mark.parametrize("thing", sorted(FIELDS))
def test_every_value_is_one_that_its_field_reads(rows: Rows, thing: str) -> None:
    codes = referentiel()
    for values in rows.get(THINGS[thing].cls, []):
        for field in FIELDS[thing]:
            value = values.get(field.name)
            if value is not None and field.reader.kind != "choix":
                assert field.reader.read(field.reader.show(value, codes), codes, values) == value, field.path
            elif value is not None:
                assert field.reader.read(value, codes, values) == value, field.path


def test_every_code_is_in_its_list(rows: Rows) -> None:
    codes = referentiel()
    lists = {
        (Avis, "motif"): "motif_avis", (Exigence, "motif"): "motif_refus_piece", (Visite, "motif"): "motif_visite",
        (Cvec, "situation"): "situation_cvec", (Identifiant, "origine"): "ine_origine",
    }  # fmt: skip
    for (cls, name), liste in lists.items():
        known = {"provisoire_poste", *codes.liste(liste).by_code}  # an INE made here was read nowhere
        assert {one[name] for one in rows[cls] if one.get(name)} <= known


def test_states_are_all_there_and_no_other(rows: Rows) -> None:
    assert {one["statut"] for one in rows[Candidature]} == STATUT.keys()
    assert {one["avis"] for one in rows[Avis]} == AVIS.keys()
    assert {one.get("confirmation") for one in rows[Candidature]} == {None, *CONFIRMATION}
    assert {one["statut"] for one in rows[Exigence]} == {"VA", "NC", "RE"} < PIECE.keys()
    assert {one["statut"] for one in rows[Visite]} <= VISITE.keys()
    assert {one["situation"] for one in rows[Cvec]} == {"payee", "exoneree", "non_concernee"}


def test_nobody_can_be_reached(rows: Rows) -> None:
    for one in rows[Personne]:
        assert re.fullmatch(r"06 39 98 \d\d \d\d|", one.get("portable") or "")
        assert re.fullmatch(r"\+3319900\d{4}|", one.get("telephone") or "")
        assert re.fullmatch(r".+@example\.(org|com|net)|", one.get("courriel") or "")


def test_numbers_are_valid_and_nobody_shares_one(rows: Rows) -> None:
    ines = [one["valeur"] for one in rows[Identifiant] if one["genre"].startswith("INE")]
    assert len(ines) == len(set(ines))
    assert all(check_ine(ine).valide for ine in ines)
    numbers = [one["numero"] for one in rows[Dossier]]
    assert len(numbers) == len(set(numbers))
    assert [check_dossier_number(one) for one in numbers] == numbers


def test_provisional_numbers_are_of_this_establishment_and_in_the_register(rows: Rows) -> None:
    given = [one["valeur"] for one in rows[Identifiant] if one.get("nature") == "provisoire"]
    assert given == [one["valeur"] for one in rows[IneEmis]]
    for order, ine in enumerate(given, 1):
        found = decode_provisional(ine)
        assert found is not None
        assert (found.uai, found.serie, found.ordre) == ("0999999F", "P", order)


def test_days_follow_one_another_and_none_is_to_come(rows: Rows) -> None:
    for one in rows[Candidature]:
        days = [
            one["creee_le"].date(),
            *(one[name] for name in ("transmise_le", "recue_le", "complete_le") if one.get(name)),
        ]
        assert days == sorted(days)
        assert days[-1] <= TODAY
    for one in rows[Avis]:
        assert one["saisi_le"].date() <= (one.get("valide_le") or one["saisi_le"]).date() <= TODAY


def test_only_a_complete_dossier_has_an_avis_and_a_refusal_has_its_motive(rows: Rows) -> None:
    statut = {one["id"]: one["statut"] for one in rows[Candidature]}
    assert {statut[one["candidature_id"]] for one in rows[Avis]} == {"CO"}
    assert all(one.get("motif") for one in rows[Avis] if one["avis"] == "DE")
    assert all(one.get("rang") for one in rows[Avis] if one["avis"] == "LC")


def test_a_rank_is_given_once_in_a_formation(rows: Rows) -> None:
    formation = {one["id"]: one["formation_id"] for one in rows[Candidature]}
    ranks = [(formation[one["candidature_id"]], one["rang"]) for one in rows[Avis] if one["avis"] == "LC"]
    assert len(ranks) == len(set(ranks))


def test_a_correction_names_the_avis_that_it_corrects(rows: Rows) -> None:
    known = {one["id"]: one for one in rows[Avis]}
    corrections = [one for one in rows[Avis] if one.get("corrige_motif")]
    assert corrections
    assert all(known[one["corrige_id"]]["candidature_id"] == one["candidature_id"] for one in corrections)


def test_a_complete_candidature_misses_no_piece_and_an_incomplete_one_does(practice: Store) -> None:
    with practice.reading() as session:
        opened = session.scalars(select(Campagne.id).where(Campagne.etat == "ouverte")).one()
        mine = select(Candidature).join(Dossier).where(Dossier.campagne_id == opened)
        for one in session.scalars(mine.where(Candidature.statut.in_(("CO", "IN")))):
            missing = [line for line in pieces.lines(session, one.id) if line.manque]
            assert bool(missing) == (one.statut == "IN")


def test_every_piece_of_the_list_is_in_the_catalogue_and_the_rules_name_formations(rows: Rows) -> None:
    du = {one["id"] for one in rows[Formation] if one["genre"] == "du"}
    assert {one["formation_id"] for one in rows[PieceDemandee] if one["formation_id"]} == du
    assert {one["profil"] for one in rows[PieceDemandee]} >= {None, "lyceen", "international", "reprise"}
    assert {one["genre"] for one in rows[PieceDemandee]} == {None, "transfert", "vapp"}


def test_the_desk_has_a_day_in_full_swing(rows: Rows) -> None:
    found = Counter(one["statut"] for one in rows[Visite])
    assert found["guichet"] == 1
    assert found["attente"] == 3
    assert found["terminee"] > 5 < found["rendezvous"] + found["terminee"]
    tickets = [one["ticket"] for one in rows[Visite] if one.get("ticket")]
    assert tickets == [f"01-{rank:03}" for rank in range(1, len(tickets) + 1)]


def test_surnames_are_as_many_as_in_a_large_university() -> None:
    rng = Random(1)
    drawn = [noms.surname(rng, rng.choices(noms.ORIGINES, noms.WEIGHTS)[0]) for _ in range(40_000)]
    assert len(set(drawn)) > 25_000  # 200 000 draws give more than 100 000
    assert Counter(drawn).most_common(1)[0][1] > 400
    assert {"N’", "Le ", "Œ", "Ł"} <= {
        part for part in ("N’", "Le ", "Œ", "Ł") if any(n.startswith(part) for n in drawn)
    }


@pytest.mark.parametrize("name", ["Le", "MARTIN", "Œuvrard", "N’Guessan"])
def test_a_slip_of_the_fingers_is_one_slip(name: str) -> None:
    rng = Random(2)
    for _ in range(50):
        slipped = noms.mistyped(rng, name)
        assert abs(len(slipped) - len(name)) <= 1


def test_what_silence_means_was_told_by_receipts_counted_shown_and_exported(practice: Store) -> None:
    with practice.reading() as session:
        told = {row.candidature_id: row for row in session.scalars(select(DelaiDit))}
        numeros = list(session.scalars(select(DocumentEmis.numero).where(DocumentEmis.genre == "recu")))
        rows = list(candidatures_lues(session, list(told), lists(session), settings(session)))
        said = {key: found for key in told if (found := countdown(session, key)) is not None}
        last = session.get_one(Compteur, f"recu {TODAY.year}").valeur
    assert said.keys() == told.keys()
    assert last == len(numeros) == len(told) > 0
    for key, row in zip(told, rows, strict=True):
        count, dit = said[key], told[key]
        assert count.le == dit.terme
        assert any(kept(count.source).endswith(f"par le reçu {numero}") for numero in numeros)
        cells = {one.cle: one.lire(row) for one in COLONNES}
        assert (cells["silence_le"], kept(cells["silence_source"])) == (dit.terme, kept(count.source))


def test_a_day_told_by_a_receipt_that_was_changed_behind_the_journal_is_found_by_the_check(practice: Store) -> None:
    sql(practice, "UPDATE delai_dit SET terme = '2099-01-01' WHERE id = (SELECT min(id) FROM delai_dit)")
    assert any("delai_dit" in one or "reçu" in one.lower() for one in faults(practice)), faults(practice)
