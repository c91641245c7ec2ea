"""Tables of appointments as they really come: their headings, their days, their states, their ends."""

from __future__ import annotations

import io
from datetime import date, datetime, time

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scolarite_desk.errors import Refused
from scolarite_desk.exchange.rendezvous.entetes import field_of
from scolarite_desk.exchange.rendezvous.etats import called_off, state_of
from scolarite_desk.exchange.rendezvous.jours import day_said
from tests.exchange.rendezvous.essais import TODAY, hours, only, read, told


def book(*rows: list[object], title: str = "RDV") -> bytes:
    made = openpyxl.Workbook()
    sheet = made.worksheets[0]
    sheet.title = title
    for row in rows:
        sheet.append(row)
    stream = io.BytesIO()
    made.save(stream)
    return stream.getvalue()


@pytest.mark.parametrize("day", ["2026-12-01 00:00:00", "01/12/2026 00:00", "2026-12-01T00:00:00", "01/12/2026 00:30"])
def test_the_hour_is_that_of_its_column_whatever_the_day_column_says(day: str) -> None:
    for heading in ("Date", "Début"):
        assert hours(read(f"Nom;{heading};Heure\nTANGUY;{day};09:30\n")) == ["01/12 09:30"]


def test_midnight_beside_a_day_is_no_hour() -> None:
    assert "Il manque l’heure" in told(read("Nom;Date\nTANGUY;01/12/2026 00:00\n"))[0]
    assert hours(read("Nom;Date;Heure\nTANGUY;01/12/2026;00:00\n")) == ["01/12 00:00"]


def test_hours_that_came_as_days_of_a_workbook_are_read() -> None:
    data = book(["Nom", "Date", "Heure"], ["TANGUY", datetime(2026, 12, 1, 0, 0), time(9, 30)])
    assert hours(read(data)) == ["01/12 09:30"]


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("Étudiant(e)", "nom_complet"),
        ("Étudiant·e", "nom_complet"),
        ("Étudiant.e", "nom_complet"),
        ("étudiant-e", "nom_complet"),
        ("étudiant/e", "nom_complet"),
        ("Étudiant·e·s", "nom_complet"),
        ("usager(s)", "nom_complet"),
        ("Usager·ère", "nom_complet"),
        ("USAGER(ÈRE)", "nom_complet"),
        ("Bénéficiaire(s)", "nom_complet"),
        ("Nom de l'étudiant(e)", "nom"),
        ("Nom du candidat ou de la candidate", None),
        ("Nom usager", "nom"),
        ("Prénom(s)", "prenom"),
        ("Prénom·s de l’étudiant·e", "prenom"),
        ("Né·e le", "ne_le"),
        ("date naissance", "ne_le"),
        ("DATE_NAISSANCE", "ne_le"),
        ("DateNaissance", "ne_le"),
        ("Date de naissance (jj/mm/aaaa)", "ne_le"),
        ("Date (jj/mm/aaaa)", "date"),
        ("[Date]", "date"),
        ("date rdv", "date"),
        ("Date_du_RDV", "date"),
        ("Date fin", "date_fin"),
        ("heure rdv", "heure"),
        ("Heure (hh:mm)", "heure"),
        ("Heure de fin", "heure_fin"),
        ("Durée (min)", "duree"),
        ("N° de tél. (portable)", "telephone"),
        ("Téléphone (portable)", "telephone"),
        ("Numéro téléphone", "telephone"),
        ("E-mail", "courriel"),
        ("Statut du RDV", "statut"),
        ("Annulé(e)", "annule"),
        ("au moins un usager mineur ?", None),
        ("date prise rdv", None),
        ("professionnel.le(s)", None),
        ("Nom (agent)", None),
        ("Téléphone (responsable légal)", None),
        ("Nom d’usage", None),
        ("Nom du client", "nom"),
        ("Invitee First Name", "prenom"),
        ("Start Date & Time", "debut"),
        ("Participants obligatoires", "nom_complet"),
        ("créé par", None),
    ],
)
def test_a_heading_is_known_whatever_is_written_around_its_words(heading: str, field: str | None) -> None:
    assert field_of(heading) == field


