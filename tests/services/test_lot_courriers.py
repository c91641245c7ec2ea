"""A lot of letters that decide nothing: the same way as those of decisions, each for whom it is true, once."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from scolarite_desk.errors import Refused
from scolarite_desk.langue import kept
from scolarite_desk.models.rules.papiers import COURRIERS
from scolarite_desk.models.tables.candidature import Candidature
from scolarite_desk.progress import Cancelled, Progress
from scolarite_desk.services import candidatures, documents, dossiers, exports_lettres, pieces
from scolarite_desk.services.avis import correct_avis, enter_avis, validate_avis
from scolarite_desk.services.courriers import Demandee
from scolarite_desk.services.documents import issue_courrier
from scolarite_desk.services.reglages import change_setting
from scolarite_desk.services.requetes import receive_requete
from scolarite_desk.services.saisines import begin_saisine
from scolarite_desk.services.tirage import owed
from scolarite_desk.store.queries.decisions import Filter
from tests.exchange.pdf_reading import texts
from tests.services.conftest import Desk
from tests.services.test_courriers import decided
from tests.services.test_lot_lettres import admitted, killing, numbers, on_pages

LE = date(2026, 7, 20)


def exported(desk: Desk, out: Path, asked: Demandee, progress: Progress | None = None, **how: Any) -> Any:
    return exports_lettres.export_letters(desk.store, Filter(), out, progress or Progress(), asked=asked, **how)


def announced(desk: Desk, count: int) -> list[str]:
    """So many persons admitted by a letter, three days ago."""
    keys = admitted(desk, count)
    for key in keys:
        desk(documents.issue_letter, key)
    desk.later(days=3)
    return keys


def looked(desk: Desk, keys: list[str], asked: Demandee) -> documents.Preflight:
    return desk.read(documents.preflight, keys, Progress(), desk.now, asked=asked)


def test_each_letter_leaves_in_a_lot_for_whom_it_is_true(desk: Desk, tmp_path: Path) -> None:
    keys = announced(desk, 3)
    listed = decided(desk, "LC", rang=1)
    desk(candidatures.desist, keys[0])
    desk(candidatures.confirm, keys[1])
    for code in ("RELEVE", "IDENTITE"):
        desk(pieces.receive_piece, keys[1], desk.pieces[code])
        desk(pieces.validate_piece, keys[1], desk.pieces[code])
    desk(pieces.piece_not_concerned, keys[1], desk.pieces["TRANSFERT"])
    refused, other = (desk.apply(desk.home(desk.person(nom)), desk.master) for nom in ("RIOU", "GUEN"))
    desk(enter_avis, refused, "DE", motif="resultats")
    desk(validate_avis, refused)
    owner = desk.owner(desk.row(Candidature, other).dossier_id)
    desk(begin_saisine, owner, "2026-2027", desk.now.date())
    keys = [*keys, refused, other]
    asking, silent = (decided(desk, "DE", motif="resultats") for _ in range(2))
    for one in (asking, silent):
        desk(documents.issue_letter, one)
    desk(receive_requete, asking, "motifs")
    keys += [asking, silent, listed]
    true_of = {
        "pieces": {keys[2], listed, other},
        "attestation_refus": {refused},
        "accuse_saisine": {other},
        "desistement": {keys[0]},
        "appel": {listed},
        "relance": {keys[2]},
        "inscription": {keys[1], keys[2]},
        "motifs": {asking},
    }
    assert true_of.keys() == COURRIERS.keys()
    for papier, whose in true_of.items():
        look = looked(desk, keys, Demandee(papier, LE, "9:30", "Bâtiment A"))
        assert set(look.pretes) == whose
        assert len(look.pretes) + len(look.vides) == len(keys)
    exported(desk, tmp_path / "l.pdf", Demandee("inscription", LE, "9:30", "Bâtiment A"))
    assert len(texts((tmp_path / "l.pdf").read_bytes())) == 2
    assert desk.read(owed) == frozenset()


def test_what_left_is_made_again_when_asked_and_is_the_same_while_it_says_the_same(desk: Desk, tmp_path: Path) -> None:
    keys, asked = announced(desk, 3), Demandee("relance")
    first = exported(desk, tmp_path / "1.pdf", asked)
    assert (len(first.pretes), first.parties) == (3, ())
    desk.later(days=1)
    with pytest.raises(Refused, match="3 lettres sont déjà parties"):
        exported(desk, tmp_path / "2.pdf", asked)
    desk(candidatures.confirm, keys[0])
    desk(dossiers.correct, "candidatures.date_confirmation", keys[1], "24/07/2026")
    again = exported(desk, tmp_path / "3.pdf", asked, reprint=True)
    assert set(again.pretes) == set(keys[1:])
    assert "déjà répondu" in kept(again.ecartees[0][1])
    before, after = on_pages(tmp_path / "1.pdf"), on_pages(tmp_path / "3.pdf")
    assert len(set(after) & set(before)) == 1, "what says something else is another letter"
    assert sum("24 juillet 2026" in page for page in texts((tmp_path / "3.pdf").read_bytes())) == 1


def test_what_spoke_of_a_former_avis_has_not_left(desk: Desk, tmp_path: Path) -> None:
    (key,) = announced(desk, 1)
    asked = Demandee("inscription", LE, "9:30", "Bâtiment A")
    exported(desk, tmp_path / "1.pdf", asked)
    assert looked(desk, [key], asked).parties == (key,)
    desk(correct_avis, key, "FA", "condition oubliée", condition="sous réserve de l’obtention de la licence")
    desk.later(minutes=1)
    desk(validate_avis, key)
    assert looked(desk, [key], asked).pretes == (key,)


def test_a_lot_that_was_killed_is_taken_up_with_the_numbers_that_it_gave(desk: Desk, tmp_path: Path) -> None:
    announced(desk, 3)
    with pytest.raises(SystemExit):
        exported(desk, tmp_path / "l.pdf", Demandee("relance"), Progress(killing(2)))
    assert len(desk.read(owed)) == 2
    given = set(numbers(desk))
    desk.later(days=1)
    look = exported(desk, tmp_path / "l.pdf", Demandee("relance"))
    assert (len(look.pretes), desk.read(owed)) == (3, frozenset())
    assert len(set(numbers(desk)) - given) == 1
    progress = Progress(lambda done, _total: progress.cancel() if done == 1 else None)
    with pytest.raises(Cancelled):
        exported(desk, tmp_path / "p.pdf", Demandee("pieces"), progress)
    assert len(on_pages(tmp_path / "p.pdf")) == 2


def test_what_is_asked_of_all_is_refused_once(desk: Desk) -> None:
    keys = announced(desk, 2)
    for asked, said in (
        (Demandee("appel"), "Donnez le jour"),
        (Demandee("inscription", LE), "l’heure et le lieu"),
        (Demandee("inscription", LE, "14:30", "à préciser"), "l’heure et le lieu"),
        (Demandee("pieces", date(2026, 7, 1)), "Ce jour est passé"),
        (Demandee("lettre"), "n’existe pas"),
    ):
        with pytest.raises(Refused, match=said):
            looked(desk, keys, asked)


def test_who_asks_for_a_paper_chooses_its_language_for_that_one(desk: Desk, tmp_path: Path) -> None:
    (key,) = announced(desk, 1)
    desk(change_setting, "anglais", "jamais")
    french, both = (desk(issue_courrier, key, "relance", anglais=one) for one in (None, True))
    assert (french.anglais, both.anglais) == (False, True)
    assert french.numero != both.numero
    assert "Translation for information only" in " ".join(texts(both.rendu.octets))
    desk(change_setting, "anglais", "toujours")
    assert desk(issue_courrier, key, "relance", anglais=False).numero == french.numero
    owner = desk.row(Candidature, key).dossier_id
    said = [desk(documents.issue_receipt, owner, anglais=one) for one in (False, None)]
    assert [one.anglais for one in said] == [False, True]
    assert desk(issue_courrier, key, "relance").anglais is True


def test_a_letter_with_its_english_is_the_same_another_day(desk: Desk, tmp_path: Path) -> None:
    announced(desk, 1)
    exported(desk, tmp_path / "1.pdf", Demandee("relance", anglais=True))
    desk.later(days=1)
    before = numbers(desk)
    exported(desk, tmp_path / "2.pdf", Demandee("relance", anglais=True), reprint=True)
    assert numbers(desk) == before


def test_words_that_nobody_translated_are_told_once_with_how_many_letters_say_them(desk: Desk, tmp_path: Path) -> None:
    announced(desk, 3)
    look = exported(desk, tmp_path / "l.pdf", Demandee("pieces", anglais=True))
    told = dict(look.a_traduire)
    assert set(told.values()) == {3}
    assert told.keys() >= {"Licence 2 Informatique", "Pièce d’identité"}
    assert exported(desk, tmp_path / "f.pdf", Demandee("pieces"), reprint=True).a_traduire == ()
