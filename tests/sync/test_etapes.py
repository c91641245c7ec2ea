"""What two desks note of one paper, and what an erasure does of a procès-verbal at both."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from scolarite_desk.errors import Refused
from scolarite_desk.models.tables.document import EtapeDocument
from scolarite_desk.models.tables.dossier import Dossier
from scolarite_desk.services.avis import enter_avis, validate_avis
from scolarite_desk.services.documents import issue_receipt, reprint
from scolarite_desk.services.dossiers import add_item
from scolarite_desk.services.effacements import erase_person
from scolarite_desk.services.etapes import note_step
from scolarite_desk.services.mesures import note_notified
from scolarite_desk.services.proces_verbal import issue_minutes
from scolarite_desk.store.queries.registre import numbers
from tests.services.conftest import Desk
from tests.sync.conftest import later, share


def test_two_desks_note_one_paper_and_read_the_same(abc: list[Desk]) -> None:
    here, there = abc[:2]
    paper = here(issue_receipt, here.person()).document
    share(here, there)
    here(note_step, paper, "remis")
    later(abc, minutes=1)
    there(note_step, paper, "poste")
    share(here, there)
    assert [row.etape for row in here.read(numbers, "recu")] == ["poste"]
    assert [row.etape for row in there.read(numbers, "recu")] == ["poste"]
    assert len(here.rows(select(EtapeDocument))) == 2


def test_a_desk_that_hears_of_an_erasure_forgets_the_proces_verbal_that_names_the_person(abc: list[Desk]) -> None:
    here, there = abc[:2]
    board = here(add_item, "commission", {"libelle": "Commission", "president": "Yann KERVELLA"})
    here(add_item, "commission_formation", {"commission_id": board, "formation_id": here.licence})
    seance = here(add_item, "seance", {"commission_id": board, "le": here.now.date()})
    dossier = here.person()
    candidature = here.apply(dossier)
    here(enter_avis, candidature, "FA", en_seance=seance)
    here(validate_avis, candidature)
    issued = here(issue_minutes, seance)
    here(note_notified, dossier, "Par eCandidat")
    share(here, there)
    there(erase_person, dossier, there.row(Dossier, dossier).numero, "À sa demande")
    share(here, there)
    with pytest.raises(Refused, match="n’est pas à ce poste"):
        here.read(reprint, issued.document)
    assert [row.numero for row in there.read(numbers, "pv")] == [issued.numero]
