"""Lists of appointments that other tools export: a diary (.ics), a workbook or a text file.

The content says what the file is, not its name. A line that cannot be read is told and does not stop the others.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, tzinfo
from functools import partial
from typing import Any

from scolarite_desk.errors import Refused
from scolarite_desk.exchange.rendezvous import agenda
from scolarite_desk.exchange.rendezvous.etats import ABSENT, ANNULE, ATTENDU, FAIT
from scolarite_desk.exchange.rendezvous.fuseaux import Fuseaux
from scolarite_desk.exchange.rendezvous.lignes import sheets_of
from scolarite_desk.exchange.rendezvous.rendezvous_ics import Rencontre
from scolarite_desk.exchange.rendezvous.rendezvous_lu import ListeLue, Note, Remarque, RendezVousLu
from scolarite_desk.exchange.tables.lus.lu import TablesLues
from scolarite_desk.models.rows.imports import Endroit
from scolarite_desk.models.rules.fault import Fault
from scolarite_desk.msg import N_, Msg
from scolarite_desk.progress import Progress

DIARY_LIMIT = 10_000_000  # bytes
LINES_LIMIT = 20_000  # of a list
_OTHER_CODING = N_("Cette ligne n’est pas codée comme le reste du fichier\u00a0: vérifiez ses accents.")
_NOT_EXPECTED = {
    ANNULE: N_("Ce rendez-vous est annulé dans la liste."),
    ABSENT: N_("La liste dit que cette personne n’est pas venue."),
    FAIT: N_("La liste dit que cette personne a été reçue."),
}


def read_diary(data: bytes, today: date, zone: tzinfo, progress: Progress | None = None) -> ListeLue:
    """Everything that a diary says. `today` gives two-figure years their century; hours that name no zone are of
    `zone`. `Refused` for what is no diary, or too large.
    """
    if len(data) > DIARY_LIMIT:
        raise Refused(
            N_(
                "Ce fichier dépasse {limite} Mo\u00a0: exportez une période plus courte.",
                limite=DIARY_LIMIT // 1_000_000,
            )
        )
    list_ = _List(today, zone, progress or Progress())
    list_.take_diary(agenda.read_diary(data))
    return list_.whole()


def list_of(tables: TablesLues, today: date, zone: tzinfo, progress: Progress | None = None) -> ListeLue:
    """The same of tables that were read already, whatever else they might have been."""
    if sum(len(one.lignes) for one in tables.feuilles) > LINES_LIMIT:
        raise Refused(
            N_("Cette liste dépasse {lignes} lignes\u00a0: exportez une période plus courte.", lignes=LINES_LIMIT)
        )
    list_ = _List(today, zone, progress or Progress())
    list_.take_tables(tables)
    return list_.whole()


@dataclass(frozen=True, slots=True)
class _Issue:
    """What came of one line: the appointment, if any, what is told of it, and how late a version it is."""

    rang: tuple[Any, ...]
    ligne: int
    lu: RendezVousLu | None
    remarques: tuple[Remarque, ...]


class _List:
    """What is gathered while reading: by identity, what the last version of each says."""

    def __init__(self, today: date, zone: tzinfo, progress: Progress) -> None:
        self._today, self._zone, self._progress = today, zone, progress
        self._issues: dict[str, _Issue] = {}
        self._unknown: dict[str, None] = {}
        self._told: list[Remarque] = []

    def whole(self) -> ListeLue:
        """What was read, in the order of the file."""
        read = [one.lu for one in self._issues.values() if one.lu is not None]
        return ListeLue(
            tuple(one for one in read if one.statut == ATTENDU),
            tuple(self._unknown),
            (*self._told, *(remark for one in self._issues.values() for remark in one.remarques)),
            tuple(one for one in read if one.statut != ATTENDU),
        )

    def take_diary(self, diary: agenda.Agenda) -> None:
        zones = Fuseaux(diary.fuseaux, self._zone)
        for done, event in enumerate(diary.evenements):
            self._tell(done, len(diary.evenements))
            try:
                opened = Rencontre(event, zones, self._zone)
            except Fault as fault:
                self._keep(_Issue((), event.ligne, None, (_remark(fault.message, event.ligne, rejet=True),)))
                continue
            at = partial(_remark, ligne=event.ligne, title=opened.title)
            self._take(at, partial(opened.read, self._today), event.ligne, opened.cle(), opened.version())
        self._told += [Remarque(N_("Tout l’agenda"), one) for one in zones.told]
        self._told += [_remark(_OTHER_CODING, line) for line in diary.autre_codage]

    def take_tables(self, tables: TablesLues) -> None:
        for sheet in sheets_of(tables.feuilles, self._today):
            self._unknown.update(dict.fromkeys(sheet.inconnues))
            for done, line in enumerate(sheet.lignes):
                self._tell(done, len(sheet.lignes))
                at = partial(_remark, ligne=line.numero, feuille=sheet.nom, title=line.title)
                self._take(at, partial(line.read, self._today, self._zone), line.numero, feuille=sheet.nom)
        self._told += [_remark(one.quoi, one.lieu.ligne, one.lieu.feuille) for one in tables.remarques]

    def _tell(self, done: int, total: int) -> None:
        if done % 25 == 0:
            self._progress.step(done, total)

    def _take(
        self,
        at: Callable[..., Remarque],
        read: Callable[[Note], RendezVousLu],
        ligne: int,
        cle: str | None = None,
        rang: tuple[Any, ...] = (),
        feuille: str = "",
    ) -> None:
        """One more line: an appointment, or why there is none."""
        notes: list[Msg] = []
        found, lost = None, []
        try:
            found = replace(read(notes.append), feuille=feuille)
        except Fault as fault:
            lost.append(at(fault.message, rejet=True))
        if found is not None and found.statut != ATTENDU:
            notes.append(_NOT_EXPECTED[found.statut])
        if found is not None and not cle:
            cle, rang = found.cle, (found.statut == ATTENDU,)
        issue = _Issue(rang, ligne, found, (*map(at, notes), *lost))
        self._keep(issue, cle or "", at)

    def _keep(self, issue: _Issue, cle: str = "", at: Callable[..., Remarque] | None = None) -> None:
        """The last version of what has one identity; of two that are one, the second is told."""
        cle = cle or f"ligne {len(self._issues)}"
        before = self._issues.get(cle)
        last = issue if before is None or issue.rang > before.rang else before
        if before is not None and at is not None and issue.rang[:2] == before.rang[:2]:
            same = N_("Même rendez-vous que la ligne {ligne}, compté une fois.", ligne=before.ligne)
            last = replace(last, remarques=(*last.remarques, at(same)))
        self._issues.pop(cle, None)
        self._issues[cle] = last


def _remark(
    quoi: Msg, ligne: int, feuille: str = "", title: Callable[[], Msg | None] = lambda: None, *, rejet: bool = False
) -> Remarque:
    """What is told of a line: where it stands, and what a person finds it by."""
    where = Endroit(ligne, feuille).dit() if ligne else N_("Tout le fichier")
    if found := title():
        where = N_("{endroit}, {quoi}", endroit=where, quoi=found)
    return Remarque(where, quoi, ligne, feuille, rejet)
