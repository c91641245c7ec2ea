"""Acts called with what a file says: whatever JSON it holds, an act is done or refused in words."""

from __future__ import annotations

from typing import Any

import pytest

from scolarite_desk.errors import Refused
from scolarite_desk.progress import Progress
from scolarite_desk.services.acts import act, working
from scolarite_desk.services.acts import checked as asked
from scolarite_desk.services.appels import call_each
from scolarite_desk.services.identifiants import add_identifier
from scolarite_desk.services.mesures import take_measure
from scolarite_desk.services.table import ACTS
from scolarite_desk.services.visites import walk_in
from scolarite_desk.store.store import Work
from tests.services.conftest import Desk

NONSENSE: tuple[Any, ...] = (
    None, True, -3, 10**30, float("nan"), "", "a\0b", "\ud800", "9999-12-31", "x" * 33, [[None]], {"a": {"b": []}},
    [{}],
)  # fmt: skip


def _likely(desk: Desk) -> dict[str, Any]:
    """What each parameter may be, so that one alone is nonsense."""
    dossier, other = desk.person(), desk.owner(desk.person("RIOU"))
    owner = desk.owner(dossier)
    return {
        "dossier": dossier, "personne": owner, "candidature": desk.apply(dossier), "formation": desk.master,
        "campagne": desk.campagne, "piece": desk.pieces["RELEVE"], "visite": desk(walk_in, "RIOU"), "chose": "stages",
        "champ": "identite.prenom", "fiche": owner, "valeurs": {"annee": 2024}, "valeur": "Ana", "une": owner,
        "civil": {"prenom": "Ana"}, "genre": "candidature", "avis": "FA", "statut": "RE", "traitement": "AC",
        "motif": "essai", "texte": "essai", "libelle": "Attestation", "annonce": "RIOU", "annee": "2026-2027",
        "situation": "payee", "numero": "VER6-ABCDEF-42", "raison": "essai", "le": "2026-07-06", "guichet": "A",
        "compte": "Claire", "nom": "Yann", "profil": "agent", "cle": "delai_pieces", "garder": owner, "fondre": other,
        "mesure": desk(take_measure, owner, "opposition"), "autre": other, "lien": "dossier", "cible": dossier,
        "table": "personne", "groupe": "prenom", "version": "a", "rendezvous": [], "lignes": 3, "tiers": "mère",
    }  # fmt: skip


def test_whatever_a_file_gives_an_act_it_is_done_or_refused_in_words(desk: Desk) -> None:
    likely = _likely(desk)
    for one in ACTS.values():
        needed = {name: likely.get(name) for name, is_ in one.parameters.items() if is_.default is is_.empty}
        for name in one.parameters:
            for value in NONSENSE:
                told = call_each(desk.store, one.code, [{**needed, name: value}], Progress())
                assert len(told.faites) + len(told.refusees) == 1


def test_an_act_without_one_of_its_parameters_names_it_whoever_calls(desk: Desk) -> None:
    owner = desk.owner(desk.person())
    for given in ({}, {"valeur": "AAAA1234"}):
        with pytest.raises(Refused, match="Il manque le paramètre «\u00a0genre\u00a0» de l’acte") as refusal:
            desk(add_identifier, owner, **given)
        assert refusal.value.champ == "genre"


def test_a_slip_of_ours_in_an_act_is_no_refusal(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """A person is told what they forgot, never what a programmer did."""

    def slip(work: Work, texte: str) -> None:
        add_identifier(work)  # type: ignore[call-arg]

    monkeypatch.setattr("scolarite_desk.services.acts.ACTS", {})
    act(ACTS["create_dossier"].label, right="reglages")(slip)
    with pytest.raises(TypeError, match="missing 3"), working(desk.store, "slip") as work:
        asked(work, slip, "essai")
