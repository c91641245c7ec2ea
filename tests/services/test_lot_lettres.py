"""A lot of letters: what is posted is what is kept, once unless a reprint is asked for, and none holds the others."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from scolarite_desk import trace
from scolarite_desk.errors import Refused
from scolarite_desk.exchange.papers import lettres
from scolarite_desk.exchange.pdf.kept import KeptPaper
from scolarite_desk.langue import kept
from scolarite_desk.models.rows.documents import Lettre, Rendered
from scolarite_desk.models.tables.candidature import Candidature
from scolarite_desk.models.tables.document import DocumentEmis, EtapeDocument
from scolarite_desk.models.tables.journal import Contenu
from scolarite_desk.models.tables.personne import Adresse
from scolarite_desk.models.tables.reglage import Signataire
from scolarite_desk.progress import Cancelled, Progress
from scolarite_desk.services import candidatures, documents, dossiers, en_lot, exports_lettres
from scolarite_desk.services.avis import correct_avis, validate_avis
from scolarite_desk.services.etapes import note_step
from scolarite_desk.services.reglages import change_setting
from scolarite_desk.services.tirage import owed
from scolarite_desk.store.queries.decisions import Filter
from tests.exchange.pdf.test_join import contents
from tests.exchange.pdf_reading import faults, texts
from tests.services.conftest import Desk


def admitted(desk: Desk, count: int) -> list[str]:
    """So many candidatures whose avis is validated."""
    keys = [
        desk.apply(desk.home(desk.person(f"PERSONNE{chr(65 + rank)}", "Ida", "2003-05-02"))) for rank in range(count)
    ]
    en_lot.give(desk.store, None, "enter_avis", keys, {"avis": "FA"}, Progress())
    en_lot.give(desk.store, None, "validate_avis", keys, {}, Progress())
    return keys


def exported(desk: Desk, out: Path, progress: Progress | None = None, **asked: Any) -> documents.Preflight:
    return exports_lettres.export_letters(desk.store, Filter(valides=True), out, progress or Progress(), **asked)


def numbers(desk: Desk) -> list[str]:
    return [row.numero for row in desk.read(documents.register, "lettre")]


def stands(desk: Desk) -> set[str]:
    return {row.etape for row in desk.read(documents.register, "lettre")}


def on_pages(path: Path) -> list[str]:
    """The number that each page bears."""
    return [page.split("Nos réf. ")[1].split(" ")[0] for page in texts(path.read_bytes())]


def change_everything(desk: Desk, keys: list[str]) -> None:
    """Who signs, who writes, where to, what it is called."""
    for one in desk.rows(select(Signataire)):
        desk(dossiers.correct, "signataire.nom", one.id, "AUTREMENT")
        desk(dossiers.correct, "signataire.qualite", one.id, "Vice-présidente")
    for cle in ("etablissement", "service", "adresse", "telephone", "courriel", "ville", "tribunal"):
        desk(change_setting, cle, "02 99 00 10 99" if cle == "telephone" else "autre@ailleurs.example.org")
    for one in desk.rows(select(Adresse)):
        desk(dossiers.correct, "adresse.ligne", one.id, "99 RUE D’AILLEURS")
    for key in keys:
        owner = desk.owner(desk.row(Candidature, key).dossier_id)
        desk(dossiers.correct, "identite.nom_naissance", owner, "AUTRE")
    desk(dossiers.correct, "formation.libelle", desk.licence, "Licence d’autre chose")


def test_what_is_posted_is_what_is_kept_whatever_was_changed_since(desk: Desk, tmp_path: Path) -> None:
    keys = admitted(desk, 3)
    first = documents.issue_letters(desk.store, keys, Progress()).rendus
    desk.later(days=40)
    change_everything(desk, keys)
    bound = documents.merged(desk.store, [one.document for one in first], Progress())
    assert contents(bound.rendu.octets) == [page for one in first for page in contents(one.rendu.octets)]
    assert faults(bound.rendu.octets) == []
    assert (bound.rendu.pages, bound.ecartees) == (3, ())
    exported(desk, tmp_path / "l.pdf", reprint=True)
    exported(desk, tmp_path / "l", reprint=True)
    assert [path.read_bytes() for path in sorted((tmp_path / "l").iterdir())] == [one.rendu.octets for one in first]
    assert contents((tmp_path / "l.pdf").read_bytes()) == contents(bound.rendu.octets)


def test_the_letter_bears_the_number_of_its_line(desk: Desk) -> None:
    (key,) = admitted(desk, 1)
    issued = desk(documents.issue_letter, key)
    assert f"Nos réf. {issued.numero} " in texts(issued.rendu.octets)[0]
    assert numbers(desk) == [issued.numero] == ["L01-2026-00001"]


@pytest.mark.parametrize("out", ["l.pdf", "l"])
def test_a_lot_makes_what_has_not_left_and_reprints_when_asked(desk: Desk, tmp_path: Path, out: str) -> None:
    keys = admitted(desk, 3)
    desk(documents.issue_letter, keys[0])
    look = exported(desk, tmp_path / f"1{out}")
    assert (len(look.pretes), look.parties) == (2, (keys[0],))
    with pytest.raises(Refused, match="3 lettres sont déjà parties"):
        exported(desk, tmp_path / f"2{out}")
    again = exported(desk, tmp_path / f"3{out}", reprint=True)
    assert len(again.pretes) == len(again.parties) == 3
    assert numbers(desk) == [f"L01-2026-0000{rank}" for rank in (1, 2, 3)]
    assert desk.read(owed) == frozenset()


def test_what_is_still_kept_back_is_told_when_the_others_have_left(desk: Desk, tmp_path: Path) -> None:
    keys = admitted(desk, 2)
    desk(candidatures.desist, keys[1])
    exported(desk, tmp_path / "1.pdf")
    with pytest.raises(Refused, match=r"1 lettre est déjà partie.*La personne s’est désistée.*\(1\)"):
        exported(desk, tmp_path / "2.pdf")


def test_a_letter_that_is_not_here_or_damaged_is_named_and_the_others_leave(desk: Desk, tmp_path: Path) -> None:
    keys = admitted(desk, 4)
    issued = documents.issue_letters(desk.store, keys, Progress()).rendus
    with desk.store.side() as session:
        rows = [session.get_one(DocumentEmis, one.document) for one in issued]
        session.delete(session.get_one(Contenu, rows[0].empreinte))
        session.get_one(Contenu, rows[1].empreinte).octets = issued[1].rendu.octets[:-9]
    bound = documents.merged(desk.store, [one.document for one in issued], Progress())
    assert [(key, kept(why).split("\u00a0")[0]) for key, why in bound.ecartees] == [
        (issued[0].document, "Ce document a été remis par un autre poste"),
        (issued[1].document, f"Le fichier gardé sous le numéro {issued[1].numero} est abîmé"),
    ]
    look = exported(desk, tmp_path / "l.pdf", reprint=True)
    assert on_pages(tmp_path / "l.pdf") == [one.numero for one in issued[2:]]
    assert [who.split()[0] for who, _why in look.refusees] == ["PERSONNEA", "PERSONNEB"]
    with pytest.raises(Refused, match="PERSONNEA"):
        documents.merged(desk.store, [one.document for one in issued[:2]], Progress())


def poison(desk: Desk, keys: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """A name that no font prints, an answer asked for a day that is over, and a layout of ours that fails."""
    owner = desk.owner(desk.row(Candidature, keys[2]).dossier_id)
    desk(dossiers.correct, "identite.nom_naissance", owner, "王")
    desk(dossiers.correct, "candidatures.date_confirmation", keys[4], desk.now.date().replace(year=2020))
    number, drawing = (
        desk.row(dossiers.Dossier, desk.row(Candidature, keys[6]).dossier_id).numero,
        lettres.render,
    )

    def render(lettre: Lettre, langue: Any) -> Rendered:
        if lettre.dossier == number:
            raise ZeroDivisionError
        return drawing(lettre, langue)

    monkeypatch.setattr(lettres, "render", render)


def test_of_many_letters_the_poisoned_are_told_and_the_others_leave_even_after_a_kill(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keys, out = admitted(desk, 8), tmp_path / "l.pdf"
    poison(desk, keys, monkeypatch)
    with pytest.raises(SystemExit):
        exported(desk, out, Progress(killing(3)))
    assert not out.exists()
    assert len(numbers(desk)) == len(desk.read(owed)) == 3
    look = exported(desk, out)
    assert len(look.pretes) == 5
    told = {who.split()[0]: kept(why) for who, why in (*look.ecartees, *look.refusees)}
    assert told.keys() == {"王", "PERSONNEE", "PERSONNEG"}
    assert "ne s’imprime pas" in told["王"]
    assert "qui est passé" in told["PERSONNEE"]
    assert "mise en page" in told["PERSONNEG"]
    assert "ZeroDivisionError" in trace.log().read_text()
    assert numbers(desk) == [f"L01-2026-{rank:05}" for rank in range(1, 6)]
    assert sorted(on_pages(out)) == numbers(desk)
    assert desk.read(owed) == frozenset()
    rows = {row.numero: row for row in desk.rows(select(DocumentEmis))}
    whole = contents(out.read_bytes())
    for page, numero in zip(whole, on_pages(out), strict=True):
        octets = desk.read(documents.reprint, rows[numero].id)
        assert contents(octets) == [page]
        assert KeptPaper(octets).pages()


def killing(rank: int) -> Callable[[int, int], None]:
    """The program ends while a lot is at its item of that rank: nothing that comes after is done."""

    def tell(done: int, _total: int) -> None:
        if done == rank:
            raise SystemExit

    return tell


def test_a_lot_that_is_stopped_writes_those_that_it_numbered(desk: Desk, tmp_path: Path) -> None:
    admitted(desk, 3)
    progress = Progress(lambda done, _total: progress.cancel() if done == 1 else None)
    with pytest.raises(Cancelled):
        exported(desk, tmp_path / "l.pdf", progress)
    assert on_pages(tmp_path / "l.pdf") == numbers(desk) == ["L01-2026-00001", "L01-2026-00002"]
    assert len(exported(desk, tmp_path / "suite.pdf").pretes) == 1
    assert on_pages(tmp_path / "suite.pdf") == ["L01-2026-00003"]


def test_a_letter_of_another_avis_is_another_letter(desk: Desk, tmp_path: Path) -> None:
    (key,) = admitted(desk, 1)
    exported(desk, tmp_path / "1.pdf")
    desk(correct_avis, key, "DE", "dossier relu", motif="resultats")
    desk(validate_avis, key)
    assert exported(desk, tmp_path / "2.pdf").pretes == (key,)
    assert numbers(desk) == ["L01-2026-00001", "L01-2026-00002"]


def test_the_register_says_that_a_lot_was_written_or_what_the_office_says_became_of_it(
    desk: Desk, tmp_path: Path
) -> None:
    admitted(desk, 3)
    exported(desk, tmp_path / "ecrites.pdf")
    assert stands(desk) == {"enregistre"}
    exported(desk, tmp_path / "encore.pdf", reprint=True, devenir="poste")
    assert stands(desk) == {"poste"}
    steps = len(desk.rows(select(EtapeDocument)))
    exported(desk, tmp_path / "copies.pdf", reprint=True)
    assert len(desk.rows(select(EtapeDocument))) == steps, "a copy of what was posted says nothing new"


def test_a_letter_of_a_stopped_lot_that_was_posted_alone_is_not_made_again(desk: Desk) -> None:
    keys = admitted(desk, 2)
    first, _second = documents.issue_letters(desk.store, keys, Progress()).rendus  # its file was never written
    desk(note_step, first.document, "poste")
    look = desk.read(documents.preflight, keys, Progress(), desk.now)
    assert (look.pretes, look.parties) == ((keys[1],), (keys[0],))


def test_of_two_letters_that_desks_gave_apart_the_one_that_is_here_is_printed_again(desk: Desk) -> None:
    [key] = admitted(desk, 1)
    [mine] = documents.issue_letters(desk.store, [key], Progress()).rendus
    there = {
        name: getattr(desk.row(DocumentEmis, mine.document), name) for name in ("dossier_id", "avis_id", "emis_par")
    }
    with desk.store.work("issue_letter") as work:  # as it arrives from another desk, whose clock is late
        early = desk.now - timedelta(days=1)
        work.add(DocumentEmis(id="0" * 32, genre="lettre", numero="L02-2026-00001", emis_le=early, candidature_id=key,
                              empreinte="0" * 64, **there))  # fmt: skip
    assert desk(documents.issue_letter, key).numero == mine.numero
