"""Finding a person by anything: an index that follows the base in each transaction, and one box to ask it."""

from scolarite_desk.store.search.index import create, rebuild, refresh
from scolarite_desk.store.search.query import Found, find

__all__ = ["Found", "create", "find", "rebuild", "refresh"]
