"""What an appointment list would change: each of its lines beside the visit that is there. Nothing is written here."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from scolarite_desk.errors import Refused
from scolarite_desk.exchange.rendezvous.etats import ABSENT, ATTENDU, ETATS, FAIT
from scolarite_desk.exchange.rendezvous.rendezvous_lu import RendezVousLu, check_year, identity
from scolarite_desk.models.fields.field import Lists
from scolarite_desk.models.rows.imports import CREER, DOUTEUX, INCHANGE, MODIFIER, REJETE
from scolarite_desk.models.rules.dates import local, show_instant
from scolarite_desk.models.rules.fault import Fault
from scolarite_desk.models.rules.fold import fold_phone, glue
from scolarite_desk.models.rules.states import VISITE
from scolarite_desk.models.tables.base import microseconds, moment
from scolarite_desk.models.tables.visite import Visite
from scolarite_desk.msg import N_, NOTHING, Msg, verbatim
from scolarite_desk.services.lecture import read_value
from scolarite_desk.services.parametres import PARAMETERS
from scolarite_desk.store.fuseau import fuseau
from scolarite_desk.store.queries.offer import lists
from scolarite_desk.store.queries.rows import living

_LOT = 500  # values in one statement
_MARK = re.compile(r"(\S+) (-?[0-9]{1,17})(?: ([0-9]{0,9})(x?))?")

_OLDER = N_("Cette liste est plus ancienne que celle qui a été lue.")
Slot = tuple[date, str, str]


@dataclass(frozen=True, slots=True)
class LigneDecidee:
    """What becomes of one line. `lu`: as its values read here; `row`: the visit that is there; `dits`: what is told of
    it, each with its day, hour and name.
    """

    lu: RendezVousLu
    action: str
    row: Visite | None = None
    message: Msg = NOTHING
    dits: tuple[Msg, ...] = ()


@dataclass(frozen=True, slots=True)
class MarqueDeListe:
    """What a visit keeps of its list: its key there, the hour that the list gave, which may be put off here, how many
    times the diary had changed it, whether it took it back.
    """

    cle: str
    debut: datetime
    sequence: int = 0
    reprise: bool = False

    def text(self) -> str:
        """Two words, and a third one of what was changed or taken back."""
        late = f"{self.sequence or ''}{'x' * self.reprise}"
        return f"{self.cle} {microseconds(self.debut)} {late}".rstrip()

    @staticmethod
    def of(row: Visite) -> MarqueDeListe:
        """That of a visit; what is no mark names no line."""
        found = _MARK.fullmatch(row.cle_liste or "")
        if found is None:
            return MarqueDeListe("", moment(0))
        return MarqueDeListe(found[1], moment(int(found[2])), int(found[3] or 0), bool(found[4]))


def mark_of(one: RendezVousLu) -> MarqueDeListe:
    """The mark that a line leaves."""
    return MarqueDeListe(one.cle, one.debut, one.sequence, one.statut != ATTENDU)


def decide(session: Session, given: Sequence[RendezVousLu], today: date) -> list[LigneDecidee]:
    """Each line of a list once, in its order. Whether an appointment moved is known from what the rest of it says."""
    read = [_read(session, one) for one in given]
    wanted = {one.cle: one for one, _ in read if one is not None}
    known = _known(session, wanted)
    slots = _slots(session, known)
    found, done = [], set[str]()
    for line, (one, told) in zip(given, read, strict=True):
        if one is None:
            found.append(LigneDecidee(line, REJETE, message=told[-1], dits=tuple(told)))
        elif one.cle not in done and wanted[one.cle] is one:
            done.add(one.cle)
            row = known.get(one.cle)
            if row is None and one.statut == ATTENDU:
                row = slots.pop(slot_of(session, one), None)
            action, message = _settle(session, one, row, today)
            found.append(LigneDecidee(one, action, row, message, tuple(told)))
    return found


def _settle(session: Session, one: RendezVousLu, row: Visite | None, today: date) -> tuple[str, Msg]:
    """What a line does to the visit that it names."""
    if one.statut != ATTENDU:
        return _called_off(session, one, row, today)
    if row is None:
        return CREER, NOTHING
    mark = MarqueDeListe.of(row)
    if _stale(one, mark):
        return INCHANGE, _OLDER
    if row.retire_le is not None:
        return CREER, NOTHING
    if mark.reprise and row.statut in ETATS:
        return MODIFIER, N_("De nouveau attendu.")
    return _moved(session, one, row, mark)


def _moved(session: Session, one: RendezVousLu, row: Visite, mark: MarqueDeListe) -> tuple[str, Msg]:
    """A visit that is expected at another hour, or under another key, than its list said before."""
    if (one.cle, one.debut) == (mark.cle, mark.debut):
        return INCHANGE, NOTHING
    if kept := _kept(session, row, mark, one):
        return DOUTEUX, kept
    if one.debut == row.rendezvous_le:
        return MODIFIER, NOTHING
    before, after = (show_instant(at, fuseau(session)) for at in (mark.debut, one.debut))
    return MODIFIER, N_("Déplacé du {avant} au {apres}.", avant=before, apres=after)


def _called_off(session: Session, one: RendezVousLu, row: Visite | None, today: date) -> tuple[str, Msg]:
    """A visit that its list no longer expects."""
    state = VISITE[one.statut].label
    if row is None or row.retire_le is not None or one.statut in (FAIT, row.statut):
        return INCHANGE, N_("La liste dit «\u00a0{statut}\u00a0», rien n’est à changer ici.", statut=state)
    mark = MarqueDeListe.of(row)
    if _stale(one, mark):
        return INCHANGE, _OLDER
    if mark == mark_of(one):  # taken back once, and expected here again since
        return INCHANGE, NOTHING
    if kept := _kept(session, row, mark, one):
        return DOUTEUX, kept
    if one.statut == ABSENT and row.jour > today:
        return DOUTEUX, N_("La liste la dit absente d’un jour à venir\u00a0: rien n’est changé.")
    return MODIFIER, N_("La liste dit «\u00a0{statut}\u00a0».", statut=state)


def _stale(one: RendezVousLu, mark: MarqueDeListe) -> bool:
    return one.cle == mark.cle and one.sequence < mark.sequence


def _kept(session: Session, row: Visite, mark: MarqueDeListe, one: RendezVousLu) -> Msg:
    """Why a visit stays as it is: somebody came, or the hour was put off here. Blank: the list is followed."""
    if row.statut != ATTENDU:
        return N_("Cette visite est «\u00a0{statut}\u00a0» ici\u00a0: elle le reste.", statut=VISITE[row.statut].label)
    if row.rendezvous_le is not None and row.rendezvous_le not in (mark.debut, one.debut):
        at = show_instant(row.rendezvous_le, fuseau(session))
        return N_("Ce rendez-vous a été reporté ici au {quand}\u00a0: il le reste.", quand=at)
    return NOTHING


def _read(session: Session, one: RendezVousLu) -> tuple[RendezVousLu | None, list[Msg]]:
    """A line, its values read as those of a visit that is booked, and what is told of it by day, hour and name. A
    faulty value is set aside; a line without a name, of no day of ours or of an unknown state whole.
    """
    codes, fields, told = lists(session), PARAMETERS["book_visit"], list[Msg]()
    which = _which(session, one)
    try:
        _refuse_whole(one, codes)
    except Refused as refused:
        told.append(
            N_("Rendez-vous du {jour}, {heure}, {nom}\u00a0: laissé de côté. {pourquoi}", **which,
               pourquoi=refused.message)
        )  # fmt: skip
        return None, told
    values: dict[str, Any] = {"cle": one.cle if re.fullmatch(r"\S+", one.cle) else identity(one.cle)}
    for name in ("ne_le", "telephone", "motif", "duree"):
        [field], value = fields[name], getattr(one, name)
        try:
            values[name] = read_value(field, value, codes, {}, field.path) if value not in (None, "") else value
        except Refused as refused:
            values[name] = None if value is None or name in ("ne_le", "duree") else ""
            told.append(
                N_(
                    "Rendez-vous du {jour}, {heure}, {nom}\u00a0: «\u00a0{champ}\u00a0» laissé de côté. {pourquoi}",
                    **which,
                    champ=field.label,
                    pourquoi=refused.message,
                )
            )
    return replace(one, **values), told


def told_of(session: Session, decision: LigneDecidee) -> Msg:
    """The message of a line with its day, hour and name."""
    which = _which(session, decision.lu)
    return N_("Rendez-vous du {jour}, {heure}, {nom}\u00a0: {quoi}", **which, quoi=decision.message)


def _which(session: Session, one: RendezVousLu) -> dict[str, object]:
    at = local(one.debut, fuseau(session))
    return {"jour": f"{at:%d}/{at:%m}/{at.year:04}", "heure": f"{at:%H:%M}", "nom": verbatim(name_of(one))}


def _refuse_whole(one: RendezVousLu, codes: Lists) -> None:
    [annonce] = PARAMETERS["book_visit"]["annonce"]
    if not read_value(annonce, name_of(one), codes, {}, annonce.path):
        raise Refused(N_("Il manque le nom."))
    if one.statut not in (ATTENDU, *ETATS):
        raise Refused(N_("Choisissez un statut de la liste."))
    try:
        check_year(one.debut)
    except Fault as fault:
        raise Refused(fault.message) from fault


def _known(session: Session, keys: Iterable[str]) -> dict[str, Visite]:
    """Visits by their key in a list. Withdrawn ones too: a reading that was undone may be made again."""
    key = func.substr(Visite.cle_liste, 1, func.instr(Visite.cle_liste, " ") - 1)
    rows = [row for lot in lots(keys) for row in session.scalars(select(Visite).where(key.in_(lot)))]
    rows.sort(key=lambda row: (row.retire_le is None, row.id))
    return {(row.cle_liste or "").split(" ")[0]: row for row in rows}


def _slots(session: Session, known: Mapping[str, Visite]) -> dict[Slot, Visite]:
    """Visits of lists that name no events: they left this list, perhaps for another hour of the same day."""
    rows = session.scalars(living(Visite).where(Visite.statut == ATTENDU, Visite.cle_liste.is_not(None)))
    held = {row.id for row in known.values()}
    found = {}
    for row in rows:
        slot = (row.jour, glue(row.annonce or ""), row.annonce_ne_le or fold_phone(row.annonce_telephone or ""))
        if row.id not in held and slot[2]:
            found[slot] = row
    return found


def slot_of(session: Session, one: RendezVousLu) -> Slot:
    """A day, a name, and a birth day or a phone: never a name alone."""
    return local(one.debut, fuseau(session)).date(), glue(name_of(one)), one.ne_le or fold_phone(one.telephone)


def name_of(one: RendezVousLu) -> str:
    """The name as a visit keeps it."""
    return f"{one.nom} {one.prenom}".strip()


def lots(values: Iterable[str]) -> Iterator[Sequence[str]]:
    """The values in their order, so many to a statement."""
    every = sorted(values)
    for start in range(0, len(every), _LOT):
        yield every[start : start + _LOT]
