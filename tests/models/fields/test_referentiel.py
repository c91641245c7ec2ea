"""What the desk types, and the code it means."""

from __future__ import annotations

import gettext
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scolarite_desk.langue import Langue
from scolarite_desk.models.fields.liste import Entree
from scolarite_desk.models.fields.readers import OuiNon
from scolarite_desk.models.fields.referentiel import Referentiel
from scolarite_desk.msg import N_

LISTS = {
    "commune": (
        Entree("93066", "Saint-Denis", cles=("93", "93200", "93210")),
        Entree("97411", "Saint-Denis", cles=("974", "97400")),
        Entree("29232", "Quimper", cles=("29", "29000")),
        Entree("75056", "Paris", cles=("75",)),
        Entree("75111", "Paris 11e arrondissement", ("Paris", "Paris 11"), ("75", "75011")),
        Entree("76351", "Le Havre", cles=("76", "76600")),
        Entree("35288", "Saint-Malo", cles=("35", "35400")),
        Entree("92012", "Boulogne-Billancourt", cles=("92", "92100")),
    ),
    "commune_ancienne": (
        Entree("92012", "Boulogne-Billancourt (Boulogne-sur-Seine)", ("Boulogne-sur-Seine",), ("92",)),
    ),
    "departement_ancien": (Entree("75", "Paris (Seine avant 1968)", infos={"aussi": "75|92|93|94"}),),
    "pays": (Entree("99100", "France", ("FR",)), Entree("99123", "Russie"), Entree("99109", "Allemagne")),
    "pays_ancien": (
        Entree("99123", "Russie (URSS jusqu’en 1991)", ("URSS", "Russie")),
        Entree("99141", "Allemagne de l’Est", ("RDA",), debut="1949-05-23", fin="1990-10-02"),
    ),
    "bac_serie": (
        Entree("NBGE", "Baccalauréat général", debut="2021"),
        Entree("S", "S - Scientifique", ("scientifique",), debut="1995", fin="2020"),
        Entree("C", "C - Mathématiques", debut="1968", fin="1994"),
        Entree("0031", "Titre étranger"),
    ),
}


@pytest.fixture
def lists() -> Referentiel:
    return Referentiel(LISTS.__getitem__)


@pytest.mark.parametrize("typed", ["29232", "Quimper", "QUIMPER", " quimper ", "Quimper (29)"])
def test_a_commune_is_found_by_code_or_name_whatever_its_case(lists: Referentiel, typed: str) -> None:
    assert lists.find("commune", typed, {}) == "29232"


@pytest.mark.parametrize("typed", ["Saint-Malo", "saint malo", "St-Malo", "ST MALO"])
def test_saint_may_be_written_short(lists: Referentiel, typed: str) -> None:
    assert lists.find("commune", typed, {}) == "35288"


def test_two_communes_of_one_name_are_never_guessed(lists: Referentiel) -> None:
    assert lists.find("commune", "Saint-Denis", {}) is None
    assert lists.find("commune", "Saint-Denis", {"code_postal": "97400"}) == "97411"


def test_two_communes_of_one_name_are_offered_with_their_departement_which_may_be_typed_back(
    lists: Referentiel,
) -> None:
    offered = lists.propose("commune", "saint-den", {})
    assert offered == [("93066", "Saint-Denis (93)"), ("97411", "Saint-Denis (974)")]
    assert [lists.find("commune", label, {}) for _, label in offered] == ["93066", "97411"]


def test_a_postal_code_offers_its_communes(lists: Referentiel) -> None:
    assert lists.propose("commune", "29000", {}) == [("29232", "Quimper")]
    assert lists.propose("commune", "", {"code_postal": "29000"}) == [("29232", "Quimper")]


