"""Appointment lists: what the office's tools export is read, and nothing that is brought can break the desk."""

from __future__ import annotations

import contextlib
import io
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import openpyxl
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from scolarite_desk.errors import Refused
from scolarite_desk.exchange.rendezvous import agenda
from scolarite_desk.exchange.rendezvous import read as rendezvous
from scolarite_desk.exchange.rendezvous.entetes import field_of
from scolarite_desk.exchange.rendezvous.rendezvous_lu import ListeLue, RendezVousLu
from scolarite_desk.exchange.tables import tableau
from scolarite_desk.exchange.tables.lus import classeur_lu
from scolarite_desk.exchange.tables.lus.bornes import IMPORT
from scolarite_desk.langue import kept
from scolarite_desk.progress import Cancelled, Progress
from tests.exchange.rendezvous import essais
from tests.exchange.rendezvous.essais import told

TODAY = date(2026, 9, 1)
NINE_THIRTY = datetime(2026, 9, 14, 7, 30, tzinfo=UTC)  # 9 h 30 in Paris, in summer


def read(source: bytes | str) -> ListeLue:
    return essais.read(source, TODAY)


def one(source: bytes | str) -> RendezVousLu:
    liste = read(source)
    assert liste.fautes == ()
    (found,) = liste.rendezvous
    return found


def xlsx(*rows: Sequence[Any], prepare: Callable[[openpyxl.Workbook], None] = lambda book: None) -> bytes:
    book = openpyxl.Workbook()
    for row in rows:
        book.worksheets[0].append(row)
    prepare(book)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def repacked(data: bytes, change: Callable[[dict[str, bytes]], None]) -> bytes:
    """The same workbook with parts added, changed or taken away."""
    with zipfile.ZipFile(io.BytesIO(data)) as source:
        parts = {name: source.read(name) for name in source.namelist()}
    change(parts)
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as target:
        for name, content in parts.items():
            target.writestr(name, content)
    return stream.getvalue()


def ics(*lines: str, end: str = "END:VCALENDAR") -> bytes:
    head = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//essai//FR", "BEGIN:VEVENT"]
    return "\r\n".join([*head, *lines, "END:VEVENT", end, ""]).encode()


def csv(*cells: str) -> str:
    """A list of one appointment: date, hour and name come first."""
    titles = ("Date;Heure;Nom", *cells[::2])
    return ";".join(titles) + "\n" + ";".join(("14/09/2026;9h30;Ndiaye", *cells[1::2])) + "\n"


BOOK = xlsx(["Date", "Heure", "Nom"], [date(2026, 9, 14), time(9, 30), "Ndiaye"])


def test_a_text_file_is_read_whole() -> None:
    found = one(
        "Date;Heure;Durée (min);Nom;Prénom;Date de naissance;Motif du rendez-vous;Téléphone;Courriel\n"
        "14/09/2026;9h30;20;N’Guessan;Awa;7/3/04;INE introuvable;06 12 34 56 78;awa@exemple.fr\n"
    )
    assert (found.debut, found.duree) == (NINE_THIRTY, 20)
    assert (found.nom, found.prenom, found.ne_le) == ("N’Guessan", "Awa", "2004-03-07")
    assert (found.motif, found.telephone, found.courriel) == ("INE introuvable", "06 12 34 56 78", "awa@exemple.fr")
    assert found.ligne == 2


def test_a_workbook_is_read_with_its_real_dates() -> None:
    found = one(
        xlsx(
            ["Rendez-vous de la semaine"],
            [],
            ["Jour", "Horaire", "Fin", "Étudiant", "Né(e) le", "Objet", "Tél."],
            [date(2026, 9, 14), time(9, 30), time(9, 50), "Le Goff Maëlle", date(2004, 3, 7), "CVEC", 612345678],
        )
    )
    assert (found.debut, found.duree, found.ne_le) == (NINE_THIRTY, 20, "2004-03-07")
    assert (found.nom, found.prenom, found.telephone) == ("Le Goff Maëlle", "", "0612345678")
    assert found.ligne == 4


