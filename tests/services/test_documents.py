"""What is given on paper: numbered without a hole, kept, reprinted identical, and never undone."""

from __future__ import annotations

import ast
import inspect
from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any

import pytest
from sqlalchemy import select

from scolarite_desk.errors import Refused
from scolarite_desk.langue import kept
from scolarite_desk.models.fields.fields import FORMS
from scolarite_desk.models.rows.documents import Demande
from scolarite_desk.models.rules.documents import DOCUMENTS
from scolarite_desk.models.rules.echeances import UNSETTLED
from scolarite_desk.models.tables.candidature import Candidature
from scolarite_desk.models.tables.personne import Adresse, Personne
from scolarite_desk.models.tables.reglage import Signataire
from scolarite_desk.progress import Progress
from scolarite_desk.services import (
    agents,
    avis,
    candidatures,
    completude,
    documents,
    dossiers,
    pieces,
    reglages,
    visites,
)
from scolarite_desk.services.appel import lapse
from scolarite_desk.services.comptes import create_account
from scolarite_desk.services.identifiants import draw_provisional_ine
from scolarite_desk.services.lettre import letter_of
from scolarite_desk.services.paperwork import addressee
from scolarite_desk.services.recu import receipt_of
from scolarite_desk.services.undo import undo, undo_work
from scolarite_desk.services.vides import PapierVide
from tests.exchange.pdf_reading import texts
from tests.services.conftest import Desk
from tests.sources import under


def words(data: bytes) -> str:
    """Every page, in one text of single spaces."""
    return " ".join(" ".join(texts(data)).split())


def admitted(desk: Desk, dossier: str) -> str:
    key = desk.apply(desk.home(dossier))
    desk(avis.enter_avis, key, "FA")
    desk(avis.validate_avis, key)
    return key


def test_receipts_are_numbered_by_desk_and_year_without_a_hole(desk: Desk) -> None:
    dossier = desk.person()
    desk.apply(dossier)
    numbers = [desk(documents.issue_receipt, one).numero for one in (dossier, desk.person())]
    numbers.append(desk(documents.void_receipt, "Papier coincé dans l’imprimante"))
    desk.later(days=1)
    numbers.append(desk(documents.issue_receipt, dossier).numero)
    assert numbers == [f"01-2026-0000{n}" for n in (1, 2, 3, 4)]
    kept = desk.read(documents.register)
    assert [row.numero for row in kept] == numbers
    assert [row.motif for row in kept if not row.empreinte] == ["Papier coincé dans l’imprimante"]


def test_a_number_is_not_given_up_without_a_reason(desk: Desk) -> None:
    with pytest.raises(Refused, match="pourquoi"):
        desk(documents.void_receipt, "  ")


def test_an_undo_never_takes_a_receipt_back(desk: Desk) -> None:
    dossier = desk.person()
    desk.apply(dossier)
    first = desk(documents.issue_receipt, dossier)
    with pytest.raises(Refused, match="Un reçu en dit la réception"):
        undo(desk.store)
    assert [row.numero for row in desk.read(documents.documents_of, dossier)] == [first.numero]
    desk.later(days=1)
    assert desk(documents.issue_receipt, dossier).numero == "01-2026-00002"


def test_what_a_receipt_told_is_not_undone_even_where_it_recorded_nothing(desk: Desk) -> None:
    dossier = desk.person()
    desk(completude.set_statut, desk.apply(dossier), "RE")
    received = desk.number()
    desk(documents.issue_receipt, dossier)
    with pytest.raises(Refused, match="Un reçu en dit la réception"):
        undo_work(desk.store, received)


def test_a_receipt_that_could_not_be_made_uses_no_number(desk: Desk) -> None:
    with pytest.raises(Refused):
        desk(documents.issue_receipt, "0" * 32)
    dossier = desk.person()
    assert desk(documents.issue_receipt, dossier).numero == "01-2026-00001"


def test_a_reprint_says_duplicata_and_nothing_else_changes(desk: Desk) -> None:
    dossier = desk.person()
    desk.apply(dossier)
    issued = desk(documents.issue_receipt, dossier)
    desk(dossiers.correct, "identite.nom_naissance", desk.owner(dossier), "LE GOFF")
    again = words(desk.read(documents.reprint, issued.document))
    assert "DUPLICATA" in again.upper()
    assert "KERMAREC" in again
    assert "LE GOFF" not in again