def test_in_paris_the_postal_code_gives_the_arrondissement(lists: Referentiel) -> None:
    assert lists.propose("commune", "", {"code_postal": "75011"}) == [("75111", "Paris 11e arrondissement")]
    assert lists.find("commune", "paris", {"code_postal": "75011"}) == "75111"
    assert lists.find("commune", "paris", {}) == "75056"


def test_a_cedex_code_offers_nothing_and_leaves_the_choice_by_name(lists: Referentiel) -> None:
    assert lists.propose("commune", "", {"code_postal": "29191"}) == []
    assert lists.propose("commune", "quim", {"code_postal": "29191"}) == [("29232", "Quimper")]
    assert lists.find("commune", "Quimper", {"code_postal": "29191"}) == "29232"


def test_the_beginning_of_a_name_comes_before_a_word_inside_it(lists: Referentiel) -> None:
    assert lists.propose("commune", "havre", {}) == [("76351", "Le Havre")]
    assert [code for code, _ in lists.propose("commune", "paris", {})] == ["75056", "75111"]


def test_someone_born_in_the_old_seine_is_found_in_what_it_became(lists: Referentiel) -> None:
    born = {"departement_naissance": "75", "ne_le": "1950-02-01"}
    assert [code for code, _ in lists.propose("commune_naissance", "boulogne", born)] == ["92012"]
    assert lists.propose("commune_naissance", "boulogne", born | {"ne_le": "1980"}) == []


def test_an_old_commune_name_leads_to_the_code_of_today(lists: Referentiel) -> None:
    assert lists.find("commune_naissance", "Boulogne-sur-Seine", {"departement_naissance": "92"}) == "92012"


def test_a_birth_in_the_ussr_in_1985_can_be_entered_and_read_back(lists: Referentiel) -> None:
    code = lists.find("pays_naissance", "URSS", {"ne_le": "1985"})
    assert code == "99123"
    assert lists.find("pays_naissance", lists.label("pays_naissance", "99123"), {}) == "99123"
    assert lists.label("pays", "99123") == "Russie"


def test_a_country_of_the_past_comes_last_for_those_born_after_it(lists: Referentiel) -> None:
    labels = [label for _, label in lists.propose("pays_naissance", "allemagne", {"ne_le": "2004-03-07"})]
    assert labels == ["Allemagne", "Allemagne de l’Est\u00a0(hors période)"]
    assert lists.propose("pays_naissance", "rda", {"ne_le": "1985"}) == [("99141", "Allemagne de l’Est")]


def test_series_of_the_year_come_first_and_no_other_is_hidden(lists: Referentiel) -> None:
    offered = lists.propose("bac_serie", "", {"annee": 2019})
    assert [code for code, _ in offered] == ["S", "0031", "NBGE", "C"]
    assert offered[2][1] == "Baccalauréat général\u00a0(hors période)"
    assert lists.find("bac_serie", offered[2][1], {"annee": 2019}) == "NBGE"


def test_without_a_year_every_series_is_in_its_place(lists: Referentiel) -> None:
    assert [code for code, _ in lists.propose("bac_serie", "", {})] == ["NBGE", "S", "C", "0031"]


def test_the_year_of_a_partial_birth_date_is_enough() -> None:
    former = Entree("99141", "Allemagne de l’Est", debut="1949-05-23", fin="1990-10-02")
    assert [former.valid(day) for day in ("1949", "1985-06", "1990", "1990-10-02")] == [True] * 4
    assert [former.valid(day) for day in ("1948", "1990-10-03", "1991")] == [False] * 3
    assert former.valid("")


def test_an_unknown_code_is_its_own_label(lists: Referentiel) -> None:
    assert lists.label("commune", "99999") == "99999"


def test_nothing_typed_is_nothing_found(lists: Referentiel) -> None:
    assert lists.find("commune", " - ", {}) is None


def test_no_more_is_offered_than_asked(lists: Referentiel) -> None:
    assert len(lists.propose("commune", "", {}, limit=3)) == 3


