"""Four eyes: whose eyes the validation of an avis asks for besides those of who entered it, by the setting
« quatre_yeux ». Two accounts of one person are two: what a base cannot tell, the office sees to.
"""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from scolarite_desk.models.tables.reglage import Compte
from scolarite_desk.store.perimetre import ACCOUNT

SETTING, PERSONNE, PROFIL = "quatre_yeux", "personne", "profil"
_CHOSEN = "SELECT valeur FROM reglage WHERE cle = ? AND retire_le IS NULL"


def regard(session: Session, saisi_par: str | None) -> str:
    """« personne » or « profil » when the account of this session may not validate what `saisi_par` entered, else "".

    Profiles are those of now: who changed of profile since looks with the eyes of the new one.
    """
    chosen = session.connection().exec_driver_sql(_CHOSEN, (SETTING,)).scalar()
    here = session.info.get(ACCOUNT)
    if chosen not in (PERSONNE, PROFIL) or not saisi_par or here is None:
        return ""
    if here == saisi_par:
        return PERSONNE
    same = chosen == PROFIL and _profile(session, here) == _profile(session, saisi_par)
    return PROFIL if same else ""


def _profile(session: Session, nom: str) -> str | None:
    return session.scalar(select(Compte.profil).where(Compte.nom == nom))
