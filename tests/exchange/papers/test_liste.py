"""The decision list to be signed."""

from __future__ import annotations

from dataclasses import replace

from scolarite_desk.exchange.papers import commission_list as lists
from scolarite_desk.msg import NOTHING, verbatim
from tests.exchange.papers.papiers_inventes import FRANCAIS, SERVICE, liste
from tests.exchange.pdf_reading import faults, same_words, strips, texts


def test_a_list_says_its_words_and_is_accessible() -> None:
    rendu = lists.render(liste(24), FRANCAIS)
    assert faults(rendu.octets) == []
    same_words("liste_decisions", rendu.octets)


def test_every_row_is_there_once_with_the_head_on_each_page() -> None:
    pages = texts(lists.render(liste(200), FRANCAIS).octets)
    words = " ".join(pages)
    assert all(words.count(f"PERSONNE-{number:04d}") == 1 for number in range(1, 201))
    assert all("Rang Dossier Nom et prénom" in page for page in pages if "PERSONNE-" in page)
    assert all(page.endswith(f"page {n}/{len(pages)}") for n, page in enumerate(pages, 1))


def test_the_foot_says_who_exported_when_and_what() -> None:
    first = texts(lists.render(liste(3), FRANCAIS).octets)[0]
    assert "Exporté le 21/11/2026 à 14 h 32 par Claire M. · 3 candidatures · Données personnelles" in first
    assert "Filtre : avis validés" in first


def test_nobody_signs_a_list_and_those_who_wait_have_neither_avis_nor_rank() -> None:
    words = " ".join(texts(lists.render(liste(20), FRANCAIS).octets))
    assert "Total" in words
    assert "signature" not in words
    waiting = tuple(replace(row, avis="", rang=None, precision=NOTHING, formation="L2INF") for row in liste(3).lignes)
    several = replace(liste(3), lignes=waiting, attente=True, formation=NOTHING, campagne="")
    rendu = lists.render(several, FRANCAIS)
    assert faults(rendu.octets) == []
    words = " ".join(texts(rendu.octets))
    for said in ("Personnes sans avis", "Toutes les formations", "Total : 3 personnes", "L2INF"):
        assert said in words
    for absent in ("Rang", "Motif", "Validé le", "campagne"):
        assert absent not in words


def test_a_motive_higher_than_a_page_is_printed_whole_above_the_foot() -> None:
    short = liste(3)
    long = replace(short.lignes[0], precision=verbatim("Motif développé. " * 300))
    rendu = lists.render(replace(short, lignes=(short.lignes[1], long, short.lignes[2])), FRANCAIS)
    assert faults(rendu.octets) == []
    words = " ".join(texts(rendu.octets))
    assert words.count("développé") == 300
    assert words.count("PERSONNE-") == 3
    assert all("développé" not in strip for strip in strips(rendu.octets, 0, 20))


def test_an_empty_list_says_so() -> None:
    rendu = lists.render(replace(liste(0), filtre=NOTHING, service=replace(SERVICE, exercice=True)), FRANCAIS)
    assert faults(rendu.octets) == []
    words = texts(rendu.octets)[0]
    assert "Aucune candidature" in words
    assert "Aucun filtre" in words
    assert "document sans valeur" in words
