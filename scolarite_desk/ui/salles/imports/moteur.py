"""The import that the room is about: its file, how it is read, what it would do, what it did. What is long is a job."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Signal

from scolarite_desk.errors import Refused
from scolarite_desk.models.rows.imports import (
    CREER,
    DOUTEUX,
    MODIFIER,
    REMPLACER,
    VIDES,
    ChoixImport,
    Endroit,
    Inconnu,
    Lecture,
    LignePlan,
    PlanImport,
    RapportImport,
)
from scolarite_desk.progress import Progress
from scolarite_desk.services.imports import porte
from scolarite_desk.services.imports.chemins import FORMATION
from scolarite_desk.services.imports.porte import FichierOuvert
from scolarite_desk.ui.desk.desk import Desk
from scolarite_desk.ui.desk.jobs import Job
from scolarite_desk.ui.look.texts import say, spoken, tr

T = TypeVar("T")


class Importation(QObject):
    """One file at a time. `told`: something of it changed; `locked(words)`: it asks for a password, and `words` say so;
    `asked(message)`: it is of one formation, and nobody said which.

    `plan` is of the file as it is read; `stale`: something was decided since, and it is looked at again before it is
    shown as what would be done. `inconnus`, `suspects`: all that was asked of this file, answered or not. Nothing is
    written but by `give`.
    """

    told = Signal()
    locked = Signal(str)
    asked = Signal(object)

    def __init__(self, desk: Desk, source: QObject) -> None:
        super().__init__(source)
        self.desk, self._source, self._turn = desk, source, 0
        self._job: Job | None = None
        self._forget(None)

    def _forget(self, path: Path | None) -> None:
        self.chemin, self.lecture, self.choix = path, Lecture(), ChoixImport()
        self.ouvert: FichierOuvert | None = None
        self.plan: PlanImport | None = None
        self.rapport: RapportImport | None = None
        self._secret, self.stale = "", False
        self.inconnus: dict[tuple[str, str], Inconnu] = {}
        self.suspects: dict[Endroit, LignePlan] = {}

    @property
    def busy(self) -> bool:
        """Whether something of it is being read, looked at or written."""
        return self._job is not None

    @property
    def appointments(self) -> bool:
        """Whether it lists appointments: their reader knows their columns, and nothing is asked of what is filled."""
        return self.ouvert is not None and porte.of_appointments(self.ouvert.source)

    @property
    def formations(self) -> bool:
        """Whether it lists formations: no dossier comes of it."""
        return self.ouvert is not None and porte.of_formations(self.ouvert.source)

    # --- The file, and how it is read.

    def take(self, path: Path) -> None:
        """Another file: nothing stays of the one before, not even what was told of it."""
        self.desk.messages.clear()
        self._forget(path)
        self._read()

    def leave(self) -> None:
        """No file."""
        self._drop()
        self._forget(None)
        self.told.emit()

    def unlock(self, secret: str) -> None:
        """Try a password, which is kept nowhere."""
        self._secret = secret
        self._read()

    def read(self, **how: Any) -> None:
        """Read it another way (`Lecture`)."""
        self.lecture = replace(self.lecture, **how)
        self._read()

    def fill(self, rang: int, chemin: str) -> None:
        """A column fills that field, or none; a field is filled by one column only."""
        assert self.ouvert is not None
        columns = {one.rang: one.chemin for one in self.ouvert.source.colonnes}
        others = {place: "" for place, path in columns.items() if path == chemin and chemin and place != rang}
        self.read(colonnes={**self.lecture.colonnes, **others, rang: chemin})

    def _read(self) -> None:
        path, lecture, secret, before = self.chemin, self.lecture, self._secret, self.ouvert
        assert path is not None
        store, self.plan, self.rapport = self.desk.store, None, None
        self.inconnus, self.suspects = {}, {}
        self._run(
            tr("Lecture du fichier"),
            lambda progress: porte.open_file(store, path, lecture, secret, progress, before),
            self._opened,
            self._unread,
        )

    def _opened(self, found: FichierOuvert) -> None:
        self.ouvert, self._secret = found, ""

    def _unread(self, error: BaseException) -> None:
        self.desk.tell(error, self._protected)

    def _protected(self, refused: Refused) -> bool:
        if refused.champ != porte.MOT_DE_PASSE:
            return False
        self.locked.emit(say(refused.message))
        return True

    # --- What is decided, and what it would do.

    def decide(self, **what: Any) -> None:
        """Choose otherwise (`ChoixImport`)."""
        self.choix = replace(self.choix, **what)
        self.stale = self.plan is not None
        self.told.emit()

    def mean(self, chemin: str, texte: str, valeur: str | None) -> None:
        """What a text means, once for the whole file; None: it is asked again."""
        self.decide(correspondances=_with(self.choix.correspondances, (chemin, texte), valeur))

    def settle(self, lieu: Endroit, personne: str | None) -> None:
        """Who a doubtful line is: a person, somebody new (""), or not known yet (None)."""
        self.decide(reglees=_with(self.choix.reglees, lieu, personne))

    def choose(self, lieu: Endroit, chemin: str, *, taken: bool, everywhere: bool) -> None:
        """What becomes of a field where the base has a value already: of that line, or of all of them."""
        if everywhere:
            policy = REMPLACER if taken else VIDES
            others = {one: said for one, said in self.choix.tranchees.items() if one[1] != chemin}
            self.decide(par_champ={**self.choix.par_champ, chemin: policy}, tranchees=others)
        else:
            self.decide(tranchees={**self.choix.tranchees, (lieu, chemin): taken})

    def look(self) -> None:
        """See what it would do."""
        assert self.ouvert is not None
        store, source, choix = self.desk.store, self.ouvert.source, self.choix
        self._run(tr("Examen du fichier"), lambda progress: porte.plan(store, source, choix, progress), self._seen)

    def _seen(self, found: PlanImport) -> None:
        self.plan, self.stale = found, False
        self.inconnus |= {(one.chemin, one.texte): one for one in found.inconnus}
        self.suspects |= {one.lieu: one for one in found.lignes if one.suspects and one.action == DOUTEUX}

    # --- Doing it.

    @property
    def written(self) -> int:
        """How many lines would be written."""
        count = self.plan.compte() if self.plan is not None else {}
        return count.get(CREER, 0) + count.get(MODIFIER, 0)

    @property
    def held(self) -> int:
        """How many lines keep all of it from being written, where it is all or nothing."""
        return len(self.plan.laissees) if self.plan is not None and self.choix.strict else 0

    def give(self) -> None:
        """Write what was seen. Stopped halfway, what is written is whole, and the rest is looked at again."""
        assert self.plan is not None
        store, plan, source = self.desk.store, self.plan, self._source
        work = partial(porte.apply, store, source, plan)
        self._run(tr("Import du fichier"), work, self._given, self._refused, stopped=self.look)

    def _refused(self, error: BaseException) -> None:
        self.desk.tell(error, self._asked)

    def _asked(self, refused: Refused) -> bool:
        if refused.champ != FORMATION:
            return False
        self.asked.emit(refused.message)
        return True

    def _given(self, report: RapportImport) -> None:
        self.rapport = report

    def stop(self) -> None:
        """Stop what runs at its next step."""
        if self._job is not None:
            self._job.cancel()

    def errors(self, path: Path, done: Callable[[], object]) -> None:
        """Write the lines that were left, and why."""
        assert self.ouvert is not None
        store, source, left, language = self.desk.store, self.ouvert.source, self.left(), spoken()
        self.desk.jobs.run(
            tr("Fichier des lignes laissées de côté"),
            lambda _: porte.write_errors(store, source, left, path, language),
            done=lambda _: done(),
        )

    def template(self, profil: str, path: Path, done: Callable[[], object]) -> None:
        """Write the table to fill of a kind of file."""
        store, language = self.desk.store, spoken()
        self.desk.jobs.run(
            tr("Modèle à remplir"),
            lambda _: porte.write_template(store, profil, path, language),
            done=lambda _: done(),
        )

    def left(self) -> tuple[LignePlan, ...]:
        """The lines that were not written, or would not be."""
        if self.rapport is not None:
            return self.rapport.laissees
        return self.plan.laissees if self.plan is not None else ()

    # --- One job at a time: what was asked before is never told.

    def _drop(self) -> None:
        self._turn += 1
        self.stop()
        self._job = None

    def _run(
        self,
        name: str,
        work: Callable[[Progress], T],
        done: Callable[[T], object],
        failed: Callable[[BaseException], object] | None = None,
        stopped: Callable[[], object] | None = None,
    ) -> None:
        self._drop()
        turn = self._turn

        def over(then: Callable[[], object]) -> None:
            if turn == self._turn:
                self._job = None
                then()
                self.told.emit()

        self._job = self.desk.jobs.run(
            name, work,
            done=lambda found: over(partial(done, found)),
            failed=lambda error: over(partial(failed or self.desk.tell, error)),
            cancelled=lambda: over(stopped or _nothing),
        )  # fmt: skip
        self.told.emit()


def _with(given: Mapping[Any, str], key: Any, value: str | None) -> dict[Any, str]:
    kept = {one: said for one, said in given.items() if one != key}
    return kept if value is None else {**kept, key: value}


def _nothing() -> None:
    """What a reading that was stopped leaves as it was."""
