"""Which campaign, when several are open: nothing is begun in one that nobody chose."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from scolarite_desk.store.queries.offer import open_campaigns
from scolarite_desk.ui.desk.desk import Desk
from scolarite_desk.ui.look.texts import tr


def in_campaign(desk: Desk, then: Callable[[str | None], object]) -> None:
    """Go on with the open campaign; of several, with the one that is pressed. None: none is, and the act says so."""
    known = desk.read(open_campaigns)
    if len(known) < 2:
        then(known[0][0] if known else None)
        return
    choices = [(label, partial(then, key)) for key, label in known]
    desk.messages.say(tr("Plusieurs campagnes sont ouvertes\u00a0: dans laquelle\u00a0?"), "warn", choices)
