"""Decision letters: what each says, where its addressee stands, and how they are bound together."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date

import pypdfium2
import pytest
from PIL import Image

from scolarite_desk.errors import Refused
from scolarite_desk.exchange.papers import lettres
from scolarite_desk.exchange.papers.modeles import MODELES
from scolarite_desk.exchange.papers.modeles_courriers import COURRIERS as MODELES_COURRIERS
from scolarite_desk.exchange.papers.modeles_genres import PAR_GENRE
from scolarite_desk.exchange.pdf import figures
from scolarite_desk.langue import kept
from scolarite_desk.models.rows.documents import Bloc, Convocation, Lettre, ModeleLettre, Rendered, Signature
from scolarite_desk.models.rules.papiers import COURRIERS
from scolarite_desk.msg import NOTHING, Msg, verbatim
from tests.exchange.papers.papiers_inventes import FRANCAIS, LETTRE, SERVICE, in_english, lettre
from tests.exchange.papers.tous_les_papiers import letters
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


def test_every_avis_and_every_paper_has_a_model() -> None:
    assert set(MODELES) == set(AVIS)
    assert set(MODELES_COURRIERS) == set(COURRIERS)
    assert {avis for models in PAR_GENRE.values() for avis in models} <= set(AVIS)


def test_english_changes_nothing_of_the_french_pages() -> None:
    for one in letters("candidature"):
        alone, both = (texts(drawn(each).octets) for each in (one, in_english(one)))
        own = [page.rpartition(" page ")[0] for page in alone]
        assert [page.rpartition(" page ")[0] for page in both[: len(own)]] == own
        assert len(both) == len(own) + 1


def test_waiting_is_no_decision_and_has_no_remedy() -> None:
    words = said(lettre("LA"))
    assert "recours" not in words
    assert "ni une admission ni un refus" in words


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("Sous réserve de l’obtention de votre licence.", "prise sous réserve de l’obtention de votre licence."),
        ("diplôme à fournir avant le 1er octobre", "une condition : diplôme à fournir avant le 1er octobre."),
        ("", ""),
    ],
)
def test_a_condition_goes_on_from_the_sentence_or_after_a_colon(typed: str, told: str) -> None:
    words = said(replace(lettre("FA"), condition=typed))
    assert told in words
    assert ("Cette décision est" in words) == bool(typed)
    for avis in ("LC", "LA", "PR"):
        assert ("L’admission" in said(replace(lettre(avis), condition=typed))) == bool(typed)


def test_a_hierarchical_remedy_is_offered_only_where_somebody_is_above() -> None:
    assert "hiérarchique" not in said(LETTRE)
    words = said(replace(LETTRE, autorite_hierarchique="le recteur"))
    assert "former un recours hiérarchique auprès du recteur" in words
    assert "Un recours gracieux ou hiérarchique" in words


def test_who_signs_for_another_says_so_with_the_act_of_delegation() -> None:
    words = said(LETTRE)
    assert "Pour le président de l’université et par délégation, La directrice de la faculté des sciences," in words
    assert "Arrêté n° 2026-12 du 3 septembre 2026" in words
    own = said(replace(LETTRE, signature=Signature("Anne", "LE BIHAN", "Présidente")))
    assert "délégation" not in own
    assert "La présidente, Anne LE BIHAN" in own


def test_a_right_taken_back_is_said_with_its_reason_and_its_remedies() -> None:
    before = {"remplace": ("L01-2026-00001", date(2026, 10, 5)), "raison": "diplôme d’une autre personne"}
    words = said(replace(lettre("LA"), retire=True, **before))  # type: ignore[arg-type]
    assert "La décision favorable de la lettre L01-2026-00001 du 5 octobre 2026 est retirée" in words
    assert "Raison : diplôme d’une autre personne" in words
    assert "tribunal administratif d’Orléans" in words
    corrected = said(replace(LETTRE, **before))  # type: ignore[arg-type]
    assert "annule et remplace celle de la lettre L01-2026-00001 du 5 octobre 2026." in corrected


def test_an_hour_is_written_as_it_is_said() -> None:
    called = replace(lettre("PR"), convocation=Convocation(date(2026, 12, 3), "14:30", "amphi B"))
    assert "à 14 h 30, amphi B" in said(called)


def test_what_goes_with_a_letter_is_listed_under_it() -> None:
    own = replace(MODELES["FA"], annexes=("Calendrier des inscriptions", "Plan d’accès"))
    assert "Pièces jointes : Calendrier des inscriptions ; Plan d’accès" in said(replace(lettre("FA"), modele=own))


def test_an_address_that_the_window_would_not_show_is_told_and_never_shrunk() -> None:
    many = tuple(verbatim(f"Ligne {n} d’une adresse qui n’en finit pas") for n in range(12))
    warned = drawn(replace(LETTRE, destinataire=many)).avertissements
    assert [kept(one) for one in warned] == ["L’adresse ne tient pas dans la fenêtre de l’enveloppe\u00a0: abrégez-la."]
    assert min(style.size for style in lettres.ADDRESS_STYLES) >= 8


def test_a_refusal_tells_its_motive_its_remedies_and_the_recteur() -> None:
    words = said(LETTRE)
    for wanted in (
        LETTRE.motif,
        "dans les deux mois qui suivent sa notification",
        "R. 421-5",
        "tribunal administratif d’Orléans",
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
    assert "La directrice de la faculté des sciences" in words
    assert "Hélène ŒUVRARD" in words


@pytest.mark.parametrize("lines", [LETTRE.destinataire, FAR, (*FAR[:5], FAR[6], verbatim("FRANCE"))])
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
    assert second.startswith("L01-2026-00001 · K7P2M9QX · Madame KERMAREC Maëlle Objet : votre candidature")
    assert first.endswith("page 1/2")
    assert second.endswith("page 2/2")


def test_the_signature_never_stands_alone() -> None:
    for count in range(1, 60):
        pages = texts(drawn(replace(lettre("FA"), condition="Une phrase de plus pour voir. " * count)).octets)
        signed = next(words for words in pages if "Hélène ŒUVRARD" in words)
        assert "considération distinguée" in signed


def test_the_same_letter_has_the_same_bytes() -> None:
    assert drawn(LETTRE).octets == drawn(LETTRE).octets


def test_the_foot_keeps_the_number_of_the_file_however_long_the_names_are() -> None:
    long = replace(SERVICE, etablissement=verbatim("Université " * 20))
    assert "Dossier K7P2M9QX · Université" in said(replace(LETTRE, service=long))


def test_the_number_stands_on_the_letter_and_on_its_following_pages() -> None:
    first, second = texts(drawn(replace(LONG, numero="L01-2026-00001")).octets)
    assert "Nos réf. L01-2026-00001" in first
    assert second.startswith("L01-2026-00001 · K7P2M9QX · Madame")
    assert "Nos réf." not in said(replace(LETTRE, numero=""))


def test_what_would_not_be_printed_is_told_without_drawing() -> None:
    odd = replace(LETTRE, motif="北京", service=replace(SERVICE, logo=b"spoilt"))
    assert lettres.doubts(odd, FRANCAIS) == drawn(odd).avertissements
    assert len(lettres.doubts(odd, FRANCAIS)) == 2


def test_a_university_may_write_its_own_words() -> None:
    blocs = (Bloc(verbatim("Année {campagne}.")), Bloc(verbatim("{motif}")))
    own = ModeleLettre(verbatim("suite donnée au dossier {dossier}"), blocs)
    words = said(replace(LETTRE, modele=own))
    assert "Objet : suite donnée au dossier K7P2M9QX" in words
    assert "Année 2026-2027." in words


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
    assert "logo" in kept(rendu.avertissements[0])


def test_nine_short_lines_show_in_the_window_and_are_told_all_the_same() -> None:
    """NF Z 10-011: seven lines."""
    nine = tuple(verbatim(f"Ligne {n}") for n in range(9))
    assert drawn(replace(LETTRE, destinataire=nine)).avertissements
    assert not drawn(replace(LETTRE, destinataire=nine[:7])).avertissements