def test_the_receipt_says_provisional_missing_pieces_and_their_deadline(desk: Desk) -> None:
    dossier = desk.person()
    key = desk.apply(dossier)
    ine = desk(draw_provisional_ine, desk.owner(dossier))
    line = desk.read(pieces.lines, key)[0]
    desk(pieces.refuse_piece, key, line.piece, texte="page 2 coupée")
    text = words(desk(documents.issue_receipt, dossier).rendu.octets)
    assert ine in text
    assert "INE PROVISOIRE" in text
    assert "page 2 coupée" in text
    assert "21/07/2026" in text  # 15 days after the visit


def test_the_silence_rule_prints_only_once_it_is_settled(desk: Desk) -> None:
    dossier = desk.person()
    key = desk.apply(dossier)
    desk(candidatures.transmit, key)
    assert _line(desk, dossier).silence == UNSETTLED
    desk(reglages.change_setting, "silence", "rejet")
    silence = _line(desk, dossier).silence
    assert silence.effet == "rejet"
    assert f"{silence.echeance:%d/%m/%Y}" == "06/10/2026"  # two months, and the thirty days of a piece it asks for


def _line(desk: Desk, dossier: str) -> Demande:
    [line] = desk.read(receipt_of, dossier, "x", desk.now, "Claire").demandes
    return line


def _state(desk: Desk, key: str) -> tuple[str, date | None]:
    row = desk.row(Candidature, key)
    return row.statut, row.recue_le


def test_giving_a_receipt_records_the_reception_and_what_was_received_keeps_its_day(desk: Desk) -> None:
    dossier = desk.person()
    first = desk.apply(dossier)
    desk(candidatures.transmit, first)
    desk.later(days=3)
    new = {"code": "L2", "libelle": "Licence 2", "genre": "licence", "mode": "presentiel", "traitement": "AC"}
    other = desk.apply(dossier, desk(dossiers.add_item, "formation", {**new, "campagne_id": desk.campagne}))
    assert [one.recue_le for one in desk.read(receipt_of, dossier, "x", desk.now, "Claire").demandes][1] is None
    told = words(desk(documents.issue_receipt, dossier).rendu.octets)
    assert _state(desk, first) == ("RE", date(2026, 7, 6))
    assert _state(desk, other) == ("RE", date(2026, 7, 9))
    assert "06/07/2026" in told
    assert "09/07/2026" in told


@pytest.mark.parametrize("leave", [candidatures.desist, lapse])
def test_a_receipt_asks_nothing_more_of_who_holds_no_place_any_more(desk: Desk, leave: Callable[..., None]) -> None:
    dossier = desk.home(desk.person())
    key = desk.apply(dossier)
    assert "Pièce d’identité" in words(desk(documents.issue_receipt, dossier).rendu.octets)
    desk(avis.enter_avis, key, "FA")
    desk(avis.validate_avis, key)
    desk.later(days=11)  # the day after the last one to answer
    desk(leave, key)
    told = words(desk(documents.issue_receipt, dossier).rendu.octets)
    assert "Pièce d’identité" not in told
    assert "Pièces à fournir" not in told
    assert "Pièces reçues" not in told


def test_what_a_letter_answered_already_is_not_received_by_a_later_receipt(desk: Desk) -> None:
    dossier = desk.home(desk.person())
    key = desk.apply(dossier)
    desk(avis.enter_avis, key, "DE", motif="resultats")
    desk(avis.validate_avis, key)
    desk(documents.issue_letter, key)
    desk.later(days=1)
    told = words(desk(documents.issue_receipt, dossier).rendu.octets)
    assert _state(desk, key) == ("AT", None)
    assert "non enregistrée" in told
    assert "Une décision vous a été écrite le 6 juillet 2026" in told
    assert "Pièce d’identité" not in told


def test_a_receipt_gives_no_day_that_is_past_to_bring_what_is_missing(desk: Desk) -> None:
    dossier = desk.home(desk.person())
    desk.apply(dossier)
    assert "21/07/2026" in words(desk(documents.issue_receipt, dossier).rendu.octets)
    desk.later(days=30)
    told = words(desk(documents.issue_receipt, dossier).rendu.octets)
    assert "20/08/2026" in told
    assert "21/07/2026" not in told


