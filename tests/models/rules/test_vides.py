"""Void papers do not pass: each line of the table, of each paper and kind of candidature, refused then mended."""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import date
from itertools import product
from pathlib import Path
from typing import Any

import pytest

from scolarite_desk.langue import kept
from scolarite_desk.models.fields.fields import BY_PATH
from scolarite_desk.models.fields.of_dossier import AVIS as AVIS_FIELDS
from scolarite_desk.models.fields.of_dossier import PIECE
from scolarite_desk.models.fields.reglages import BY_KEY
from scolarite_desk.models.rules.papiers import (
    APPEL,
    DECISION,
    DESISTEMENT,
    INSCRIPTION,
    MOTIFS,
    PAPIERS,
    RECU,
    RELANCE,
    SIGNES,
)
from scolarite_desk.models.rules.states import AVIS
from scolarite_desk.models.rules.vides import (
    AGENT,
    GENRES,
    REGLAGES,
    VIDES,
    Faits,
    Postale,
    Vide,
    a_preciser,
    dites,
    ensemble,
    manques,
)
from scolarite_desk.msg import N_

FIELDS = {*BY_PATH, *(one.path for one in (*AVIS_FIELDS, *PIECE))}
PAGE = Path(__file__).parents[3] / "docs" / "papiers.md"
BEGIN, END = "## La table, mot à mot\n", "\n[^"
DAY, BEFORE, AFTER = date(2026, 7, 6), date(2026, 7, 5), date(2026, 9, 1)
ELSEWHERE = {
    AGENT,
    "signataire",
    "divergences",
    "candidatures.confirmation",
    "formation.libelle",
    "candidatures.annulee_motif",
    "avis.avis",
    "requete.genre",
    "seance",
    "seance.le",
    "seance.president",
}  # no field of a dossier
OF_ONE = {APPEL: "LC", RELANCE: "FA", INSCRIPTION: "FA", MOTIFS: "DE"}
# What makes each line so; the rest of the facts is whole.
BROKEN: dict[str, dict[str, Any]] = {
    "retiree": {"retiree": True},
    "annulee": {"annulee": True},
    "retenue": {"retenue": N_("deux postes ont écrit autre chose\u00a0: à trancher")},
    "avis": {"valide": False},
    "pas_demandes": {"demandes": False},
    "pas_refusee": {"avis": "FA"},
    "desistee": {"desistee": True},
    "signataire": {"signataire": False},
    "agent": {"agent": False},
    "pas_appelee": {"avis": "DE"},
    "pas_relancee": {"avis": "LC"},
    "pas_inscrite": {"avis": "LC"},
    "close": {"desistee": True},
    "pas_desistee": {"desistee": False},
    "pas_refusee_m1": {"refuse": False},
    "pas_saisi": {"saisine": (False, False)},
    "saisi_le": {"saisine": (True, False)},
    "seance_le": {"seance": (None, "Mme ABGRALL")},
    "seance_a_venir": {"seance": (AFTER, "Mme ABGRALL")},
    "seance_vide": {"decide": False},
    "president": {"seance": (BEFORE, "")},
    "enveloppe": {"tient": False},
    "formation": {"formation": False},
    "formation_recu": {"formation": False},
    "mots": {"mots": False},
    "nom": {"nommee": False},
    "adresse": {"adresse": None},
    "motif": {"motif": "", "motif_texte": " "},
    "motif_a_preciser": {"motif": "autre", "motif_texte": ""},
    "condition": {"condition": "[à compléter]"},
    "convocation": {"convocation": (AFTER, "", "Salle 3")},
    "convocation_passee": {"convocation": (BEFORE, "09:30", "Salle 3")},
    "delai_passe": {"limite": BEFORE},
    **{one.code: {"vides": frozenset({cle})} for cle, one in REGLAGES.items()},
    **{one.code: {"signes": {one.code.partition(".")[2]: "王"}} for one in VIDES if one.code.startswith("signe.")},
}


def whole(papier: str, genre: str, avis: str) -> Faits:
    """A paper that lacks nothing."""
    home = Postale(("1 rue",), "35000", "Rennes")
    called = (AFTER, "09:30", "Salle 3")
    given, met = papier == DESISTEMENT, (BEFORE, "Mme ABGRALL")
    faits = Faits(papier, DAY, genre, avis, adresse=home, motif="resultats", limite=AFTER, convocation=called)
    return replace(faits, desistee=given, seance=met)


def announced(papier: str) -> tuple[str, ...]:
    """The avis that a paper may tell; blank: it tells none."""
    return tuple(AVIS) if papier == DECISION else (OF_ONE.get(papier, ""),)