def test_a_diary_is_read_with_who_is_invited() -> None:
    found = one(
        ics(
            "UID:abc@agenda",
            "DTSTART;TZID=Europe/Paris:20260914T093000",
            "DTEND;TZID=Europe/Paris:20260914T095000",
            "SUMMARY:Inscription administrative",
            "ORGANIZER;CN=Scolarité:mailto:scol@exemple.fr",
            "ATTENDEE;CN=Scolarité:mailto:scol@exemple.fr",
            "ATTENDEE;CN=Awa N’Guessan:mailto:awa@exemple.fr",
        )
    )
    assert (found.debut, found.duree) == (NINE_THIRTY, 20)
    assert (found.nom, found.courriel, found.motif) == ("Awa N’Guessan", "awa@exemple.fr", "Inscription administrative")
    assert found.ligne == 4


def test_a_diary_may_say_the_person_in_its_text() -> None:
    said = r"Nom : Kermarec\nPrénom : Maëlle\nDate de naissance : 07/03/2004\nTél. : 0612345678\nRemarque : rien"
    found = one(ics("UID:1", "DTSTART:20260914T073000Z", "DURATION:PT15M", "SUMMARY:CVEC", f"DESCRIPTION:{said}"))
    assert (found.nom, found.prenom, found.ne_le, found.telephone) == ("Kermarec", "Maëlle", "2004-03-07", "0612345678")
    assert (found.debut, found.duree, found.motif) == (NINE_THIRTY, 15, "CVEC")


def test_a_diary_with_a_title_only_gives_it_as_the_name() -> None:
    found = one(ics("DTSTART:20260914T093000", "SUMMARY:Kermarec Maëlle"))
    assert (found.debut, found.nom, found.motif) == (NINE_THIRTY, "Kermarec Maëlle", "")


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        (("DTSTART;VALUE=DATE:20260914", "SUMMARY:A"), "toute la journée"),
        (("DTSTART:20260914T093000", "SUMMARY:A", "RRULE:FREQ=DAILY"), "se répète"),
        (("DTSTART:20260914T093000", "SUMMARY:A", "STATUS:CANCELLED"), "annulé"),
        (("SUMMARY:A",), "Il manque la date"),
        (("DTSTART:20260914T093000",), "Il manque le nom"),
        (("DTSTART:02060914T093000", "SUMMARY:A"), "L’année 206 n’est pas plausible"),
        (("DTSTART:demain", "SUMMARY:A"), "Il manque la date"),
    ],
)
def test_an_event_that_is_no_appointment_is_told_and_the_next_one_is_read(lines: tuple[str, ...], words: str) -> None:
    good = ("BEGIN:VEVENT", "UID:2", "DTSTART:20260914T093000", "SUMMARY:Ndiaye", "END:VEVENT")
    liste = read(ics("UID:1", *lines, "END:VEVENT", *good[:-1]))
    assert [found.nom for found in liste.rendezvous] == ["Ndiaye"]
    (fault,) = told(liste)
    assert fault.startswith("Ligne 4")
    assert words in fault


@pytest.mark.parametrize(
    ("day", "hour"),
    [
        ("14/09/2026", "9h30"),
        ("14/9/26", "09:30"),
        ("14 septembre 2026", "9 h 30"),
        ("lundi 14 septembre 2026", "9:30:00"),
        ("2026-09-14", "0930"),
        ("14.09.2026", "930"),
        ("14/09/2026 09:30", ""),
        ("14/09/2026 à 9h30", ""),
        ("lun. 14/09/2026 à 9 heures 30", ""),
        ("2026-09-14T09:30:00", ""),
        ("2026-09-14T07:30:00Z", ""),
        ("2026-09-14T03:30:00-04:00", ""),
        ("46279", "0,395833333"),
        ("46279.395833333", ""),
        ("14/09/2026", "9h30-9h45"),
        ("14/09/2026", "de 9h30 à 9h45"),
        ("14/09/2026", "9:30 AM"),
    ],
)
def test_days_and_hours_are_read_as_people_write_them(day: str, hour: str) -> None:
    found = one(f"Date;Heure;Nom\n{day};{hour};Ndiaye\n")
    assert found.debut == NINE_THIRTY
    assert found.duree == (15 if "45" in hour else None)


