"""What a person is told when their data are taken (RGPD, article 13)."""

from __future__ import annotations

import pytest

from scolarite_desk.exchange.papers.anglais import ANGLAIS
from scolarite_desk.langue import kept, said
from scolarite_desk.models.fields.reglages import SETTINGS
from scolarite_desk.services.notice import delegate, notice

CHOSEN = {one.key: one.default for one in SETTINGS} | {
    "etablissement": "Université de Valmer",
    "rgpd_responsable": "La présidente de l’université",
    "rgpd_contact": "donnees@valmer.example",
    "dpo": "Délégué à la protection des données\u00a0: dpo@valmer.example",
}


def test_everything_the_article_wants_is_told_in_both_languages() -> None:
    """Purpose, controller, basis, recipients, keeping, rights, delegate, complaint."""
    french, english = kept(notice(CHOSEN)), said(notice(CHOSEN, anglais=True), ANGLAIS)
    for wanted in (
        "instruire votre candidature", "La présidente de l’université", "Base légale", "Destinataires",
        "refusé ou désisté (12 mois)", "rectification", "effacement",
        "donnees@valmer.example", "dpo@valmer.example", "CNIL",
    ):  # fmt: skip
        assert wanted in french
    for wanted in (
        "process your application", "Controller", "Legal basis: task", "Recipients: staff", "refused or withdrawn (12",
        "rectification", "Data protection officer: dpo@valmer.example", "complaint with the CNIL",
    ):  # fmt: skip
        assert wanted in english
    assert french.count("Délégué à la protection des données") == 1


def test_the_words_of_the_office_take_the_place_of_ours_and_have_their_english() -> None:
    own = CHOSEN | {"mention_rgpd": "Nous instruisons.", "mention_rgpd_anglais": "We look into it."}
    assert kept(notice(own)).startswith("Nous instruisons. Responsable")
    assert said(notice(own, anglais=True), ANGLAIS).startswith("We look into it. Controller")
    assert said(notice(own | {"mention_rgpd_anglais": ""}, anglais=True), ANGLAIS).startswith("Nous instruisons. ")


def test_what_is_unset_is_left_out() -> None:
    blank = kept(notice(dict.fromkeys(CHOSEN, "")))
    assert "Responsable" not in blank
    assert "Délégué" not in blank
    assert "CNIL" in blank


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("Délégué à la protection des données\u00a0: dpo@x.example", "dpo@x.example"),
        ("Déléguée à la protection des données : Awa NDIAYE.", "Awa NDIAYE"),
        ("DPO : dpo@x.example", "dpo@x.example"),
        ("dpo@x.example", "dpo@x.example"),
        ("Awa NDIAYE, dpo@x.example", "Awa NDIAYE, dpo@x.example"),
    ],
)
def test_the_title_of_the_delegate_is_not_said_twice(text: str, named: str) -> None:
    assert delegate(text) == named


def test_a_length_that_is_not_settled_is_never_printed_to_a_person() -> None:
    for anglais in (False, True):
        told = kept(notice(CHOSEN, anglais=anglais))
        assert "sans suite (12 mois)" in told
        assert "admis" not in told
    none = CHOSEN | {one: "" for one in CHOSEN if one.startswith("conservation_")}
    assert "Conservation" not in kept(notice(none))
