"""Models of letters of desks that work apart: one scope is one model; two wordings of it are settled by somebody."""

from __future__ import annotations

from typing import Any

from scolarite_desk.models.rules.modeles import DECISION, Portee
from scolarite_desk.models.rules.papiers import PIECES
from scolarite_desk.models.tables.document import DocumentEmis
from scolarite_desk.services.divergences import settle
from scolarite_desk.services.documents.courriers import issue_courrier
from scolarite_desk.services.modeles import models, save_model, versions, words_of
from scolarite_desk.store.check.check import check
from scolarite_desk.store.queries.divergences import divergences
from tests.services.conftest import Desk
from tests.sync.conftest import abc, founded, later, share

__all__ = ["abc", "founded"]

ADMIS = Portee(DECISION, "FA")


def own(desk: Desk, corps: str, **scope: Any) -> str:
    key: str = desk(save_model, DECISION, "votre candidature", corps, avis="FA", **scope)
    return key


def test_two_desks_that_word_the_same_letter_apart_settle_it_and_keep_both(abc: list[Desk]) -> None:
    a, b, c = abc
    [key] = {own(a, "celui de A"), own(b, "celui de B")}
    share(*abc)
    assert len({desk.read(words_of, ADMIS).corps for desk in abc}) == 1
    [apart] = c.read(divergences)
    assert (apart.fiches, apart.groupe) == ((("modele", key),), "version_id")
    c(settle, "modele", key, "version_id", next(one.code for one in apart.versions if not one.montree))
    share(*abc)
    for desk in abc:
        assert not desk.read(divergences)
        assert {one.mots.corps for one in desk.read(versions, key)} >= {"celui de A", "celui de B"}
        assert not any(one.fautes for one in check(desk.store))


def test_a_model_changed_at_one_desk_alone_is_that_of_all(abc: list[Desk]) -> None:
    own(abc[0], "un")
    share(*abc)
    later(abc, minutes=1)
    own(abc[1], "deux")
    own(abc[2], "en master", diplome="m1")
    share(*abc)
    for desk in abc:
        assert not desk.read(divergences)
        assert desk.read(words_of, ADMIS).corps == "deux"
        assert len(desk.read(models)) == 2


def test_a_paper_printed_while_another_desk_words_it_anew_says_its_own_words_everywhere(abc: list[Desk]) -> None:
    a, b, _ = abc
    candidature = a.apply(a.home(a.person()))
    key: str = a(save_model, PIECES, "pièces", "Premiers mots\u00a0: {avant_le}\n- {pieces}")
    share(*abc)
    later(abc, minutes=1)
    printed = a(issue_courrier, candidature, PIECES)
    b(save_model, PIECES, "pièces", "Autres mots\u00a0: {avant_le}\n- {pieces}")
    share(*abc)
    for desk in abc:
        bears = desk.row(DocumentEmis, printed.document).modele_id
        [said] = [one for one in desk.read(versions, key) if one.key == bears]
        assert (said.mots.corps.splitlines()[0], said.courante) == ("Premiers mots\u00a0: {avant_le}", False)
        assert desk.read(words_of, Portee(PIECES)).corps.startswith("Autres mots")
        assert not desk.read(divergences)
