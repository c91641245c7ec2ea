"""The time zone of the establishment, and that of a centre: papers, deadlines and days follow it, stored days stay."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from scolarite_desk.langue import kept
from scolarite_desk.models.fields.fields import BY_PATH
from scolarite_desk.models.fields.reglages import BY_KEY
from scolarite_desk.models.rules.fuseau import COMPUTER, PARIS, zone
from scolarite_desk.models.rules.fuseau import fuseau_of as of_centre
from scolarite_desk.models.tables.candidature import Candidature
from scolarite_desk.models.tables.formation import Centre, Formation
from scolarite_desk.models.tables.reglage import Reglage
from scolarite_desk.models.tables.visite import Visite
from scolarite_desk.progress import Progress
from scolarite_desk.services import avis, candidatures, documents, fondation, paperwork, visites
from scolarite_desk.services.dossiers import correct
from scolarite_desk.services.lettre import letter_of
from scolarite_desk.services.recu import receipt_of
from scolarite_desk.services.reglages import _key, change_setting, written_settings
from scolarite_desk.services.undo import undo
from scolarite_desk.store.queries import acces as log
from scolarite_desk.store.queries import journal
from scolarite_desk.store.queries.offer import lists
from scolarite_desk.store.queries.visites import visits_of_day
from scolarite_desk.store.safety import backup
from tests.services.conftest import CHEAP, PASSWORD, Desk, Founded
from tests.services.test_documents import words
from tests.sync.conftest import opened, share

NOUMEA, GUADELOUPE = "Pacific/Noumea", "America/Guadeloupe"
NIGHT = datetime(2026, 11, 29, 13, 33, tzinfo=UTC)  # half past midnight at Nouméa, on the 30th
ZONES = ("Pacific/Noumea", "Pacific/Tahiti", "Europe/Paris", "America/Guadeloupe", "Indian/Reunion", "Mars/Olympus")


@pytest.fixture(params=["UTC", "America/Guadeloupe", "Pacific/Noumea"])
def computer(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A computer that is set elsewhere."""
    monkeypatch.setenv("TZ", request.param)
    time.tzset()
    yield request.param
    monkeypatch.undo()
    time.tzset()


def at_noumea(desk: Desk) -> None:
    desk(change_setting, "fuseau", "Nouméa")
    desk.now = NIGHT


def received(desk: Desk, code: str) -> None:
    """The setting, as another desk wrote it: nothing read it here."""
    with desk.store.work("change_setting") as work:
        work.add(Reglage(id=_key("fuseau"), cle="fuseau", valeur=code))


def test_a_receipt_of_noumea_says_the_day_and_the_hour_of_noumea_whatever_the_computer_says(
    desk: Desk, computer: str
) -> None:
    at_noumea(desk)
    dossier = desk.person()
    candidature = desk.apply(dossier, motif="dépôt tardif")
    desk(candidatures.transmit, candidature)
    printed = words(desk(documents.issue_receipt, dossier).rendu.octets)
    assert "30/11/2026" in printed
    assert "0 h 33" in printed.replace("\u00a0", " ")
    assert "29/11/2026" not in printed
    assert desk.row(Candidature, candidature).recue_le == date(2026, 11, 30)


def test_an_answer_is_due_after_the_day_on_which_the_office_validated(desk: Desk) -> None:
    dossier = desk.home(desk.person())
    key = desk.apply(dossier)
    desk(correct, "formation.delai_confirmation", desk.licence, "10")
    at_noumea(desk)
    desk(avis.enter_avis, key, "FA")
    desk(avis.validate_avis, key)
    letter = desk.read(letter_of, key, NIGHT)
    assert (letter.le, letter.confirmer_avant) == (date(2026, 11, 30), date(2026, 12, 10))