def test_what_nobody_sees_in_a_cell_is_no_part_of_it() -> None:
    found = one("\ufeffNom;Prénom;Date;Heure\nKER\u200bMAREC\u200e;Ma\u00adëlle;\u200e14/09/2026;09:30\u200b\n")
    assert (found.nom, found.prenom, found.debut) == ("KERMAREC", "Maëlle", NINE_THIRTY)


def test_afternoon_hours_and_hours_alone() -> None:
    hours = [one(f"Date,Heure,Nom\n14/09/2026,{hour},Ndiaye\n").debut.hour for hour in ("2:15 pm", "14", "12:00 am")]
    assert hours == [12, 12, 22]


@pytest.mark.parametrize(
    ("value", "minutes"),
    [("20", 20), ("20 min", 20), ("1 h", 60), ("1h15", 75), ("0:45", 45), ("30,0", 30), ("", None)],
)
def test_lengths_are_read(value: str, minutes: int | None) -> None:
    assert one(csv("Durée", value)).duree == minutes


def test_lengths_of_a_workbook_are_read() -> None:
    titles, day = ["Date", "Heure", "Durée", "Nom"], date(2026, 9, 14)
    for length in (20, 20.0, time(0, 20), timedelta(minutes=20), 20 / 1440):
        assert one(xlsx(titles, [day, 9.5 / 24, length, "Ndiaye"])).duree == 20


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("NOM", "nom"),
        ("Nom de l’étudiant", "nom"),
        ("Prénom", "prenom"),
        ("Nom et prénom", "nom_complet"),
        ("Usager", "nom_complet"),
        ("Né(e) le", "ne_le"),
        ("Date de naissance du candidat", "ne_le"),
        ("Date du rendez-vous", "date"),
        ("Heure de RDV", "heure"),
        ("Motif", "motif"),
        ("N° de téléphone", "telephone"),
        ("E-mail", "courriel"),
        ("Birth date", "ne_le"),
        ("Start time", "heure"),
        ("Salle", None),
        ("N°", None),
        ("", None),
    ],
)
def test_columns_are_known_by_their_usual_names(heading: str, field: str | None) -> None:
    assert field_of(heading) == field


def test_unknown_columns_are_shown_and_do_not_disturb() -> None:
    liste = read("Salle;Date;Heure;Nom;Agent\nA1;14/09/2026;9h30;Ndiaye;Camille\n")
    assert liste.colonnes_inconnues == ("Salle", "Agent")
    assert len(liste.rendezvous) == 1


@pytest.mark.parametrize(
    ("line", "words"),
    [
        (";9h30;Ndiaye;", "Il manque le jour"),
        ("14/09/2026;;Ndiaye;", "Il manque l’heure"),
        ("14/09/2026;9h30;;", "Il manque le nom"),
        ("31/09/2026;9h30;Ndiaye;", "n’existe pas"),
        ("09/2026;9h30;Ndiaye;", "Il manque le jour"),
        ("14/09/2026;25h;Ndiaye;", "L’heure est illisible"),
        ("bientôt;9h30;Ndiaye;", "illisible"),
        (f"14/09/2026;9h30;{'x' * 300};", "trop long"),
        ("14/09/1926;9h30;Ndiaye;", "L’année 1926"),
    ],
)
def test_a_bad_line_says_its_number_and_stops_nothing(line: str, words: str) -> None:
    liste = read(f"Date;Heure;Nom;Motif\n{line}\n\n15/09/2026;9h30;Kermarec;\n")
    assert [found.nom for found in liste.rendezvous] == ["Kermarec"]
    (fault,) = told(liste)
    assert fault.startswith("Ligne 2, ")
    assert words in fault


