"""The office words what is around a receipt, never what a receipt owes."""

from __future__ import annotations

from base64 import b64encode
from dataclasses import replace

import pytest

from scolarite_desk.errors import Refused
from scolarite_desk.exchange.papers.recu import render as render_recu
from scolarite_desk.models.rows.modeles import Mots
from scolarite_desk.models.rules.modeles import Portee
from scolarite_desk.models.rules.papiers import RECU
from scolarite_desk.models.tables.document import DocumentEmis
from scolarite_desk.services.documents import issue_receipt, reprint
from scolarite_desk.services.modeles import bring_word_model, model_key, save_model, versions, worded
from tests.exchange.papers.papiers_inventes import FRANCAIS
from tests.exchange.papers.papiers_inventes import RECU as RECU_INVENTE
from tests.exchange.pdf_reading import faults as pdf_faults
from tests.exchange.pdf_reading import texts
from tests.exchange.word.documents import LETTRE
from tests.services.conftest import Desk

NOTRE_RECU = "Bonjour {nom}.\n\n{accuse}\n\n# Et ensuite\n- gardez ce papier\n- appelez {joindre}"


def test_the_office_words_what_is_around_a_receipt_and_the_register_says_which(desk: Desk) -> None:
    dossier = desk.home(desk.person())
    desk.apply(dossier)
    before = desk(issue_receipt, dossier)
    desk(save_model, RECU, "Reçu", NOTRE_RECU)
    issued = desk(issue_receipt, dossier)
    assert issued.numero != before.numero, "other words, another paper"
    page = " ".join(texts(desk.read(reprint, issued.document)))
    order = ["Bonjour KERMAREC", "Objet de la demande", "absence de réponse", "Et ensuite", "gardez ce papier", "CNIL"]
    assert [page.index(one) for one in order] == sorted(page.index(one) for one in order)
    assert "ne vaut ni admission" not in page
    (version,) = (one.key for one in desk.read(versions, model_key(Portee(RECU))) if one.courante)
    assert desk.row(DocumentEmis, issued.document).modele_id == version


@pytest.mark.parametrize(
    "corps", ["Bonjour.", "[si nom: {accuse}]", "# {accuse}", "Voici {accuse}", "{accuse}\n{accuse}", "\\{accuse}"]
)
def test_what_a_receipt_owes_is_not_worded_nor_taken_out_of_it(desk: Desk, corps: str) -> None:
    with pytest.raises(Refused, match=r"accuse|seul sur sa ligne"):
        desk(save_model, RECU, "Reçu", corps)


def test_a_receipt_has_neither_remedies_to_word_nor_a_word_document(desk: Desk) -> None:
    with pytest.raises(Refused, match="ni voies de recours"):
        desk(save_model, RECU, "Reçu", NOTRE_RECU, "Tribunal")
    with pytest.raises(Refused):
        desk(bring_word_model, RECU, "a.docx", b64encode(LETTRE).decode())


def test_a_receipt_takes_the_model_of_what_all_its_candidatures_have_in_common(desk: Desk) -> None:
    dossier = desk.home(desk.person())
    desk.apply(dossier)
    desk(save_model, RECU, "Reçu", "Pour la licence.\n{accuse}", formation=desk.licence)
    first = desk(issue_receipt, dossier)
    assert "Pour la licence." in texts(desk.read(reprint, first.document))[0]
    desk.apply(dossier, desk.master)
    second = desk(issue_receipt, dossier)
    assert "Pour la licence." not in texts(desk.read(reprint, second.document))[0]


def test_a_receipt_in_two_languages_says_the_words_of_each_or_that_one_lacks() -> None:
    own = worded(Mots("Reçu", NOTRE_RECU))
    alone = render_recu(replace(RECU_INVENTE, anglais=True, modele=own), FRANCAIS)
    assert alone.remarques
    english = worded(Mots("Reçu", "Dear {nom}.\n{accuse}\nKeep this."))
    both = render_recu(replace(RECU_INVENTE, anglais=True, modele=own, modele_anglais=english), FRANCAIS)
    assert not both.remarques
    page = " ".join(texts(both.octets))
    assert page.index("Bonjour KERMAREC") < page.index("Dear KERMAREC") < page.index("Keep this.")
    assert pdf_faults(both.octets) == []