def test_the_day_list_is_that_of_the_establishment(desk: Desk) -> None:
    at_noumea(desk)
    visite = desk(visites.walk_in, annonce="Mme Riou", telephone="06 39 98 12 04", motif="ine")
    today = desk.store.today()
    assert today == date(2026, 11, 30)
    assert [row.key for row in desk.read(visits_of_day, today, desk.now)] == [visite]
    assert desk.read(visits_of_day, date(2026, 11, 29), desk.now) == ()
    assert desk.read(lambda session: lists(session).fuseau.key) == NOUMEA


def test_a_centre_of_guadeloupe_has_its_own_days_in_an_establishment_of_paris(desk: Desk) -> None:
    with desk.store.reading() as session:
        centre = session.get_one(Formation, desk.licence).centre_id
    desk(correct, "centre.fuseau", centre, "Guadeloupe")
    desk.now = datetime(
        2026, 7, 7, 1, 30, tzinfo=UTC
    )  # half past three in Paris on the 7th, half past nine there on the 6th
    dossier = desk.home(desk.person())
    key = desk.apply(dossier)
    desk(candidatures.transmit, key)
    desk(correct, "formation.delai_confirmation", desk.licence, "1")
    desk(avis.enter_avis, key, "FA")
    desk(avis.validate_avis, key)
    letter = desk.read(letter_of, key, desk.now)
    assert (letter.le, letter.confirmer_avant) == (date(2026, 7, 6), date(2026, 7, 7))
    assert desk.row(Candidature, key).recue_le == date(2026, 7, 6)
    receipt = desk.read(receipt_of, dossier, "1", desk.now, "Claire")
    assert (receipt.emis_le.day, receipt.emis_le.hour) == (6, 21)
    assert desk.store.today() == date(2026, 7, 7)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_changing_the_zone_moves_no_stored_day(desk: Desk, data: st.DataObject) -> None:
    """Whatever zone is chosen, then another: the rest of the base is the same to the byte."""
    if not desk.rows(select(Visite)):
        desk(candidatures.transmit, desk.apply(desk.person()))
        desk(visites.walk_in, annonce="Mme Riou", telephone="06 39 98 12 04", motif="ine")
    before = _but_settings(desk)
    for code in data.draw(st.lists(st.sampled_from(ZONES[:-1]), max_size=3)):
        desk(change_setting, "fuseau", code)
        desk.read(paperwork.service_of)
    assert _but_settings(desk) == before


def _but_settings(desk: Desk) -> list[Any]:
    found = []
    with desk.store.reading() as session:
        for table in ("candidature", "visite", "formation", "campagne", "dossier", "personne"):
            found += session.connection().exec_driver_sql(f"SELECT * FROM {table} ORDER BY id").all()
    return found


def test_two_bases_of_two_zones_that_are_open_together_do_not_mix(desk: Desk, founded: Founded, tmp_path: Path) -> None:
    other = founded.opened(founded.copied(tmp_path / "autre.sdesk"))
    other.now = NIGHT
    at_noumea(desk)
    assert (desk.store.today(), other.store.today()) == (date(2026, 11, 30), date(2026, 11, 29))
    assert (desk.store.here().hour, other.store.here().hour) == (0, 14)
    with desk.store.work("corriger") as mine, other.store.rehearsal() as theirs:
        assert (mine.today, theirs.today) == (date(2026, 11, 30), date(2026, 11, 29))
    other.store.close()


@pytest.mark.parametrize("code", ["Mars/Olympus", "../../etc/passwd", "Europe", "é\u0000", "/etc/localtime", " "])
def test_a_zone_that_was_received_and_that_nobody_knows_is_kept_and_counts_for_none(desk: Desk, code: str) -> None:
    received(desk, code)
    assert desk.store.fuseau.key == PARIS
    assert desk.read(written_settings)["fuseau"] == code
    with desk.store.reading() as session:
        known = lists(session)
        assert kept(BY_KEY["fuseau"].field.doubt(code, known, {})).startswith("Ce poste ne connaît pas ce fuseau")
    desk.now = NIGHT
    dossier = desk.person()
    desk.apply(dossier, motif="dépôt tardif")
    assert "14 h 33" in words(desk(documents.issue_receipt, dossier).rendu.octets).replace("\u00a0", " ")
    assert of_centre(code, NOUMEA).key == NOUMEA
    assert kept(BY_PATH["centre.fuseau"].doubt(code, known, {}))


