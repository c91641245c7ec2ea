"""What an avis takes: what goes with it, its motive, its rank, its summons, the meeting that decided it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from scolarite_desk.errors import Refused
from scolarite_desk.models.fields.of_dossier import AVIS as FIELDS
from scolarite_desk.models.rules.decisions import VU, vu
from scolarite_desk.models.rules.states import AVIS
from scolarite_desk.models.rules.vides import A_PRECISER, SANS_MOTIF, a_preciser
from scolarite_desk.models.tables.candidature import Avis, Candidature
from scolarite_desk.models.tables.formation import Formation, SeanceCommission
from scolarite_desk.msg import N_
from scolarite_desk.store.queries.listes import ranks_beside
from scolarite_desk.store.queries.offer import lists
from scolarite_desk.store.queries.seances import examines
from scolarite_desk.store.queries.types import types
from scolarite_desk.store.store import Work

_STAY = (("motif", "motif_texte"), ("rang",), ("convocation_le",), ("convocation_heure",), ("convocation_lieu",),
         ("condition",), ("type_id",))  # fmt: skip
_CALLED = ("promu_id", "promu_rang")
SUMMONS = ("convocation_le", "convocation_heure", "convocation_lieu")


def whole(given: Mapping[str, Any]) -> dict[str, Any]:
    """The values of an avis, blanks as nothing. `Refused` when one does not go with the avis, or is missing."""
    values = {name: value or None for name, value in given.items()}
    if values["avis"] not in AVIS:
        raise Refused(N_("L’avis «\u00a0{avis}\u00a0» n’existe pas.", avis=values["avis"] or ""), "avis.avis")
    told = {**values, "rectifie": "corrige_motif" in values}
    for field in FIELDS:
        if values.get(field.name) is not None and not field.visible.holds(told):
            raise Refused(
                N_(
                    "«\u00a0{champ}\u00a0» ne va pas avec l’avis «\u00a0{avis}\u00a0»\u00a0: effacez-le.",
                    champ=field.alone or field.label,
                    avis=AVIS[str(values["avis"])].label,
                ),
                field.path,
            )
    return values


def kept_of(former: Avis, given: Mapping[str, Any]) -> dict[str, Any]:
    """What a correction to the same avis says again without being told; a motive and its words go together."""
    names = (name for together in _STAY if all(given[name] is None for name in together) for name in together)
    return {name: getattr(former, name) for name in names}


def called_from(former: Avis | None, avis: str) -> dict[str, Any]:
    """From which rank an avis takes somebody: as the one that it replaces, as long as both admit."""
    return {name: getattr(former, name) if former and former.avis == avis == "FA" else None for name in _CALLED}


def vu_of(avis: Avis) -> str:
    """The digest of an avis as it stands."""
    return vu({name: getattr(avis, name) for name in VU})


def bind(work: Work, avis: Avis) -> None:
    """Validate an avis, and keep what was seen of it: a merge that makes it another one is then told."""
    avis.valide_le, avis.valide_par, avis.valide_vu = work.now, work.auteur, vu_of(avis)


def check(work: Work, row: Candidature, values: Mapping[str, Any], former: Avis | None) -> None:
    """`Refused` when what an avis asks is missing, or does not hold: its meeting, motive, summons or rank."""
    avis, rang = values["avis"], values["rang"]
    if former is None or (former.avis, former.type_id) != (avis, values["type_id"]):
        _check_type(work, row, avis, values["type_id"])
    if values["seance_id"] and not (former is not None and former.seance_id == values["seance_id"]):
        _check_meeting(work, row, values["seance_id"])
    motif, texte = values["motif"] or "", values["motif_texte"] or ""
    if avis == "DE" and not (motif or texte):
        raise Refused(SANS_MOTIF, "avis.motif")
    libelle = lists(work.session).label("motif_avis", motif) if motif else ""
    if a_preciser(motif, libelle, texte):
        raise Refused(A_PRECISER.given(dit=texte.strip() or libelle), "avis.motif_texte")
    if avis == "PR":
        _check_summons(work, row, values, former)
    if avis == "LC":
        if rang is None or rang < 1:
            raise Refused(N_("Donnez le rang sur la liste complémentaire."), "avis.rang")
        refuse_given(rang, ranks_beside(work.session, row.id))


def refuse_given(rang: int | None, given: Collection[int]) -> None:
    """`Refused` when somebody else has that rank."""
    if rang in given:
        raise Refused(N_("Le rang {rang} est déjà donné dans cette formation.", rang=rang), "avis.rang")


def _check_type(work: Work, row: Candidature, avis: str, cle: str | None) -> None:
    """A kind of the office words an avis of its own family, where it may be given."""
    kinds, centre = types(work.session), work.get(Formation, row.formation_id).centre_id
    kind = kinds.of(avis, cle)
    if cle is None:
        if kinds.precise(avis, centre):
            raise Refused(N_("Choisissez le type de décision."), "avis.type")
        return
    if kind.famille != avis:
        raise Refused(
            N_("«\u00a0{type}\u00a0» n’est pas un type de cet avis\u00a0: choisissez-en un autre.", type=kind.label),
            "avis.type",
        )
    if not kind.en_service or kind.centre not in (None, centre):
        raise Refused(
            N_("«\u00a0{type}\u00a0» ne se donne pas ici\u00a0: choisissez-en un autre.", type=kind.label), "avis.type"
        )


def _check_meeting(work: Work, row: Candidature, seance: str) -> None:
    """A commission decides in a meeting that was held, on what it examines."""
    meeting = work.get(SeanceCommission, seance)
    if meeting.le is None or meeting.le > work.at(row.formation_id, work.now).date():
        raise Refused(N_("Cette séance n’a pas encore eu lieu\u00a0: vérifiez son jour."), "avis.en_seance")
    if not examines(work.session, meeting.commission_id, row.formation_id):
        raise Refused(
            N_("Cette commission n’examine pas cette formation\u00a0: choisissez une autre séance."), "avis.en_seance"
        )


def _check_summons(work: Work, row: Candidature, values: Mapping[str, Any], former: Avis | None) -> None:
    """The letter says when and where to come: a summons is whole, and to come unless that day was said before."""
    for name in SUMMONS:
        if values[name] is None:
            raise Refused(N_("Une présélection convoque\u00a0: donnez le jour, l’heure et le lieu."), f"avis.{name}")
    day = values["convocation_le"]
    known = former is not None and former.convocation_le == day
    now = work.at(row.formation_id, work.now)
    if day < now.date() and not known:
        raise Refused(N_("Ce jour est passé\u00a0: choisissez-en un autre."), "avis.convocation_le")
    if day == now.date() and values["convocation_heure"] < f"{now:%H:%M}" and not known:
        raise Refused(N_("Cette heure est passée\u00a0: choisissez-en une autre."), "avis.convocation_heure")
