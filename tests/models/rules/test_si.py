"""What leaves for the student records: states, and values as they are written."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scolarite_desk.langue import kept
from scolarite_desk.models.rules import apogee, pegase, si
from scolarite_desk.models.rules.fault import Fault
from scolarite_desk.models.rules.si import A_EXPORTER, DESISTE, EXPORTE, TRAITE, VoeuParti, etat
from scolarite_desk.msg import NOTHING

DAY, CODES, OTHER = date(2026, 7, 6), ("L3", "PER-2026"), ("L3", "PER-2027")


@pytest.mark.parametrize(
    ("part", "partie", "codes", "found"),
    [
        (False, None, CODES, ""),
        (True, None, CODES, A_EXPORTER),
        (True, VoeuParti(DAY, CODES), CODES, EXPORTE),
        (True, VoeuParti(DAY, CODES), OTHER, A_EXPORTER),
        (True, VoeuParti(DAY, CODES, traitee=True), CODES, A_EXPORTER),
        (False, VoeuParti(DAY, CODES), CODES, DESISTE),
        (False, VoeuParti(DAY, CODES, traitee=True), CODES, TRAITE),
    ],
)
def test_a_vow_stands_somewhere_alone(part: bool, partie: VoeuParti | None, codes: tuple[str, str], found: str) -> None:
    assert etat(part, partie, codes) == found


@given(st.text())
def test_a_value_holds_nothing_that_a_reader_would_split_or_quote(text: str) -> None:
    said = si.clean(text)
    assert not set(said) & set(';"\r\n\t')
    assert said == said.strip() == si.clean(said)
    assert "  " not in said


def test_values_as_they_are_written() -> None:
    assert [si.pays3(code) for code in ("99100", "99109", None)] == ["100", "109", ""]
    assert [si.sexe(code) for code in ("M.", "Mme", None)] == ["M", "F", ""]
    assert [si.telephone(one) for one in ("+33639981204", "+40722000000", None)] == ["0639981204", "+40722000000", ""]
    assert [si.naissance(one) for one in ("2004-03-07", "2004-03", "2004", "?", None)] == [
        date(2004, 3, 7), date(2004, 3, 1), date(2004, 1, 1), None, None]  # fmt: skip
    assert [si.partielle(one) for one in ("2004-03-07", "2004-03", "", None)] == [False, True, False, False]


@pytest.mark.parametrize(
    ("ine", "sent"),
    [("0199000001z", "0199000001Z"), ("0199D000001", ""), ("2021D00001A", ""), ("n’importe quoi", ""), (None, "")],
)
def test_a_provisional_or_unreadable_ine_never_fills_its_column(ine: str | None, sent: str) -> None:
    assert si.ine_seul(ine) == sent


def test_a_period_of_other_years_is_doubted_and_one_that_names_none_is_not() -> None:
    assert si.autre_annee("PER-2025", "2026-2027")
    assert not si.autre_annee("PER-2026", "2026-2027")
    assert not si.autre_annee("PER-2027", "2026-2027")
    assert not si.autre_annee("AUTOMNE", "2026-2027")
    assert not si.autre_annee("PER-2025", None)


def test_an_opi_number_is_of_ten_at_most() -> None:
    assert si.numero_opi("EC", "k7p2m9qx") == "ECK7P2M9QX"
    with pytest.raises(Fault):
        si.numero_opi("EC", "K7P2M9QXY")


def test_what_a_known_formation_lacks_is_said() -> None:
    assert not list(si.manquants({}))
    assert [kept(one) for one in si.manquants({"code_voeu": "A", "code_etape": "B"})] == [
        "Pégase\u00a0: il manque le code période.",
        "Apogée\u00a0: il manque la version d’étape ou le centre de gestion.",
    ]
    whole = {"code_voeu": "A", "code_periode": "P", "code_etape": "B", "version_etape": 0, "centre_gestion": "C"}
    assert not list(si.manquants(whole))


def test_apogee_has_capitals_without_accents_and_latin_letters() -> None:
    assert apogee.capitals("  Kermarec-L’Œuvré ß Ł ") == "KERMAREC-L'OEUVRE SS L"
    assert apogee.latin("Résidence «\u00a0Łódź\u00a0» – 4 €").isascii() is False
    assert apogee.latin("Łódź").encode("iso-8859-1") == b"L\xf3dz"
    assert [apogee.departement(one) for one in ("35", "2A", "974", None)] == ["035", "02A", "974", ""]
    assert apogee.ine_and_key("0199000001Z") == ("0199000001", "Z")
    assert apogee.coupe("identite.langue", "x" * 100) is None


@pytest.mark.parametrize("name", [name for name, one in pegase.VALEURS.items() if one.longueur or one.douteuse])
def test_a_length_that_one_source_alone_says_holds_nobody(name: str) -> None:
    """What two say, or the one that writes these files every day, holds."""
    one = pegase.VALEURS[name]

    def said(signs: int) -> list[bool]:
        valeurs = dict.fromkeys(pegase.VALEURS, "") | {name: "9" * signs}
        found = pegase.remarques(valeurs, pegase.FaitsPegase())
        return [told.bloque for told in found if str(signs) in kept(told.message)]

    assert not said(min(one.longueur or 999, one.douteuse or 999))
    if one.douteuse:
        assert said(one.douteuse + 1) == [False]
    if one.longueur:
        assert said(one.longueur + 1) == [True]
    assert kept(apogee.coupe("adresse.complement1", "x" * 33) or NOTHING) == "Sera coupé à 32 signes dans Apogée."
    assert apogee.coupe("identite.autres_prenoms", "Rose, Anne-Sophie, Marie-Clémentine") is None, "each has its room"
    long = "Rose, Marie-Clémentine-Joséphine"
    assert kept(apogee.coupe("identite.autres_prenoms", long) or NOTHING) == "Sera coupé à 20 signes dans Apogée."


@pytest.mark.parametrize(
    ("seen", "faits", "told"),
    [
        ({"prenom2": "Rose"}, pegase.FaitsPegase(prenoms=3), "Plus de trois prénoms"),
        ({"pays_naissance": "351"}, pegase.FaitsPegase(), "Né(e) à l’étranger, sans ville"),
        ({"ine": ""}, pegase.FaitsPegase(ine_illisible=True), "INE dont la forme ou la clé est fausse"),
        ({"pays": "351"}, pegase.FaitsPegase(), "Adresse à l’étranger sans ville"),
        ({"pays_naissance": "100"}, pegase.FaitsPegase(), "sans code de commune"),
        ({"pays": "100", "code_postal": "2920"}, pegase.FaitsPegase(), "cinq chiffres attendus"),
    ],
)
def test_what_is_odd_of_a_person_is_told_and_holds_nobody(
    seen: dict[str, str], faits: pegase.FaitsPegase, told: str
) -> None:
    valeurs = dict.fromkeys((*pegase.VALEURS, "cedex"), "") | seen
    found = [one for one in pegase.remarques(valeurs, faits) if told in kept(one.message)]
    assert [one.bloque for one in found] == [False]
