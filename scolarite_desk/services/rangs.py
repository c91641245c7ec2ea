"""Ranks of a supplementary list, once they are given: numbered again, or one moved. Those that were validated stay:
a letter says them, and only a correction changes them. Gaps and twins are left as they are (`store/queries/listes.py`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy.orm import Session

from scolarite_desk.errors import Refused
from scolarite_desk.models.rules.passages import droit
from scolarite_desk.models.rules.places import Paire
from scolarite_desk.models.tables.candidature import Avis, Candidature
from scolarite_desk.msg import N_
from scolarite_desk.services.acts import act
from scolarite_desk.services.avis_valeurs import refuse_given
from scolarite_desk.services.passages import live, passing
from scolarite_desk.store.queries.listes import Inscrit, inscrits, paires_of
from scolarite_desk.store.queries.rows import by_key
from scolarite_desk.store.queries.seance import lignes_of
from scolarite_desk.store.store import Work


@act(N_("Renuméroter la liste"), right=droit("move_rank"))
def renumber(work: Work, formation: str, candidatures: list[str], premier: int = 1) -> None:
    """These candidatures, all of one list of a formation, are given the ranks from `premier` on, in their order.

    Refused when one is not on that list, is validated with another rank, or when somebody else has one of these ranks.
    """
    keys = {one for one in candidatures if isinstance(one, str)}  # a file may hold anything
    if not keys or len(keys) < len(candidatures):
        raise Refused(N_("Donnez les candidatures à numéroter, chacune une fois."), "avis.rang")
    _held = by_key(work.session, Candidature, keys)  # at once: each is found there
    for key in candidatures:
        live(work, key)
    listed = _list_of(work, candidatures, formation)
    ranks = {key: rang for rang, key in enumerate(candidatures, premier)}
    others = {one.rang for one in listed if one.candidature not in ranks}
    for rang in ranks.values():
        refuse_given(rang, others)
    _give(work, listed, ranks)


@act(N_("Déplacer sur la liste"), right=droit("move_rank"))
def move_rank(work: Work, candidature: str, avant: str | None = None) -> None:
    """A candidature takes its place before another of its list, None: the last one; those between shift by one.

    The list keeps the ranks that it has, its gaps with them. Refused when a validated rank would change.
    """
    formation = passing(work, candidature, "move_rank").formation_id
    listed = _list_of(work, [candidature, avant] if avant else [candidature], formation)
    order = [one.candidature for one in listed if one.candidature != candidature]
    if avant != candidature:
        order.insert(order.index(avant) if avant else len(order), candidature)
        _give(work, listed, {key: one.rang for key, one in zip(order, listed, strict=True)})


def _list_of(work: Work, candidatures: Sequence[str], formation: str) -> list[Inscrit]:
    """The list that these are on, in its order. `Refused` when one is not, or is on another."""
    paires = paires_of(work.session, candidatures)
    paire = paires.get(candidatures[0], Paire(formation))
    listed = inscrits(work.session, [formation]).get(paire, [])
    known = {one.candidature for one in listed}
    stranger = next((key for key in candidatures if key not in known), None)
    if stranger is not None:
        raise Refused(N_("{qui}\u00a0: pas sur cette liste complémentaire.", qui=_named(work, stranger)), "avis.rang")
    return listed


def _give(work: Work, listed: Iterable[Inscrit], ranks: Mapping[str, int]) -> None:
    """Ranks given by whoever does it: they are part of the avis, which waits for its validation."""
    changed = [one for one in listed if ranks.get(one.candidature, one.rang) != one.rang]
    for one in changed:
        _refuse_validated(work, one)
    _held = by_key(work.session, Avis, [one.avis for one in changed])  # at once: each is found there
    for one in changed:
        avis = work.get(Avis, one.avis)
        avis.rang, avis.saisi_le, avis.saisi_par = ranks[one.candidature], work.now, work.auteur


def _refuse_validated(work: Work, one: Inscrit) -> None:
    if one.valide:
        raise Refused(
            N_(
                "{qui}\u00a0: le rang {rang} est validé. Rectifiez son avis, avec sa raison, pour le changer.",
                qui=_named(work, one.candidature),
                rang=one.rang,
            ),
            "avis.rang",
        )


def _named(work: Work, candidature: str) -> str:
    return next((row.nom for row in lignes_of(work.session, [candidature])), candidature)


def beside(session: Session, candidature: str, by: int) -> str | None:
    """Before whom a candidature comes once it is moved by so many places of its list: what `move_rank` is told. Itself
    when it is at that end already. `Refused` when it has no rank.
    """
    order = _order(session, candidature)
    at = [one.candidature for one in order].index(candidature)
    return _before(order, candidature, min(max(at + by, 0), len(order) - 1))


def at_rank(session: Session, candidature: str, rang: int) -> str | None:
    """Before whom a candidature comes to have a rank of its list, or the first one after where nobody has it; the last
    place beyond. `Refused` when it has no rank.
    """
    order = _order(session, candidature)
    return _before(order, candidature, next((at for at, one in enumerate(order) if one.rang >= rang), len(order) - 1))


def _order(session: Session, candidature: str) -> list[Inscrit]:
    paire = paires_of(session, [candidature]).get(candidature)
    listed = inscrits(session, [paire.formation]).get(paire, []) if paire is not None else []
    if candidature not in {one.candidature for one in listed}:
        raise Refused(
            N_("Cette candidature n’a pas de rang\u00a0: seule la liste complémentaire s’ordonne."), "avis.rang"
        )
    return listed


def _before(order: Sequence[Inscrit], candidature: str, to: int) -> str | None:
    keys = [one.candidature for one in order]
    if keys[to] == candidature:
        return candidature
    rest = [key for key in keys if key != candidature]
    return rest[to] if to < len(rest) else None
