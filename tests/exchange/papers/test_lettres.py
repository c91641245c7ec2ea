"""Decision letters: what each says, where its addressee stands, and how they are bound together."""

from __future__ import annotations

import io
from dataclasses import replace

import pypdfium2
import pytest
from PIL import Image

from scolarite_desk.errors import Refused
from scolarite_desk.exchange.papers import lettres
from scolarite_desk.exchange.papers.modeles import MODELES
from scolarite_desk.exchange.pdf import figures
from scolarite_desk.langue import kept
from scolarite_desk.models.rows.documents import Bloc, Lettre, ModeleLettre, Rendered
from scolarite_desk.msg import NOTHING, Msg, verbatim
from tests.exchange.papers.papiers_inventes import FRANCAIS, LETTRE, SERVICE, lettre
from tests.exchange.pdf_reading import faults, same_words, texts

AVIS = ("FA", "DE", "LC", "LA", "PR")
MM = 72 / 25.4
LONG = replace(LETTRE, motif="La commission a examiné chaque relevé, puis comparé les acquis au programme. " * 40)
NAME = "Madame " + "Marie-Antoinette Philippine " * 3 + "NGUYỄN"
FAR = tuple(
    map(
        verbatim,
        (
            NAME,
            "Service des études",
            "Bâtiment B",
            "Résidence des Tilleuls",
            "3, rue du Port",
            "Kerguelen",
            "29000 QUIMPER",
        ),
    )
)


def drawn(one: Lettre) -> Rendered:
    return lettres.render(one, FRANCAIS)


def said(one: Lettre) -> str:
    return " ".join(texts(drawn(one).octets))


@pytest.mark.parametrize("avis", AVIS)
def test_each_letter_says_its_words_on_one_accessible_page(avis: str) -> None:
    rendu = drawn(lettre(avis))
    assert (rendu.pages, rendu.avertissements) == (1, ())
    assert faults(rendu.octets) == []
    same_words(f"lettre_{avis.lower()}", rendu.octets)


def test_every_avis_has_a_model() -> None:
    assert set(MODELES) == set(AVIS)


def test_a_refusal_tells_its_motive_its_remedies_and_the_recteur() -> None:
    words = said(LETTRE)
    for wanted in (
        LETTRE.motif,
        "R. 421-5",
        "tribunal administratif d’Orléans",
        "président de l’université",
        "recteur",
    ):
        assert wanted in words


def test_a_refusal_without_motive_tells_the_right_to_ask_for_it() -> None:
    words = said(replace(LETTRE, motif=""))
    assert "dans le mois qui suit sa notification" in words
    assert "Motif de la décision" not in words


def test_what_does_not_apply_is_not_said() -> None:
    words = said(replace(LETTRE, saisine_recteur=False, autorite_hierarchique="", tribunal=""))
    assert "recteur" not in words
    assert "hiérarchique" not in words
    assert "Un recours gracieux formé dans ce délai interrompt" in words
    assert "le tribunal administratif, par courrier" in words


def test_the_deadline_comes_with_its_source() -> None:
    assert "le 1er décembre 2026, en application du calendrier de la formation." in said(lettre("FA"))
    assert "le 1er décembre 2026. Sans" in said(replace(lettre("FA"), source_delai=NOTHING))
    assert "au plus tard" not in said(replace(lettre("FA"), confirmer_avant=None))


def test_the_signatory_is_named_with_surname_and_capacity() -> None:
    words = said(LETTRE)
    assert "Directrice de la faculté des sciences" in words
    assert "Hélène ŒUVRARD" in words


@pytest.mark.parametrize("lines", [LETTRE.destinataire, FAR, (*FAR, verbatim("FRANCE"))])
def test_the_addressee_shows_in_a_window_envelope_and_nothing_else_does(lines: tuple[Msg, ...]) -> None:
    """Always visible: x 100-190 mm, y 47-79 mm from the top left (35 x 100 mm window of a DL envelope)."""
    sheet = pypdfium2.PdfDocument(drawn(replace(LETTRE, destinataire=lines)).octets)
    read = sheet[0].get_textpage()
    top = sheet[0].get_height()
    shown = read.get_text_bounded(left=100 * MM, right=190 * MM, top=top - 47 * MM, bottom=top - 79 * MM)
    # The widest excursion of the sheet in its envelope.
    around = read.get_text_bounded(left=90 * MM, right=200 * MM, top=top - 34 * MM, bottom=top - 84 * MM)
    read.close()
    sheet.close()
    assert "".join(shown.split()) == "".join("".join(map(kept, lines)).split())
    assert "".join(around.split()) == "".join(shown.split())


