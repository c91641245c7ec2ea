"""The lists that the application ships."""

from __future__ import annotations

import csv
import re
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from scolarite_desk import places
from scolarite_desk.errors import Unavailable
from scolarite_desk.langue import kept
from scolarite_desk.models.fields import fields
from scolarite_desk.models.fields.field import Field
from scolarite_desk.models.fields.liste import Entree, cle
from scolarite_desk.models.fields.readers import Choix
from scolarite_desk.models.fields.referentiel import COMPOSED, DATED_BY, NARROWED_BY, Referentiel
from scolarite_desk.models.rules.fault import Fault
from scolarite_desk.models.rules.uai import check_uai
from scolarite_desk.msg import NOTHING
from scolarite_desk.store import referentiel as store

LARGE = {"commune", "commune_naissance", "lycee", "etablissement"}
ALL = sorted({*store.names(), *COMPOSED})


@pytest.fixture(scope="module")
def lists() -> Referentiel:
    return store.referentiel()


def choices() -> set[str]:
    tables = [value for value in vars(fields).values() if isinstance(value, tuple)]
    readers = [each.reader for table in tables for each in table if isinstance(each, Field)]
    return {reader.liste for reader in readers if isinstance(reader, Choix)}


def test_every_choice_of_a_form_has_its_list() -> None:
    assert choices() <= set(ALL)
    assert set(NARROWED_BY) | set(DATED_BY) <= set(ALL)


@pytest.mark.parametrize("name", ALL)
def test_a_list_is_complete_and_clean(lists: Referentiel, name: str) -> None:
    for entree in lists.entrees(name):
        assert entree.code
        assert entree.label
        texts = (entree.code, entree.label, *entree.autres, *entree.cles)
        assert all(text and text == text.strip() and "\ufffd" not in text and "'" not in text for text in texts), entree
        assert all(re.fullmatch(r"|\d{4}|\d{4}-\d\d-\d\d", day) for day in (entree.debut, entree.fin)), entree


@pytest.mark.parametrize("name", sorted(set(ALL) - LARGE))
def test_what_is_shown_can_be_typed_back(lists: Referentiel, name: str) -> None:
    for entree in lists.entrees(name):
        row = {"departement_naissance": entree.cles[0]} if entree.cles else {}
        if name != "commune_ancienne":
            assert lists.find(name, entree.label, row) == entree.code
        assert lists.find(name, entree.code, row) == entree.code


@pytest.mark.parametrize(
    ("name", "column"), [("commune_naissance", "departement_naissance"), ("etablissement", "departement")]
)
def test_no_two_lines_of_one_departement_have_one_label(lists: Referentiel, name: str, column: str) -> None:
    twins = Counter((cle(entree.label), entree.cles[:1]) for entree in lists.entrees(name))
    assert [twin for twin, count in twins.items() if count > 1] == []


def test_every_commune_is_found_by_its_name_and_postal_code(lists: Referentiel) -> None:
    for entree in lists.entrees("commune")[::100]:
        for code in entree.cles[1:]:
            assert lists.find("commune", entree.label, {"code_postal": code}) == entree.code


def test_the_territory_is_whole(lists: Referentiel) -> None:
    assert len(lists.entrees("commune")) == 34_969 + 45
    assert len(lists.entrees("departement")) == 96 + 5 + 8
    departements = {entree.code for entree in lists.entrees("departement")}
    assert {entree.cles[0] for entree in lists.entrees("commune_naissance")} == departements


@pytest.mark.parametrize(
    ("postal", "communes"),
    [("29000", ["Quimper"]), ("75011", ["Paris 11e arrondissement"]), ("29191", []), ("00000", []), ("01200", None)],
)
def test_a_postal_code_offers_its_communes(lists: Referentiel, postal: str, communes: list[str] | None) -> None:
    offered = [label for _, label in lists.propose("commune", "", {"code_postal": postal})]
    assert len(offered) > 5 if communes is None else offered == communes