NOISE = st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "L"], exclude_characters="()"), max_size=12)


@given(
    st.sampled_from(["Date", "Heure", "Nom", "Prénom", "Étudiant(e)"]), NOISE, st.sampled_from(["()", "[]", "{}", "<>"])
)
def test_a_heading_is_known_whatever_brackets_follow_it(heading: str, noise: str, pair: str) -> None:
    inside = noise.translate(dict.fromkeys(map(ord, "()[]{}<>")))
    assert field_of(f"{heading} {pair[0]}{inside}{pair[1]}") == field_of(heading) is not None


@given(st.text(max_size=600))
def test_any_heading_is_known_or_not(text: str) -> None:
    assert field_of(text) is None or field_of(text) in field_names()


def field_names() -> set[str]:
    words = (
        "date heure debut date_fin heure_fin fin duree nom prenom nom_complet ne_le motif prestation telephone courriel"
    )
    return {*words.split(), "statut", "annule"}


def test_an_export_with_a_column_for_everything_is_read_by_its_own_words() -> None:
    found = read(
        "année;date prise rdv;heure prise rdv;date rdv;heure rdv;service;motif;statut;professionnel.le(s);usager(s);"
        "au moins un usager mineur ?;date naissance\n"
        "2026;20/11/2026;10:12;01/12/2026;09:30;Scolarité;Inscription;À renseigner;Claire M.;Loïc TANGUY;non;"
        "07/03/2004\n"
    )
    [one] = found.rendezvous
    assert (hours(found), one.nom, one.ne_le, one.motif) == (
        ["01/12 09:30"],
        "Loïc TANGUY",
        "2004-03-07",
        "Inscription",
    )
    assert told(found) == ()


@pytest.mark.parametrize(
    ("word", "state"),
    [
        ("Annulé", "excusee"),
        ("Annulé par l’usager", "excusee"),
        ("ANNULÉE", "excusee"),
        ("Excusé·e", "excusee"),
        ("Absence excusée", "excusee"),
        ("Reporté", "excusee"),
        ("Cancelled", "excusee"),
        ("Declined", "excusee"),
        ("Absent", "absente"),
        ("Absent non excusé", "absente"),
        ("Absence non excusée", "absente"),
        ("Non honoré", "absente"),
        ("No-show", "absente"),
        ("Non", "absente"),
        ("Rendez-vous honoré", "terminee"),
        ("Vu", "terminee"),
        ("Présente", "terminee"),
        ("Oui", "terminee"),
        ("Confirmé", "rendezvous"),
        ("À renseigner", "rendezvous"),
        ("En attente", "rendezvous"),
        ("Scheduled", "rendezvous"),
        ("Boursier", None),
        ("", None),
    ],
)
def test_what_a_list_says_became_of_an_appointment(word: str, state: str | None) -> None:
    assert state_of(word) == state


def test_who_is_not_expected_is_not_booked_and_told_by_name() -> None:
    head = "Nom;Prénom;Date;Heure;Statut\n"
    found = read(
        f"{head}TANGUY;Loïc;01/12/2026;09:30;Annulé\nRIOU;Zoé;01/12/2026;10:00;Confirmé\n"
        "DIALLO;Awa;01/12/2026;10:30;Absent non excusé\nSOW;Ali;01/12/2026;11:00;Honoré\n"
    )
    assert [one.nom for one in found.rendezvous] == ["RIOU"]
    assert [(one.nom, one.statut) for one in found.non_attendus] == [
        ("TANGUY", "excusee"),
        ("DIALLO", "absente"),
        ("SOW", "terminee"),
    ]
    assert told(found) == (
        "Ligne 2, 01/12/2026, 09:30, TANGUY Loïc\u00a0: Ce rendez-vous est annulé dans la liste.",
        "Ligne 4, 01/12/2026, 10:30, DIALLO Awa\u00a0: La liste dit que cette personne n’est pas venue.",
        "Ligne 5, 01/12/2026, 11:00, SOW Ali\u00a0: La liste dit que cette personne a été reçue.",
    )


