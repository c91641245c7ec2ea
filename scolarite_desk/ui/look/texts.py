"""What the window says, in the language chosen at its opening: the one place where a sentence becomes a text on screen.

    tr("Enregistré à {heure}", heure=at)          here and now
    trn("{n} dossier", "{n} dossiers", count)     counted
    trc("bouton", "Retirer")                      a short word with two meanings
    say(field.label)                              a sentence made elsewhere

Sentences are literals, which the extraction tool reads, and values have names; a table keeps `N_("…")` and whoever
shows it says it, since what is written at import would be said before the language is known.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

from scolarite_desk.langue import SOURCE, Langue, langue, said
from scolarite_desk.msg import Msg
from scolarite_desk.ui.look.qt_words import QtWords

__all__ = ["capital", "mnemonics", "open_in", "say", "small", "spoken", "tr", "trc", "trn"]


class _Window:
    """The language of this process's windows, set before the first one. Threads see it; a process is handed its own."""

    langue = langue(SOURCE)


def open_in(app: QCoreApplication, chosen: Langue) -> bool:
    """Open every window from now on in that language, Qt's own words too; False when Qt's file is not shipped."""
    _Window.langue = chosen
    QLocale.setDefault(QLocale(QLocale.Language.French, QLocale.Country.France))  # names sort and dates read so
    theirs, code = QTranslator(app), SOURCE if chosen.missing else chosen.code
    found = theirs.load(f"qtbase_{code}", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath))
    ours = QtWords(say, app)
    return app.installTranslator(theirs) & app.installTranslator(ours) & found


def spoken() -> Langue:
    """The language of the windows, for what is handed to a job, a paper or an export."""
    return _Window.langue


def say(msg: Msg) -> str:
    """The sentence on screen."""
    return said(msg, _Window.langue)


def tr(source: str, /, **valeurs: object) -> str:
    """A sentence on screen; `{nom}` in it is the value of that name."""
    return say(Msg(source, valeurs))


def trn(un: str, plusieurs: str, n: int, /, **valeurs: object) -> str:
    """A sentence on screen that counts `{n}`."""
    return say(Msg(un, valeurs, plusieurs, n))


def trc(contexte: str, source: str, /, **valeurs: object) -> str:
    """A short text on screen, with what it is said of."""
    return say(Msg(source, valeurs, contexte=contexte))


def capital(text: str) -> str:
    """What begins a sentence, said as the middle of one."""
    return text[:1].upper() + text[1:]


def small(text: str) -> str:
    """What goes on a sentence, said as the beginning of one; an acronym (« INE ») stays as it is."""
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]


def mnemonics(labels: Sequence[str], taken: Iterable[str]) -> list[str]:
    """The labels, each with `&` before a letter that nobody else holds; a label without a free one stays as it is."""
    held = {letter.lower() for letter in taken}
    return [_with_mnemonic(label, held) for label in labels]


def _with_mnemonic(label: str, held: set[str]) -> str:
    plain = label.replace("&", "&&")
    starts = [i for i, letter in enumerate(plain) if i == 0 or not plain[i - 1].isalpha()]
    for place in (*starts, *range(len(plain))):
        letter = plain[place].lower()
        if letter.isascii() and letter.isalpha() and letter not in held:
            held.add(letter)
            return f"{plain[:place]}&{plain[place:]}"
    return plain