@pytest.mark.parametrize("line", VIDES, ids=lambda line: line.code)
def test_each_line_holds_each_of_its_papers_and_lets_it_go_once_mended(line: Vide) -> None:
    for papier, genre in product(line.papiers, GENRES):
        for avis in line.avis or announced(papier):
            _held_then_mended(line, whole(papier, genre, avis))


def _held_then_mended(line: Vide, faits: Faits) -> None:
    [told] = manques(replace(faits, **BROKEN[line.code]))
    assert (told.code, told.champ) == (line.code, line.champ)
    assert kept(ensemble((told,)))
    assert "{" not in kept(ensemble((told,)))
    assert manques(faits) == ()


def test_no_line_is_forgotten_by_these_tests() -> None:
    assert BROKEN.keys() == {one.code for one in VIDES}
    assert len(VIDES) == len(BROKEN)


def test_each_line_leads_to_something_that_mends_it() -> None:
    for one in VIDES:
        thing, _, name = one.champ.partition(".")
        known = name in BY_KEY if thing == "reglage" else one.champ in FIELDS or one.champ in ELSEWHERE
        assert known or one.code == "retiree", one.champ


def test_all_that_a_paper_lacks_is_told_together() -> None:
    faits = replace(whole(DECISION, "candidature", "DE"), motif="", adresse=None, signataire=False)
    found = manques(replace(faits, vides=frozenset({"ville", "tribunal"})))
    assert [one.code for one in found] == ["reglage.ville", "reglage.tribunal", "signataire", "adresse", "motif"]
    first, *_ = dites(found)
    assert kept(first).endswith("renseignez la ville, le tribunal administratif dans Réglages.")
    assert len(dites(found)) == 4


def test_what_is_not_to_be_written_lacks_nothing_else() -> None:
    [only] = manques(replace(whole(DECISION, "candidature", "FA"), valide=False, adresse=None))
    assert only.code == "avis"


@pytest.mark.parametrize(
    ("adresse", "posted"),
    [
        (Postale(("1 rue",), "35000", "Rennes"), True),
        (Postale(("1 rue",), "35000", "Rennes", "99100"), True),
        (Postale(("1 rue",), "", "Rennes"), False),
        (Postale(("1 rue",), "35000", ""), False),
        (Postale((), "35000", "Rennes"), False),
        (Postale(("Domplatz 3",), "", "Köln", "99109"), True),
        (Postale(("Domplatz 3",), "", "", "99109"), True),  # the base knows no more of towns abroad
        (Postale((), "50667", "Köln", "99109"), False),
        (None, False),
    ],
)
def test_an_address_is_whole_when_a_postman_could_find_it(adresse: Postale | None, posted: bool) -> None:
    assert (manques(replace(whole(DECISION, "candidature", "FA"), adresse=adresse)) == ()) is posted


def test_a_motive_to_be_said_is_said_whatever_the_office_calls_it() -> None:
    assert a_preciser("autre", "", "")
    assert a_preciser("local", "Divers (à préciser)", " ")
    assert not a_preciser("local", "Divers (à préciser)", "Le niveau d’anglais")
    assert not a_preciser("resultats", "Résultats insuffisants", "")
    assert not a_preciser("", "", "")
    for put_there in ("à préciser", " … ", "XXX", "?", "[À compléter]"):
        assert a_preciser("", "", put_there)
        assert a_preciser("resultats", "Résultats insuffisants", put_there)
    assert not a_preciser("", "", "Projet à préciser")


def test_the_page_of_papers_shows_the_table_in_words() -> None:
    """`GOLDEN_WRITE=1` writes it, to be read first."""
    before, rest = PAGE.read_text("utf-8").split(BEGIN)
    shown, _, after = rest.partition(END)
    if os.environ.get("GOLDEN_WRITE"):
        PAGE.write_text(f"{before}{BEGIN}\n{table()}\n{END}{after}", "utf-8")
    else:
        assert shown.strip() == table()


def table() -> str:
    """The table as the page shows it: a footnote in its head names what tries every line."""
    lines = ["| papiers | avis | ce qui est dit | où cela se répare[^table] |", "|---|---|---|---|"]
    for one in VIDES:
        papier = one.papiers[0]
        [told] = manques(replace(whole(papier, "candidature", (*one.avis, *announced(papier))[0]), **BROKEN[one.code]))
        of = ", ".join(kept(AVIS[avis].label) for avis in one.avis) or "tous"
        lines.append(f"| {named(one.papiers)} | {of} | {kept(ensemble((told,)))} | `{one.champ or 'corbeille'}` |")
    return "\n".join(lines).strip().replace("\u00a0", " ")


def named(papiers: tuple[str, ...]) -> str:
    """Which papers, in words."""
    groups = {tuple(PAPIERS): "tous", tuple(SIGNES): "toutes les lettres", (RECU, *SIGNES): "reçu et lettres"}
    return groups.get(papiers) or ", ".join(kept(PAPIERS[one].label) for one in papiers)