def test_a_long_motive_flows_to_a_second_page_that_says_whose_it_is() -> None:
    rendu = drawn(LONG)
    first, second = texts(rendu.octets)
    assert faults(rendu.octets) == []
    assert (first + second).count("comparé les acquis") == 40
    assert second.startswith("Université de Valmer · K7P2M9QX · Madame KERMAREC Maëlle Objet : votre candidature")
    assert first.endswith("page 1/2")
    assert second.endswith("page 2/2")


def test_the_signature_never_stands_alone() -> None:
    for count in range(1, 60):
        pages = texts(drawn(replace(lettre("FA"), commentaire="Une phrase de plus pour voir. " * count)).octets)
        signed = next(words for words in pages if "Hélène ŒUVRARD" in words)
        assert "considération distinguée" in signed


def test_the_same_letter_has_the_same_bytes() -> None:
    assert drawn(LETTRE).octets == drawn(LETTRE).octets


def test_the_number_stands_on_the_letter_and_on_its_following_pages() -> None:
    first, second = texts(drawn(replace(LONG, numero="L01-2026-00001")).octets)
    assert "Nos réf. L01-2026-00001" in first
    assert "Université de Valmer · L01-2026-00001 · K7P2M9QX · Madame" in second
    assert "Nos réf." not in said(LETTRE)


def test_what_would_not_be_printed_is_told_without_drawing() -> None:
    odd = replace(LETTRE, motif="北京", service=replace(SERVICE, logo=b"spoilt"))
    assert lettres.doubts(odd, FRANCAIS) == drawn(odd).avertissements
    assert len(lettres.doubts(odd, FRANCAIS)) == 2


def test_a_university_may_write_its_own_words() -> None:
    blocs = (Bloc(verbatim("Montant à régler : {montant}.")), Bloc(verbatim("{motif}")))
    own = ModeleLettre(verbatim("suite donnée au dossier {dossier}"), blocs)
    words = said(replace(LETTRE, modele=own, complements={"montant": "178 €"}))
    assert "Objet : suite donnée au dossier K7P2M9QX" in words
    assert "Montant à régler : 178 €." in words


def test_a_model_that_names_an_unknown_slot_is_refused() -> None:
    with pytest.raises(Refused, match="inconnue"):
        drawn(replace(LETTRE, modele=ModeleLettre(verbatim("{inconnue}"), ())))


@pytest.mark.parametrize("mode", ["RGBA", "P", "CMYK", "L"])
def test_any_logo_keeps_the_letter_accessible(mode: str) -> None:
    made = io.BytesIO()
    Image.new(mode, (300, 90)).save(made, "JPEG" if mode == "CMYK" else "PNG")
    rendu = drawn(replace(LETTRE, service=replace(SERVICE, logo=made.getvalue())))
    assert faults(rendu.octets) == []
    assert rendu.avertissements == ()


@pytest.mark.parametrize(("kind", "pixels"), [("BMP", 100), ("TIFF", 100), ("EPS", 100), ("PNG", 101)])
def test_a_logo_of_another_kind_or_too_large_is_not_opened(
    monkeypatch: pytest.MonkeyPatch, kind: str, pixels: int
) -> None:
    monkeypatch.setattr(figures, "_LARGEST", 100)
    made = io.BytesIO()
    Image.new("RGB", (pixels, 1)).save(made, kind)
    rendu = drawn(replace(LETTRE, service=replace(SERVICE, logo=made.getvalue())))
    assert "logo" in kept(rendu.avertissements[0])


def test_a_spoiled_logo_does_not_stop_the_letter_and_is_told() -> None:
    rendu = drawn(replace(LETTRE, service=replace(SERVICE, logo=b"\x89PNG broken", couleur="vert")))
    assert rendu.pages == 1
    assert "logo" in kept(rendu.avertissements[0])
