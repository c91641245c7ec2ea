"""What a season is played with: a clock that it moves, the acts that it does and times, the papers that it keeps."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from time import perf_counter
from typing import Any, TypeVar

from scolarite_desk.errors import Refused
from scolarite_desk.langue import kept
from scolarite_desk.models.fields.field import Lists
from scolarite_desk.msg import N_, Msg, verbatim
from scolarite_desk.practice.saison.rapport import Releve, phrase, sources
from scolarite_desk.progress import Progress
from scolarite_desk.services.acts import do
from scolarite_desk.services.lots import LotOutcome, do_each, rehearse
from scolarite_desk.store.queries.offer import lists
from scolarite_desk.store.store import Store

T = TypeVar("T")
Item = TypeVar("Item")

_MORNING = time(7, tzinfo=UTC)
_BETWEEN = timedelta(milliseconds=50)  # two acts: half a million of them fit in a day
_SCATTER, _THOUSAND = 617, 1000  # coprime: every thousand ranks has exactly its share


class Montre:
    """A clock that only goes forward, and only when the season says so."""

    def __init__(self, jour: date) -> None:
        self._now = datetime.combine(jour, _MORNING)

    def __call__(self) -> datetime:
        return self._now

    def au(self, jour: date) -> None:
        """The morning of that day, unless it is later already."""
        self._now = max(self._now, datetime.combine(jour, _MORNING))

    def avance(self) -> None:
        """One act later."""
        self._now += _BETWEEN


@dataclass
class Jouee:
    """A candidature of the season: its keys, its formation, and what became of it as far as the season knows."""

    cle: str
    dossier: str
    personne: str
    code: str
    rang: int  # of its dossier
    complete: bool = False
    avis: str = ""
    reponse: str = ""


@dataclass
class Saison:
    """A season in the making. Keys of what the office made stand by their names in `cles`."""

    store: Store
    horloge: Montre
    premier: date
    graine: int
    dossiers: int
    out: Path
    progress: Progress
    etapes: int
    comptes: list[Releve] = field(default_factory=list)
    cles: dict[str, str] = field(default_factory=dict)
    capacites: dict[str, int] = field(default_factory=dict)
    suivies: list[Jouee] = field(default_factory=list)
    vapp: list[Jouee] = field(default_factory=list)
    boursiers: list[Jouee] = field(default_factory=list)  # who waits for a grant
    recours: Jouee | None = None  # whoever asked for another decision
    etat: dict[str, int] = field(default_factory=dict)
    _attendus: frozenset[str] = frozenset()
    _venus: set[str] = field(default_factory=set)

    @contextmanager
    def etape(
        self, code: str, libelle: Msg, jour: int, essais: Sequence[Msg], possibles: Sequence[Msg]
    ) -> Iterator[None]:
        """One step of the plan, on its day, and the sentences of what it must be refused, and may be."""
        self._attendus, self._venus = frozenset(one.source for one in (*essais, *possibles)), set()
        self.au(jour)
        self.comptes.append(Releve(code, libelle, self.horloge().date().isoformat()))
        begun = perf_counter()
        try:
            yield
        finally:
            self.compte.secondes = perf_counter() - begun
        for one in essais:
            if one.source not in self._venus:
                self.faute(N_("Ce refus devait venir : {raison}", raison=verbatim(one.source)))

    @property
    def compte(self) -> Releve:
        """What the step being played counts."""
        return self.comptes[-1]

    @property
    def codes(self) -> Lists:
        """The code lists of the base as it is now."""
        with self.store.reading() as session:
            return lists(session)

    def jour(self, rang: int) -> date:
        """The day of that rank in the season."""
        return self.premier + timedelta(days=rang)

    def au(self, rang: int) -> None:
        """It is the morning of that day."""
        self.horloge.au(self.jour(rang))

    def part(self, rang: int, per_thousand: int, salt: int) -> bool:
        """Whether that rank is of those: exactly so many in each thousand, spread evenly, moved by the seed."""
        return (rang * _SCATTER + salt + self.graine * 389) % _THOUSAND < per_thousand

    def joue(self, quoi: str, function: Callable[[], T]) -> T | None:
        """Anything that may be refused, timed; None when it was."""
        self.progress.step(len(self.comptes) - 1, self.etapes)
        begun = perf_counter()
        try:
            return function()
        except Refused as error:
            self._refuse(quoi, error.message)
            return None
        finally:
            self._fait(perf_counter() - begun, quoi)

    def fait(self, act: Callable[..., T], **given: Any) -> T | None:
        """One act, in its own work."""
        return self.joue(act.__name__, lambda: do(self.store, None, act, **given))

    def lot(
        self, act: Callable[..., T], items: Sequence[Item], given: Callable[[Item, int], Mapping[str, Any]]
    ) -> LotOutcome[Item, T]:
        """One act over many, undone as one gesture."""
        with self.pas(act.__name__) as step:
            done = do_each(self.store, None, act, items, given, step)
        for _one, why in done.refusees:
            self._refuse(act.__name__, why)
        return done

    def essaie(self, act: Callable[..., object], **given: Any) -> None:
        """An act that must be refused: played, then forgotten. One that is taken is a fault."""
        self._fait(0.0, act.__name__)
        tried = rehearse(self.store, act, [given], lambda one, _rank: one, Progress())
        for _one, why in tried.refusees:
            self._refuse(act.__name__, why)
        if not tried.refusees:
            self.faute(N_("{acte} devait être refusé\u00a0: il passe.", acte=act.__name__))

    @contextmanager
    def pas(self, quoi: str) -> Iterator[Progress]:
        """What a lot is handed: it times each item, moves the clock, and hears that one wants to stop."""
        step = _Pas(self, quoi)
        yield step
        step.fin()

    def garde(self, nom: str, octets: bytes) -> None:
        """A paper of the season, in its folder."""
        path = self.out / nom
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(octets)
        self.compte.papiers += 1
        self.compte.octets += len(octets)

    def ecrit(self, *noms: str) -> None:
        """Files or folders that a service wrote there."""
        for nom in noms:
            path = self.out / nom
            files = [path] if path.is_file() else sorted(one for one in path.glob("*") if one.is_file())
            self.compte.papiers += len(files)
            self.compte.octets += sum(one.stat().st_size for one in files)

    def refusees(self, quoi: str, why: Sequence[Msg]) -> None:
        """What a service told of those that it left out."""
        for one in why:
            self._refuse(quoi, one)

    def faute(self, said: Msg) -> None:
        """Something that should not be."""
        self.compte.fautes.append(kept(said))

    def _refuse(self, quoi: str, why: Msg) -> None:
        known = sources(why) & self._attendus
        self._venus |= known
        self.compte.refus[quoi, phrase(why), bool(known)] += 1

    def _fait(self, seconds: float, quoi: str) -> None:
        self.horloge.avance()
        self.compte.actes += 1
        self.compte.pris(seconds, kept(N_("{acte}, n° {rang}", acte=verbatim(quoi), rang=self.compte.actes)))


class _Pas(Progress):
    """Steps of a lot: the time between two of them is that of one item."""

    def __init__(self, saison: Saison, quoi: str) -> None:
        super().__init__()
        self._saison, self._quoi, self._since, self._begun = saison, quoi, perf_counter(), False

    def step(self, done: int, total: int) -> None:
        super().step(done, total)
        self._saison.progress.step(len(self._saison.comptes) - 1, self._saison.etapes)
        now = perf_counter()
        if self._begun:
            self._saison._fait(now - self._since, self._quoi)
        self._since, self._begun = now, True

    def fin(self) -> None:
        """The last item is done."""
        if self._begun:
            self._saison._fait(perf_counter() - self._since, self._quoi)