def test_a_word_that_nobody_knows_keeps_nobody_away() -> None:
    found = read("Nom;Date;Heure;Statut\nTANGUY;01/12/2026;09:30;Boursier\n")
    assert hours(found) == ["01/12 09:30"]
    assert told(found)[0].endswith("Statut «\u00a0Boursier\u00a0» inconnu, rendez-vous gardé.")


def test_a_column_that_says_whether_it_is_called_off() -> None:
    rows = ("TANGUY;01/12/2026;09:30;oui", "RIOU;01/12/2026;10:00;non", "SOW;01/12/2026;11:00;")
    found = read("\n".join(("Nom;Date;Heure;Annulé", *rows)))
    assert [one.nom for one in found.rendezvous] == ["RIOU", "SOW"]
    assert [called_off(word) for word in ("X", "28/11/2026", "0", "Faux")] == [True, True, False, False]


def test_what_was_called_off_then_taken_again_at_its_hour_is_expected() -> None:
    rows = ["TANGUY;01/12/2026;09:30;Annulé", "TANGUY;01/12/2026;09:30;Confirmé"]
    for order in (rows, rows[::-1]):
        found = read("\n".join(("Nom;Date;Heure;Statut", *order)))
        assert (hours(found), found.non_attendus) == (["01/12 09:30"], ())


@pytest.mark.parametrize(
    ("heading", "cells", "minutes"),
    [
        ("Date de fin;Heure de fin", "01/12/2026;09:45", 15),
        ("Date de fin;Heure de fin", "2026-12-01 00:00:00;09:45", 15),
        ("Date fin;Fin", ";09:45", 15),
        ("Date de fin;Fin", "01/12/2026 09:45;", 15),
        ("Fin;Durée", "09:45;20", 20),
        ("Fin;Salle", "09:45;2", 15),
    ],
)
def test_the_length_comes_from_the_end_in_one_column_or_in_two(heading: str, cells: str, minutes: int) -> None:
    found = read(f"Nom;Date de début;Heure de début;{heading}\nTANGUY;01/12/2026;09:30;{cells}\n")
    assert [one.duree for one in found.rendezvous] == [minutes]
    assert told(found) == ()


@pytest.mark.parametrize("end", ["09:15", "09:30", "03/12/2026 09:45"])
def test_an_end_that_does_not_follow_its_beginning_is_told(end: str) -> None:
    found = read(f"Nom;Date;Heure;Fin\nTANGUY;01/12/2026;09:30;{end}\n")
    assert found.rendezvous[0].duree is None
    assert "La fin ne suit pas le début" in told(found)[0]


@pytest.mark.parametrize(
    ("title", "day"),
    [
        ("Mardi 1er décembre 2026", "2026-12-01"),
        ("Rendez-vous du 01/12/2026", "2026-12-01"),
        ("RDV 2026-12-01", "2026-12-01"),
        ("Guichet 2 – mardi 1 décembre", "2026-12-01"),
        ("Vendredi 1er janvier", "2027-01-01"),
        ("lundi 1 décembre", None),
        ("mercredi 1 décembre", None),
        ("Mardi 1er décembre 2026, mardi 01/12/2026", "2026-12-01"),
        ("Du 01/12/2026 au 05/12/2026", None),
        ("Édité le 20/11/2026", None),
        ("Export du 20/11/2026", None),
        ("le 31/02/2026", None),
        ("Rendez-vous de décembre 2026", None),
        ("Guichet 1 janvier", None),
        ("", None),
    ],
)
def test_a_day_that_a_title_says_is_read_when_it_is_the_only_one(title: str, day: str | None) -> None:
    assert day_said(title, TODAY) == day


def test_the_day_may_stand_in_a_title_a_sheet_or_over_each_part() -> None:
    line = ["09:30", "TANGUY", "Loïc"]
    heading = ["Heure", "Nom", "Prénom"]
    title = ["Mardi 1er décembre 2026"]
    assert hours(read(book(title, heading, line))) == ["01/12 09:30"]
    assert hours(read(book(title * 3, heading, line))) == ["01/12 09:30"]  # merged, said in each of its places
    assert hours(read(book(heading, line, title="Mardi 01-12-2026"))) == ["01/12 09:30"]
    parts = book(["Planning"], title, heading, line, ["Mercredi 2 décembre 2026"], heading, ["10:00", "RIOU", "Zoé"])
    assert hours(read(parts)) == ["01/12 09:30", "02/12 10:00"]
    typed = book([date(2026, 12, 1)], heading, line)
    assert hours(read(typed)) == ["01/12 09:30"]


