"""What came of a referral to the recteur keeps its rules whoever writes it: an act, a field, what comes back."""

from __future__ import annotations

from scolarite_desk.errors import Refused
from scolarite_desk.models.rules.saisine import ACCEPTEE, refused_in
from scolarite_desk.models.tables.base import Partagee
from scolarite_desk.models.tables.saisine import PlaceProposee, Saisine
from scolarite_desk.msg import N_
from scolarite_desk.store.queries.rows import values_of
from scolarite_desk.store.queries.saisines import propositions_of
from scolarite_desk.store.store import Work


def check_followed(work: Work, row: Partagee, *changed: str) -> None:
    """`Refused` unless these fields of a referral, or of a place proposed, may be as they are now: nothing to come,
    days in their order, one place accepted. Any other row is not looked at.
    """
    if not isinstance(row, Saisine | PlaceProposee):
        return
    chose = "saisine" if isinstance(row, Saisine) else "propositions"
    if (found := refused_in(chose, values_of(row), changed, work.today)) is not None:
        raise Refused(found[1], f"{chose}.{found[0]}")
    if isinstance(row, PlaceProposee) and row.reponse == ACCEPTEE and "reponse" in changed:
        others = propositions_of(work.session, [row.saisine_id]).get(row.saisine_id, [])
        if any(one.reponse == ACCEPTEE and one.id != row.id for one in others):
            raise Refused(
                N_("Une autre proposition est déjà acceptée\u00a0: corrigez-la d’abord."), "propositions.reponse"
            )
