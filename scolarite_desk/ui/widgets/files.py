"""Asking the person for a file or a folder: the system's own dialogs, in French, answering a path or None."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from scolarite_desk.models.rules.noms_fichiers import sur


def ask_open(parent: QWidget, title: str, kinds: str) -> Path | None:
    """An existing file. `kinds`: « Listes (*.ics *.xlsx) »."""
    dialog = QFileDialog(parent, title)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    dialog.setNameFilter(kinds)
    return _answer(dialog)


def ask_save(parent: QWidget, title: str, name: str, kinds: str) -> Path | None:
    """Where to write; `name` is proposed, as every system takes it, with the ending of the kind that is chosen. The
    dialog asks before a file is replaced.
    """
    name = _safe(name)
    dialog = QFileDialog(parent, title)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setFileMode(QFileDialog.FileMode.AnyFile)
    dialog.setNameFilter(kinds)
    dialog.setDefaultSuffix(Path(name).suffix)
    dialog.selectFile(name)

    def follow(kind: str) -> None:
        ending = kind.rpartition("*")[2].rstrip(")")
        dialog.setDefaultSuffix(ending)
        dialog.selectFile(Path(next(iter(dialog.selectedFiles()), name)).with_suffix(ending).name)

    dialog.filterSelected.connect(follow)
    return _answer(dialog)


def _safe(name: str) -> str:
    path = Path(name)
    if path.is_absolute():
        return str(path.with_name(sur(path.stem, path.suffix)))
    return sur(name.removesuffix(path.suffix), path.suffix)


def ask_folder(parent: QWidget, title: str) -> Path | None:
    """A folder."""
    dialog = QFileDialog(parent, title)
    dialog.setFileMode(QFileDialog.FileMode.Directory)
    dialog.setOption(QFileDialog.Option.ShowDirsOnly)
    return _answer(dialog)


def _answer(dialog: QFileDialog) -> Path | None:
    accepted = bool(dialog.exec())
    chosen = dialog.selectedFiles() if accepted else []
    dialog.deleteLater()
    return Path(chosen[0]) if chosen else None
