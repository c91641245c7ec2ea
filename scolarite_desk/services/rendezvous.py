"""Appointment lists taken in: the same list twice changes nothing, and nobody is recognised by a name alone."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import func, select

from scolarite_desk.errors import Refused
from scolarite_desk.exchange.rendezvous.rendezvous_lu import RendezVousLu, check_year, identity
from scolarite_desk.models.fields.field import Lists
from scolarite_desk.models.rows.rows import RapportRendezVous
from scolarite_desk.models.rules.dates import local
from scolarite_desk.models.rules.fault import Fault
from scolarite_desk.models.rules.fold import fold_phone, glue
from scolarite_desk.models.tables.base import microseconds
from scolarite_desk.models.tables.personne import Personne
from scolarite_desk.models.tables.visite import Visite
from scolarite_desk.msg import N_, Msg, verbatim
from scolarite_desk.services.acts import act
from scolarite_desk.services.lecture import read_value
from scolarite_desk.services.parametres import PARAMETERS
from scolarite_desk.services.visites import current_dossier
from scolarite_desk.store.queries.offer import lists
from scolarite_desk.store.queries.rows import living
from scolarite_desk.store.store import Work

_LOT = 500  # values in one statement

Slot = tuple[date, str, str]


@act(N_("Lire une liste de rendez-vous"), right="visites")
def import_rendezvous(work: Work, rendezvous: Sequence[RendezVousLu]) -> RapportRendezVous:
    """Book what is new, follow what the list moved. What was done here since (put off, arrived, excused) stays.

    One work, not a lot: whether an appointment moved is known from what the rest of the list says.
    """
    told: list[Msg] = []
    wanted = {one.cle: one for one in _read(work, rendezvous, told)}
    known = _known(work, wanted)
    slots = _slots(work, known)
    persons = _persons(work, wanted.values())
    added, changed, visits = 0, 0, []
    for one in wanted.values():
        row = known.get(one.cle) or slots.pop(_slot(work, one), None)
        if row is None or row.retire_le is not None:
            row = _book(work, row)
            added += 1
        elif row.cle_liste == _mark(one) or row.statut != "rendezvous":
            visits.append(row)
            continue
        else:
            changed += 1
        _follow(work, row, one)
        _recognise(work, row, one, persons)
        visits.append(row)
    work.session.flush()
    unknown = tuple(row.id for row in visits if row.personne_id is None)
    return RapportRendezVous(added, len(visits) - added - changed, changed, unknown, tuple(told))


def _read(work: Work, given: Iterable[RendezVousLu], told: list[Msg]) -> Iterator[RendezVousLu]:
    """Each appointment, its values read as those of a visit that is booked. A faulty value is set aside, an appointment
    without a name or of no day of ours whole: `told` is told, by day, hour and name.
    """
    codes, fields = lists(work.session), PARAMETERS["book_visit"]
    for one in given:
        at = local(one.debut, work.fuseau)
        which = {"jour": f"{at:%d}/{at:%m}/{at.year:04}", "heure": f"{at:%H:%M}", "nom": verbatim(_name(one))}
        try:
            _refuse_whole(work, one, codes)
        except Refused as refused:
            told.append(
                N_(
                    "Rendez-vous du {jour}, {heure}, {nom}\u00a0: laissé de côté. {pourquoi}",
                    **which,
                    pourquoi=refused.message,
                )
            )
            continue
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
        yield replace(one, **values)


def _refuse_whole(work: Work, one: RendezVousLu, codes: Lists) -> None:
    [annonce] = PARAMETERS["book_visit"]["annonce"]
    if not read_value(annonce, _name(one), codes, {}, annonce.path):
        raise Refused(N_("Il manque le nom."))
    try:
        check_year(one.debut)
    except Fault as fault:
        raise Refused(fault.message) from fault


def _mark(one: RendezVousLu) -> str:
    """What a visit keeps of its list: its key there, and the hour the list gave, which may be put off here."""
    return f"{one.cle} {microseconds(one.debut)}"


def _known(work: Work, keys: Iterable[str]) -> dict[str, Visite]:
    """Visits by their key in a list. Withdrawn ones too: a reading that was undone may be made again."""
    key = func.substr(Visite.cle_liste, 1, func.instr(Visite.cle_liste, " ") - 1)
    rows = [row for lot in _lots(keys) for row in work.all(select(Visite).where(key.in_(lot)))]
    rows.sort(key=lambda row: (row.retire_le is None, row.id))
    return {row.cle_liste.split(" ")[0]: row for row in rows}


def _slots(work: Work, known: dict[str, Visite]) -> dict[Slot, Visite]:
    """Visits of lists that name no events: they left this list, perhaps for another hour of the same day."""
    rows = work.all(living(Visite).where(Visite.statut == "rendezvous", Visite.cle_liste.is_not(None)))
    held = {row.id for row in known.values()}
    found = {}
    for row in rows:
        slot = (row.jour, glue(row.annonce or ""), row.annonce_ne_le or fold_phone(row.annonce_telephone or ""))
        if row.id not in held and slot[2]:
            found[slot] = row
    return found


def _slot(work: Work, one: RendezVousLu) -> Slot:
    """A day, a name, and a birth day or a phone: never a name alone."""
    return local(one.debut, work.fuseau).date(), glue(_name(one)), one.ne_le or fold_phone(one.telephone)


def _name(one: RendezVousLu) -> str:
    return f"{one.nom} {one.prenom}".strip()


def _book(work: Work, row: Visite | None) -> Visite:
    if row is None:
        row = Visite(jour=work.today, statut="rendezvous")
        work.session.add(row)
    row.retire_le = None
    return row


def _follow(work: Work, row: Visite, one: RendezVousLu) -> None:
    row.jour, row.rendezvous_le, row.duree = local(one.debut, work.fuseau).date(), one.debut, one.duree
    row.cle_liste = _mark(one)
    row.annonce, row.annonce_ne_le, row.annonce_telephone = _name(one), one.ne_le, one.telephone or None
    row.motif = row.motif or one.motif or None


def _persons(work: Work, rendezvous: Iterable[RendezVousLu]) -> dict[str, list[Personne]]:
    """Persons by birth day, for the whole birth days of the list."""
    days = {one.ne_le for one in rendezvous if one.ne_le and len(one.ne_le) == 10}
    found: dict[str, list[Personne]] = {}
    for lot in _lots(days):
        for personne in work.all(living(Personne).where(Personne.ne_le.in_(lot))):
            found.setdefault(personne.ne_le, []).append(personne)
    return found


def _recognise(work: Work, row: Visite, one: RendezVousLu, persons: dict[str, list[Personne]]) -> None:
    """Link the visit to the one person of that name and birth day; two such persons are left to the agent."""
    found = [personne for personne in persons.get(one.ne_le or "", []) if glue(_name(one)) in _names(personne)]
    if row.personne_id is None and len(found) == 1:
        row.personne_id, row.dossier_id = found[0].id, current_dossier(work.session, found[0].id)


def _names(personne: Personne) -> set[str]:
    """A surname and a first name in either order, birth and usage names alike, without separators."""
    surnames = {personne.nom_naissance or "", personne.nom_usage or personne.nom_naissance or ""}
    firsts = {personne.prenom or "", personne.prenom_usage or personne.prenom or ""}
    return {glue(pair) for one in surnames for other in firsts for pair in (one + other, other + one)}


def _lots(values: Iterable[str]) -> Iterator[list[str]]:
    every = sorted(values)
    for start in range(0, len(every), _LOT):
        yield every[start : start + _LOT]
