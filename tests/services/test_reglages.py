"""Settings: read as typed, kept in one form, refused in words, and the default comes back."""

from __future__ import annotations

import ast
from decimal import Decimal

import pytest

from scolarite_desk.errors import Refused
from scolarite_desk.models.fields.reglages import CVEC, SETTINGS, Setting
from scolarite_desk.models.tables.reglage import Reglage
from scolarite_desk.services import acces, reglages
from scolarite_desk.services.cvec import amount
from scolarite_desk.services.dossiers import add_item
from scolarite_desk.services.reglages import change_setting, count_of, every_setting, setting, settings
from scolarite_desk.store.queries.offer import lists
from scolarite_desk.ui.door.verrou import patience
from tests.services.conftest import Desk
from tests.sources import sources


@pytest.mark.parametrize(
    ("cle", "typed", "kept"),
    [
        ("silence", "Le silence vaut rejet", "rejet"),
        ("silence", "acceptation", "acceptation"),
        ("jours_ouvres", "Oui", "oui"),
        ("cvec_montant_2026-2027", "108.5", "108,50"),
        ("serie_ine", " p ", "P"),
        ("accent", "#aa3311", "#AA3311"),
        ("silence_mois", "4", "4"),
    ],
)
def test_a_setting_is_kept_in_one_form(desk: Desk, cle: str, typed: str, kept: str) -> None:
    desk(change_setting, cle, typed)
    assert desk.read(setting, cle) == kept


@pytest.mark.parametrize(
    ("cle", "typed"),
    [("uai", "0999999X"), ("serie_ine", "PQ"), ("silence", "peut-être"), ("silence_mois", "deux"), ("courriel", "x@")],
)
def test_what_cannot_be_read_is_refused_with_its_field(desk: Desk, cle: str, typed: str) -> None:
    with pytest.raises(Refused) as refusal:
        desk(change_setting, cle, typed)
    assert refusal.value.champ == f"reglage.{cle}"


def _nonsense(one: Setting) -> tuple[str, ...]:
    """What nobody means by a setting of that kind."""
    of_kind = {
        "texte": ("x" * 2000, "a\0b"), "texte_long": ("x" * 5000, "a\x07b"), "uai": ("zzz",), "telephone": ("zzz", "1"),
        "courriel": ("zzz", "a@b"), "choix": ("zzz", "0"), "code": ("!?",), "oui_non": ("zzz", "2"),
        "entier": ("zzz", "0", "-1", "99999", "1,5"), "montant": ("zzz", "0", "-1", "99999"),
        "image": ("zzz", "JVBERi0xLjQ="),
    }  # fmt: skip
    return (*of_kind[one.reader.kind], *(("ZZZ abc", "99303 ZZZ") if one.key == "pays_eef" else ()))


def test_no_setting_takes_a_nonsense_of_its_kind(desk: Desk) -> None:
    for one in desk.read(every_setting):
        for text in set(_nonsense(one)) - (
            {"0", "99999"} if one.key.startswith("vapp_tarif") else set()
        ):  # it may be free
            with pytest.raises(Refused) as refusal:
                desk(change_setting, one.key, text)
            assert refusal.value.champ in (f"reglage.{one.key}", None), (one.key, text)


def test_the_cvec_of_a_year_before_there_was_one_is_no_setting(desk: Desk) -> None:
    for annee in ("1990-1991", "2017-2018", "2999-3000"):
        with pytest.raises(Refused, match="n’existe pas"):
            desk(change_setting, f"cvec_montant_{annee}", "105")
        assert desk.read(amount, annee) is None


def test_countries_of_a_setting_are_those_of_the_list(desk: Desk) -> None:
    desk(change_setting, "pays_eef", "99352, Maroc 99352")
    assert desk.read(setting, "pays_eef") == "99352 99350"


def test_a_blank_gives_the_default_back(desk: Desk) -> None:
    desk(change_setting, "delai_pieces", "30")
    desk(change_setting, "delai_pieces", "")
    assert desk.read(setting, "delai_pieces") == "15"


def test_every_setting_has_its_own_key_and_a_default_that_it_can_read(desk: Desk) -> None:
    assert len({one.key for one in SETTINGS}) == len(SETTINGS)
    for one in SETTINGS:
        if one.default:
            desk(change_setting, one.key, one.default)
    assert desk.read(settings)["silence"] == ""


def test_each_year_of_a_campaign_has_its_cvec_to_fill(desk: Desk) -> None:
    desk(add_item, "campagne", {"libelle": "Candidatures 2027-2028", "annee": "2027-2028", "etat": "ouverte"})
    found = {one.key: one for one in desk.read(every_setting) if one.part == CVEC}
    assert list(found)[1:] == ["cvec_montant_2026-2027", "cvec_montant_2027-2028"]
    assert (found["cvec_montant_2027-2028"].needed, desk.read(amount, "2027-2028")) == (True, None)
    desk(change_setting, "cvec_montant_2027-2028", "110")
    assert (desk.read(amount, "2027-2028"), desk.read(amount, "2025-2026")) == (Decimal("110.00"), Decimal("105.00"))
    for absent in ("cvec_montant_2027", "cvec_montant_2027-2029", "cvec_montant_"):
        with pytest.raises(Refused, match="n’existe pas"):
            desk(change_setting, absent, "110")


def test_a_setting_that_does_not_exist_is_refused(desk: Desk) -> None:
    with pytest.raises(Refused, match="n’existe pas"):
        desk(change_setting, "couleur_du_ciel", "bleu")


def test_a_line_out_of_service_is_no_longer_proposed_but_still_read(desk: Desk) -> None:
    line = {"liste": "motif_avis", "code": "capacite", "libelle": "Capacité d’accueil atteinte", "en_service": False}
    desk(add_item, "nomenclature", line)
    codes = desk.read(lists)
    assert "capacite" not in dict(codes.propose("motif_avis", "", {}))
    assert codes.label("motif_avis", "capacite") == "Capacité d’accueil atteinte"


def test_a_line_of_the_office_follows_the_shipped_ones(desk: Desk) -> None:
    desk(add_item, "nomenclature", {"liste": "motif_avis", "code": "quota", "libelle": "Quota atteint"})
    assert desk.read(lists).find("motif_avis", "quota atteint", {}) == "quota"


@pytest.mark.parametrize("text", ["", "douze", "9999999", "\u0665", "1e3", "12 mois"])
def test_a_number_that_came_unreadable_from_another_desk_is_its_default(desk: Desk, text: str) -> None:
    for key, usual in (("verrouillage", 5), ("acces_mois", 12), ("voeux_max", 20)):
        with desk.store.work("recevoir") as work:
            work.add(Reglage(id=reglages._key(key), cle=key, valeur=text))
        assert desk.read(count_of, key) == usual
    assert patience(desk.store) == 5
    assert acces.purge(desk.store) == 0
    desk.apply(desk.person())


def test_a_setting_that_nothing_reads_cannot_exist() -> None:
    """Its key stands in a module that does something: not where it is declared, given, or put into a practice base."""
    beside = ("models/fields/reglages.py", "cli/fondation.py", "practice/universite.py")
    read = {
        node.value
        for source in sources()
        if source.path not in beside
        for node in source.nodes()
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    assert [one.key for one in SETTINGS if one.key not in read] == []
