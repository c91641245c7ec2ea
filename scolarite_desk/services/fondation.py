"""Founding a real base: who administers it, what the establishment says of itself, and the catalogue, when wanted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from scolarite_desk.errors import Refused
from scolarite_desk.models.fields.reglages import Setting, named
from scolarite_desk.models.rules.fault import Fault
from scolarite_desk.models.rules.secret import MOT_DE_PASSE
from scolarite_desk.msg import N_
from scolarite_desk.services import entree
from scolarite_desk.services.acts import do
from scolarite_desk.services.catalogue import seed_catalogue
from scolarite_desk.services.reglages import blank_settings, change_setting
from scolarite_desk.store.referentiel import referentiel
from scolarite_desk.store.store import Store
from scolarite_desk.store.vault.vault import Cost


@dataclass(frozen=True)
class Founded:
    """A base that was just founded, open: its recovery key, what came of the catalogue, what is still to be filled."""

    store: Store
    secours: str
    catalogue: int
    a_renseigner: tuple[Setting, ...]


def found(
    path: Path,
    compte: str,
    password: str,
    chosen: Mapping[str, str],
    *,
    catalogue: bool = True,
    cost: Cost | None = None,
) -> Founded:
    """A new base with its first settings. `Refused` before anything is written when one of them cannot be read."""
    if short := MOT_DE_PASSE.too_short(password):
        raise Refused(short, "compte.mot_de_passe")
    _read(chosen)
    store, secours = entree.create(path, compte, password, cost)
    try:
        for cle, valeur in chosen.items():
            do(store, None, change_setting, cle, valeur)
        rows = do(store, None, seed_catalogue) if catalogue else 0
        with store.reading() as session:
            return Founded(store, secours, rows, blank_settings(session))
    except BaseException:
        store.close()
        raise


def _read(chosen: Mapping[str, str]) -> None:
    codes = referentiel()
    for cle, valeur in chosen.items():
        one = named(cle)
        if one is None:
            raise Refused(N_("Le réglage «\u00a0{cle}\u00a0» n’existe pas.", cle=cle), "reglage.cle")
        try:
            one.kept(valeur, codes)
        except Fault as fault:
            raise Refused(
                N_("{reglage}\u00a0: {raison}", reglage=one.label, raison=fault.message), f"reglage.{cle}"
            ) from fault
