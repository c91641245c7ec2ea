"""Undo and redo, read from the journal alone: the works of this account at this desk, those of a lot as one gesture."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from sqlalchemy import Select, and_, or_, select

from scolarite_desk.errors import Refused
from scolarite_desk.models.fields.fields import BY_PATH
from scolarite_desk.models.fields.things import BY_CLASS
from scolarite_desk.models.rules.gardes import PAS_INSCRITE, SANS_REPONSE
from scolarite_desk.models.rules.inscriptions import VIVES
from scolarite_desk.models.rules.papiers import DESISTEMENT
from scolarite_desk.models.rules.states import PARTIS
from scolarite_desk.models.tables.candidature import Avis, Candidature
from scolarite_desk.models.tables.document import DocumentEmis
from scolarite_desk.models.tables.inscription import InscriptionAnnee
from scolarite_desk.models.tables.journal import Objet, Poste, Travail
from scolarite_desk.msg import N_, NN_, NOTHING, Msg, joined, verbatim
from scolarite_desk.progress import Progress
from scolarite_desk.services.acts import HOUSE, Act, known, label_of, undoable, working
from scolarite_desk.services.archive import refuse_undone
from scolarite_desk.services.droits import need_undo
from scolarite_desk.services.lots import each, told
from scolarite_desk.services.passages import looked_at, refuse_told
from scolarite_desk.services.retour import coming_back
from scolarite_desk.store import replay
from scolarite_desk.store.codec import shared_classes
from scolarite_desk.store.courant import avis_valide
from scolarite_desk.store.journal.journal import named, station
from scolarite_desk.store.queries.imports import files_of
from scolarite_desk.store.queries.journal import owners
from scolarite_desk.store.store import Store, Work


@dataclass
class Gesture:
    """What one Ctrl+Z takes back: a work, or those of a lot. `travaux`: which work did, undid or redid each last.
    `entier`: its label says what it is of, and how many works that took is nobody's business.
    """

    acte: Msg
    travaux: dict[int, int] = field(default_factory=dict)
    entier: bool = False

    @property
    def numeros(self) -> list[int]:
        """Those works, in the order in which they were first done."""
        return [self.travaux[first] for first in sorted(self.travaux)]

    def label(self, done: int | None = None) -> Msg:
        """« Saisir un avis (30 fois) »; with `done` of them, « Saisir un avis (28 fois sur 30) »."""
        count = len(self.travaux)
        if count <= 1 or (self.entier and done in (None, count)):
            return self.acte
        if done is not None and done != count:
            return NN_(
                "{acte} ({n} fois sur {total})", "{acte} ({n} fois sur {total})", done, acte=self.acte, total=count
            )
        return NN_("{acte} ({n} fois)", "{acte} ({n} fois)", count, acte=self.acte)


Stack = dict[str, Gesture]  # by the first work of each gesture; the last is the next


@dataclass
class Stacks:
    """What can be undone, and what can be redone."""

    done: Stack = field(default_factory=dict)
    undone: Stack = field(default_factory=dict)
    fichiers: Mapping[str, tuple[str, int]] = field(default_factory=dict)  # by gesture: the file taken in, its lines
    _labels: dict[str, Msg] = field(default_factory=dict)  # of the gestures
    _known: dict[int, tuple[str, int, bool]] = field(default_factory=dict)  # gesture, first work, whether it undid it

    def take(self, numero: int, acte: str, detail: str, lot: str, defait: int | None) -> None:
        """Go past one work of the journal; `lot` names its gesture."""
        if defait is not None:
            self._move(numero, defait)
        elif undoable(acte):
            self.undone.clear()
            self._labels.setdefault(lot, self._label(lot, acte, detail))
            self._put(numero, lot, numero, back=False)

    def _label(self, lot: str, acte: str, detail: str) -> Msg:
        """« Importer un fichier (admis.csv, 44 lignes) » of a file that was taken in."""
        label = label_of(acte, "" if lot in self.fichiers else detail)
        if lot not in self.fichiers:
            return label
        name, lines = self.fichiers[lot]
        return NN_(
            "{acte} ({fichier}, {n} ligne)", "{acte} ({fichier}, {n} lignes)", lines, acte=label, fichier=verbatim(name)
        )

    def _move(self, numero: int, target: int) -> None:
        """Undoing an undoing is doing again, whatever it is called."""
        lot, first, back = self._known.get(target, (str(target), target, False))
        before = self.undone if back else self.done
        if lot in before and before[lot].travaux.get(first) == target:
            del before[lot].travaux[first]
            if not before[lot].travaux:
                del before[lot]
        self._put(numero, lot, first, back=not back)

    def _put(self, numero: int, lot: str, first: int, *, back: bool) -> None:
        """On top, with the others of its lot."""
        self._known[numero] = lot, first, back
        stack = self.undone if back else self.done
        gesture = (
            stack.pop(lot) if lot in stack else Gesture(self._labels.get(lot, NOTHING), entier=lot in self.fichiers)
        )
        gesture.travaux[first] = numero
        stack[lot] = gesture


def last(stack: Stack) -> Gesture | None:
    """The next to be undone, or redone."""
    return next(reversed(stack.values()), None)


def stacks(store: Store, since: int = 0) -> Stacks:
    """What can be undone and redone, counting works after the number `since` (0: all of them)."""
    with store.reading() as session:
        here = station(session.connection())
        found = session.execute(
            select(Travail.numero, Travail.acte, Travail.detail, Travail.lot, Travail.defait)
            .where(Travail.poste == here.id, Travail.auteur == store.auteur, Travail.numero > since)
            .order_by(Travail.numero)
        ).all()
        erased = replay.erased_works(session, here.id, since)
        both = Stacks(fichiers={named(here.uuid, one): said for one, said in files_of(session, here.id).items()})
    for numero, acte, detail, lot, defait in found:
        if numero not in erased:
            both.take(numero, acte, detail, lot or named(here.uuid, numero), defait)
    return both


_NAMED = 3  # people named of a lot


def concerned(store: Store, gesture: Gesture) -> dict[str, str]:
    """Keys and names of the people whose rows a gesture touched; of a large lot, the first of them."""
    found: dict[str, str] = {}
    with store.reading() as session:
        here = station(session.connection()).id
        for numero in gesture.numeros:
            lines = replay.lines_of(session, here, numero)
            found |= dict(owners(session, [(line.genre, line.key) for line in lines]).values())
            if len(found) >= _NAMED:
                break
    return found


@dataclass(frozen=True)
class Reversal:
    """What was undone or redone: its label, and (whose, why) of the works of the lot that could not be."""

    label: Msg
    refused: tuple[tuple[Msg, Msg], ...] = ()

    @property
    def phrase(self) -> Msg:
        """All of it."""
        return joined(". ", self.label, told(self.refused, ". "))


Step = Callable[[Store, int, object | None, Progress | None], Reversal]  # `undo`, or `redo`


def undo(store: Store, since: int = 0, source: object | None = None, progress: Progress | None = None) -> Reversal:
    """Undo the last gesture. `Refused` when there is none, or when nothing of it can be: its values moved since."""
    gesture = last(stacks(store, since).done)
    if gesture is None:
        raise Refused(N_("Rien à annuler."))
    return _each(store, "annuler", gesture, gesture.numeros[::-1], source, progress)


def redo(store: Store, since: int = 0, source: object | None = None, progress: Progress | None = None) -> Reversal:
    """Redo the last undone gesture."""
    gesture = last(stacks(store, since).undone)
    if gesture is None:
        raise Refused(N_("Rien à rétablir."))
    return _each(store, "retablir", gesture, gesture.numeros, source, progress)


def undo_work(store: Store, numero: int, source: object | None = None) -> Msg:
    """Undo one work of this desk, wherever it stands in the history and were it of a lot; returns its label."""
    with store.reading() as session:
        found = session.execute(
            select(Travail.acte, Travail.detail, Travail.defait)
            .join(Poste, Poste.id == Travail.poste)
            .where(Poste.ici, Travail.numero == numero)
        ).one_or_none()
    if found is None:
        raise Refused(N_("Ce poste n’a pas de modification numéro {numero}.", numero=numero))
    if known(found.acte) is None and found.acte not in HOUSE:
        raise _unknown(found.acte)
    label = label_of(found.acte, found.detail)
    if not undoable(found.acte) and found.defait is None:
        raise Refused(N_("«\u00a0{acte}\u00a0» ne s’annule pas\u00a0: faites l’acte contraire.", acte=label))
    _revert(store, "annuler", numero, source)
    return label


def _each(
    store: Store, acte: str, gesture: Gesture, numeros: list[int], source: object | None, progress: Progress | None
) -> Reversal:
    """The works of a gesture, one work each: those of a lot that are refused stay as they are, and are named."""
    if len(numeros) == 1:
        _revert(store, acte, numeros[0], source)
        return Reversal(gesture.label())
    issue = each(lambda numero, _: _revert(store, acte, numero, source), numeros, progress or Progress())
    refused = tuple((_called(store, numero), why) for numero, why in issue.refusees)
    if not issue.faites:
        raise Refused(told(refused))
    return Reversal(gesture.label(len(issue.faites)), refused)


def _called(store: Store, numero: int) -> Msg:
    """Whose dossier a work touched; its number when it is nobody's."""
    with store.reading() as session:
        lines = replay.lines_of(session, station(session.connection()).id, numero)
        names = {name for _key, name in owners(session, [(line.genre, line.key) for line in lines]).values()}
    return verbatim(", ".join(sorted(names))) or N_("Modification {numero}", numero=numero)


