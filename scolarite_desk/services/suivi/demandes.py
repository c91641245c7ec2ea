"""Lists of the day: what a person asked for and waits for: reasons, appeals, referrals to the recteur."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import takewhile

from scolarite_desk.models.rules.dates import show_day
from scolarite_desk.models.rules.papiers import MOTIFS
from scolarite_desk.models.rules.requetes import label_of, limite
from scolarite_desk.models.tables.decision import Requete
from scolarite_desk.models.tables.saisine import Saisine
from scolarite_desk.msg import N_, NN_, NOTHING, joined
from scolarite_desk.services.reglages import count_of
from scolarite_desk.services.saisine_lue import answers_by
from scolarite_desk.services.suivi.jour import JourSuivi, Suivie
from scolarite_desk.store.queries.motifs import reasons_given
from scolarite_desk.store.queries.requetes import requests
from scolarite_desk.store.queries.saisines import ACCUSEE, open_with, propositions_of
from scolarite_desk.store.queries.suivi import requested


def reasons(jour: JourSuivi) -> Iterator[Suivie]:
    """Until the request is answered, which somebody notes once the letter left (CRPA, L. 232-4)."""
    asked = requested(jour.session, MOTIFS)
    letters = reasons_given(jour.session, [one for *_, one in asked])
    for row, _formation, one in asked:
        sent = letters.get(one.id)
        told = N_("lettre {numero} éditée\u00a0: notez la réponse", numero=sent[0]) if sent else NOTHING
        received = show_day(one.recue_le) if one.recue_le else "?"
        yield Suivie(row.id, limite(MOTIFS, one.recue_le), told or N_("demandés le {jour}", jour=received))


def asked(jour: JourSuivi) -> Iterator[Suivie]:
    """Of each candidature, the appeals that wait for an answer; the day is the first by which one is due. A cancelled
    candidature is answered too. Reasons that are asked for have a list of their own.
    """
    waiting: dict[str, list[Requete]] = {}
    for row, *_ in takewhile(lambda line: line[0].repondue_le is None, requests(jour.session)):
        if row.genre != MOTIFS:
            waiting.setdefault(row.candidature_id, []).append(row)
    for key, rows in waiting.items():
        limits = [day for row in rows if (day := limite(row.genre or "", row.recue_le)) is not None]
        yield Suivie(key, min(limits, default=None), joined(" · ", *(label_of(row.genre) for row in rows)))


def to_acknowledge(jour: JourSuivi) -> Iterator[Suivie]:
    """Referrals that nobody acknowledged: neither noted, nor by a letter."""
    for saisine, row, _formation in open_with(jour.session, Saisine.accuse_le.is_(None), ~ACCUSEE):
        yield Suivie(row.id, saisine.le)


def to_answer(jour: JourSuivi) -> Iterator[Suivie]:
    """Places that the recteur proposed and that nobody answered, by the first to be lost."""
    found = open_with(jour.session)
    proposed = propositions_of(jour.session, [saisine.id for saisine, *_ in found])
    delay = count_of(jour.session, "saisine_reponse")
    for saisine, row, _formation in found:
        due = answers_by(proposed.get(saisine.id, ()), delay)
        if due:
            yield Suivie(row.id, min(due.values()), NN_("{n} proposition", "{n} propositions", len(due)))