def test_the_site_corrects_a_line_and_adds_its_own() -> None:
    own = {"bac_serie": [Entree("S", "Série S"), Entree("S1", "S, spécialité mathématiques")]}
    lists = Referentiel(LISTS.__getitem__, own)
    assert lists.label("bac_serie", "S") == "Série S"
    assert [entree.code for entree in lists.entrees("bac_serie")] == ["NBGE", "S", "C", "0031", "S1"]


def test_a_line_that_the_site_names_otherwise_keeps_its_years_and_other_names() -> None:
    lists = Referentiel(LISTS.__getitem__, {"bac_serie": [Entree("S", "Série S")]})
    assert lists.find("bac_serie", "scientifique", {}) == "S"
    assert lists.propose("bac_serie", "série s", {"annee": 2025}) == [("S", "Série S\u00a0(hors période)")]


def test_what_the_site_adds_to_a_list_is_in_those_made_of_it_and_the_others_are_not_read_again() -> None:
    shipped = Referentiel(LISTS.__getitem__)
    lists = Referentiel(LISTS.__getitem__, {"commune": [Entree("98000", "Ailleurs")]}, lambda: shipped)
    assert lists.find("commune_naissance", "Ailleurs", {}) == "98000"
    assert lists.liste("pays_naissance") is shipped.liste("pays_naissance")
    assert shipped.find("commune_naissance", "Ailleurs", {}) is None


def test_a_list_is_read_when_it_is_asked_for_and_once() -> None:
    asked: list[str] = []

    def source(name: str) -> Iterator[Entree]:
        asked.append(name)
        yield from LISTS[name]

    lists = Referentiel(source)
    lists.prepare("pays")
    lists.find("pays", "France", {})
    lists.find("pays_naissance", "URSS", {})
    assert asked == ["pays", "pays_ancien"]


@given(st.text(max_size=20), st.sampled_from(sorted(LISTS)), st.sampled_from(["", "29000", "93", "1985", "("]))
def test_whatever_is_typed_is_answered(text: str, name: str, key: str) -> None:
    lists = Referentiel(LISTS.__getitem__)
    row = {"code_postal": key, "annee": key, "ne_le": key, "departement_naissance": key}
    found = lists.find(name, text, row)
    assert found is None or lists.entree(name, found)
    assert all(lists.find(name, code, row) == code for code, _ in lists.propose(name, text, row))


OFFER = [
    Entree("a1", "Licence Informatique · L2INF", cles=("2026",)),
    Entree("b2", "Master Informatique · M1INF", cles=("2026",)),
    Entree("c3", "Licence Histoire · L1HIS", cles=("2027",)),
    Entree("d4", "Diplôme d’établissement"),
]


@pytest.fixture
def laid(lists: Referentiel) -> Referentiel:
    return Referentiel.over(lambda: lists, {"@formation": lambda: OFFER, "@genre": lambda: [("m", "Mesure")]})


def test_lists_of_ones_own_are_laid_over_those_of_the_office(lists: Referentiel, laid: Referentiel) -> None:
    assert laid.label("@genre", "m") == "Mesure"
    assert laid.find("commune", "quimper", {}) == lists.find("commune", "quimper", {})
    assert laid.liste("commune") is lists.liste("commune")


def test_a_list_of_ones_own_is_found_by_any_word_and_by_the_beginning_of_one_label(laid: Referentiel) -> None:
    assert [code for code, _ in laid.propose("@formation", "info lic", {})] == ["a1"]
    assert laid.find("@formation", "b2", {}) == "b2"
    assert laid.find("@formation", "master", {}) == "b2"
    assert laid.find("@formation", "licence", {}) is None
    assert len(laid.propose("@formation", "", {}, limit=2)) == 2


def test_rows_of_the_base_are_those_of_the_campaign_or_of_none(laid: Referentiel) -> None:
    assert [code for code, _ in laid.propose("@formation", "", {"campagne_id": "2027"})] == ["c3", "d4"]
    assert laid.find("@formation", "a1", {"campagne_id": "2027"}) is None
    assert laid.label("@formation", "z9") == "retirée"