def test_a_fault_under_a_day_says_it() -> None:
    found = read(book(["Mardi 1er décembre 2026"], ["Horaire", "Étudiant·e"], ["9h15-9h30", None]))
    assert told(found) == ("Ligne 3, 01/12/2026, 9h15-9h30\u00a0: Il manque le nom.",)


def test_days_and_hours_of_the_beginning_and_of_the_end_may_each_have_a_column() -> None:
    heading = "Objet;Début;Heure de début;Fin;Heure de fin;Participants obligatoires"
    found = only(f"{heading}\nInscription;01/12/2026;09:30:00;01/12/2026;09:45:00;Loïc Tanguy\n")
    assert (found.nom, found.duree, found.motif) == ("Loïc Tanguy", 15, "Inscription")


def test_an_hour_may_be_written_with_a_dot() -> None:
    for written in ("9.30", "09,30", "9 h 30"):
        assert hours(read(f"Date;Heure;Nom\n01/12/2026;{written};TANGUY\n")) == ["01/12 09:30"]


def test_a_day_of_a_column_is_never_taken_from_a_title() -> None:
    found = read(book(["Mardi 1er décembre 2026"], ["Date", "Heure", "Nom"], [None, "09:30", "TANGUY"]))
    assert told(found) == ("Ligne 3, 09:30, TANGUY\u00a0: Il manque le jour du rendez-vous.",)


def test_hours_and_names_without_any_day_are_told_line_by_line() -> None:
    found = read("Heure;Nom\n09:30;TANGUY\n10:00;RIOU\n")
    assert [one.rejet for one in found.fautes] == [True, True]
    with pytest.raises(Refused, match="Aucune colonne"):
        read("Salle;Nom\nA;TANGUY\n")


def test_a_fault_shows_day_hour_and_name_as_a_person_reads_them() -> None:
    heading = ["Date", "Heure", "Nom", "Prénom", "Fin"]
    found = read(
        book(
            heading,
            [date(2026, 12, 1), time(9, 30), "TANGUY", "Loïc", "jamais"],
            [datetime(2026, 12, 1), "neuf heures", "RIOU", None, None],
        )
    )
    assert told(found) == (
        "Ligne 2, 01/12/2026, 09:30, TANGUY Loïc\u00a0: Durée illisible, rendez-vous gardé sans elle.",
        "Ligne 3, 01/12/2026, neuf heures, RIOU\u00a0: Date illisible\u00a0: écrivez par exemple 07/03/2004.",
    )
    assert [(one.ligne, one.rejet) for one in found.fautes] == [(2, False), (3, True)]


def test_an_american_list_is_told_by_line_with_its_day_and_name() -> None:
    found = read("Nom;Date;Heure\nTANGUY;11/30/2026;09:30\nRIOU;12/01/2026;10:00\n")
    assert told(found)[1].startswith("Ligne 3, 12/01/2026, 10:00, RIOU\u00a0: Cette liste met le mois avant le jour")


def test_a_motive_comes_before_the_service_that_gives_it() -> None:
    assert only("Service;Nom;Date;Heure;Motif\nScolarité;TANGUY;01/12/2026;09:30;CVEC\n").motif == "CVEC"
    assert only("Prestation;Nom;Date;Heure\nCVEC;TANGUY;01/12/2026;09:30\n").motif == "CVEC"


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("01/12/2026;09:30;01/12/2026", "Durée illisible"),
        ("2026-13-01T09:30:00Z;;", "La date est illisible"),
    ],
)
def test_a_length_or_an_instant_that_is_none_is_told(line: str, words: str) -> None:
    assert words in told(read(f"Nom;Date;Heure;Durée\nTANGUY;{line}\n"))[0]