def test_a_reception_is_taken_back_by_the_status_and_never_invented_again(desk: Desk) -> None:
    dossier = desk.person()
    key = desk.apply(dossier)
    desk(documents.issue_receipt, dossier)
    desk(completude.set_statut, key, "AT")
    assert _state(desk, key) == ("AT", None)
    desk(completude.set_statut, key, "IN")
    assert _line(desk, dossier).recue_le is None
    assert "non enregistrée" in words(desk(documents.issue_receipt, dossier).rendu.octets)
    assert _state(desk, key) == ("IN", None)


def test_a_receipt_tells_a_grant_holder_who_waits_not_to_pay_again(desk: Desk) -> None:
    dossier = desk.person()
    desk.apply(dossier)
    sentence = "ne vous reconnectez pas pour payer"
    assert sentence not in words(desk(documents.issue_receipt, dossier).rendu.octets)
    desk(dossiers.correct, "dossier.boursier", dossier, "attente")
    assert sentence in words(desk(documents.issue_receipt, dossier).rendu.octets)
    desk(reglages.change_setting, "mention_boursier", "Passez au guichet 3.")
    assert "Passez au guichet 3." in words(desk(documents.issue_receipt, dossier).rendu.octets)


def test_the_agent_is_named_with_a_capacity_unless_safety_forbids_it(desk: Desk) -> None:
    """CRPA L. 111-2."""
    dossier = desk.person()
    desk.apply(dossier)
    desk(create_account, desk.store.auteur, "administrateur")
    named = partial(desk.read, receipt_of, dossier, "x", desk.now, desk.store.auteur)
    with pytest.raises(PapierVide, match="vos prénom, nom et qualité") as held:
        desk(documents.issue_receipt, dossier)
    assert held.value.champ == "compte.agent_nom"
    assert held.value.du_bureau
    with pytest.raises(Refused, match="ou aucun des trois"):
        desk(agents.name_agent, desk.store.auteur, "Claire", "MARTIN", "")
    desk(agents.name_agent, desk.store.auteur, "Claire", "MARTIN", "gestionnaire de scolarité")
    assert named().agent == "Claire MARTIN, gestionnaire de scolarité"
    assert "Agent chargé de votre dossier : Claire MARTIN" in words(desk(documents.issue_receipt, dossier).rendu.octets)
    desk(agents.name_agent, desk.store.auteur)
    desk(reglages.change_setting, "agent_anonyme", "oui")
    assert named().agent == ""
    assert "Agent chargé" not in words(desk(documents.issue_receipt, dossier).rendu.octets)


def test_a_letter_asks_for_a_validated_avis_and_then_freezes_it(desk: Desk) -> None:
    key = desk.apply(desk.home(desk.person()))
    desk(avis.enter_avis, key, "FA")
    with pytest.raises(Refused, match="pas validé"):
        desk(documents.issue_letter, key)
    desk(avis.validate_avis, key)
    desk(documents.issue_letter, key)
    with pytest.raises(Refused, match="La lettre est partie"):
        desk(avis.unvalidate_avis, key)


def test_a_letter_is_addressed_abroad_with_its_country(desk: Desk) -> None:
    dossier = desk.person(civilite="Mme")
    key, owner = admitted(desk, dossier), desk.owner(dossier)
    address = next(row for row in desk.rows(select(Adresse)) if row.personne_id == owner)
    for name, value in (("pays", "99109"), ("code_postal", "50667"), ("ville", "KÖLN"), ("ligne", "Domplatz 3")):
        desk(dossiers.correct, f"adresse.{name}", address.id, value)
    letter = desk.read(letter_of, key, desk.now)
    assert tuple(map(kept, letter.destinataire)) == ("Madame Maëlle KERMAREC", "Domplatz 3", "50667 KÖLN", "ALLEMAGNE")
    assert kept(letter.civilite) == "Madame"


def test_someone_without_a_surname_is_written_to(desk: Desk) -> None:
    key = admitted(desk, desk.person(nom="", prenom="Suharto"))
    assert kept(desk.read(letter_of, key, desk.now).destinataire[0]) == "Suharto"