@pytest.mark.parametrize(
    ("typed", "code"),
    [("Lyon", "69123"), ("L’Haÿ-les-Roses", "94038"), ("l'hay les roses", "94038"), ("Ste-Foy-lès-Lyon", "69202")],
)
def test_communes_are_found_as_people_write_them(lists: Referentiel, typed: str, code: str) -> None:
    assert lists.find("commune", typed, {}) == code


def test_a_commune_that_was_merged_is_still_a_place_of_birth(lists: Referentiel) -> None:
    born = {"departement_naissance": "01"}
    assert lists.find("commune_naissance", "Bellegarde-sur-Valserine", born) == "01033"
    assert lists.label("commune_naissance", "01033") == "Valserhône (Bellegarde-sur-Valserine)"
    assert lists.label("commune", "01033") == "Valserhône"


@pytest.mark.parametrize(
    ("typed", "departement", "born", "code", "doubted"),
    [
        ("Saint-Barthélemy", "971", "1999-05-02", "97123", False),
        ("Saint-Barthélemy", "971", "2015-05-02", "97123", True),
        ("Châlons-sur-Marne", "51", "1988", "51108", False),
        ("Cherbourg", "50", "1985-01-02", "50129", False),
        ("Octeville", "50", "1985-01-02", "50383", False),
        ("Octeville", "50", "2004-01-02", "50383", True),
    ],
)
def test_a_commune_of_old_is_found_and_doubted_after_its_end(
    lists: Referentiel, typed: str, departement: str, born: str, code: str, doubted: bool
) -> None:
    row = {"departement_naissance": departement, "ne_le": born}
    assert lists.find("commune_naissance", typed, row) == code
    field = next(one for one in fields.FIELDS["identite"] if one.name == "commune_naissance")
    assert bool(field.doubt(code, lists, row)) == doubted


@pytest.mark.parametrize(("born", "doubted"), [("1980", False), ("1999-01-01", True), ("", False)])
def test_a_country_that_was_no_more_is_doubted(lists: Referentiel, born: str, doubted: bool) -> None:
    field = next(one for one in fields.FIELDS["identite"] if one.name == "pays_naissance")
    assert bool(field.doubt("99115", lists, {"ne_le": born})) == doubted


@pytest.mark.parametrize(
    ("typed", "code"),
    [("Côtes-du-Nord", "22"), ("basses pyrénées", "64"), ("Basses-Alpes", "04"), ("Loire-Inférieure", "44")],
)
def test_a_departement_is_found_by_the_name_of_the_birth_certificate(lists: Referentiel, typed: str, code: str) -> None:
    assert lists.find("departement_naissance", typed, {"ne_le": "1965-05-01"}) == code


def test_corsica_before_1976_leads_to_its_two_departements(lists: Referentiel) -> None:
    born = {"departement_naissance": "20", "ne_le": "1970"}
    codes = [code for text in ("Ajaccio", "Bastia") for code, _ in lists.propose("commune_naissance", text, born)]
    assert codes == ["2A004", "2B033"]


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("URSS", "99123"),
        ("Yougoslavie", "99121"),
        ("Tchécoslovaquie", "99115"),
        ("Allemagne de l’Est", "99141"),
        ("Zaïre", "99312"),
        ("France", "99100"),
        ("USA", "99404"),
        ("germany", "99109"),
        ("Côte d'Ivoire", "99326"),
    ],
)
def test_a_country_of_birth_may_be_of_today_or_of_the_past(lists: Referentiel, typed: str, code: str) -> None:
    assert lists.find("pays_naissance", typed, {}) == code


@pytest.mark.parametrize(
    ("typed", "code"),
    [("Française", "99100"), ("français", "99100"), ("Turque", "99208"), ("Grecque", "99126"), ("apatride", "99995")],
)
def test_a_nationality_is_found_in_either_gender(lists: Referentiel, typed: str, code: str) -> None:
    assert lists.find("nationalite", typed, {}) == code


