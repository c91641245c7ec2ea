"""Decisions in the workbook of eCandidat, read by a reader that is not ours."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date

from python_calamine import CalamineWorkbook

from scolarite_desk.exchange.tables.ecandidat import write_ecandidat
from scolarite_desk.models.rows.candidature_lue import CandidatureLue
from scolarite_desk.models.rows.personne_lue import Coded, NumerosLus
from scolarite_desk.msg import N_
from scolarite_desk.progress import Progress
from scolarite_desk.store.referentiel import referentiel
from tests.exchange.imports.fabrique.tableaux import ECANDIDAT
from tests.exchange.tables.decisions_inventees import EXPORT, decision
from tests.services.conftest import FRENCH

LISTS = referentiel()


def written(*rows: CandidatureLue, filtre: str = "Licence 3") -> tuple[str, list[list[str]]]:
    """The name of its only sheet, and its cells."""
    stream = io.BytesIO()
    meta = replace(EXPORT, filtre=N_("{quoi}", quoi=filtre))
    write_ecandidat(rows, meta, stream, LISTS, Progress(), langue=FRENCH)
    book = CalamineWorkbook.from_filelike(io.BytesIO(stream.getvalue()))
    [name] = book.sheet_names
    return name, book.get_sheet_by_index(0).to_python()


def test_its_headers_are_those_of_ecandidat_in_their_order_without_notes_of_colleagues() -> None:
    _name, (headers, *_rest) = written(decision(1))
    assert headers == [one for one in ECANDIDAT if one != "Bloc note"]


def test_every_cell_is_a_text_and_a_footer_counts() -> None:
    name, (headers, first, second, foot) = written(decision(1), decision(2))
    assert name == "Licence 3"
    assert {type(cell) for row in (first, second, foot) for cell in row} == {str}
    assert foot[0].startswith("Licence 3 - nombre de candidatures\u00a0: 2 - Exporté le ")
    assert set(foot[1:]) == {""}
    one = dict(zip(headers, first, strict=True))
    assert one["Avis validé"] in ("O", "N", "")
    assert one["Type de traitement validé"] in ("O", "N", "")


def test_values_have_the_forms_of_ecandidat() -> None:
    row = decision(1)
    ine = NumerosLus(ecandidat="K7P2M9QX", ine_valeur="123456789FJ", ine_nature="definitif")
    row = replace(
        row,
        personne=replace(row.personne, numeros=ine, ne_le="2004-03-07", portable="+33639981204"),
        voeu=replace(row.voeu, reponse=Coded("sans_reponse", "Sans réponse"), confirmation_reportee=date(2026, 7, 8)),
    )
    _name, (headers, cells, _foot) = written(row)
    one = dict(zip(headers, cells, strict=True))
    assert [one[name] for name in ("No dossier", "INE", "Clé INE", "Date de naissance", "Téléphone portable")] == [
        "K7P2M9QX", "123456789F", "J", "07/03/2004", "0639981204"
    ]  # fmt: skip
    assert (one["Confirmation/Désistement"], one["Date confirm. manuelle/LC"]) == ("DESISTEMENT", "08/07/2026")


def test_a_provisional_ine_is_not_there() -> None:
    row = decision(1)
    made = NumerosLus(ine_valeur="0LFLRP00015", ine_nature="provisoire")
    _name, (headers, cells, _foot) = written(replace(row, personne=replace(row.personne, numeros=made)))
    one = dict(zip(headers, cells, strict=True))
    assert (one["INE"], one["Clé INE"]) == ("", "")


def test_a_sheet_has_a_name_that_a_workbook_takes() -> None:
    assert written(decision(1), filtre="M1 [Droit/Éco] : une très longue mention de parcours")[0].startswith(
        "M1  Droit"
    )
    assert written(decision(1), filtre="'")[0] == "candidatures"
