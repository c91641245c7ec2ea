"""The receipt: what the law wants on it, and what a person reads on it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import pairwise

import pytest

from scolarite_desk.exchange.papers import recu as receipts
from scolarite_desk.langue import kept
from scolarite_desk.models.fields.reglages import SETTINGS
from scolarite_desk.models.rows.documents import Demande, EtatCvec, FormationVisee, PiecePrinted, Recu, Rendered
from scolarite_desk.models.rules.echeances import UNSETTLED, Silence, silence
from scolarite_desk.models.rules.procedures import PROCEDURES
from scolarite_desk.models.tables.candidature import Candidature
from scolarite_desk.models.tables.formation import Formation
from scolarite_desk.msg import N_, verbatim
from tests.exchange.papers.papiers_inventes import FRANCAIS, GENRES, RECU, SERVICE
from tests.exchange.pdf_reading import faults, same_words, strips, texts

ACCEPTED = Silence("acceptation", 2, echeance=date(2027, 1, 21))
SILENCES = (
    ACCEPTED,
    Silence("rejet", 4, echeance=date(2027, 3, 21)),
    Silence("rejet", 4, manque=True),
    Silence("rejet", terme=PROCEDURES["m1_plateforme"].terme),
    Silence("acceptation", 2, N_("la réception du dossier complet"), manque=True),
    Silence("rejet", 2, echeance=date(2026, 11, 20)),
    Silence("acceptation", 2, echeance=date(2026, 11, 20)),
    Silence("aucune"),
    UNSETTLED,
)


def each(recu: Recu, *silences: Silence) -> Recu:
    """A receipt of as many candidatures, each with its rule."""
    first = recu.demandes[0]
    return replace(
        recu,
        demandes=tuple(
            replace(first, formation=FormationVisee(f"Licence {rank}", f"L{rank}"), silence=one)
            for rank, one in enumerate(silences, 1)
        ),
    )


COMPLET = replace(each(RECU, ACCEPTED), complet=True, pieces=RECU.pieces[2:])
ANGLAIS = replace(RECU, anglais=True)


def drawn(recu: Recu) -> Rendered:
    return receipts.render(recu, FRANCAIS)


def said(recu: Recu) -> str:
    return " ".join(texts(drawn(recu).octets))


@pytest.mark.parametrize(
    ("name", "recu"), [("recu_incomplet", RECU), ("recu_complet", COMPLET), ("recu_anglais", ANGLAIS)]
)
def test_a_receipt_says_its_words_and_is_accessible(name: str, recu: Recu) -> None:
    rendu = drawn(recu)
    assert faults(rendu.octets) == []
    assert rendu.avertissements == ()
    same_words(name, rendu.octets)


def test_an_ordinary_receipt_holds_on_one_page() -> None:
    assert drawn(RECU).pages == drawn(COMPLET).pages == 1


def test_an_incomplete_file_gets_a_receipt_and_a_complete_one_an_acknowledgement() -> None:
    assert "Récépissé de dépôt" in said(RECU)
    assert "Accusé de réception" in said(COMPLET)


def test_everything_the_code_wants_is_there() -> None:
    """CRPA R. 112-5 and L. 114-5: date, service and how to reach it, missing pieces with their term, silence."""
    words = said(RECU)
    for wanted in (
        "Candidature 21/11/2026",
        "Validation des acquis (VAPP) 20/11/2026",
        *SERVICE.adresse,
        SERVICE.telephone,
        SERVICE.courriel,
    ):
        assert wanted in words
    assert "Relevé de notes de licence 3 Manquante 12/12/2026" in words
    assert "Refusée le 21/11/2026 Copie illisible" in words
    assert "Si vous n’avez pas reçu de réponse au 4 avril 2027 (4 mois à compter de la réception" in words
    assert "Agent chargé de votre dossier : Claire MARTIN, gestionnaire de scolarité" in words
    assert "réputée rejetée" in words
    assert "tribunal administratif d’Orléans" in words


def test_silence_that_accepts_tells_of_the_attestation_and_of_its_date() -> None:
    words = said(COMPLET)
    assert "Si vous n’avez pas reçu de réponse au 21 janvier 2027 (2 mois à compter de la réception" in words
    assert "L. 232-3" in words
    assert "tribunal" not in words


def test_a_silence_rule_that_is_not_decided_is_said_to_be_so() -> None:
    words = said(each(RECU, UNSETTLED))
    assert "n’est pas encore fixé pour cette demande" in words
    assert "tribunal" not in words


def test_each_candidature_has_its_own_line_and_the_same_is_said_once() -> None:
    words = said(each(RECU, ACCEPTED, SILENCES[1], ACCEPTED))
    assert "Licence 1 – Candidature, Licence 3 – Candidature : si vous n’avez pas reçu de réponse au 21" in words
    assert "Licence 2 – Candidature : si vous n’avez pas reçu de réponse au 21 mars 2027" in words


def test_missing_pieces_suspend_a_clock_that_runs_and_keep_that_of_an_acceptance_from_starting() -> None:
    assert "suspendu jusqu’à la remise des pièces demandées, au plus tard jusqu’au 12 décembre 2026" in said(RECU)
    assert "date indiquée en tient compte" in said(RECU)
    assert "ne court qu’à compter de la réception des pièces" in said(each(RECU, SILENCES[4]))


def test_the_suspension_is_said_even_when_no_date_is_known() -> None:
    unknown = each(RECU, Silence("rejet", 4, manque=True))
    words = said(replace(unknown, demandes=(replace(unknown.demandes[0], recue_le=None),)))
    assert "dans un délai de 4 mois à compter de la réception de la demande" in words
    assert "La date de réception n’est pas enregistrée" in words
    assert "Ce délai est suspendu" in words
    assert "non enregistrée" in words


def test_no_date_is_promised_that_is_before_the_receipt() -> None:
    words = said(each(RECU, SILENCES[5]))
    assert "est écoulé depuis le 20 novembre 2026" in words
    assert "Si vous n’avez pas reçu" not in words


def test_a_decision_that_was_told_leaves_no_silence() -> None:
    told = replace(RECU.demandes[0], decidee_le=date(2026, 11, 2))
    words = said(replace(RECU, demandes=(told,)))
    assert "Une décision vous a été écrite le 2 novembre 2026." in words
    assert "reçu de réponse" not in words
    assert "tribunal" not in words


def test_no_superior_is_named_unless_there_is_one() -> None:
    assert "hiérarchique" not in said(RECU)
    assert "recours hiérarchique auprès du recteur" in said(replace(RECU, autorite_hierarchique="le recteur"))


def test_no_implied_decision_is_said_as_such() -> None:
    assert "réponse écrite" in said(each(RECU, Silence("aucune")))


@pytest.mark.parametrize("anglais", [False, True])
def test_what_is_said_of_silence_word_for_word(anglais: bool) -> None:
    """Each kind of rule, in each language; the heads say which."""
    rendu = drawn(replace(each(RECU, *SILENCES), anglais=anglais, pieces=()))
    assert faults(rendu.octets) == []
    same_words(f"recu_silences{'_anglais' if anglais else ''}", rendu.octets)


def of_procedures() -> Recu:
    """A receipt of a candidature of each procedure."""
    return replace(RECU, demandes=tuple(map(_of_procedure, PROCEDURES)), pieces=())


def _of_procedure(code: str) -> Demande:
    """A candidature received on 21 November, by the rules that an office has when it chose rejection for all."""
    own = code if code in ("vapp", "reprise", "transfert") else "candidature"
    formation = Formation(genre="m1" if code.startswith("m1") else "licence", mon_master=code == "m1_plateforme")
    row = Candidature(genre=own, recue_le=date(2026, 11, 21))
    rules = {one.key: one.default for one in SETTINGS} | {"silence": "rejet"}
    visee = FormationVisee(f"Formation {code.replace('_', ' ')}")
    return Demande(visee, GENRES.msg("candidature_genre", own), row.recue_le, silence(row, formation, rules))


@pytest.mark.parametrize("anglais", [False, True])
def test_each_procedure_says_its_rule_word_for_word(anglais: bool) -> None:
    same_words(
        f"recu_procedures{'_anglais' if anglais else ''}", drawn(replace(of_procedures(), anglais=anglais)).octets
    )


def test_the_largest_receipt_holds_whole_in_both_languages() -> None:
    """Twelve missing pieces, five candidatures, a name of a hundred letters, Vietnamese."""
    many = tuple(PiecePrinted(f"Pièce {n}", "AT", avant_le=date(2026, 12, 21)) for n in range(12))
    name = "NGUYỄN PHẠM " + "ANTICONSTITUTIONNELLEMENT" * 3 + " Hồng Ngọc Ánh"
    for anglais in (False, True):
        rendu = drawn(replace(each(RECU, *SILENCES[:5]), pieces=many, nom=name, anglais=anglais))
        assert faults(rendu.octets) == []
        assert rendu.avertissements == ()
        assert rendu.pages <= 3


def test_a_provisional_ine_is_never_taken_for_a_definitive_one() -> None:
    assert "INE PROVISOIRE – à remplacer" in said(RECU)


def test_a_receipt_never_claims_what_an_odd_cvec_number_says() -> None:
    odd = replace(RECU, cvec=EtatCvec("2026-2027", "payee", "X-1", douteuse=True))
    assert "attestation à vérifier" in said(odd)
    assert "acquittée" not in said(odd)


def test_a_reprint_differs_by_its_mark_only() -> None:
    first, again = said(RECU), said(replace(RECU, duplicata=True))
    assert again.replace("DUPLICATA ", "", 1) == first


def test_the_same_receipt_has_the_same_bytes() -> None:
    assert drawn(RECU).octets == drawn(RECU).octets


def test_the_practice_base_marks_every_page() -> None:
    many = tuple(PiecePrinted(f"Pièce numéro {n}", "TR", date(2026, 11, 21)) for n in range(60))
    rendu = drawn(replace(RECU, pieces=many, service=replace(SERVICE, exercice=True)))
    assert rendu.pages > 1
    assert faults(rendu.octets) == []
    assert all("Base d’exercice – document sans valeur" in words for words in texts(rendu.octets))


def test_a_foreign_visitor_reads_english_with_the_same_dates() -> None:
    words = said(ANGLAIS)
    assert "Acknowledgement of deposit" in words
    assert "Missing" in words
    assert "administrative court of Orléans" in words
    assert "12/12/2026 12 December 2026" in words
    assert "by 4 April 2027" in words
    assert "Bachelor’s degree in life sciences" in words


def test_the_head_of_a_table_is_read_on_each_page_and_nothing_is_lost() -> None:
    many = tuple(PiecePrinted(f"Pièce numéro {n:02d}", "TR", date(2026, 11, 21)) for n in range(90))
    pages = texts(drawn(replace(RECU, pieces=many)).octets)
    found = [words.find(f"numéro {n:02d}") for words in pages for n in range(90) if f"numéro {n:02d}" in words]
    assert len(found) == 90
    assert all("Pièce État Reçue le" in words for words in pages[:-1])
    assert all(f"page {n}/{len(pages)}" in words for n, words in enumerate(pages, 1))


def test_a_letter_the_font_lacks_is_replaced_and_told() -> None:
    rendu = drawn(replace(RECU, nom="NGUYỄN 張 Łukasz"))
    assert "NGUYỄN \ufffd Łukasz" in texts(rendu.octets)[0]
    assert len(rendu.avertissements) == 1
    assert "U+5F35" in kept(rendu.avertissements[0])
    assert faults(rendu.octets) == []


def test_long_values_never_leave_their_column() -> None:
    wide = "Établissement" * 12
    recu = replace(RECU, nom=wide, pieces=(PiecePrinted(wide, "RE", motif=wide),), tiers=wide)
    recu = replace(recu, demandes=(replace(RECU.demandes[0], formation=FormationVisee(wide, wide)),))
    rendu = drawn(recu)
    assert faults(rendu.octets) == []
    assert "".join(texts(rendu.octets)).replace(" ", "").count(wide) >= 4


def test_a_reason_higher_than_a_page_is_printed_whole_above_the_foot() -> None:
    long = PiecePrinted("Relevé", "RE", motif="Raison du refus. " * 400)
    rendu = drawn(replace(RECU, pieces=(long,)))
    assert faults(rendu.octets) == []
    pages = texts(rendu.octets)
    assert " ".join(pages).count("Raison") == 400
    assert all("Raison" not in words for words in strips(rendu.octets, 0, 20))


def test_numbers_of_pages_follow_each_other() -> None:
    pages = texts(drawn(replace(ANGLAIS, suite=verbatim("Phrase. " * 1400))).octets)
    assert " ".join(pages).count("Phrase.") == 1400
    numbers = [int(words.split("page ")[-1].split("/")[0]) for words in pages]
    assert all(after == before + 1 for before, after in pairwise(numbers))


def test_where_no_answer_is_a_rejection_the_receipt_tells_the_right_to_its_reasons() -> None:
    for effet, told in (("rejet", 1), ("acceptation", 0), ("aucune", 0)):
        one = replace(each(ANGLAIS, Silence(effet, 4, echeance=date(2027, 3, 21))), pieces=())
        assert said(one).count("art. L. 232-4)") == said(one).count("article L. 232-4)") == told
        assert drawn(one).pages == 1
