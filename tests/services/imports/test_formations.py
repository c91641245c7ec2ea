"""Formations and calendars of a year come in by a file: planned line by line, then done as one lot."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import pytest
from sqlalchemy import select

from scolarite_desk.errors import Refused
from scolarite_desk.exchange.imports.lire import lire
from scolarite_desk.exchange.imports.reconnaitre import reconnaitre
from scolarite_desk.exchange.tables.tableau import read_tables
from scolarite_desk.langue import SOURCE, langue, said
from scolarite_desk.models.rows.imports import (
    CREER,
    DEMANDER,
    DOUTEUX,
    INCHANGE,
    MODIFIER,
    REJETE,
    REMPLACER,
    ChoixImport,
    Endroit,
    PlanImport,
)
from scolarite_desk.models.tables.echange import ImportFait
from scolarite_desk.models.tables.formation import Formation, OuvertureFormation
from scolarite_desk.msg import N_
from scolarite_desk.progress import Progress
from scolarite_desk.services import offre_reprise
from scolarite_desk.services.dossiers import add_item, correct
from scolarite_desk.services.imports.appliquer import TakenBack
from scolarite_desk.services.imports.formations import apply_formations, plan_formations
from scolarite_desk.services.offre_reprise import import_formation
from scolarite_desk.services.ouvertures import set_calendar
from scolarite_desk.services.undo import undo
from scolarite_desk.store.check.check import check
from tests.exchange.imports.fabrique import tableaux
from tests.exchange.imports.fabrique.fichiers import Ligne, xlsx
from tests.services.conftest import Desk

FIRST = ChoixImport()
OVER = ChoixImport(politique=REMPLACER)


def _plan(desk: Desk, lignes: Sequence[Ligne], choix: ChoixImport = FIRST) -> PlanImport:
    tables = read_tables(xlsx(("formations", lignes)))
    return plan_formations(desk.store, lire(tables, reconnaitre(tables), empreinte=f"{lignes}"), choix)


def _actions(plan: PlanImport) -> list[str]:
    return [one.action for one in plan.lignes]


def _words(plan: PlanImport) -> list[str]:
    return [said(one.message, langue(SOURCE)) for one in plan.lignes]


def _formation(desk: Desk, code: str) -> Formation:
    [row] = desk.rows(select(Formation).where(Formation.code == code, Formation.retire_le.is_(None)))
    assert isinstance(row, Formation)
    return row


def _code(desk: Desk) -> str:
    return _formation_of(desk).code or ""


def _formation_of(desk: Desk) -> Formation:
    row = desk.row(Formation, desk.licence)
    assert isinstance(row, Formation)
    return row


def _calendar(desk: Desk, **days: str) -> list[Ligne]:
    return [["Code", *days], [_code(desk), *days.values()]]


def test_formations_of_ecandidat_are_made_and_the_deposit_that_ends_before_it_begins_is_refused(desk: Desk) -> None:
    plan = _plan(desk, tableaux.formations())
    assert _actions(plan) == [CREER, CREER, REJETE]
    assert _words(plan)[2] == "Ligne 4 – Dépôt au\u00a0: Le dépôt finit avant de commencer."
    report = apply_formations(desk.store, plan)
    assert (report.creees, report.modifiees, report.inchangees, len(report.laissees)) == (2, 0, 0, 1)
    row = _formation(desk, "L3INFO")
    assert (row.libelle, row.genre, row.traitement, row.en_service) == (
        "Licence 3 Informatique", "licence", "AC", True,
    )  # fmt: skip
    assert (row.code_etape, row.version_etape, row.centre_gestion) == ("L3INF", 261, "SCI")
    assert (row.debut_depot, row.fin_depot, row.jury) == (date(2027, 3, 1), date(2027, 4, 30), date(2027, 6, 15))
    assert _formation(desk, "M1HIST").en_service is False


def test_the_same_file_twice_changes_nothing(desk: Desk) -> None:
    lines = tableaux.formations()[:3]
    apply_formations(desk.store, _plan(desk, lines))
    number, digest = desk.number(), desk.digest()
    plan = _plan(desk, lines, OVER)
    assert _actions(plan) == [INCHANGE, INCHANGE]
    assert [said(one, langue(SOURCE)) for one in plan.remarques] == [
        "Claire a déjà importé ce fichier le 06/07/2026 à 9\u00a0h\u00a000."
    ]
    assert apply_formations(desk.store, plan).inchangees == 2
    assert (desk.number(), desk.digest()) == (number, digest)


def test_a_lot_of_formations_is_undone_as_one(desk: Desk) -> None:
    before = desk.digest()
    apply_formations(desk.store, _plan(desk, tableaux.formations()))
    assert len(desk.rows(select(Formation).where(Formation.retire_le.is_(None)))) == 4
    told = said(undo(desk.store, desk.started).label, langue(SOURCE))
    assert told.count("(") == 1, "its file, and nothing of its first line"
    assert desk.digest() == before


class Killed(BaseException):
    """The machine stops."""


def test_killed_half_way_whole_formations_are_there_and_the_same_file_goes_on(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    make, turns = offre_reprise._made, iter((False, False, False, True))  # planned again, then done

    def killed(*given: Any) -> str:
        key = make(*given)
        if next(turns):
            raise Killed
        return key

    plan = _plan(desk, tableaux.formations()[:3])
    monkeypatch.setattr(offre_reprise, "_made", killed)
    with pytest.raises(Killed):
        apply_formations(desk.store, plan)
    monkeypatch.undo()
    again = _plan(desk, tableaux.formations()[:3])
    assert _actions(again) == [INCHANGE, CREER]
    assert apply_formations(desk.store, again).creees == 1
    assert all(not one.fautes for one in check(desk.store))


def test_all_or_nothing_takes_back_what_was_done_before_it_was_stopped_or_refused(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, strict = desk.digest(), ChoixImport(strict=True)
    plan = _plan(desk, tableaux.formations()[:3], strict)
    step = Progress(lambda done, _total: step.cancel() if done == 0 else None)
    with pytest.raises(TakenBack):
        apply_formations(desk.store, plan, step)
    assert desk.digest() == before
    make, turns = offre_reprise._made, iter((False, False, False, True))

    def refused(*given: Any) -> str:
        if next(turns):
            raise Refused(N_("Non."))
        return make(*given)

    monkeypatch.setattr(offre_reprise, "_made", refused)
    with pytest.raises(TakenBack):
        apply_formations(desk.store, plan)
    assert desk.digest() == before


def test_what_was_written_here_after_the_preview_stays(desk: Desk) -> None:
    apply_formations(desk.store, _plan(desk, _calendar(desk, **{"Commission le": "10/06/2027"})))
    plan = _plan(desk, _calendar(desk, **{"Commission le": "12/06/2027"}), OVER)
    assert _actions(plan) == [MODIFIER]
    desk(correct, "formation.jury", desk.licence, "11/06/2027")
    assert apply_formations(desk.store, plan).inchangees == 1
    assert _formation_of(desk).jury == date(2027, 6, 11)


def test_nothing_is_written_by_a_plan(desk: Desk) -> None:
    number, digest = desk.number(), desk.digest()
    _plan(desk, tableaux.formations())
    assert (desk.number(), desk.digest()) == (number, digest)


def test_a_calendar_fills_what_is_blank_and_blanks_erase_nothing(desk: Desk) -> None:
    code, label = _code(desk), _formation_of(desk).libelle
    lines = [
        ["Code", "Libellé", "Commission le", "Publication le", "Capacité"],
        [code.lower(), "", "01/09/2026", "05/09/2026", ""],
    ]
    plan = _plan(desk, lines)
    assert _actions(plan) == [MODIFIER]
    assert [(one.chemin, one.avant, one.apres) for one in plan.lignes[0].ecarts] == [
        ("formation.jury", "", "01/09/2026"),
        ("formation.publication", "", "05/09/2026"),
    ]
    apply_formations(desk.store, plan)
    row = _formation_of(desk)
    assert (row.jury, row.publication, row.libelle, row.code) == (date(2026, 9, 1), date(2026, 9, 5), label, code)


def test_a_value_that_is_there_stays_unless_it_is_replaced(desk: Desk) -> None:
    apply_formations(desk.store, _plan(desk, _calendar(desk, **{"Publication le": "01/06/2027"})))
    moved = _calendar(desk, **{"Publication le": "08/06/2027"})
    kept = _plan(desk, moved)
    assert (_actions(kept), said(kept.lignes[0].ecarts[0].garde, langue(SOURCE))) == ([INCHANGE], "déjà rempli ici")
    apply_formations(desk.store, _plan(desk, moved, OVER))
    assert _formation_of(desk).publication == date(2027, 6, 8)


def test_what_was_edited_here_since_the_last_import_is_never_overwritten(desk: Desk) -> None:
    apply_formations(desk.store, _plan(desk, _calendar(desk, **{"Publication le": "01/06/2027"})))
    desk(correct, "formation.publication", desk.licence, date(2027, 6, 3))
    plan = _plan(desk, _calendar(desk, **{"Publication le": "08/06/2027"}), OVER)
    [ecart] = plan.lignes[0].ecarts
    assert (ecart.avant, said(ecart.garde, langue(SOURCE))) == ("03/06/2027", "modifié ici depuis le dernier import")
    looked = ChoixImport(tranchees={(Endroit(2), "formation.publication"): True})
    apply_formations(desk.store, _plan(desk, _calendar(desk, **{"Publication le": "08/06/2027"}), looked))
    assert _formation_of(desk).publication == date(2027, 6, 8)


def test_what_the_office_typed_itself_stays_and_so_do_its_days_in_another_session(desk: Desk) -> None:
    plan = _plan(desk, [["Code", "Libellé", "Capacité"], [_code(desk), "Autre libellé", ""]], OVER)
    assert (_actions(plan), said(plan.lignes[0].ecarts[0].garde, langue(SOURCE))) == (
        [INCHANGE], "modifié ici depuis le dernier import",
    )  # fmt: skip
    _own, other = (
        desk(add_item, "session", {"libelle": label, "genre": "principale", "campagne_id": desk.campagne})
        for label in ("Principale", "Complémentaire")
    )
    apply_formations(desk.store, _plan(desk, [["Code", "Session"], [_code(desk), "Principale"]]))
    rows = [["Code", "Session", "Dépôt du", "Dépôt au"], [_code(desk), "Complémentaire", "01/07/2027", "10/07/2027"]]
    apply_formations(desk.store, _plan(desk, rows))
    desk(set_calendar, desk.licence, {"debut_depot": date(2027, 7, 3), "fin_depot": date(2027, 7, 12)}, session=other)
    assert _actions(_plan(desk, rows, OVER)) == [INCHANGE]


@pytest.mark.parametrize(("choix", "why"), [
    (ChoixImport(politique=DEMANDER), "à décider"),
    (ChoixImport(par_champ={"formation.publication": DEMANDER}), "à décider"),
    (ChoixImport(tranchees={(Endroit(2), "formation.publication"): False}), "gardé à votre demande"),
])  # fmt: skip
def test_a_difference_may_be_asked_or_kept(desk: Desk, choix: ChoixImport, why: str) -> None:
    apply_formations(desk.store, _plan(desk, _calendar(desk, **{"Publication le": "01/06/2027"})))
    plan = _plan(desk, _calendar(desk, **{"Publication le": "08/06/2027"}), choix)
    assert said(plan.lignes[0].ecarts[0].garde, langue(SOURCE)) == why


def test_a_text_that_no_list_knows_is_asked_once_and_its_answer_holds_for_the_file(desk: Desk) -> None:
    rows = [
        ["Code", "Libellé", "Type Diplôme", "Capacité"],
        ["A1", "A", "Cycle inventé", "10"],
        ["A2", "B", "Cycle inventé", "12"],
    ]
    plan = _plan(desk, rows)
    assert _actions(plan) == [DOUTEUX, DOUTEUX]
    [asked] = plan.inconnus
    assert (asked.chemin, asked.texte, asked.lignes) == ("formation.genre", "Cycle inventé", 2)
    assert ("du", "Diplôme d’université (DU, DIU)") in asked.propositions
    told = _plan(desk, rows, ChoixImport(correspondances={("formation.genre", "Cycle inventé"): "du"}))
    assert _actions(told) == [CREER, CREER]
    apply_formations(desk.store, told)
    assert _formation(desk, "A1").genre == "du"
    nothing = _plan(desk, [rows[0], ["A3", "C", "Cycle inventé", ""]],
                    ChoixImport(correspondances={("formation.genre", "Cycle inventé"): ""}))  # fmt: skip
    apply_formations(desk.store, nothing)
    assert _formation(desk, "A3").genre is None


def test_a_faulty_line_says_its_field_and_the_others_go_on(desk: Desk) -> None:
    rows = [["Code", "Libellé", "Capacité"], ["A1", "A", "beaucoup"], ["", "Sans code", "3"], ["A2", "", "3"],
            ["A3", "C", "30"], ["a3", "Le même", "31"]]  # fmt: skip
    plan = _plan(desk, rows)
    assert _actions(plan) == [REJETE, REJETE, REJETE, CREER, REJETE]
    assert _words(plan)[:2] == [
        "Ligne 2 – Capacité\u00a0: «\u00a0beaucoup\u00a0» n’est pas pris. Écrivez un nombre entier, en chiffres.",
        "Ligne 3 – Code\u00a0: Il manque le code de la formation.",
    ]
    assert plan.lignes[2].champ == "formation.code"
    assert "Aucune formation n’a ce code" in _words(plan)[2], "a calendar that is taken before its formations"
    assert _words(plan)[4] == (
        "Ligne 6 – Code\u00a0: «\u00a0a3\u00a0» n’est pas pris. "
        "Même formation que la ligne 5\u00a0: gardez une seule des deux."
    )


def test_all_or_nothing_writes_nothing_while_a_line_is_left(desk: Desk) -> None:
    number = desk.number()
    with pytest.raises(Refused, match="Tout ou rien"):
        apply_formations(desk.store, _plan(desk, tableaux.formations(), ChoixImport(strict=True)))
    assert desk.number() == number


def test_a_plan_is_looked_at_again_before_it_is_written(desk: Desk) -> None:
    rows: list[Ligne] = [*tableaux.formations()[:2], [*tableaux.formations()[2]]]
    plan = _plan(desk, rows, ChoixImport(strict=True))
    assert _actions(plan) == [CREER, CREER]
    apply_formations(desk.store, _plan(desk, [rows[0], rows[2]]))
    report = apply_formations(desk.store, plan)
    assert (report.creees, report.inchangees, report.laissees) == (1, 1, ())


def test_what_was_brought_in_is_recorded_and_what_a_text_means_is_remembered(desk: Desk) -> None:
    rows = [["Code", "Libellé", "Type Diplôme", "Capacité"], ["A1", "A", "Cycle inventé", "10"]]
    told = ChoixImport(correspondances={("formation.genre", "Cycle inventé"): "du"})
    report = apply_formations(desk.store, _plan(desk, rows, told))
    [kept] = desk.rows(select(ImportFait))
    assert (kept.profil, kept.lignes, kept.creees, kept.fait_par) == ("formations", 1, 1, "Claire")
    assert report.lot.endswith(f":{desk.number()}")
    rows.append(["A2", "B", "CYCLE INVENTE", "12"])
    assert _actions(_plan(desk, rows)) == [INCHANGE, CREER]


def test_days_of_another_session_are_those_of_the_formation_there(desk: Desk) -> None:
    for label in ("Principale", "Complémentaire"):
        desk(add_item, "session", {"libelle": label, "genre": "principale", "campagne_id": desk.campagne})
    rows: list[Ligne] = [
        ["Code", "Session", "Dépôt du", "Dépôt au"],
        [_code(desk), "principale", "01/03/2027", "31/03/2027"],
    ]
    apply_formations(desk.store, _plan(desk, rows))
    assert _formation_of(desk).session_id
    rows[1] = [_code(desk), "Complémentaire", "01/07/2027", "10/07/2027"]
    plan = _plan(desk, rows)
    assert _actions(plan) == [MODIFIER]
    apply_formations(desk.store, plan)
    [there] = desk.rows(select(OuvertureFormation))
    assert (there.debut_depot, _formation_of(desk).debut_depot) == (date(2027, 7, 1), date(2026, 6, 1))
    assert _actions(_plan(desk, rows)) == [INCHANGE]
    rows[1] = [_code(desk), "Troisième", "01/07/2027", "10/07/2027"]
    lost = _plan(desk, rows)
    assert (_actions(lost), lost.inconnus[0].propositions[0]) == ([DOUTEUX], ("Principale", "Principale"))


def test_days_in_an_odd_order_are_told_and_taken(desk: Desk) -> None:
    plan = _plan(desk, _calendar(desk, **{"Commission le": "10/06/2027", "Publication le": "01/06/2027"}))
    assert (_actions(plan), _words(plan)) == ([MODIFIER], ["La publication précède la commission."])


def test_the_campaign_is_said_where_none_is_open_alone(desk: Desk) -> None:
    other = desk(add_item, "campagne", {"libelle": "2027-2028", "annee": "2027-2028", "etat": "ouverte"})
    with pytest.raises(Refused):
        _plan(desk, tableaux.formations())
    plan = _plan(desk, tableaux.formations()[:2], ChoixImport(campagne=other))
    apply_formations(desk.store, plan)
    assert _formation(desk, "L3INFO").campagne_id == other
    with pytest.raises(Refused):
        desk(import_formation, other, {"capacite": 3}, desk.licence)


def test_an_archived_campaign_takes_no_formation(desk: Desk) -> None:
    desk.archive()
    wanted: dict[str, Any] = {"code": "X", "libelle": "X"}
    with pytest.raises(Refused):
        desk(import_formation, desk.campagne, wanted)
