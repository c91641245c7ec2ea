"""« INE et CVEC »: a number typed, doubted, provisional, replaced; a certificate compared with the dossier."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from scolarite_desk.models.rules.dates import show_day
from scolarite_desk.models.rules.ine import key36
from scolarite_desk.services.cvec import record_cvec
from scolarite_desk.services.dossiers import correct
from scolarite_desk.services.identifiants import record_ine
from scolarite_desk.services.reglages import change_setting
from scolarite_desk.store import drafts
from scolarite_desk.store.queries.dossiers import cvec_of
from scolarite_desk.ui.dossier.numeros.page import IneCvecPage
from scolarite_desk.ui.look.theme import Theme
from tests.accessible import complaints
from tests.keys import pressed, replaced, typed
from tests.services.conftest import Desk as Office
from tests.services.conftest import founded
from tests.texts import golden
from tests.ui.one_page import Shown, cells, closed, office, plain

__all__ = ["founded", "office"]

BODY = "0LFLRZ0001"
GOOD = BODY + key36(BODY)
WRONG = BODY + str((int(key36(BODY)) + 1) % 10)
NUMERO = "REN6-A1B2C3-42"


@pytest.fixture
def page(theme: Theme, qtbot: QtBot, office: Office) -> Iterator[Shown]:
    yield from closed(Shown(theme, qtbot, office, IneCvecPage, office.person()))


def ine(page: Shown, name: str = "valeur") -> str:
    """What is read under a field of the left half."""
    return plain(page.page.ine.form.seats[name].note.text())


def cvec(page: Shown, name: str) -> str:
    """What is read under a field of the right half."""
    return plain(page.page.cvec.form.seats[name].note.text())


def type_cvec(page: Shown, situation: str = "payée", numero: str = NUMERO) -> None:
    page.page.go("cvec.situation")
    typed(situation + "\t")
    page.page.go("cvec.numero")
    typed(numero + "\t")


def test_a_good_ine_is_recorded_when_it_is_left(page: Shown) -> None:
    page.page.go("ine.valeur")
    typed(GOOD.lower() + "\t")
    assert page.view().ine.valeur == GOOD
    assert plain(page.page.ine.strip.text()).startswith("Enregistré, déclaré par la personne")


def test_the_rule_that_fails_is_said_while_typing(page: Shown) -> None:
    page.page.go("ine.valeur")
    typed("01é")
    assert ine(page) == "3e caractère : chiffre ou lettre attendu, pas « É »."
    pressed("Backspace")
    assert ine(page) == "11 caractères, en haut du relevé de notes du bac"


def test_a_false_key_is_said_on_the_last_character(page: Shown) -> None:
    page.page.go("ine.valeur")
    typed(WRONG[:-1])
    assert ine(page) == "11 caractères, en haut du relevé de notes du bac"
    typed(WRONG[-1])
    assert "Clé fausse" in ine(page)


def test_a_false_key_is_kept_all_the_same_with_its_reason(page: Shown) -> None:
    page.page.go("ine.valeur")
    typed(WRONG + "\t")
    assert page.view().ine is None
    page.page.ine._keep.click()
    assert ine(page, "motif") == "Écrivez la raison de garder ce numéro."
    typed("Imprimé ainsi sur le certificat")
    page.page.ine._keep.click()
    assert (page.view().ine.valeur, page.view().ine.controle) == (WRONG, "a_verifier")
    assert "Imprimé ainsi sur le certificat" in plain(page.page.ine.strip.text())


def test_an_ine_too_short_stays_on_screen(page: Shown) -> None:
    page.page.go("ine.valeur")
    typed("12345\t")
    assert not page.page.commit()
    assert "11 caractères" in ine(page)
    assert page.page.ine.form.text("valeur") == "12345"


def test_where_it_was_seen_is_recorded_with_it(page: Shown) -> None:
    page.page.go("ine.valeur")
    typed(GOOD + "\t")
    page.page.go("ine.origine")
    typed("notif\t")
    assert page.view().ine.origine == "crous"


def test_the_ine_of_somebody_else_shows_both(page: Shown, office: Office) -> None:
    other = office.person("KERVELLA", "Yann", "2003-11-12")
    office(record_ine, office.owner(other), GOOD)
    page.page.go("ine.valeur")
    typed(GOOD + "\t")
    card = page.page.ine.neighbour
    assert card.isVisible()
    assert "KERVELLA Yann, né(e) le 12/11/2003" in card.text()
    assert "Né(e) le | 07/03/2004 | 12/11/2003 | Différent" in cells(card.sides.table)
    card._open.click()
    assert page.asked == [(other, "")]
    page.page.go("ine.motif")
    typed("Jumeaux, le rectorat corrige")
    card.keep.click()
    assert page.view().ine.controle == "litige"
    assert not card.isVisible()


def test_a_provisional_number_typed_as_the_definitive_one_cannot_be_kept_all_the_same(page: Shown) -> None:
    page.page.ine.draw()
    drawn = page.view().ine.valeur
    page.page.go("ine.valeur")
    typed(drawn + "\t")
    assert "tapez l’INE lu sur un document" in ine(page)
    assert page.page.ine._keep.isHidden()
    assert page.view().ine.provisoire


def test_ctrl_i_gives_a_provisional_number(page: Shown) -> None:
    page.page.go("ine.valeur")
    pressed("Ctrl+I")
    assert page.view().ine.provisoire
    assert plain(page.page.ine.strip.text()) == "Provisoire : absent de la colonne INE des exports."
    assert page.page.ine.form.text("provisoire") == page.view().ine.valeur
    assert cells(page.page.ine.steps)[0].endswith("attribué | 06/07/2026 | Claire")


def test_a_setting_that_forbids_it_is_named(page: Shown, office: Office) -> None:
    office(change_setting, "serie_ine", "")
    page.page.ine.draw()
    assert "Réglages › INE" in plain(page.messages.text())
    assert page.view().ine is None


def test_the_definitive_ine_replaces_it_and_the_former_one_stays_an_alias(page: Shown) -> None:
    page.page.ine.draw()
    former = page.view().ine.valeur
    page.page.ine._replace.click()
    assert ine(page) == "Tapez ici l’INE lu sur le document."
    typed(GOOD)
    page.page.ine._replace.click()
    assert page.view().ine.valeur == GOOD
    assert any(line.startswith(f"Ancien INE | {former}") for line in cells(page.page.ine.numbers.table))
    assert any(line.startswith(f"Remplacé par {GOOD}") for line in cells(page.page.ine.steps))


def test_a_mon_master_number_says_what_the_registration_will_call_it(page: Shown) -> None:
    page.page.go("identifiant.genre")
    typed("mon m\t")
    typed("CAND00A1B2C3\n")
    assert cells(page.page.ine.numbers.table) == ["Numéro Mon Master | CAND00A1B2C3 | M300A1B2C3 | 06/07/2026"]
    page.page.ine.numbers.table.setFocus()
    pressed("Delete")
    assert cells(page.page.ine.numbers.table) == []


def test_a_number_of_another_kind_is_refused_under_its_field(page: Shown) -> None:
    page.page.go("identifiant.genre")
    typed("parcoursup\tABC\n")
    assert "n’a que des chiffres" in plain(page.page.ine.numbers.form.seats["valeur"].note.text())


def test_a_cvec_is_recorded_as_soon_as_it_makes_a_whole(page: Shown) -> None:
    type_cvec(page)
    assert page.view().cvec.values["numero"] == NUMERO
    assert "Montant 2026-2027 : 108,00" in plain(page.page.cvec._amount.text())


def test_an_exemption_waits_for_its_motive_and_its_number(page: Shown) -> None:
    page.page.go("cvec.situation")
    typed("exo\t")
    typed("réfugié\t")
    assert page.view().cvec is None
    typed(NUMERO + "\t")
    assert (page.view().cvec.values["situation"], page.view().cvec.values["motif"]) == ("exoneree", "refugie")


def test_the_rule_proposes_and_one_gesture_takes_it(page: Shown, office: Office) -> None:
    office(correct, "dossier.regime", page.dossier, "continue")
    assert "formation initiale" in plain(page.page.cvec.strip.text())
    page.page.cvec._propose.click()
    assert page.view().cvec.values["situation"] == "non_concernee"
    assert page.view().cvec.values["motif"] == "continue"


def test_another_name_on_the_certificate_asks_the_reason(page: Shown) -> None:
    type_cvec(page)
    page.page.go("cvec.nom")
    typed("LE GOFF\t")
    assert "« LE GOFF » sur l’attestation" in cvec(page, "reserve")
    assert cells(page.page.cvec.table)[0] == "Nom | LE GOFF | KERMAREC | Différent"
    assert page.view().cvec.values["nom"] is None
    page.page.go("cvec.reserve")
    typed("Nom d’usage, livret vu\t")
    assert page.view().cvec.values["reserve"] == "Nom d’usage, livret vu"


def test_accents_make_no_difference(page: Shown) -> None:
    type_cvec(page)
    page.page.go("cvec.prenom")
    typed("MAELLE\t")
    assert cells(page.page.cvec.table)[1] == "Prénom | MAELLE | Maëlle | Identique, accents à part"


def test_the_number_of_somebody_else_shows_both(page: Shown, office: Office) -> None:
    other = office.person("KERVELLA", "Yann", "2003-11-12")
    office(record_cvec, office.owner(other), "2026-2027", "payee", NUMERO)
    type_cvec(page)
    assert page.page.cvec.neighbour.isVisible()
    assert "déjà celui de KERVELLA Yann" in plain(cvec(page, "numero"))
    page.page.go("cvec.reserve")
    typed("Le CROUS a confirmé")
    page.page.cvec.neighbour.keep.click()
    assert page.view().cvec.values["reserve"] == "Le CROUS a confirmé"


def test_the_certificate_is_verified_once(page: Shown) -> None:
    type_cvec(page)
    page.page.cvec._verify.click()
    assert plain(page.page.cvec.strip.text()) == "Vérifiée le 06/07/2026 à 09:00 par Claire."
    assert not page.page.cvec._verify.isEnabled()


def test_a_second_space_after_verifying_does_not_withdraw_the_cvec(page: Shown) -> None:
    type_cvec(page)
    page.page.cvec._verify.setFocus()
    for _ in range(2):
        pressed("Space")
        QApplication.processEvents()
    assert not page.page.cvec._withdraw.hasFocus()
    assert page.view().cvec.values["numero"] == NUMERO


def test_the_certificate_is_verified_from_the_field_one_is_still_in(page: Shown) -> None:
    page.page.cvec._verify.click()
    assert cvec(page, "situation") == "À remplir avant de vérifier."
    page.page.go("cvec.situation")
    typed("payée\t")
    page.page.cvec._verify.click()
    assert cvec(page, "numero") == "À remplir avant de vérifier."
    page.page.go("cvec.numero")
    typed(NUMERO)
    page.page.cvec._verify.click()
    assert not page.page.cvec._verify.isEnabled()
    assert page.page.cvec.cvec.values["verifie_le"] is not None


def test_another_year_has_its_own(page: Shown, office: Office) -> None:
    office(record_cvec, office.owner(page.dossier), "2025-2026", "payee", NUMERO)
    page.page.go("cvec.annee")
    replaced("2025-2026\t")
    assert page.page.cvec.form.text("numero") == NUMERO
    assert page.page.cvec._title.text() == "CVEC 2025-2026"


def test_what_was_typed_comes_back_after_a_crash(page: Shown, theme: Theme, qtbot: QtBot) -> None:
    page.page.go("cvec.situation")
    typed("payée\t")
    page.page.go("ine.valeur")
    again = Shown(theme, qtbot, page.office, IneCvecPage, page.dossier)
    assert again.page.cvec.form.text("situation") == "Payée"
    again.desk.close()
    again.window.close()


def test_the_page_in_words(page: Shown, office: Office) -> None:
    page.page.ine.draw()
    office(record_cvec, office.owner(page.dossier), "2026-2027", "payee", NUMERO, nom="KERMAREC", prenom="MAELLE")
    page.drawn()
    golden("page_ine_cvec", page.words())


@pytest.mark.parametrize("size", [1.0, 2.0])
def test_nobody_is_left_out(page: Shown, theme: Theme, size: float) -> None:
    page.page.ine.draw()
    theme.set(size=size)
    page.drawn()
    assert complaints(page.window) == []


def test_what_the_base_could_not_keep_is_recorded_with_the_rest_once_it_is_back(page: Shown, office: Office) -> None:
    type_cvec(page)
    away = office.store.path.with_name("corbeille")
    office.store.path.rename(away)
    here = page.page.cvec._civil
    names = (here["nom_naissance"], here["prenom"])
    for name, text in zip(("nom", "prenom"), names, strict=True):
        page.page.go(f"cvec.{name}")
        typed(text + "\t")
    assert cvec(page, "nom") == "Pas encore enregistré. Rien n’est perdu."
    assert page.page.cvec.form.unwritten
    away.rename(office.store.path)
    page.page.go("cvec.ne_le")
    typed(show_day(here["ne_le"]) + "\t")
    form, kept = page.page.cvec.form, page.page.cvec.cvec
    assert (form.text("nom"), form.text("prenom")) == names
    assert kept is not None
    assert (kept.values["nom"], kept.values["prenom"]) == names
    assert not form.unwritten
    assert drafts.drafts_of(office.store, page.view().personne) == {}


def test_a_text_that_cannot_be_read_stays_when_the_rest_is_recorded(page: Shown, office: Office) -> None:
    page.page.go("cvec.ne_le")
    typed("31/02/2005\t")
    type_cvec(page)
    assert page.page.cvec.cvec is not None
    assert page.page.cvec.form.text("ne_le") == "31/02/2005"
    assert drafts.drafts_of(office.store, page.view().personne) == {"cvec.ne_le@2026-2027": "31/02/2005"}


def shown_cvec(page: Shown) -> dict[str, str]:
    form = page.page.cvec.form
    return {name: form.text(name) for name in ("annee", "situation", "numero", "nom") if form.text(name)}


def test_what_is_typed_of_one_year_is_of_no_other_and_comes_back_with_its_own(page: Shown) -> None:
    page.page.go("cvec.numero")
    typed(NUMERO + "\t")
    page.page.go("cvec.annee")
    replaced("2025-2026\t")
    assert shown_cvec(page) == {"annee": "2025-2026"}
    page.page.go("cvec.numero")
    typed("NAN5-A1B2C3-17\t")
    page.page.go("cvec.nom")
    typed("Ker")
    page.page.open(page.view())
    assert shown_cvec(page) == {"annee": page.view().annee, "numero": NUMERO}
    page.page.go("cvec.situation")
    typed("payée\t")
    page.page.go("cvec.numero")
    pressed("Tab")
    assert page.office.read(cvec_of, page.view().personne, page.view().annee).values["numero"] == NUMERO
    page.page.go("cvec.annee")
    replaced("2025-2026\t")
    assert shown_cvec(page) == {"annee": "2025-2026", "numero": "NAN5-A1B2C3-17", "nom": "Ker"}
    page.page.open(page.view())  # of the other year alone: that one is shown, since something waits there
    assert shown_cvec(page) == {"annee": "2025-2026", "numero": "NAN5-A1B2C3-17", "nom": "Ker"}


def test_a_proposal_taken_leaves_what_could_not_be_read(page: Shown) -> None:
    page.page.go("cvec.ne_le")
    typed("31/02/2004\t")
    page.page.cvec.take_proposal()
    assert page.page.cvec.form.text("ne_le") == "31/02/2004"