def test_a_wrong_birth_date_or_length_does_not_lose_the_appointment() -> None:
    liste = read(csv("Date de naissance", "31/02/2004", "Durée", "longue"))
    assert liste.rendezvous[0].ne_le is None
    assert liste.rendezvous[0].duree is None
    line = "Ligne 2, 14/09/2026, 9h30, Ndiaye"
    assert told(liste) == (
        f"{line}\u00a0: Durée illisible, rendez-vous gardé sans elle.",
        f"{line}\u00a0: Date de naissance «\u00a031/02/2004\u00a0» illisible, rendez-vous gardé sans elle.",
    )


def test_a_birth_date_may_be_partial_or_a_year_alone() -> None:
    assert one(csv("Né le", "03/2004")).ne_le == "2004-03"
    assert one(xlsx(["Date", "Heure", "Nom", "Né le"], [date(2026, 9, 14), time(9), "A", 2004])).ne_le == "2004"


def test_the_same_list_twice_gives_the_same_keys() -> None:
    first = read("Date;Heure;Nom;Tél\n14/09/2026;9h30;NDIAYE;\n14/09/2026;10h;Kermarec;\n").rendezvous
    later = read("Nom,Date,Heure,Tél\nKermarec,14/09/2026,10:00,\nNdiaye,14/09/2026,09:30,0612345678\n").rendezvous
    assert {found.cle for found in first} == {found.cle for found in later}
    assert len({found.cle for found in first}) == 2


def test_an_event_keeps_its_key_when_it_is_moved() -> None:
    keys = {one(ics("UID:abc", f"DTSTART:20260914T{hour}3000", "SUMMARY:A")).cle for hour in ("09", "10")}
    assert len(keys) == 1
    assert one(ics("UID:abd", "DTSTART:20260914T093000", "SUMMARY:A")).cle not in keys


def test_a_line_said_twice_is_counted_once_and_told() -> None:
    liste = read("Date;Heure;Nom\n14/09/2026;9h30;Ndiaye\n14/09/2026;9h30;NDIAYE\n")
    assert len(liste.rendezvous) == 1
    assert told(liste) == (
        "Ligne 3, 14/09/2026, 9h30, NDIAYE\u00a0: Même rendez-vous que la ligne 2, compté une fois.",
    )


def test_two_people_at_the_same_hour_are_two() -> None:
    liste = read("Date;Heure;Nom;Né le\n14/09/2026;9h30;Ndiaye;2004\n14/09/2026;9h30;Ndiaye;2005\n")
    assert len(liste.rendezvous) == 2


def test_a_list_that_puts_the_month_first_is_told_and_never_read_months_off() -> None:
    american = read("Date;Heure;Nom\n11/30/2026;9h;Ndiaye\n12/01/2026;9h;Kermarec\n12/12/2026;9h;Diallo\n")
    assert [one.nom for one in american.rendezvous] == ["Diallo"]  # the same day whichever comes first
    assert "mois avant le jour" in told(american)[1]
    misspelt = read("Date;Heure;Nom\n11/30/2026;9h;Ndiaye\n01/12/2026;9h;Kermarec\n14/12/2026;9h;Diallo\n")
    assert [one.nom for one in misspelt.rendezvous] == ["Kermarec", "Diallo"]


def test_a_cell_of_several_lines_does_not_shift_the_line_numbers() -> None:
    liste = read('Date;Heure;Nom;Motif\n14/09/2026;9h30;Ndiaye;"une\nautre"\n;9h;Kermarec;\n')
    assert liste.rendezvous[0].motif == "une autre"
    assert told(liste)[0].startswith("Ligne 4")


def test_each_visible_sheet_is_read_and_named_in_faults() -> None:
    def prepare(book: openpyxl.Workbook) -> None:
        tuesday, hidden = book.create_sheet("Mardi"), book.create_sheet("Brouillon")
        for row in (["Date", "Heure", "Nom"], [date(2026, 9, 15), time(9), "Kermarec"], [None, time(9), "Personne"]):
            tuesday.append(row)
            hidden.append(row)
        hidden.sheet_state = "hidden"

    liste = read(xlsx(["Date", "Heure", "Nom"], [date(2026, 9, 14), time(9), "Ndiaye"], prepare=prepare))
    assert [found.nom for found in liste.rendezvous] == ["Ndiaye", "Kermarec"]
    assert told(liste) == (
        "Tout le fichier\u00a0: La feuille «\u00a0Brouillon\u00a0» est masquée\u00a0: elle n’est pas lue.",
        "Feuille «\u00a0Mardi\u00a0», ligne 3, 09:00, Personne\u00a0: Il manque le jour du rendez-vous.",
    )


