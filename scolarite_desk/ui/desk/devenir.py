"""What became of several numbered documents, noted together and told: one act, whichever page asks."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from scolarite_desk.models.rules.documents import ETAPES
from scolarite_desk.msg import NN_, NOTHING, joined
from scolarite_desk.services.etapes import note_all
from scolarite_desk.services.lots import LotOutcome
from scolarite_desk.ui.desk.desk import Desk
from scolarite_desk.ui.look.texts import say, tr


def note_documents(
    desk: Desk,
    source: object | None,
    documents: Mapping[str, str],
    etape: str,
    reason: str = "",
    after: Callable[[LotOutcome[str, None]], object] = lambda _issue: None,
    jour: date | None = None,
) -> None:
    """Note a step of `documents` (key: number), one work each; `after` what was noted and what was refused. `jour`:
    of which day, today by default.
    """
    store, keys = desk.store, [*documents]

    def done(issue: LotOutcome[str, None]) -> None:
        after(issue)
        said = NN_("{n} document noté\u00a0: {etape}.", "{n} documents notés\u00a0: {etape}.", len(issue.faites),
                   etape=ETAPES[etape].label)  # fmt: skip
        left = issue.left(lambda key: documents[key])
        desk.messages.say(say(joined(" ", said if issue.faites else NOTHING, left)), "warn" if left else "ok")

    def cancelled() -> None:
        after(LotOutcome())

    desk.jobs.several(
        tr("Devenir des documents"), len(keys), lambda p: note_all(store, source, keys, etape, reason, p, jour),
        done=done, failed=desk.messages.tell, cancelled=cancelled,
    )  # fmt: skip
