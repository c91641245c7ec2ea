"""What commissions decide in a season, who validates it, what people answer."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from scolarite_desk.errors import Refused
from scolarite_desk.models.rules.documents import POSTE
from scolarite_desk.models.rules.papiers import DESISTEMENT, RELANCE
from scolarite_desk.models.rules.states import AVIS
from scolarite_desk.msg import N_
from scolarite_desk.practice.saison import jours
from scolarite_desk.practice.saison.bureau import OFFERTES
from scolarite_desk.practice.saison.jeu import Jouee, Saison
from scolarite_desk.practice.saison.lettres import courriers
from scolarite_desk.practice.universite import MODELES
from scolarite_desk.services.avis import correct_avis, enter_avis, unvalidate_avis, validate_avis
from scolarite_desk.services.candidatures import (
    cancel_candidature,
    confirm,
    desist,
    set_candidature,
    set_traitement,
    validate_traitement,
)
from scolarite_desk.services.documents import issue_letter
from scolarite_desk.services.dossiers import add_item
from scolarite_desk.services.en_lot import give
from scolarite_desk.services.proces_verbal import issue_minutes

_CENTRE = {one.code: one.centre for one in MODELES}
_BY_RIGHT = {one.code for one in MODELES if one.traitement == "AD"}
_LISTED = 3  # as many on the list as a third of the places, at least one
_PRESENTS = "Hortense Valcombe, présidente de l’université\nAnselme Tourbrac, directeur de pôle"


def seances(saison: Saison) -> None:
    """Each commission that examines something meets; one of them will meet again."""
    for centre in sorted({_CENTRE[code] for code in OFFERTES}):
        _seance(saison, f"séance {centre}", centre, jours.COMMISSION)
    _seance(saison, "séance à venir", _CENTRE[OFFERTES[1]], jours.COMPLEMENTAIRE[1])


def _seance(saison: Saison, nom: str, centre: int, le: int) -> None:
    valeurs = {"commission_id": saison.cles[f"commission {centre}"], "le": saison.jour(le), "presents": _PRESENTS}
    saison.cles[nom] = saison.fait(add_item, chose="seance", valeurs=valeurs) or ""


def acces_direct(saison: Saison) -> None:
    """Where one enters by right, whoever is complete is admitted without any commission."""
    chosen = [one for one in saison.suivies if one.code in _BY_RIGHT and one.complete]
    saison.lot(set_traitement, chosen, lambda one, _rank: {"candidature": one.cle, "traitement": "AD"})
    done = saison.lot(validate_traitement, chosen, lambda one, _rank: {"candidature": one.cle})
    for one in done.faites:
        one.avis = "FA"


def avis(saison: Saison) -> None:
    """Formation by formation, each kind of avis in a lot: the places, the list, summons, refusals."""
    for code in OFFERTES:
        asked = [one for one in saison.suivies if one.code == code and not one.avis]
        ranked, seance = [one for one in asked if one.complete], saison.cles[f"séance {_CENTRE[code]}"]
        for kind, chosen, values in _shares(saison, code, ranked):
            _saisis(saison, chosen, avis=kind, en_seance=seance, **values)
        _saisis(saison, [one for one in asked if not one.complete], avis="DE", motif="incomplet", en_seance=seance)


def _shares(saison: Saison, code: str, ranked: list[Jouee]) -> Iterator[tuple[str, list[Jouee], dict[str, Any]]]:
    """(avis, who, its values): in the order of the file, as nobody has a better one yet."""
    places = saison.capacites[code]
    end = places + max(1, places // _LISTED)
    yield "FA", ranked[:places], {"condition": "sous réserve de l’obtention du diplôme que vous préparez"}
    yield "LC", ranked[places:end], {"rang": 1}
    rest = ranked[end:]
    yield "DE", rest[:1], {"motif": "resultats"}
    yield "PR", rest[1:2], {"convocation_le": saison.jour(jours.PUBLICATION + 10), "convocation_heure": "14:30",
                           "convocation_lieu": "Bâtiment B, salle 12"}  # fmt: skip
    yield "LA", rest[2:3], {}
    yield "DE", rest[3::2], {"motif": "prerequis"}
    yield "DE", rest[4::2], {"motif": "autre", "motif_texte": "Le projet ne porte pas sur cette formation."}


def _saisis(saison: Saison, chosen: Sequence[Jouee], **values: Any) -> None:
    if not chosen:
        return
    by_key = {one.cle: one for one in chosen}
    with saison.pas("enter_avis") as step:
        done = give(saison.store, None, "enter_avis", list(by_key), values, step)
    saison.refusees("enter_avis", [why for _key, why in done.refusees])
    for key in done.faites:
        by_key[key].avis = values["avis"]


def essais_avis(saison: Saison) -> None:
    """What a commission's secretary types by mistake, of somebody admitted where another is first of the list."""
    listed = _first(saison, "LC").code
    cle = next(one.cle for one in saison.suivies if one.code == listed and one.avis == "FA")
    for values in (
        {"avis": "DE"},
        {"avis": "DE", "motif": "autre"},
        {"avis": "LC"},
        {"avis": "PR"},
        {"avis": "FA", "motif": "resultats"},
        {"avis": "FA", "en_seance": saison.cles["séance à venir"]},
    ):
        saison.essaie(enter_avis, candidature=cle, **values)
    saison.essaie(enter_avis, candidature=cle, avis="LC", rang=1)
    saison.essaie(confirm, candidature=cle)
    saison.essaie(issue_letter, candidature=cle)
    saison.essaie(correct_avis, candidature=cle, avis="DE", raison="Erreur", motif="resultats")