def test_the_zone_follows_the_uai_unless_somebody_chose(real: Desk) -> None:
    assert real.store.fuseau.key == PARIS
    real(change_setting, "uai", "9830445S")
    assert real.store.fuseau.key == NOUMEA
    undo(real.store)
    assert real.store.fuseau.key == PARIS
    real(change_setting, "fuseau", "Tahiti")
    real(change_setting, "uai", "9740446S")
    assert real.store.fuseau.key == "Pacific/Tahiti"


def test_a_base_founded_overseas_is_at_its_own_hour_from_the_first_morning(tmp_path: Path) -> None:
    for n, (chosen, code) in enumerate(
        [
            ({"uai": "9830445S"}, NOUMEA),
            ({"uai": "9830445S", "fuseau": "Europe/Paris"}, PARIS),
            ({"fuseau": "Europe/Paris", "uai": "9830445S"}, PARIS),
            ({"uai": "0999999F"}, PARIS),
        ]
    ):
        made = fondation.found(tmp_path / f"{n}.sdesk", "Claire", PASSWORD, chosen, catalogue=False, cost=CHEAP)
        assert made.store.fuseau.key == code
        made.store.close()


def test_a_day_of_the_journal_and_of_the_access_log_is_a_day_of_the_establishment(desk: Desk) -> None:
    at_noumea(desk)
    desk.person()
    for day, found in ((date(2026, 11, 29), 0), (date(2026, 11, 30), 1)):
        assert desk.read(journal.count, journal.Recherche(du=day, au=day)) == found
    assert desk.read(log.count, log.RechercheAcces(du=date(2026, 11, 29), au=date(2026, 11, 29))) == 0


def test_a_backup_is_named_by_the_hour_of_the_establishment_and_says_its_zone(desk: Desk, tmp_path: Path) -> None:
    at_noumea(desk)
    made = backup.make(desk.store, tmp_path / "sauvegardes", "manuelle", Progress())
    assert made.dossier.name.endswith("-2026-11-30-003300")
    assert (made.manifeste.quand, made.manifeste.fuseau) == (NIGHT, NOUMEA)


def test_what_was_written_does_not_change_with_the_zone(desk: Desk) -> None:
    """A receipt given is given: reprinted, it says the hour that it said."""
    desk.now = NIGHT
    dossier = desk.person()
    desk.apply(dossier, motif="dépôt tardif")
    given = desk(documents.issue_receipt, dossier)
    before = desk.read(documents.reprint, given.document)
    desk(change_setting, "fuseau", NOUMEA)
    assert desk.read(documents.reprint, given.document) == before


def test_the_time_of_the_computer_is_that_of_the_day_asked_summer_and_winter(computer: str) -> None:
    there = zone(computer)
    for month in (1, 7):
        moment = datetime(2026, month, 1, 23, 30, tzinfo=UTC)
        assert moment.astimezone(COMPUTER).replace(tzinfo=None) == moment.astimezone(there).replace(tzinfo=None)
        assert moment.astimezone(COMPUTER).astimezone(UTC) == moment


def test_a_zone_that_another_desk_chose_holds_here_at_once(tmp_path: Path, founded: Founded) -> None:
    here, there = (opened(tmp_path / f"{name}.sdesk", founded, rank) for rank, name in enumerate("ab"))
    here.now = there.now = NIGHT
    assert here.store.today() == date(2026, 11, 29)
    there(change_setting, "fuseau", "Nouméa")
    with there.store.reading() as session:
        centre = session.scalars(select(Centre.id)).first()
    there(correct, "centre.fuseau", centre, "Guadeloupe")
    share(here, there)
    assert here.store.today() == date(2026, 11, 30)
    assert here.row(Centre, centre).fuseau == GUADELOUPE
    for one in (here, there):
        one.store.close()
