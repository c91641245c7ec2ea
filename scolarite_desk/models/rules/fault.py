"""What a rule answers to a text that it cannot read."""

from __future__ import annotations

from scolarite_desk.errors import Told


class Fault(Told):
    """The text cannot be read: one sentence, of at most 60 characters in French, that says what to do."""
