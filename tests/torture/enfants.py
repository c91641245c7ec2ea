"""Child processes, forked from a server that has everything loaded: a death costs no start."""

from __future__ import annotations

import multiprocessing
from multiprocessing.context import ForkServerContext

_LOADED = ["visite", "fenetre", "formes", "demo", "voisin", "reseau"]


def context() -> ForkServerContext:
    """The one server of this run."""
    found = multiprocessing.get_context("forkserver")
    found.set_forkserver_preload([f"tests.torture.{name}" for name in _LOADED])
    return found
