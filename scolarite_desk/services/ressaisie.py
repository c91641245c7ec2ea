"""Dossiers to be typed again in eCandidat: asked, done, the number that it gave; the sheet from which one is typed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from scolarite_desk.errors import Refused
from scolarite_desk.models.fields.fields import FIELDS
from scolarite_desk.models.fields.referentiel import Referentiel
from scolarite_desk.models.rows.dossier_views import DossierView
from scolarite_desk.models.rows.ressaisie import EtatRessaisie, FicheRessaisie
from scolarite_desk.models.rules.ressaisie import FicheSaisie, Saisie, lignes
from scolarite_desk.models.tables.candidature import Candidature
from scolarite_desk.models.tables.dossier import Dossier
from scolarite_desk.models.tables.echange import Ressaisie
from scolarite_desk.msg import N_
from scolarite_desk.services.acts import act
from scolarite_desk.services.catalogue import only
from scolarite_desk.services.identifiants import add_identifier
from scolarite_desk.services.passages import live
from scolarite_desk.services.reglages import setting
from scolarite_desk.store.queries.dossiers import dossier_view, fiches
from scolarite_desk.store.queries.ressaisies import ressaisie_of
from scolarite_desk.store.store import Work

_OF_PERSON = ("identite", "adresse", "bac", "cursus_externes", "stages", "experiences")


@act(N_("Mettre à ressaisir dans eCandidat"), right="dossiers")
def ask_retyping(work: Work, candidature: str | None = None, dossier: str | None = None) -> str:
    """A dossier, or that of a candidature, is to be typed in eCandidat, with all that it asks; again, where it was done
    before. Returns the key of the row, made of the dossier. `Refused` where it waits already.
    """
    dossier = live(work, candidature).dossier_id if candidature else _named(work, None, dossier).id
    known = ressaisie_of(work.session, dossier)
    if known is not None and known.faite_le is None:
        raise Refused(N_("Ce dossier est déjà à ressaisir."), "ressaisie")
    row = only(work, Ressaisie, dossier, dossier_id=dossier)
    row.demandee_le, row.demandee_par, row.faite_le, row.faite_par = work.today, work.auteur, None, None
    return row.id


@act(N_("Noter un dossier ressaisi dans eCandidat"), right="dossiers")
def retyped(work: Work, candidature: str | None = None, numero: str = "", dossier: str | None = None) -> None:
    """It was typed in eCandidat today, which gave that number; one that comes later is given by the same act. `Refused`
    where nobody asked for it.
    """
    named = _named(work, candidature, dossier)
    row = ressaisie_of(work.session, named.id)
    if row is None:
        raise Refused(N_("Ce dossier n’est pas à ressaisir."), "ressaisie")
    if row.faite_le is not None and not numero:
        raise Refused(N_("Ce dossier est déjà ressaisi."), "ressaisie")
    if row.faite_le is None:
        row.faite_le, row.faite_par = work.today, work.auteur
    if numero:
        add_identifier(work, named.personne_id, "ECANDIDAT", numero)


@act(N_("Ne plus ressaisir dans eCandidat"), right="dossiers")
def withdraw_retyping(work: Work, candidature: str | None = None, dossier: str | None = None) -> None:
    """It was asked by mistake, or noted as done by mistake: out of sight. Asked for again, it begins anew."""
    row = ressaisie_of(work.session, _named(work, candidature, dossier).id)
    if row is None:
        raise Refused(N_("Ce dossier n’est pas à ressaisir."), "ressaisie")
    work.withdraw(row)


def _named(work: Work, candidature: str | None, dossier: str | None) -> Dossier:
    """The dossier that is named, by itself or by what it asks for."""
    if candidature:
        return work.get(Dossier, work.get(Candidature, candidature).dossier_id)
    if dossier:
        return work.get(Dossier, dossier)
    raise Refused(N_("Dites de quel dossier il s’agit."), "ressaisie")


def sheet(session: Session, dossier: str, codes: Referentiel, today: date) -> FicheRessaisie:
    """What is typed of a dossier, whether anybody asked for it or not. `Refused` outside the perimeter."""
    view = dossier_view(session, dossier)
    row = ressaisie_of(session, dossier)
    pegase = setting(session, "ecandidat_pegase") == "oui"
    return FicheRessaisie(
        view.key,
        view.numero,
        view.nom,
        view.campagne,
        _state(row, view),
        lignes(typed(session, view, codes), today, pegase=pegase),
    )


def _state(row: Ressaisie | None, view: DossierView) -> EtatRessaisie:
    numero = next((one.valeur for one in view.identifiants if one.genre == "ECANDIDAT"), "")
    if row is None:
        return EtatRessaisie(numero=numero)
    return EtatRessaisie(row.demandee_le, row.demandee_par or "", row.faite_le, row.faite_par or "", numero)


def typed(session: Session, view: DossierView, codes: Referentiel) -> Saisie:
    """The rows of a dossier as its forms show them, with what eCandidat asks elsewhere or otherwise."""
    found = {
        thing: [_shown(thing, one.values, codes) for one in reversed(fiches(session, thing, view.personne))]
        for thing in _OF_PERSON
    }
    found["identite"] = [_identity(one, view) for one in found["identite"]]
    live = (one for one in view.vivantes if not one.dehors)
    asked = [FicheSaisie({"formation": " ".join(filter(None, (one.code, one.formation)))}) for one in live]
    return found | {"candidatures": asked}


def _shown(thing: str, values: Mapping[str, Any], codes: Referentiel) -> FicheSaisie:
    texts = {one.name: one.show(values[one.name], codes, values) for one in FIELDS[thing]}
    return FicheSaisie(texts | _derived(texts, values, codes), values)


def _derived(texts: Mapping[str, str], values: Mapping[str, Any], codes: Referentiel) -> dict[str, str]:
    """What a box of eCandidat says in one text: a length of time, the town of a school, a town of birth."""
    found: dict[str, str] = {}
    if "duree" in texts:
        counted = " ".join(filter(None, (texts["duree"], texts["duree_unite"])))
        found["duree"] = counted if texts["duree"] else texts["duree_texte"]
    if "etablissement" in texts:
        school = codes.entree("etablissement" if "diplome" in values else "lycee", values["etablissement"] or "")
        found["etablissement"] = texts["etablissement"] or texts["etablissement_libre"]
        found["commune_lieu"] = school.infos.get("commune", "") if school else ""
    if "commune_naissance" in texts:
        found["commune_naissance"] = texts["commune_naissance"] or texts["ville_naissance"]
    if "ville" in texts:
        found["commune"] = texts["commune"] or texts["ville"]
    return found


def _identity(one: FicheSaisie, view: DossierView) -> FicheSaisie:
    """With the INE, which eCandidat asks there: never one that an office made."""
    provisional = view.ine is not None and view.ine.provisoire
    ine = view.ine.valeur if view.ine is not None and not provisional else ""
    return FicheSaisie({**one.textes, "ine": ine}, {**one.valeurs, "ine_provisoire": provisional})
