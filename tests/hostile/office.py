"""A small practice base, and what reads beside it: JSON of acts and dossiers, vault, base, token, lists, habits."""

from __future__ import annotations

import json
import shutil
from datetime import date
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from sqlalchemy import select

from scolarite_desk import places
from scolarite_desk import practice as exercice
from scolarite_desk.cli.fichiers import read_json
from scolarite_desk.errors import Refused
from scolarite_desk.langue import langue, said
from scolarite_desk.models.fields.field import Lists
from scolarite_desk.models.rules import droits
from scolarite_desk.models.tables.dossier import Dossier
from scolarite_desk.models.tables.formation import Formation
from scolarite_desk.msg import NC_, NN_, verbatim
from scolarite_desk.progress import Progress
from scolarite_desk.services import appels, depot, portrait, sceau
from scolarite_desk.services.table import ACTS
from scolarite_desk.store import base, referentiel, search
from scolarite_desk.store.file import location
from scolarite_desk.store.queries import offer
from scolarite_desk.store.queries.dossiers import dossier_view
from scolarite_desk.store.safety import backup as sauvegarde
from scolarite_desk.store.safety import temoin
from scolarite_desk.store.store import Store
from scolarite_desk.store.vault import essais, vault

TODAY = date(2026, 9, 1)
CHEAP = vault.Cost(64, 1)


@cache
def folder() -> Path:
    """Where everything lies: the only place that may be written to."""
    import os

    return Path(os.environ["HOME"])


@cache
def store() -> Store:
    """Six invented dossiers, open."""
    return exercice.make(folder() / "essai.sdesk", 6, 1, TODAY, cost=CHEAP)


@cache
def lists() -> Lists:
    with store().reading() as session:
        return offer.lists(session)


@cache
def known() -> dict[str, str]:
    """Keys that acts take, by the name of their parameter."""
    with store().reading() as session:
        dossier = session.scalars(select(Dossier)).first()
        formation = session.scalars(select(Formation)).first()
        assert dossier is not None
        assert formation is not None
        candidatures = [one.key for one in dossier_view(session, dossier.id).candidatures]
        return {
            "dossier": dossier.id,
            "personne": dossier.personne_id,
            "formation": formation.id,
            "campagne": dossier.campagne_id,
            "candidature": candidatures[0] if candidatures else dossier.id,
            "key": dossier.personne_id,
            "numero": dossier.numero,
        }


def search_for(data: bytes) -> None:
    text = data.decode("utf-8", "surrogateescape")
    with store().reading() as session:
        found = search.find(session, text, TODAY)
        assert len(found.rows) <= 50
        search.suggest(session, text, TODAY)


def searched() -> list[bytes]:
    return [
        text.encode()
        for text in ("kermarec maelle", "N’GUESSAN", "07032004", "maelle@", "CAND00A1B2C3", "7 mars 2004", "0612")
    ]


def act(data: bytes) -> None:
    """An act called by name with parameters of any shape."""
    said = _json(data)
    if isinstance(said, dict):
        appels.call(store(), str(said.get("acte")), said.get("donnees"))


def acts() -> list[bytes]:
    """Every act of the table, with parameters that suit their types."""
    return [
        json.dumps({"acte": code, "donnees": {n: _like(n, p) for n, p in one.parameters.items()}}).encode()
        for code, one in ACTS.items()
    ]


def _like(name: str, parameter: Any) -> Any:
    if name in known():
        return known()[name]
    kind = str(parameter.annotation)
    likely = {
        "bool": True,
        "int": 3,
        "Mapping": {"nom_naissance": "KERMAREC"},
        "Sequence": [],
        "datetime": "2026-09-01T09:00",
        "date": "2026-09-01",
    }
    return next((value for word, value in likely.items() if word in kind), "FA")


def new(data: bytes) -> None:
    depot.create(store(), _json(data), lists())


@cache
def described() -> list[bytes]:
    with store().reading() as session:
        whole = portrait.describe(session, known()["numero"], lists())
    return [json.dumps(whole, default=str).encode(), b'{"identite": {"nom_naissance": "KERMAREC"}}']


def change(data: bytes) -> None:
    said = _json(data)
    if isinstance(said, dict):
        depot.change(store(), known()["numero"], str(said.get("chemin")), said.get("valeur"), lists())


def changes() -> list[bytes]:
    paths = {"identite.prenom": "Maëlle", "adresse.code_postal": "35000", "stages.1.annee": 2024, "bac.annee": "2022"}
    return [json.dumps({"chemin": path, "valeur": value}).encode() for path, value in paths.items()]


def _json(data: bytes) -> Any:
    try:
        return json.loads(data)
    except (ValueError, RecursionError) as error:
        raise Refused(verbatim("Ce n’est pas du JSON.")) from error


def json_file(data: bytes) -> None:
    read_json(str(_put("donnees.json", data)))


def _put(name: str, data: bytes) -> Path:
    path = folder() / name
    path.write_bytes(data)
    return path