def test_what_is_laid_over_follows_what_is_under_and_is_read_again_when_forgotten(lists: Referentiel) -> None:
    under, offer = [lists], list(OFFER)
    laid = Referentiel.over(lambda: under[0], {"@formation": lambda: offer})
    assert len(laid.propose("@formation", "", {})) == 4
    under[0] = Referentiel(
        LISTS.__getitem__, {"commune": [Entree("98000", "Ailleurs")]}, cachees={("commune", "98000")}
    )
    offer.pop()
    assert laid.label("commune", "98000") == "Ailleurs"
    assert laid.propose("commune", "ailleurs", {}) == []
    laid.forget()
    assert len(laid.propose("@formation", "", {})) == 3


@pytest.mark.parametrize(("typed", "code"), [("FA", "FA"), ("favorable", "FA"), ("lc", "LC")])
def test_a_list_of_the_house_is_found_by_code_or_label(lists: Referentiel, typed: str, code: str) -> None:
    assert lists.find("avis", typed, {}) == code
    assert lists.propose("avis", typed, {})[0][0] == code


class English(gettext.NullTranslations):
    """What a catalogue says of three sentences."""

    def gettext(self, message: str) -> str:
        return {"Favorable": "Favourable", "(hors période)": "(out of period)"}.get(message, message)

    def pgettext(self, context: str, message: str) -> str:
        return "Foreign diploma" if (context, message) == ("bac_serie", "Titre étranger") else message


@pytest.fixture
def english() -> Referentiel:
    known = LISTS | {"pays": (Entree("99109", "Allemagne", infos={"anglais": "Germany"}), *LISTS["pays"][:2])}
    return Referentiel(known.__getitem__, langue=Langue("en", English()))


def test_a_label_is_in_the_language_of_the_list_and_still_answers_to_its_own(english: Referentiel) -> None:
    assert english.label("bac_serie", "0031") == "Foreign diploma"
    assert english.find("bac_serie", "titre étranger", {}) == english.find("bac_serie", "foreign diploma", {}) == "0031"
    assert english.propose("bac_serie", "foreign", {"annee": 2020}) == [("0031", "Foreign diploma")]


def test_a_list_of_the_house_is_in_the_language_of_its_states(english: Referentiel) -> None:
    assert english.label("avis", "FA") == "Favourable"
    assert english.find("avis", "favorable", {}) == english.find("avis", "FA", {}) == "FA"


def test_a_country_has_its_english_name_and_a_commune_keeps_its_own(english: Referentiel) -> None:
    assert english.label("pays_naissance", "99109") == "Germany"
    assert english.find("pays", "allemagne", {}) == "99109"
    assert english.label("commune", "35288") == "Saint-Malo"


def test_what_lies_over_a_list_speaks_its_language(english: Referentiel) -> None:
    laid = Referentiel.over(lambda: english, {"@formation": lambda: [("f1", "Licence")]})
    assert laid.label("pays", "99109") == "Germany"
    assert laid.say(N_("Favorable")) == "Favourable"
    assert laid.propose("bac_serie", "", {"annee": 2019})[2][1] == "Baccalauréat général\u00a0(out of period)"
    assert laid.find("bac_serie", "Baccalauréat général\u00a0(out of period)", {"annee": 2019}) == "NBGE"


def test_yes_and_no_are_read_as_they_are_shown() -> None:
    catalogue = gettext.NullTranslations()
    catalogue.gettext = {"Oui": "Ja", "Non": "Nein"}.__getitem__  # type: ignore[method-assign]
    german, reader = Referentiel(lambda name: (), langue=Langue("de", catalogue)), OuiNon()
    for value in (True, False):
        assert reader.read(reader.show(value, german), german, {}) is value
