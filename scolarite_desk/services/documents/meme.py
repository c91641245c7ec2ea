"""Asked for again by the same desk on the same day, what would say the same is the same paper. Another day, other words
or another desk: a new one, with its number. A letter of decision (one an avis) and a procès-verbal (one while a meeting
says the same) are the same whatever the day.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict
from typing import Any

from scolarite_desk.langue import kept
from scolarite_desk.models.rows.documents import Lettre, ProcesVerbal, Recu, Sceau
from scolarite_desk.models.rules.dates import local
from scolarite_desk.models.tables.document import DocumentEmis
from scolarite_desk.msg import Msg
from scolarite_desk.services.documents.registre import Issued, again, is_here, series_of
from scolarite_desk.store.queries.rows import living
from scolarite_desk.store.store import Work

_MADE = ("numero", "emis_le", "fait_le")  # of no account: its number, the hour at which it was made


def content_of(described: Recu | Lettre | ProcesVerbal | Sceau) -> str:
    """The digest of what a paper says but its number and the hour at which it was made."""
    said = {name: value for name, value in asdict(described).items() if name not in _MADE}
    return hashlib.sha256(json.dumps(said, default=_plain, sort_keys=True).encode()).hexdigest()


def _plain(value: Any) -> str:
    if isinstance(value, bytes):
        return value.hex()
    return kept(value) if isinstance(value, Msg) else str(value)


_OF = (DocumentEmis.genre, DocumentEmis.nature, DocumentEmis.dossier_id, DocumentEmis.candidature_id,
       DocumentEmis.contenu)  # fmt: skip


def known_today(work: Work, row: DocumentEmis) -> Issued | None:
    """The paper that this desk gave today and that says what this row would, its number still to come."""
    alike = living(DocumentEmis).where(*(one == getattr(row, one.key) for one in _OF))
    mine = alike.where(DocumentEmis.numero.startswith(series_of(work, row.genre), autoescape=True))
    for former in work.session.scalars(mine.order_by(DocumentEmis.id.desc())):
        if local(former.emis_le, work.fuseau).date() == work.today and is_here(work.session, former):
            return again(work.session, former)
    return None