@pytest.mark.parametrize(
    ("name", "typed", "one", "other"),
    [
        ("nationalite", "congolais", "Congolaise (Congo)", "Congolaise (RDC)"),
        ("nationalite", "Congo", "Congolaise (Congo)", "Congolaise (RDC)"),
        ("nationalite", "Coréenne", "Nord-Coréenne", "Sud-Coréenne"),
        ("pays", "Corée", "Corée du Nord", "Corée du Sud"),
        ("pays", "Congo", "Congo (Brazzaville)", "République démocratique du Congo"),
        ("pays_naissance", "Congo", "Congo (Brazzaville)", "République démocratique du Congo (Zaïre jusqu’en 1997)"),
    ],
)
def test_a_word_that_means_two_countries_names_both(
    lists: Referentiel, name: str, typed: str, one: str, other: str
) -> None:
    with pytest.raises(Fault) as refused:
        Choix(name).read(typed, lists, {})
    assert kept(refused.value.message) == f"{one} ou {other}\u00a0? Précisez."
    assert Choix(name).read(one, lists, {}) != Choix(name).read(other, lists, {})


def test_every_nationality_has_its_country(lists: Referentiel) -> None:
    countries = {entree.code for entree in lists.entrees("pays")}
    assert {entree.code for entree in lists.entrees("nationalite")} - countries == {"99990", "99995"}


def test_countries_say_who_pays_the_fees_of_the_european_union(lists: Referentiel) -> None:
    spaces = Counter(entree.infos["espace"] for entree in lists.entrees("pays"))
    assert (spaces["UE"], spaces["EEE"], spaces["CH"]) == (27, 3, 1)


@pytest.mark.parametrize("name", ["universite", "lycee"])
def test_every_uai_has_the_right_key(lists: Referentiel, name: str) -> None:
    assert [entree.code for entree in lists.entrees(name) if check_uai(entree.code).niveau != "ok"] == []


def test_an_establishment_is_found_by_name_town_or_uai(lists: Referentiel) -> None:
    for text in ("brizeux", "0290069T"):
        assert lists.propose("etablissement", text, {})[0] == ("0290069T", "Lycée général Auguste Brizeux, Quimper")
    assert "0290069T" in dict(lists.propose("lycee", "quimper", {"departement": "29"}))
    assert lists.find("etablissement", "Université de Bretagne occidentale", {}) == "0290346U"


def test_every_departement_of_an_academie_exists_and_every_one_has_its_academie(lists: Referentiel) -> None:
    academies = {entree.code for entree in lists.entrees("academie")}
    without = {entree.code for entree in lists.entrees("departement") if entree.infos["academie"] not in academies}
    assert without == {"984", "989"}


def test_pieces_name_profiles_that_exist(lists: Referentiel) -> None:
    profiles = {entree.code for entree in lists.entrees("profil")}
    for piece in lists.entrees("piece"):
        assert set(filter(None, piece.infos["profils"].split("|"))) <= profiles
        assert piece.infos["libelle_anglais"]