def _with(name: str, content: bytes) -> Callable[[dict[str, bytes]], None]:
    return lambda parts: parts.update({name: content})


ENTITIES = b'<?xml version="1.0"?><!DOCTYPE s [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><sst>&b;</sst>'
FAR = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData></worksheet>'  # noqa: E501


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "vide"),
        (b" \r\n\t", "vide"),
        (b"\xef\xbb\xbf", "vide"),
        (b"%PDF-1.7 ...", "PDF"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "pas un classeur"),
        (b"\x89PNG\r\n\x1a\n\0\0", "image"),
        (b"a;b\0\0\n", "ni une liste"),
        (b"PK\x03\x04n'importe quoi", "abîmé"),
        (BOOK[:-200], "abîmé"),
        (b"bonjour", "Aucune colonne de date"),
        (b"Salle;Agent\nA;B\n", "Salle"),
        (b"BEGIN:VCALENDAR\nBEGIN:VEVENT\n", "abîmé"),
        (b"BEGIN:VCALENDAR\nn'importe quoi\n", "abîmé"),
        (xlsx(), "vide"),
        (repacked(BOOK, _with("xl/vbaProject.bin", b"x")), "macros"),
        (repacked(BOOK, _with("xl/sharedStrings.xml", ENTITIES)), "interdites"),
        (repacked(BOOK, _with("xl/sharedStrings.xml", ENTITIES.decode().encode("utf-16"))), "interdites"),
        (repacked(BOOK, _with("xl/worksheets/sheet1.xml", b"<worksheet")), "abîmé"),
        (repacked(BOOK, _with("xl/worksheets/sheet1.xml", FAR)), "dépasse|vide"),
        (repacked(BOOK, lambda parts: parts.pop("xl/workbook.xml")), "archive"),
    ],
)
def test_what_is_no_list_is_refused_in_one_sentence(data: bytes, words: str) -> None:
    with pytest.raises(Refused, match=words) as refused:
        read(data)
    assert "\n" not in kept(refused.value.message)


def test_a_diary_too_large_is_refused_without_being_read() -> None:
    with pytest.raises(Refused, match="10 Mo"):
        read(b"BEGIN:VCALENDAR\n".ljust(rendezvous.DIARY_LIMIT + 1))


def test_more_lines_than_a_list_has_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rendezvous, "LINES_LIMIT", 2)
    with pytest.raises(Refused, match="dépasse 2 lignes"):
        read("Date;Heure;Nom\n" + "14/09/2026;9h30;Ndiaye\n" * 2)


@pytest.mark.parametrize(
    ("limit", "data", "words"),
    [
        ("parties", BOOK, "trop volumineux"),
        ("balises", BOOK, "dépasse 0 cellules"),
        ("autres", BOOK, "dépasse 7\u202f000\u202f000 cellules"),
        ("deplie", BOOK, "trop volumineux"),
        ("cases", BOOK, "dépasse 1 cellules"),
    ],
)
def test_a_workbook_beyond_a_limit_is_refused_before_it_is_read(
    monkeypatch: pytest.MonkeyPatch, limit: str, data: bytes, words: str
) -> None:
    monkeypatch.setattr(classeur_lu, "_sheets", lambda *_: pytest.fail("it was read"))
    with pytest.raises(Refused, match=words):
        tableau.read_tables(data, bornes=replace(IMPORT, **{limit: 1}))