def vault_file(data: bytes) -> None:
    """A vault that somebody rewrote, its checksum made good again: it is read, then tried with a password."""
    path = folder() / "coffre.sdesk"
    _put("coffre.sdesk.coffre", _with_checksum(data))
    for one in vault.read(path):
        vault.unwrap(path, one.compte, exercice.PASSWORD)


def _with_checksum(data: bytes) -> bytes:
    try:
        said = json.loads(data)
        said["somme"] = vault._checksum(said["comptes"])
        return json.dumps(said).encode()
    except (ValueError, TypeError, KeyError, RecursionError):
        return data


def vaults() -> list[bytes]:
    return [vault.vault_path(store().path).read_bytes()]


def base_file(data: bytes) -> None:
    """An encrypted file that was damaged, with the vault that opens it."""
    path = _put("abimee.sdesk", data)
    shutil.copy(vault.vault_path(store().path), vault.vault_path(path))
    for left in folder().glob("abimee.sdesk-*"):
        left.unlink()
    base.open_base(path, exercice.COMPTE, exercice.PASSWORD).close()


@cache
def bases() -> list[bytes]:
    with store().reading() as session:
        session.connection().exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    return [store().path.read_bytes()[: 1 << 16]]


def token(data: bytes) -> None:
    path = location._token("0" * 32)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    assert location.known("0" * 32, folder() / "ailleurs.sdesk", 3) in (True, False)


def tokens() -> list[bytes]:
    return [json.dumps({"base": str(folder() / "ailleurs.sdesk"), "numero": 3}).encode()]


def tries(data: bytes) -> None:
    path = essais._place(folder() / "essai.sdesk")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    assert essais.wait(folder() / "essai.sdesk", exercice.COMPTE) >= 0


def tried() -> list[bytes]:
    return [json.dumps({"0" * 16: [7, 1_700_000_000.5]}).encode()]


@cache
def backup() -> Path:
    return sauvegarde.make(store(), folder() / "sauvegardes", "demande", Progress()).dossier


def manifest(data: bytes) -> None:
    """What a backup says of itself, rewritten by somebody: it is one, or it is not."""
    place = folder() / "fiche"
    place.mkdir(exist_ok=True)
    (place / sauvegarde.MANIFEST).write_bytes(data)
    found = sauvegarde.read(place)
    assert found is None or found.fichier.parent == place


def manifests() -> list[bytes]:
    return [(backup() / sauvegarde.MANIFEST).read_bytes()]


def witness(data: bytes) -> None:
    with store().reading() as session:
        temoin.compare(session, sceau.read_witness(data.decode("utf-8", "surrogateescape")))


def witnesses() -> list[bytes]:
    return manifests()


def perimeter(data: bytes) -> None:
    assert droits.read_perimetre(data.decode("utf-8", "surrogateescape")) is not None


def perimeters() -> list[bytes]:
    return [json.dumps({"centre": ["0" * 32], "formation": []}).encode()]


def habits(data: bytes) -> None:
    from scolarite_desk.ui.desk.habitudes import Habits

    kept = Habits(_put("fenetre.ini", data))
    assert 1.0 <= kept.size <= 2.0
    assert kept.scheme
    for name in ("base/derniere", "base/compte"):
        kept.text(name)
    kept.bytes("fenetre/place")


def kept_habits() -> list[bytes]:
    return [
        b"[base]\nderniere=/tmp/a.sdesk\ncompte=Claire\n[apparence]\ntheme=dark\ntaille=1.5\n",
        b"[fenetre]\nplace=@ByteArray(\\x1\\xd9\\xd0\\xcb\\0\\x3)\n[base]\nderniere=@Variant(\\0\\0\\0\\x7f)\n",
    ]


def code_list(data: bytes) -> None:
    for entree in referentiel.read(_put("liste.csv", data)):
        assert entree.valid("2026") in (True, False)


def code_lists() -> list[bytes]:
    head = "code,libelle,autres,cles,debut,fin"
    return [f"{head}\nS,Scientifique,Série S,,1995,2020\n".encode(), f"{head},aussi\n20,Corse,,,,1976,2A|2B\n".encode()]


def catalogue(data: bytes) -> None:
    """Another language says something of each sentence, whatever its file is."""
    at = _put("en.mo", data).parent
    real, places.resource = places.resource, lambda name: at if name == "catalogues" else real(name)
    langue.cache_clear()
    try:
        for count in range(3):
            assert said(NN_("{n} dossier", "{n} dossiers", count), langue("en"))
        assert said(NC_("avis", "Retirer {nom}", nom="Awa"), langue("en"))
    finally:
        places.resource = real
        langue.cache_clear()


def catalogues() -> list[bytes]:
    made, out = Catalog(locale="en"), BytesIO()
    made.add(("{n} dossier", "{n} dossiers"), ("{n} file", "{n} files"))
    made.add("Retirer {nom}", "Remove {nom}", context="avis")
    write_mo(out, made)
    return [out.getvalue()]