def test_loading_countries_does_not_load_communes(monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []
    read = store.read
    monkeypatch.setattr(store, "read", lambda path: opened.append(path.stem) or read(path))
    Referentiel(store.shipped).find("pays", "France", {})
    assert opened == ["pays"]


def test_all_communes_are_loaded_in_a_few_times_the_reading_of_their_file() -> None:
    def parsed() -> None:
        with places.resource("referentiels/commune.csv").open(encoding="utf-8", newline="") as file:
            assert len(list(csv.reader(file))) > 35_000

    assert fastest(lambda: Referentiel(store.shipped).liste("commune")) < 8 * fastest(parsed)


def fastest(act: Callable[[], object]) -> float:
    """The least time of three runs, in seconds of processor: other programs of the machine do not count."""
    times = []
    for _ in range(3):
        start = time.process_time()
        act()
        times.append(time.process_time() - start)
    return min(times)


def test_shipped_lists_are_read_once_whatever_the_site_adds() -> None:
    own = {"bac_serie": [Entree("S1", "S maths")]}
    assert store.referentiel(own).liste("commune") is store.referentiel().liste("commune")


def test_a_list_that_is_not_shipped_is_our_fault(lists: Referentiel) -> None:
    with pytest.raises(KeyError):
        lists.liste("inconnue")


def test_a_list_that_cannot_be_read_says_which(tmp_path: Path) -> None:
    with pytest.raises(Unavailable, match=r"pays\.csv"):
        list(store.read(tmp_path / "pays.csv"))


def test_an_extract_of_the_site_is_read_in_the_same_form(tmp_path: Path) -> None:
    extract = tmp_path / "series.csv"
    extract.write_text("code,libelle,autres,cles,debut,fin,famille\nS1,S maths,,,1995,2020,général\n", encoding="utf-8")
    lists = store.referentiel({"bac_serie": store.read(extract)})
    assert lists.find("bac_serie", "S maths", {}) == "S1"
    assert lists.entrees("bac_serie")[-1].infos == {"famille": "général"}


def test_icons_are_svg_drawings_that_take_the_colour_of_the_theme() -> None:
    icons = sorted(places.resource("icons").glob("*.svg"))
    drawn = {icon.stem: icon.read_text(encoding="utf-8") for icon in icons}
    assert all('stroke="currentColor"' in text for name, text in drawn.items() if name != "chevron-neutral")
    assert 'stroke="#7b848d"' in drawn["chevron-neutral"]


@pytest.mark.parametrize("style", ["Regular", "Bold", "Italic"])
def test_the_font_of_the_documents_writes_every_latin_name(style: str) -> None:
    from reportlab.pdfbase.ttfonts import TTFont

    glyphs = TTFont(style, str(places.resource(f"fonts/NotoSans-{style}.ttf"))).face.charToGlyph
    names = "Łukasz Œuvrard N’Guessan Nguyễn Thị Ổi Gökçe İpek Şahin Žižek Ñuñez Đặng Ɛdɔ Ɓala «\u00a0\u202f»–—€°"
    assert [letter for letter in names if ord(letter) not in glyphs] == []


_TYPED = Path(__file__).parents[2] / "packaging" / "referentiels"
_WORKED_INTO_OTHERS = {"commune_disparue", "pays", "territoire", "nationalite_speciale", "universite"}


@pytest.mark.parametrize("path", sorted(_TYPED.glob("*.csv")), ids=lambda path: path.stem)
def test_a_list_that_is_typed_whole_is_shipped_as_it_was_typed(path: Path) -> None:
    if path.stem in _WORKED_INTO_OTHERS:
        return
    typed = [
        {k: v.replace("'", "’") for k, v in row.items() if k not in ("source", "confiance")} for row in _rows(path)
    ]
    assert typed == _rows(places.resource("referentiels") / path.name), "python packaging/build_referentiels.py"


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_a_country_is_called_as_it_was_on_the_day_of_the_birth() -> None:
    """Whoever was born in 2000 was not born in the USSR; whoever was born before may have been."""
    lists, field = store.referentiel(), fields.BY_PATH["identite.pays_naissance"]
    former = "Russie (URSS jusqu’en 1991)"
    for born, label in (("2000-05-07", "Russie"), ("1980", former), (None, former)):
        row = {"ne_le": born}
        assert field.show("99123", lists, row) == label
        assert (field.doubt("99123", lists, row), lists.find("pays_naissance", label, row)) == (NOTHING, "99123")
        assert ("99123", label) in lists.propose("pays_naissance", "Russie", row)
    for one in lists.entrees("pays_ancien"):
        for row in ({"ne_le": "2024-01-01"}, {"ne_le": "1960-01-01"}, {}):
            label = field.show(one.code, lists, row)
            assert lists.find("pays_naissance", label, row) == one.code, (label, row)
