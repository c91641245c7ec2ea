"""Names of files: safe, one each, short, whatever the civil status."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scolarite_desk.models.rules.noms_fichiers import LONGUEUR, Pris, lettre, nomme, sur

_ANY = st.text(max_size=200)
_DEVICE = re.compile(r"(?i)(con|prn|aux|nul|com\d|lpt\d)(\..*)?")


def _safe(name: str) -> None:
    stem = name.removesuffix(".pdf")
    assert stem
    assert name.endswith(".pdf")
    assert len(name) <= LONGUEUR
    assert len(name.encode()) < 255
    assert unicodedata.normalize("NFC", name) == name
    assert not re.search(r'[<>:"/\\|?*\x00-\x1f\x7f]', name)
    assert not _DEVICE.fullmatch(name)
    assert name[0] not in ". "
    assert stem[-1] not in ". "


@given(_ANY, _ANY, _ANY, _ANY)
def test_any_civil_status_makes_a_safe_name(numero: str, nom: str, prenom: str, code: str) -> None:
    _safe(nomme("dossier", numero, nom, prenom, code))
    _safe(sur(nom, ".pdf"))


@given(st.lists(_ANY | st.sampled_from(["a", "A", "é", "e\u0301", "a-2"]), max_size=12))
def test_no_two_files_have_one_name(texts: list[str]) -> None:
    taken, names = Pris(), list[str]()
    for text in texts:
        names.append(taken.seul(sur(text, ".pdf")))
        _safe(names[-1])
    assert len({name.casefold() for name in names}) == len(names)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("con", "fichier-con.pdf"),
        ("LPT1.suite", "fichier-LPT1.suite.pdf"),
        ("nul ", "fichier-nul.pdf"),
        ("", "fichier.pdf"),
        ("...", "fichier.pdf"),
        ("Fin. . ", "Fin.pdf"),
        ("a/b\\c: d", "a-b-c-d.pdf"),
        ("\u202egpj.exe", "gpj.exe.pdf"),
        ("e\u0301te\u0301", "été.pdf"),
        ("Licence\u00a03\tInfo", "Licence-3-Info.pdf"),
        ("é" * 300, "é" * 116 + ".pdf"),
        ("\u5b66" * 300, "\u5b66" * 78 + ".pdf"),
    ],
)
def test_what_a_system_refuses_is_taken_out(text: str, name: str) -> None:
    assert sur(text, ".pdf") == name


def test_names_have_the_shape_that_offices_know() -> None:
    assert nomme("dossier", "K7P2M9QX", "le goff", "Maëlle", "L3INFO") == "dossier-K7P2M9QX_LE-GOFF_Maëlle-L3INFO.pdf"
    assert nomme("fiche", "K7P2M9QX", None, None) == "fiche-K7P2M9QX.pdf"
    long = nomme("lettre_liste_complementaire", "K7P2M9QX", "A" * 200, "B" * 200, "C" * 200)
    assert len(long) <= LONGUEUR
    assert long.endswith("-" + "C" * 25 + ".pdf"), "the formation stays said"


def test_a_letter_is_named_by_its_avis() -> None:
    assert [lettre(avis) for avis in ("FA", "DE", "??")] == ["lettre_admission", "lettre_refus", "lettre"]


def test_a_name_taken_in_another_case_takes_a_number() -> None:
    taken = Pris()
    assert [taken.seul(name) for name in ("É.pdf", "é.pdf", "É.PDF", "sans")] == [
        "É.pdf",
        "é-2.pdf",
        "É-3.PDF",
        "sans",
    ]
