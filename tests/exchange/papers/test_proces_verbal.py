"""The procès-verbal of a meeting, as it is printed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

from scolarite_desk.exchange.papers import proces_verbal
from scolarite_desk.models.rows.documents import FormationJugee, FormationVisee, LigneVerbal, ProcesVerbal
from scolarite_desk.msg import verbatim
from tests.exchange.papers.papiers_inventes import FRANCAIS, SERVICE
from tests.exchange.pdf_reading import faults, same_words, strips, texts

_LINES = (
    LigneVerbal("K7P20001", "PERSONNE-0001 Inventée", "07/03/2004", "FA"),
    LigneVerbal("K7P20002", "NGUYỄN (ép. TRẦN) Thị Ánh", "01/12/2003", "FA",
                precision=verbatim("sous réserve de l’obtention de la licence")),
    LigneVerbal("K7P20003", "PERSONNE-0003 Inventée", "", "DE",
                precision=verbatim("Niveau insuffisant en statistique.\nSur recours")),
    LigneVerbal("K7P20004", "PERSONNE-0004 Inventée", "12/2002", "LC", 1),
    LigneVerbal("K7P20005", "PERSONNE-0005 Inventée", "07/03/2004", "LC", 2, genre=verbatim("Transfert")),
    LigneVerbal("K7P20006", "PERSONNE-0006 Inventée", "07/03/2004", "PR",
                precision=verbatim("03/12/2026, 9 h 30, amphithéâtre Lavoisier")),
    LigneVerbal("K7P20007", "PERSONNE-0007 Inventée", "07/03/2004", "LA"),
)  # fmt: skip
PV = ProcesVerbal(
    service=SERVICE,
    numero="PV01-2026-00002",
    emis_le=datetime(2026, 11, 21, 14, 32),
    emis_par="Claire M.",
    commission="Commission pédagogique de biologie",
    le=date(2026, 11, 20),
    president="Yann KERVELLA, professeur",
    presents=("Yann KERVELLA, professeur", "Anne LE GALL", "Paul MEUR"),
    formations=(
        FormationJugee(FormationVisee("Licence 2 Biologie", "L2BIO"), None, _LINES[:1]),
        FormationJugee(FormationVisee("Master 1 Biologie, parcours Écologie et évolution", "MBIO1-EE"), 1, _LINES),
    ),
    campagne="2026-2027",
    quorum=4,
    observations="Anne Le Gall s’est retirée pour l’examen d’un dossier.",
    remplace=("PV01-2026-00001", date(2026, 11, 20)),
)


def test_it_says_its_words_and_is_accessible() -> None:
    rendu = proces_verbal.render(PV, FRANCAIS)
    assert faults(rendu.octets) == []
    same_words("proces_verbal", rendu.octets)


def test_totals_stand_against_the_capacity() -> None:
    words = " ".join(texts(proces_verbal.render(PV, FRANCAIS).octets))
    assert "7 décisions · 2 avis favorables · capacité de 1 place · 1 avis favorable de plus que de places" in words
    assert "1 décision · 1 avis favorable · capacité non fixée" in words


def test_a_quorum_that_was_reached_says_so_and_none_says_nothing() -> None:
    assert "Quorum : 3 membres, atteint." in " ".join(
        texts(proces_verbal.render(replace(PV, quorum=3), FRANCAIS).octets)
    )
    assert "Quorum" not in " ".join(texts(proces_verbal.render(replace(PV, quorum=None), FRANCAIS).octets))


def test_long_names_motives_and_lists_are_printed_whole() -> None:
    long = replace(_LINES[2], nom="É" * 100 + " Prénom", precision=verbatim("Motif développé. " * 180))
    many = [replace(_LINES[0], dossier=f"K7P3{number:04d}") for number in range(200)]
    big = replace(PV.formations[1], lignes=(*many, long))
    rendu = proces_verbal.render(replace(PV, formations=(big,)), FRANCAIS)
    assert faults(rendu.octets) == []
    words = " ".join(texts(rendu.octets))
    assert words.count("développé") == 180
    assert all(f"K7P3{number:04d}" in words for number in range(200))
    assert words.count("Présidence de la commission") == 1
    assert all("développé" not in strip for strip in strips(rendu.octets, 0, 20))


def test_who_signs_has_a_row_in_sight() -> None:
    for count in range(8, 28):
        line = PV.formations[1].lignes[0]
        one = replace(PV.formations[1], lignes=tuple(replace(line, dossier=f"K7P2{n:04d}") for n in range(count)))
        last = texts(proces_verbal.render(replace(PV, formations=(one,)), FRANCAIS).octets)[-1]
        assert "Présidence de la commission" in last
        assert "K7P2" in last