def _revert(store: Store, acte: str, numero: int, source: object | None) -> None:
    with working(store, acte, source, str(numero)) as work:
        lines = replay.lines_of(work.session, work.poste.id, numero)
        _need_right(work, numero, lines)
        refuse_told(work, [line.key for line in lines if line.genre == "avis"])
        _refuse_if_receipt_out(work, numero, lines)
        _refuse_if_leaving_told(work, numero, lines)
        _refuse_if_answered(work, lines)
        named = [(line.genre, line.key) for line in lines]
        with coming_back(work, named), looked_at(work, named):
            replay.revert(work, numero)
        _refuse_if_enrolled(work, lines)


def _need_right(work: Work, numero: int, lines: list[replay.LineRead]) -> None:
    """Taking back asks for the right of what is taken back, and for its campaign to be open."""
    done, detail = _origin(work, numero)
    rows = [(shared_classes()[line.genre], line.key) for line in lines]
    given = {"champ": detail} if detail in BY_PATH else {}
    if "chose" in done.names and rows:
        given = {"chose": BY_CLASS[rows[0][0]].name}
    if "table" in done.names and rows:
        given = {"table": rows[0][0].__tablename__, "groupe": detail}
    need_undo(work, done.right, given, rows)
    refuse_undone(work.session, done.code, detail, rows)