def test_nothing_is_numbered_for_somebody_whom_the_paper_could_not_name(desk: Desk) -> None:
    dossier = desk.person(nom="محمد", prenom="علي")
    key = admitted(desk, dossier)
    with pytest.raises(Refused, match="lettres latines"):
        desk(documents.issue_receipt, dossier)
    assert "ne s’imprime pas" in kept(desk.read(documents.preflight, [key], Progress(), desk.now).ecartees[0][1])
    for name, latin in (("nom_naissance", "MOHAMED"), ("prenom", "Ali")):
        desk(dossiers.correct, f"identite.{name}", desk.owner(dossier), latin)
    assert desk(documents.issue_receipt, dossier).numero == "01-2026-00001"
    home = desk.rows(select(Adresse).where(Adresse.personne_id == desk.owner(dossier)))[0]
    desk(dossiers.correct, "adresse.ligne", home.id, "北京路 1")
    with pytest.raises(Refused, match="北京路 1"):
        desk(documents.issue_letter, key)


def test_the_preflight_names_who_is_left_out_and_why(desk: Desk) -> None:
    ready, waiting = admitted(desk, desk.person()), desk.apply(desk.person("ÇELIK", "Defne", "2004-11-11"))
    look = desk.read(documents.preflight, [ready, waiting], Progress(), desk.now)
    assert look.pretes == (ready,)
    ((who, why),) = look.ecartees
    assert who.startswith("ÇELIK Defne (AA")
    assert kept(why) == "L’avis n’est pas validé."


def test_merged_letters_are_the_separate_ones_page_for_page(desk: Desk) -> None:
    keys = [admitted(desk, desk.person(nom, "Ida", "2003-05-02")) for nom in ("SØRENSEN", "ŁUKASZEWICZ")]
    alone = documents.issue_letters(desk.store, keys, Progress()).rendus
    merged = documents.merged(desk.store, [one.document for one in alone], Progress()).rendu
    assert texts(merged.octets) == [page for one in alone for page in texts(one.rendu.octets)]
    assert merged.pages == 2


def test_a_document_kept_elsewhere_is_asked_for_in_words(desk: Desk) -> None:
    number = desk(documents.void_receipt, "Reçu fait à la main")
    row = next(one for one in desk.read(documents.register) if one.numero == number)
    with pytest.raises(Refused, match="pas de document"):
        desk.read(documents.reprint, row.key)


def test_the_usage_name_is_on_the_envelope_and_the_civil_one_on_the_receipt(desk: Desk) -> None:
    dossier = desk.person(nom_usage="LE GOFF")
    key = admitted(desk, dossier)
    assert "LE GOFF" in kept(desk.read(letter_of, key, desk.now).destinataire[0])
    assert "KERMAREC" in desk.read(receipt_of, dossier, "x", desk.now, "Claire").nom
    assert desk.row(Personne, desk.owner(dossier)).nom_naissance == "KERMAREC"


def test_a_letter_asked_for_again_is_the_same_one_under_its_number(desk: Desk) -> None:
    key = admitted(desk, desk.person())
    first = desk(documents.issue_letter, key)
    desk.later(days=3)
    again = desk(documents.issue_letter, key)
    assert (again.numero, again.rendu.octets) == (first.numero, first.rendu.octets)
    assert [row.numero for row in desk.read(documents.register, "lettre")] == [first.numero]
    merged = documents.merged(desk.store, [first.document], Progress()).rendu.octets
    assert words(merged) == words(first.rendu.octets)


def test_every_kind_of_document_that_is_issued_is_in_the_table_of_documents() -> None:
    calls = [
        node
        for source in under("services")
        for node in source.nodes()
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "DocumentEmis"
    ]
    kinds = [each.value for call in calls for each in call.keywords if each.arg == "genre"]
    assert {ast.literal_eval(kind) for kind in kinds} == DOCUMENTS.keys()
    assert len(kinds) == len(calls)


def test_every_field_of_the_address_is_on_the_envelope() -> None:
    """A field that is typed and never printed is a letter that does not arrive."""
    read = {node.attr for node in ast.walk(ast.parse(inspect.getsource(addressee))) if isinstance(node, ast.Attribute)}
    assert {field.name for field in FORMS["adresse"]} - read == set()


def decided(desk: Desk, code: str, **values: Any) -> str:
    """A candidature whose avis is validated."""
    key = desk.apply(desk.home(desk.person()))
    desk(avis.enter_avis, key, code, **values)
    desk(avis.validate_avis, key)
    return key