def validation(saison: Saison) -> None:
    """Formation by formation, in a lot; what is validated is changed no more."""
    for code in OFFERTES:
        keys = [one.cle for one in saison.suivies if one.code == code and one.avis and code not in _BY_RIGHT]
        keys += [one.cle for one in saison.suivies if one.code == code in _BY_RIGHT and one.avis == "DE"]
        if keys:
            with saison.pas("validate_avis") as step:
                done = give(saison.store, None, "validate_avis", keys, {}, step)
            saison.refusees("validate_avis", [why for _key, why in done.refusees])
    cle = _first(saison, "FA").cle
    saison.essaie(validate_avis, candidature=cle)
    saison.essaie(enter_avis, candidature=cle, avis="DE", motif="resultats")
    saison.essaie(set_traitement, candidature=cle, traitement="AD")


def proces_verbaux(saison: Saison) -> None:
    """What each meeting decided, on paper; it is not taken back any more."""
    for nom in [nom for nom in saison.cles if nom.startswith("séance") and nom != "séance à venir"]:
        if issued := saison.fait(issue_minutes, seance=saison.cles[nom]):
            saison.garde(f"proces-verbaux/{issued.numero}.pdf", issued.rendu.octets)
    saison.essaie(unvalidate_avis, candidature=_first(saison, "FA").cle)


def lettres(saison: Saison) -> None:
    """Decisions are posted: one formation in one file for the printer, the others one by one."""
    decided = Counter(one.code for one in saison.suivies if one.avis)
    courriers(saison, formation=decided.most_common(1)[0][0], devenir=POSTE)
    courriers(saison, devenir=POSTE)


def reponses(saison: Saison) -> None:
    """Six admitted in ten take the place, some give it up, the others say nothing; a few leave the list."""
    offered = [one for one in saison.suivies if one.avis in ("FA", "LC")]
    first, last = jours.REPONSES
    for rang, one in enumerate(offered):
        saison.au(first + (last - first) * rang // len(offered))
        _repond(saison, one, *((600, 780) if one.avis == "FA" else (300, 400)), rang)
    for one in [one for one in offered if one.reponse][:1]:
        saison.essaie(desist if one.reponse == "desist" else confirm, candidature=one.cle)
    saison.essaie(enter_avis, candidature=_first(saison, "DE").cle, avis="FA")
    saison.essaie(confirm, candidature=_first(saison, "DE").cle)


def _repond(saison: Saison, one: Jouee, yes: int, no: int, rang: int) -> None:
    act = confirm if saison.part(rang, yes, 3) else desist if saison.part(rang, no, 3) else None
    if act is not None:
        saison.fait(act, candidature=one.cle)
        one.reponse = act.__name__


def desistements(saison: Saison) -> None:
    """Who gave the place up is written so."""
    courriers(saison, DESISTEMENT)


def relances(saison: Saison) -> None:
    """Who has not answered is reminded, before the last day."""
    courriers(saison, RELANCE, avis="FA", devenir=POSTE)


def _jusqu_au(saison: Saison, one: Jouee, rang: int) -> None:
    """Until when this one answers: the day of the formation is over."""
    saison.fait(set_candidature, candidature=one.cle, date_confirmation=saison.jour(rang))


def rectifications(saison: Saison) -> None:
    """An appeal is granted, one refusal in fifty was a mistake; somebody asks for a candidature to be forgotten."""
    refused = [one for one in saison.suivies if one.avis == "DE" and one.complete]
    chosen = [one for one in refused[1:] if saison.part(one.rang, 20, 13) and one is not saison.recours]
    for one in [saison.recours, *chosen] if saison.recours else chosen:
        heard = saison.cles["recours"] if one is saison.recours else None
        saison.fait(correct_avis, candidature=one.cle, avis="FA", raison="Relevé de notes rectifié", requete=heard)
        saison.fait(validate_avis, candidature=one.cle)
        _jusqu_au(saison, one, jours.APPEL + 20)
        one.avis = "FA"
    courriers(saison, devenir=POSTE)
    silent = _first(saison, "LC")
    saison.essaie(cancel_candidature, candidature=silent.cle, motif=" ")
    saison.fait(cancel_candidature, candidature=silent.cle, motif="À la demande de la personne")
    silent.avis = ""
    saison.essaie(enter_avis, candidature=silent.cle, avis="FA")


def _first(saison: Saison, kind: str) -> Jouee:
    """The first candidature of that avis in a formation that a commission examines. `Refused` when there is none."""
    found = next((one for one in saison.suivies if one.avis == kind and one.code not in _BY_RIGHT), None)
    if found is None:
        raise Refused(N_("Trop peu de dossiers\u00a0: aucun n’a d’avis «\u00a0{avis}\u00a0».", avis=AVIS[kind].label))
    return found
