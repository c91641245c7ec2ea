"""The English of what is given to a person, by its French: `ANGLAIS` says it. It moves to an English catalogue once
there is one: until then a catalogue of so few sentences would offer a window in English that speaks French
(`langue.installed`).
"""

from __future__ import annotations

from collections.abc import Mapping
from gettext import NullTranslations

from scolarite_desk.exchange.papers import lettres_anglais, recu_anglais
from scolarite_desk.langue import Langue

TAG = "en-GB"  # what a screen reader is told of each paragraph
MOTS: Mapping[str, str] = {**recu_anglais.MOTS, **lettres_anglais.MOTS}
COMPTES: Mapping[str, tuple[str, str]] = {**recu_anglais.COMPTES, **lettres_anglais.COMPTES}


class _English(NullTranslations):
    def gettext(self, message: str) -> str:
        return MOTS.get(message, message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        one, several = COMPTES.get(msgid1, (msgid1, msgid2))
        return one if n == 1 else several

    def pgettext(self, context: str, message: str) -> str:
        return self.gettext(message)


ANGLAIS = Langue("en", _English())
