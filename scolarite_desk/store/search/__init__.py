"""Finding a person by anything: an index that follows the base in each transaction, and one box to ask it."""

from scolarite_desk.store.search.alike import lookalikes
from scolarite_desk.store.search.doublons import pairs
from scolarite_desk.store.search.index import WATCHED, create, follow, persons_of, purge, rebuild, refresh
from scolarite_desk.store.search.query import Found, find
from scolarite_desk.store.search.suggest import Suggestion, suggest, warm

__all__ = [
    "WATCHED",
    "Found",
    "Suggestion",
    "create",
    "find",
    "follow",
    "lookalikes",
    "pairs",
    "persons_of",
    "purge",
    "rebuild",
    "refresh",
    "suggest",
    "warm",
]
