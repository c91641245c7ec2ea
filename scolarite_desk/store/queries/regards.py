"""Four eyes: whose eyes the validation of an avis asks for besides those of who entered it, by the setting
« quatre_yeux ». Two accounts of one person are two: what a base cannot tell, the office sees to.
"""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session

from scolarite_desk.models.tables.reglage import Compte
from scolarite_desk.store.perimetre import ACCOUNT

SETTING, PERSONNE, PROFIL = "quatre_yeux", "personne", "profil"
_CHOSEN = "SELECT valeur FROM reglage WHERE cle = ? AND retire_le IS NULL"


def regards(session: Session, saisi_par: Iterable[str | None]) -> dict[str, str]:
    """Of those who entered avis, whose the account of this session may not validate: « personne » or « profil », by
    name. At most two statements, however many they are.

    Profiles are those of now: who changed of profile since looks with the eyes of the new one.
    """
    chosen = session.connection().exec_driver_sql(_CHOSEN, (SETTING,)).scalar()
    here = session.info.get(ACCOUNT)
    if chosen not in (PERSONNE, PROFIL) or here is None:
        return {}
    names = {one for one in saisi_par if one}
    profils = _profiles(session) if chosen == PROFIL else {}
    same = {one for one in names if profils and profils.get(one) == profils.get(here)}
    return {one: PERSONNE if one == here else PROFIL for one in names if one == here or one in same}


def _profiles(session: Session) -> dict[str, str]:
    return dict(session.execute(select(Compte.nom, Compte.profil).order_by(Compte.id)).all())
