"""What goes with a dossier made from plain data: the file of a VAPP, answers, tags, the referral of the year. Each is
read and written by its own act.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from scolarite_desk.errors import Refused
from scolarite_desk.models.fields.field import Lists
from scolarite_desk.models.rules.vapp import ACQUIS
from scolarite_desk.models.tables.candidature import Candidature
from scolarite_desk.msg import N_
from scolarite_desk.services.acts import checked
from scolarite_desk.services.dossiers import add_item, correct
from scolarite_desk.services.etiquettes import put_tag
from scolarite_desk.services.lecture import Data, no_field, read_row
from scolarite_desk.services.questions import answer_question
from scolarite_desk.services.saisines import begin_saisine, propose_place
from scolarite_desk.services.vapp import fill_vapp
from scolarite_desk.store.queries.etiquettes import tags
from scolarite_desk.store.queries.questions import questions
from scolarite_desk.store.store import Work

OF_CANDIDATURE = ("vapp", "reponses", "etiquettes")


def rows(data: Data, name: str, place: str = "") -> list[Any]:
    """A list of the data, empty where there is none."""
    found, champ = data.get(name) or [], place or name
    if not isinstance(found, list):
        raise Refused(N_("«\u00a0{champ}\u00a0»\u00a0: une liste entre crochets est attendue.", champ=champ), champ)
    return found


def fill(work: Work, thing: str, key: str, values: Data) -> None:
    """Give the fields of a row their values, each as if it had been typed."""
    for name, value in values.items():
        checked(work, correct, f"{thing}.{name}", key, value)


def follow(work: Work, candidature: str, entry: Data, lists: Lists, place: str) -> None:
    """What goes with a candidature: `OF_CANDIDATURE`."""
    if file := _object(entry, "vapp", f"{place}.vapp"):
        typed = {name: one for name, one in file.items() if name != "acquis"}
        checked(work, fill_vapp, candidature, read_row("vapp", typed, lists, f"{place}.vapp"))
        for rank, row in enumerate(rows(file, "acquis", f"{place}.vapp.acquis"), 1):
            _learnt(work, candidature, row, lists, f"{place}.vapp.acquis.{rank}")
    met = {one.libelle: one.key for one in questions(work.session, [work.get(Candidature, candidature)])[candidature]}
    for name, value in _object(entry, "reponses", f"{place}.reponses").items():
        if name not in met:
            raise no_field(f"{place}.reponses.{name}")
        checked(work, answer_question, candidature, met[name], value)
    tag(work, rows(entry, "etiquettes", f"{place}.etiquettes"), f"{place}.etiquettes", candidature=candidature)


def tag(work: Work, labels: list[Any], place: str, **bearer: str) -> None:
    """Put these tags on a candidature, or on a person."""
    known = {one.libelle: one.etiquette for one in tags(work.session, list(bearer.values()))}
    for label in labels:
        if label not in known:
            raise Refused(N_("L’étiquette «\u00a0{etiquette}\u00a0» n’existe pas.", etiquette=str(label)), place)
        checked(work, put_tag, known[label], **bearer)


def refer(work: Work, personne: str, annee: str, given: Data, lists: Lists) -> None:
    """The referral of the year, what it rests on, what was proposed."""
    typed = {name: one for name, one in given.items() if name not in ("refus_vus", "propositions")}
    values = read_row("saisine", typed, lists)
    key = checked(work, begin_saisine, personne, annee)
    fill(work, "saisine", key, values)
    for rank, row in enumerate(rows(given, "refus_vus", "saisine.refus_vus"), 1):
        seen = read_row("refus_vus", row, lists, f"saisine.refus_vus.{rank}")
        checked(work, add_item, "refus_vus", {"saisine_id": key, **seen})
    for rank, row in enumerate(rows(given, "propositions", "saisine.propositions"), 1):
        place = read_row("propositions", row, lists, f"saisine.propositions.{rank}")
        fill(work, "propositions", checked(work, propose_place, key), {"proposee_le": None} | place)


def _learnt(work: Work, candidature: str, row: Any, lists: Lists, place: str) -> None:
    genre = row.get("genre") if isinstance(row, Mapping) else None
    if genre not in ACQUIS:
        raise Refused(N_("Choisissez le genre\u00a0: {genres}.", genres=list(ACQUIS)), f"{place}.genre")
    values = read_row("acquis", {name: one for name, one in row.items() if name != "genre"}, lists, place)
    checked(work, add_item, "acquis", {"candidature_id": candidature, "genre": genre, **values})


def _object(data: Data, name: str, place: str) -> Data:
    found = data.get(name) or {}
    if not isinstance(found, Mapping):
        raise Refused(N_("«\u00a0{champ}\u00a0»\u00a0: des champs entre accolades sont attendus.", champ=place), place)
    return found
