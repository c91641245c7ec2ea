"""How words reach the screen. French is the source language; English will come as `resources/translations/*.qm`.

Three spellings, always in full and always with literals, because the extraction tool reads nothing else:

    self.tr("Enregistré à %1")                          in a QObject
    QCoreApplication.translate("actions", "Annuler")    elsewhere
    QT_TRANSLATE_NOOP("actions", "Annuler")             in a table, translated when it is shown

Never an f-string inside a translation call: put the values in afterwards with `filled`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

NBSP = "\u00a0"


def install_translations(app: QCoreApplication) -> bool:
    """Put Qt's own words (Annuler, Enregistrer sous...) in French; False when the file is not shipped."""
    QLocale.setDefault(QLocale(QLocale.Language.French, QLocale.Country.France))
    translator = QTranslator(app)
    found = translator.load("qtbase_fr", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath))
    return found and app.installTranslator(translator)


def QT_TRANSLATE_NOOP(context: str, text: str) -> str:
    """The text itself: a mark for the extraction tool, which knows this name; Qt's own gives `object`."""
    return text


def filled(text: str, *values: object) -> str:
    """A translated text with its %1, %2... replaced by values."""
    for number in range(len(values), 0, -1):
        text = text.replace(f"%{number}", str(values[number - 1]))
    return text


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
