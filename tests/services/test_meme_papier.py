"""Asked for again with the same content by the same desk on the same day, it is the same paper."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from scolarite_desk.models.rules.papiers import (
    ACCUSE_SAISINE,
    ATTESTATION,
    COURRIERS,
    DECISION,
    MOTIFS,
    PAPIERS,
    VERBAL,
)
from scolarite_desk.services import candidatures, documents, pieces, proces_verbal, reglages, sceau
from scolarite_desk.services.avis import enter_avis, validate_avis
from scolarite_desk.services.documents.courriers import issue_courrier
from scolarite_desk.services.dossiers import add_item, correct
from scolarite_desk.services.requetes import receive_requete
from scolarite_desk.services.saisines import begin_saisine
from tests.exchange.pdf_reading import texts
from tests.services.conftest import Desk, Founded
from tests.sync.conftest import opened, share

Ask = Callable[[], documents.Issued]
ASKED = {
    "appel": {"le": "13/07/2026"},
    "inscription": {"le": "20/07/2026", "heure": "14:30", "lieu": "Bâtiment A"},
    "pieces": {"le": "31/07/2026"},
}
ALWAYS = (DECISION, VERBAL)  # the same whatever the day


def _decided(desk: Desk, avis: str = "FA", **values: Any) -> str:
    key = desk.apply(desk.home(desk.person()))
    desk(enter_avis, key, avis, **values)
    desk(validate_avis, key)
    return key


def _without_master(desk: Desk) -> str:
    """A refusal in the first year of a master, and the recteur asked."""
    dossier = desk.home(desk.person())
    key = desk.apply(dossier, desk.master)
    desk(enter_avis, key, "DE", motif="resultats")
    desk(validate_avis, key)
    desk(begin_saisine, desk.owner(dossier), "2026-2027", desk.now.date())
    return key


def _meeting(desk: Desk) -> str:
    board = desk(add_item, "commission", {"libelle": "Commission", "president": "Yann KERVELLA"})
    desk(add_item, "commission_formation", {"commission_id": board, "formation_id": desk.licence})
    key: str = desk(add_item, "seance", {"commission_id": board, "le": desk.now.date()})
    _decided(desk, en_seance=key)
    return key


def _asking(desk: Desk, papier: str) -> Ask:
    """What asks for a paper, once the base has all that it says."""
    if papier == "recu":
        dossier = desk.person()
        desk.apply(dossier)
        return partial(desk, documents.issue_receipt, dossier)
    if papier == VERBAL:
        return partial(desk, proces_verbal.issue_minutes, _meeting(desk))
    if papier in (ATTESTATION, ACCUSE_SAISINE):
        return partial(desk, issue_courrier, _without_master(desk), papier)
    avis = {"appel": ("LC", {"rang": 1}), MOTIFS: ("DE", {"motif": "resultats"})}.get(papier, ("FA", {}))
    key = _decided(desk, avis[0], **avis[1])
    if papier == DECISION:
        return partial(desk, documents.issue_letter, key)
    if papier == "relance":
        desk(correct, "candidatures.date_confirmation", key, "20/07/2026")
        desk(documents.issue_letter, key)
    if papier == MOTIFS:
        desk(documents.issue_letter, key)
        desk(receive_requete, key, MOTIFS)
    if papier == "desistement":
        desk(candidatures.desist, key)
    return partial(desk, issue_courrier, key, papier, **ASKED.get(papier, {}))


@pytest.mark.parametrize("papier", PAPIERS)
def test_the_same_paper_asked_again_is_the_same_number_until_the_day_or_the_words_change(
    desk: Desk, papier: str
) -> None:
    ask = _asking(desk, papier)
    first = ask()
    desk.later(hours=3)
    again = ask()
    assert (again.document, again.numero, again.connu) == (first.document, first.numero, True)
    if papier != "recu":
        assert again.rendu.octets == first.rendu.octets
    desk(reglages.change_setting, "telephone", "02 99 00 10 99")
    other = ask()
    assert (other.numero == first.numero) is (papier == DECISION), "an avis has one letter"
    desk(reglages.change_setting, "telephone", "02 99 00 10 00")
    if papier not in ALWAYS:
        assert ask().numero == first.numero, "what says the same again is that one again"
    last = ask()
    desk.later(days=1)
    assert (ask().numero == last.numero) is (papier in ALWAYS)


def test_every_paper_that_is_numbered_is_looked_at() -> None:
    assert {*COURRIERS, *ALWAYS, "recu"} == {*PAPIERS}


def test_a_receipt_asked_again_is_its_duplicate_and_a_piece_brought_since_makes_another(desk: Desk) -> None:
    dossier = desk.person()
    key = desk.apply(dossier)
    first = desk(documents.issue_receipt, dossier)
    again = desk(documents.issue_receipt, dossier)
    assert "DUPLICATA" in " ".join(texts(again.rendu.octets)).upper()
    desk(pieces.receive_piece, key, desk.pieces["RELEVE"])
    assert desk(documents.issue_receipt, dossier).numero != first.numero


def test_two_persons_to_whom_the_same_is_said_have_two_papers(desk: Desk) -> None:
    one, two = (desk(documents.issue_receipt, desk.person()) for _ in range(2))
    assert one.numero != two.numero


def test_a_seal_is_the_same_while_nothing_was_done_and_its_own_number_is_something_done(desk: Desk) -> None:
    desk.person()
    first = desk(sceau.issue_seal)
    assert desk(sceau.issue_seal).numero != first.numero


def test_another_desk_gives_its_own_number(tmp_path: Path, founded: Founded) -> None:
    a, b = (opened(tmp_path / f"{name}.sdesk", founded, rank) for rank, name in enumerate("ab"))
    try:
        dossier = a.person()
        first = a(documents.issue_receipt, dossier)
        share(a, b)
        assert b(documents.issue_receipt, dossier).numero != first.numero
        assert a(documents.issue_receipt, dossier).numero == first.numero
    finally:
        for one in (a, b):
            one.store.close()
