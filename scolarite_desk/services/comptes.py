"""The accounts of the office: who works here, with what profile, within what limits. Their passwords: `coffre.py`.

A name signs every work, so that it never changes and is never given to someone else: an account is withdrawn, then
given back. Nothing here is undone by Ctrl+Z, which could leave the office without an administrator.
"""

from __future__ import annotations

import json
import unicodedata
import uuid
from collections.abc import Mapping, Sequence

from sqlalchemy import select

from scolarite_desk.errors import Refused
from scolarite_desk.models.fields.of_rooms import LONGEST
from scolarite_desk.models.rules.droits import PROFILS
from scolarite_desk.models.rules.fold import fold
from scolarite_desk.models.tables.base import Partagee
from scolarite_desk.models.tables.formation import Centre, Commission, Formation
from scolarite_desk.models.tables.reglage import Compte
from scolarite_desk.msg import N_, joined
from scolarite_desk.services.acts import act
from scolarite_desk.store.queries.rows import living
from scolarite_desk.store.store import Work

ADMINISTRATEUR = "administrateur"
LIMITS: dict[str, type[Partagee]] = {"centre": Centre, "commission": Commission, "formation": Formation}
_SPACE = uuid.UUID("0b6c1f0e-2f0f-4d53-9d0b-6f7a2f1f6d21")  # one name is one account at every desk

Limits = Mapping[str, Sequence[str]]


def account_name(text: str) -> str:
    """A name as it will sign. `Refused` when it is blank, too long, or holds what cannot be read."""
    name = " ".join(unicodedata.normalize("NFC", text).split())
    if not name:
        raise Refused(N_("Écrivez le nom de la personne."), "compte.nom")
    if len(name) > LONGEST:
        raise Refused(N_("Un nom de compte a au plus {maximum} caractères.", maximum=LONGEST), "compte.nom")
    if not name.isprintable():
        raise Refused(N_("Ce nom contient un caractère invisible\u00a0: tapez-le de nouveau."), "compte.nom")
    return name


def first_account(work: Work, nom: str) -> None:
    """Whoever opens a base that has no administrator left, or none yet, becomes its administrator."""
    row = work.session.get(Compte, account_key(nom))
    if row is None:
        work.add(Compte(id=account_key(nom), nom=nom, profil=ADMINISTRATEUR))
    else:
        row.profil, row.perimetre, row.retire_le = ADMINISTRATEUR, None, None


def administrators(work: Work) -> list[Compte]:
    """Those who may still manage accounts."""
    return work.all(living(Compte).where(Compte.profil == ADMINISTRATEUR))


@act(N_("Créer un compte"), right="comptes", undoable=False)
def create_account(work: Work, nom: str, profil: str, perimetre: Limits | None = None) -> str:
    """A new account; it opens no desk until an administrator lets it in there. Returns its name."""
    name = account_name(nom)
    twin = next((one for one in work.all(select(Compte)) if fold(one.nom) == fold(name)), None)
    if twin is not None:
        there = N_("Le compte «\u00a0{nom}\u00a0» existe déjà.", nom=twin.nom)
        if twin.retire_le is not None:
            there = joined(" ", there, N_("Il est retiré\u00a0: vous pouvez le rétablir."))
        raise Refused(there, "compte.nom")
    work.add(
        Compte(id=account_key(name), nom=name, profil=_profile(profil), perimetre=_limits(work, profil, perimetre))
    )
    return name


@act(N_("Changer le profil d’un compte"), right="comptes", undoable=False)
def change_profile(work: Work, compte: str, profil: str) -> None:
    """What the account may do. An administrator has no perimeter."""
    row = _living(work, compte)
    if _profile(profil) != ADMINISTRATEUR:
        _keep_one_administrator(work, row)
    row.profil = profil
    if profil == ADMINISTRATEUR:
        row.perimetre = None


@act(N_("Changer le périmètre d’un compte"), right="comptes", undoable=False)
def limit_account(work: Work, compte: str, perimetre: Limits | None) -> None:
    """Where the account may do it: {"centre": [keys], "commission": [keys], "formation": [keys]}, None: everywhere."""
    row = _living(work, compte)
    row.perimetre = _limits(work, row.profil, perimetre)


@act(N_("Retirer un compte"), right="comptes", undoable=False)
def withdraw_account(work: Work, compte: str) -> None:
    """The person works here no more: the account opens no desk, and what it did keeps its name."""
    row = _living(work, compte)
    _keep_one_administrator(work, row)
    if row.nom == work.auteur:
        raise Refused(N_("Demandez à un autre administrateur de retirer votre propre compte."))
    work.withdraw(row)


@act(N_("Rétablir un compte"), right="comptes", undoable=False)
def restore_account(work: Work, compte: str) -> None:
    """The person is back, as before; each desk has to be opened to them again."""
    row = _named(work, compte)
    if row.retire_le is None:
        raise Refused(N_("Le compte «\u00a0{nom}\u00a0» n’est pas retiré.", nom=row.nom))
    row.retire_le = None


def _named(work: Work, nom: str) -> Compte:
    row: Compte | None = work.find(select(Compte).where(Compte.nom == nom))
    if row is None:
        raise Refused(N_("Le compte «\u00a0{nom}\u00a0» n’existe pas dans cette base.", nom=nom), "compte.nom")
    return row


def _living(work: Work, nom: str) -> Compte:
    row = _named(work, nom)
    if row.retire_le is not None:
        raise Refused(N_("Le compte «\u00a0{nom}\u00a0» est retiré\u00a0: rétablissez-le d’abord.", nom=row.nom))
    return row


def _keep_one_administrator(work: Work, row: Compte) -> None:
    if [one.id for one in administrators(work)] == [row.id]:
        raise Refused(
            N_(
                "«\u00a0{nom}\u00a0» est le seul administrateur\u00a0: donnez d’abord ce profil à quelqu’un d’autre.",
                nom=row.nom,
            )
        )


def _profile(profil: str) -> str:
    if profil not in PROFILS:
        raise Refused(N_("Choisissez un profil\u00a0: {profils}.", profils=list(PROFILS)), "compte.profil")
    return profil


def _limits(work: Work, profil: str, wanted: Limits | None) -> str | None:
    """The perimeter as it is kept: canonical JSON, so that the same limits are the same text at every desk."""
    if wanted is None:
        return None
    if profil == ADMINISTRATEUR:
        raise Refused(N_("Un administrateur n’a pas de périmètre\u00a0: il tient toute la base."), "compte.perimetre")
    if wanted.keys() - LIMITS.keys() or not any(wanted.values()):
        raise Refused(N_("Un périmètre nomme des centres, des commissions ou des formations."), "compte.perimetre")
    kept = {name: sorted({str(key) for key in wanted.get(name, ())}) for name in LIMITS}
    for name, keys in kept.items():
        for key in keys:
            work.get(LIMITS[name], key)
    return json.dumps(kept, separators=(",", ":"))


def account_key(nom: str) -> str:
    """The key of the account of that name, the same on every desk."""
    return uuid.uuid5(_SPACE, nom).hex