def _origin(work: Work, numero: int) -> tuple[Act, str]:
    """(act, detail) of a work, of the work behind it when it is itself an undoing. `Refused` when this version does not
    know the act: what it was allowed to touch cannot be told.
    """
    found = work.session.execute(
        select(Travail.acte, Travail.detail, Travail.defait).where(
            Travail.poste == work.poste.id, Travail.numero == numero
        )
    ).one()
    if found.defait is not None:
        return _origin(work, found.defait)
    done = known(found.acte)
    if done is None:
        raise _unknown(found.acte)
    return done, found.detail


def _unknown(acte: str) -> Refused:
    return Refused(
        N_(
            "Une autre version de l’application a fait cette modification, sous un nom inconnu "
            "ici («\u00a0{acte}\u00a0»)\u00a0: elle ne s’annule pas. Mettez ce poste à jour, ou "
            "faites l’acte contraire.",
            acte=acte,
        )
    )


def _refuse_if_receipt_out(work: Work, numero: int, lines: list[replay.LineRead]) -> None:
    """A receipt told the person since, whichever desk gave it, that the request is received: that is taken back by an
    act of its own.
    """
    moved = [line.key for line in lines if line.genre == "candidature" and (line.created or "statut" in line.groups)]
    told = _given_since(work, numero).join(Candidature, Candidature.dossier_id == DocumentEmis.dossier_id)
    if moved and work.find(told.where(Candidature.id.in_(moved), DocumentEmis.genre == "recu")) is not None:
        raise Refused(
            N_("Un reçu en dit la réception\u00a0: corrigez le statut, ou annulez la candidature."),
            "candidatures.statut",
        )


def _given_since(work: Work, numero: int) -> Select[DocumentEmis]:
    """What was given on paper after a work of this desk, by any desk."""
    began = select(Travail.hlc).where(Travail.poste == work.poste.id, Travail.numero == numero).scalar_subquery()
    made = and_(Travail.poste == Objet.poste, Travail.numero == Objet.numero)
    asked = select(DocumentEmis).join(Objet, Objet.uuid == DocumentEmis.id).join(Travail, made)
    return asked.where(Travail.hlc > began)


def _refuse_if_leaving_told(work: Work, numero: int, lines: list[replay.LineRead]) -> None:
    """A letter acknowledged since that the person left, or did not answer."""
    moved = [line.key for line in lines if line.genre == "candidature" and "confirmation" in line.groups]
    told = _given_since(work, numero).join(Candidature, Candidature.id == DocumentEmis.candidature_id)
    left = (Candidature.id.in_(moved), Candidature.confirmation.in_(PARTIS), DocumentEmis.nature == DESISTEMENT)
    if moved and work.find(told.where(*left)) is not None:
        raise Refused(
            N_("Un courrier l’a dit à la personne\u00a0: rectifiez l’avis, avec sa raison, si elle revient."),
            "candidatures.confirmation",
        )


def _refuse_if_answered(work: Work, lines: list[replay.LineRead]) -> None:
    """The person answered the decision that was validated: it stays, unless the work that goes moved the answer."""
    decided = {line.key for line in lines if line.genre == "avis" and (line.brought or "validation" in line.groups)}
    moved = {line.key for line in lines if line.genre == "candidature" and "confirmation" in line.groups}
    asked = select(Candidature).join(Avis, Avis.candidature_id == Candidature.id).where(Avis.id.in_(decided))
    answered = asked.where(Candidature.confirmation.is_not(None), Candidature.id.not_in(moved), avis_valide())
    if decided and work.find(answered) is not None:
        raise SANS_REPONSE.refus()


def _refuse_if_enrolled(work: Work, lines: list[replay.LineRead]) -> None:
    """Whose enrolment is begun neither leaves nor is cancelled by what was just taken back."""
    moved = [line.key for line in lines if line.genre == "candidature"]
    left = or_(Candidature.confirmation.is_distinct_from("confirmee"), Candidature.annulee_le.is_not(None))
    enrolled = select(InscriptionAnnee).join(Candidature, Candidature.id == InscriptionAnnee.candidature_id)
    alive = (InscriptionAnnee.etat.in_(VIVES), InscriptionAnnee.retire_le.is_(None))
    if moved and work.find(enrolled.where(Candidature.id.in_(moved), left, *alive)) is not None:
        raise PAS_INSCRITE.refus()