def test_a_diary_has_so_many_events_and_each_is_so_long(monkeypatch: pytest.MonkeyPatch) -> None:
    event = ("BEGIN:VEVENT", "DTSTART:20260914T093000", "SUMMARY:Ndiaye", "END:VEVENT")
    diary = "\n".join(["BEGIN:VCALENDAR", *event, *event, "END:VCALENDAR"])
    assert len(read(diary).rendezvous) > 0
    with monkeypatch.context() as patched:
        patched.setattr(agenda, "PART_LIMIT", 10)
        assert [kept(one.quoi) for one in read(diary).fautes] == ["Ce rendez-vous est trop long pour être lu."] * 2
    monkeypatch.setattr(agenda, "EVENTS_LIMIT", 1)
    with pytest.raises(Refused, match="dépasse 1 rendez-vous"):
        read(diary)


def test_zones_of_a_diary_are_learned_up_to_a_number(monkeypatch: pytest.MonkeyPatch) -> None:
    learned: list[str] = []
    monkeypatch.setattr("icalendar.Timezone.from_ical", learned.append)
    zone = "BEGIN:VTIMEZONE\nTZID:Z\nEND:VTIMEZONE\n" * (agenda.ZONES_LIMIT + 5)
    read(f"BEGIN:VCALENDAR\n{zone}BEGIN:VEVENT\nDTSTART:20260914T093000\nSUMMARY:A\nEND:VEVENT\nEND:VCALENDAR\n")
    assert len(learned) == agenda.ZONES_LIMIT


def test_reading_can_be_stopped() -> None:
    progress = Progress()
    progress.cancel()
    with pytest.raises(Cancelled):
        essais.read(csv(), TODAY, progress=progress)


def test_the_office_may_keep_another_time() -> None:
    found = essais.read(csv(), TODAY, ZoneInfo("Indian/Reunion")).rendezvous[0]
    assert found.debut == datetime(2026, 9, 14, 5, 30, tzinfo=UTC)


def _read_or_refuse(data: bytes) -> None:
    with contextlib.suppress(Refused):
        for found in read(data).rendezvous:
            assert found.debut.tzinfo is UTC
            assert found.nom or found.prenom


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    _read_or_refuse(data)


CELL = st.one_of(st.text(max_size=20), st.from_regex(r"[0-9hH:/., T-]{1,20}", fullmatch=True))


@given(st.lists(st.tuples(CELL, CELL, CELL, CELL, CELL), max_size=4))
def test_any_cells_are_read_or_told(rows: list[tuple[str, ...]]) -> None:
    lines = [";".join(cell.replace(";", " ").replace('"', " ") for cell in row) for row in rows]
    _read_or_refuse("\n".join(["Date;Heure;Nom;Né le;Durée", *lines]).encode("utf-8", "replace"))


VALUE = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(10**9), 10**9),
    st.floats(allow_nan=False, allow_infinity=False),
    st.dates(date(1900, 1, 2)),
    st.times(),
    st.datetimes(datetime(1900, 1, 2)),
    st.timedeltas(timedelta(0), timedelta(days=9000)),
    st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=12),
)


@given(st.lists(VALUE, min_size=5, max_size=5))
def test_any_values_of_a_workbook_are_read_or_told(values: list[Any]) -> None:
    _read_or_refuse(xlsx(["Date", "Heure", "Nom", "Né le", "Durée"], values))


@given(st.lists(st.text(max_size=30), max_size=5), st.sampled_from(["DTSTART", "DTEND", "DURATION", "ATTENDEE", "UID"]))
@example(["20260914T093000\nDTSTART:20260915T093000"], "DTSTART")
def test_any_diary_is_read_or_refused(texts: list[str], name: str) -> None:
    _read_or_refuse(ics("DTSTART:20260914T093000", "SUMMARY:A", *(f"{name}:{text}" for text in texts)))


@given(st.data())
def test_a_damaged_workbook_is_read_or_refused(data: st.DataObject) -> None:
    damaged = bytearray(BOOK)
    for _ in range(data.draw(st.integers(1, 5))):
        damaged[data.draw(st.integers(4, len(BOOK) - 1))] = data.draw(st.integers(0, 255))
    _read_or_refuse(bytes(damaged))
