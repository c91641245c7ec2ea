"""Lists of the day: answers that are late, awaited or missing, and the places that they leave."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from scolarite_desk.models.rules.dates import local, show_day
from scolarite_desk.models.rules.places import proposes
from scolarite_desk.models.rules.states import answer_of
from scolarite_desk.msg import N_, NN_, Msg
from scolarite_desk.services.reglages import count_of
from scolarite_desk.services.suivi.jour import JourSuivi, Suivie
from scolarite_desk.store.queries.listes import real_lists
from scolarite_desk.store.queries.places import places
from scolarite_desk.store.queries.suivi import LETTRE_PARTIE, RELANCEE, decided, paires


def late_answers(jour: JourSuivi) -> Iterator[Suivie]:
    for (row, formation, avis), limit in jour.answers:
        answered = row.confirmation_le
        if answered is not None and (day := local(answered, jour.zone(formation)).date()) > limit:
            yield Suivie(row.id, limit, N_("{reponse}, le {jour}", reponse=answer_of(row.confirmation or "", avis.avis),
                                           jour=show_day(day)))  # fmt: skip


def to_remind(jour: JourSuivi) -> Iterator[Suivie]:
    """Once, by the letter that reminds, of one that left."""
    ahead = timedelta(days=count_of(jour.session, "relance_jours"))
    told = {row.id for row, *_ in decided(jour.session, LETTRE_PARTIE, ~RELANCEE)}
    for (row, formation, _avis), limit in jour.answers:
        today = jour.of(formation)
        if row.confirmation is None and row.id in told and today <= limit <= today + ahead:
            yield Suivie(row.id, limit)


def silent(jour: JourSuivi) -> Iterator[Suivie]:
    for (row, formation, _avis), limit in jour.answers:
        if row.confirmation is None and limit < jour.of(formation):
            yield Suivie(row.id, limit)


def to_call(jour: JourSuivi) -> Iterator[Suivie]:
    """The first ones of each list, as many as there are places."""
    counted = places(jour.session, paires(jour.session))
    open_to = {paire: one for paire, one in counted.items() if proposes(one)}
    waiting = real_lists(jour.session, {paire.formation for paire in open_to})
    for paire, one in open_to.items():
        for rank, key in enumerate(waiting.get(paire, [])[: one.libres], 1):
            yield Suivie(key, precision=_place(rank, one.libres or 0))


def _place(rang: int, libres: int) -> Msg:
    return NN_("rang {rang}, {n} place libre", "rang {rang}, {n} places libres", libres, rang=rang)