def test_a_letter_asks_only_for_an_answer_that_can_be_noted(desk: Desk) -> None:
    listed, admitted = decided(desk, "LC", rang=1), decided(desk, "FA")
    for key in (listed, admitted):
        desk(dossiers.correct, "candidatures.date_confirmation", key, date(2026, 8, 1))
    assert desk.read(letter_of, listed, desk.now).confirmer_avant is None
    assert "confirmez" not in words(desk(documents.issue_letter, listed).rendu.octets).casefold()
    assert desk.read(letter_of, admitted, desk.now).confirmer_avant == date(2026, 8, 1)
    desk(candidatures.confirm, admitted)
    desk.later(days=1)
    assert desk.read(letter_of, admitted, desk.now).confirmer_avant is None


def test_no_letter_asks_for_an_answer_before_it_was_written(desk: Desk) -> None:
    key = decided(desk, "FA")
    desk(dossiers.correct, "candidatures.date_confirmation", key, date(2020, 1, 1))
    with pytest.raises(Refused, match="01/01/2020, qui est passé"):
        desk(documents.issue_letter, key)
    assert desk.read(documents.preflight, [key], Progress(), desk.now).pretes == ()
    desk(dossiers.correct, "candidatures.date_confirmation", key, date(2026, 8, 1))
    desk(documents.issue_letter, key)
    desk.later(days=60)
    look = desk.read(documents.preflight, [key], Progress(), desk.now, reprint=True)
    assert look.pretes == look.parties == (key,)  # that letter left in time: it may be printed again


def test_nothing_is_announced_to_who_gave_the_place_up(desk: Desk) -> None:
    key = decided(desk, "FA")
    desk(candidatures.desist, key)
    with pytest.raises(Refused, match="désistée"):
        desk(documents.issue_letter, key)
    assert desk.read(documents.preflight, [key], Progress(), desk.now).pretes == ()
    desk(avis.correct_avis, key, "DE", "dossier relu", motif="resultats")
    desk(avis.validate_avis, key)
    desk(documents.issue_letter, key)


def test_a_row_that_a_window_only_began_stands_on_no_paper(desk: Desk) -> None:
    key = decided(desk, "FA")
    for one in desk.rows(select(Signataire)):
        desk(dossiers.withdraw_item, "signataire", one.id)
    desk(dossiers.add_item, "signataire", {}, a_remplir=True)
    with pytest.raises(Refused, match="prénom, nom et qualité"):
        desk(documents.issue_letter, key)
    desk(dossiers.add_item, "signataire", {"prenom": "Anne", "nom": "LE BIHAN", "qualite": "Présidente"})
    assert "Anne LE BIHAN" in words(desk(documents.issue_letter, key).rendu.octets)
    blank = desk(dossiers.add_item, "piece", {"en_service": True}, a_remplir=True)
    desk(dossiers.add_item, "piece_demandee", {"piece_id": blank})
    assert all(line.libelle for line in desk.read(pieces.lines, key))


def test_a_receipt_speaks_of_a_visit_of_that_person_only(desk: Desk) -> None:
    mine, other = desk.person(), desk.person("RIOU")
    visite = desk(visites.walk_in, dossier=other)
    desk(visites.set_third_party, visite, "Paul TIERS")
    for named, why in ((visite, "pas celle de cette personne"), ("0" * 32, "n’existe pas")):
        with pytest.raises(Refused, match=why):
            desk(documents.issue_receipt, mine, named)
        with pytest.raises(Refused, match=why):
            desk(dossiers.write_note, desk.owner(mine), "À rappeler", named)
    assert "Paul TIERS" in words(desk(documents.issue_receipt, other, visite).rendu.octets)


def test_a_second_decision_says_which_letter_it_replaces(desk: Desk) -> None:
    key = decided(desk, "FA")
    first = desk(documents.issue_letter, key)
    assert "remplace" not in words(first.rendu.octets)
    desk.later(days=3)
    desk(candidatures.confirm, key)
    desk(avis.correct_avis, key, "DE", "dossier relu", motif="resultats")
    desk(avis.validate_avis, key)
    told = f"La décision favorable de la lettre {first.numero} du 6 juillet 2026 est retirée"
    second = desk(documents.issue_letter, key)
    said = words(second.rendu.octets)
    assert told in said
    assert "Raison : dossier relu" in said
    assert told in words(documents.merged(desk.store, [second.document], Progress()).rendu.octets)
