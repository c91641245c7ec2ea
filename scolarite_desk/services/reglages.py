"""Settings: read with their defaults, changed like anything else (journalled, undoable)."""

from __future__ import annotations

import uuid
from base64 import b64decode
from functools import lru_cache

from sqlalchemy import select
from sqlalchemy.orm import Session

from scolarite_desk.errors import Refused
from scolarite_desk.langue import kept
from scolarite_desk.models.fields.reglages import BY_KEY, Setting, every, named
from scolarite_desk.models.rules.fault import Fault
from scolarite_desk.models.rules.fuseau import fuseau_uai
from scolarite_desk.models.tables.formation import Campagne
from scolarite_desk.models.tables.reglage import Reglage
from scolarite_desk.msg import N_
from scolarite_desk.services.acts import act
from scolarite_desk.store.queries.offer import lists
from scolarite_desk.store.referentiel import referentiel
from scolarite_desk.store.store import Work

_SPACE = uuid.UUID("6f0a5a44-7a3c-4d0e-9b1a-2f9d0d7f5e10")  # one setting is one row on every desk


def setting(session: Session, key: str) -> str:
    """The text of a setting, its default when nobody chose. Raises `KeyError` when there is no such setting."""
    one, row = named(key), session.get(Reglage, _key(key))
    if one is None:
        raise KeyError(key)
    return one.default if row is None or row.valeur is None or row.retire_le else _meant(key, row.valeur)


def count_of(session: Session, key: str) -> int:
    """The whole number of a setting; its default when what came from another desk cannot be read as one."""
    one, codes = named(key), lists(session)
    if one is None:
        raise KeyError(key)
    found = one.value(setting(session, key), codes)
    return int(one.default if found is None else found)


def every_setting(session: Session) -> tuple[Setting, ...]:
    """Every setting of this base, in order: the CVEC has one for each year of its campaigns."""
    years = select(Campagne.annee).where(Campagne.retire_le.is_(None), Campagne.annee.is_not(None)).distinct()
    return every(filter(None, session.scalars(years)))


def settings(session: Session) -> dict[str, str]:
    """The text of every setting by key, its default where nobody chose, or where it does not read."""
    return {key: _meant(key, text) for key, text in written_settings(session).items()}


def written_settings(session: Session) -> dict[str, str]:
    """The same, as it is written: the form of the settings shows what does not read, with its fault."""
    chosen = {
        cle: valeur
        for cle, valeur in session.execute(select(Reglage.cle, Reglage.valeur).where(Reglage.retire_le.is_(None)))
        if valeur is not None
    }
    return {one.key: chosen.get(one.key, one.default) for one in every_setting(session)}


@lru_cache(512)  # a letter asks a dozen times for all of them, and reading a text looks at the shipped lists alone
def _meant(key: str, text: str) -> str:
    """The text of a setting; its default when what came from elsewhere does not read, which is listed."""
    one = named(key)
    assert one is not None  # whoever asks read it there
    try:
        one.kept(text, referentiel())
    except Fault:
        return one.default
    return text


def blank_settings(session: Session) -> tuple[Setting, ...]:
    """The settings that the office must fill and has not: without them papers would say nonsense, or nothing."""
    chosen = settings(session)
    return tuple(one for key, text in chosen.items() if (one := named(key)) and one.needed and not text.strip())


@act(N_("Changer un réglage"), right="reglages")
def change_setting(work: Work, cle: str, valeur: str) -> None:
    """Give a setting its new text; blank gives its default back."""
    one = named(cle)
    if one is None:
        raise Refused(N_("Le réglage «\u00a0{cle}\u00a0» n’existe pas.", cle=cle), "reglage.cle")
    work.detail = kept(one.label)
    try:
        valeur = one.kept(valeur, lists(work.session))
    except Fault as fault:
        raise Refused(fault.message, f"reglage.{cle}") from fault
    if cle == "uai":
        _follow_uai(work, valeur)
    _write(work, cle, valeur)


@act(N_("Choisir le logo"), right="reglages")
def choose_logo(work: Work, image: str) -> None:
    """The logo of every paper, in base 64; blank: none. `Refused` when it could not be printed."""
    from scolarite_desk.exchange.pdf.figures import readable

    work.detail = kept(BY_KEY["logo"].label)
    if image and not readable(b64decode(image)):
        raise Refused(N_("Cette image est abîmée ou trop grande\u00a0: choisissez-en une autre."), "reglage.logo")
    _write(work, "logo", image or "")


def _follow_uai(work: Work, uai: str) -> None:
    """The zone goes with the département of the UAI, unless somebody chose another: one work, undone whole."""
    row, former = work.session.get(Reglage, _key("fuseau")), setting(work.session, "uai")
    chosen = row.valeur if row is not None and row.retire_le is None else None
    followed = fuseau_uai(former) if former else None
    if uai and chosen in (None, followed) and setting(work.session, "fuseau") != fuseau_uai(uai):
        _write(work, "fuseau", fuseau_uai(uai))


def _write(work: Work, cle: str, valeur: str) -> None:
    row = work.session.get(Reglage, _key(cle))
    if row is None:
        work.add(Reglage(id=_key(cle), cle=cle, valeur=valeur or None))
    else:
        row.valeur, row.retire_le = valeur or None, None


def _key(cle: str) -> str:
    return uuid.uuid5(_SPACE, cle).hex
