"""The first days of a season: what the office says of itself, its catalogue, and what it offers, all by its acts."""

from __future__ import annotations

from typing import Any

from scolarite_desk.models.rules.exercice import COMPTE
from scolarite_desk.models.rules.questions import LISTE
from scolarite_desk.msg import N_
from scolarite_desk.practice.interrogations import QUESTIONS
from scolarite_desk.practice.saison import jours
from scolarite_desk.practice.saison.jeu import Saison
from scolarite_desk.practice.universite import (
    AGENTS,
    CENTRES,
    COLLEGUES,
    EEF,
    ETIQUETTES,
    MODELES,
    SETTINGS,
    SIGNATAIRES,
)
from scolarite_desk.services.agents import name_agent
from scolarite_desk.services.campagnes import open_campaign
from scolarite_desk.services.catalogue import seed_catalogue
from scolarite_desk.services.comptes import create_account
from scolarite_desk.services.depot import create
from scolarite_desk.services.dossiers import add_item
from scolarite_desk.services.reglages import change_setting

OFFERTES = ("L1INFO", "L3INFO", "L3HIST", "M1DROIT", "M2MIAGE", "DUFLE-EAD")
GENRES = {one.code: one.genre for one in MODELES if one.code in OFFERTES}
COLLEGUE = "Nadia R."  # to whom tasks are handed over
_SERVICE, _CVEC = "Service de la scolarité", "105"
_DEMAND = 2  # how many ask for each place, about
_BY_RIGHT = 10  # times as many places where one enters by right: nobody is turned away there


def reglages(saison: Saison) -> None:
    """Settings, who handles files, the centres and who signs, then the catalogue."""
    codes = saison.codes
    eef = " ".join(filter(None, (codes.find("pays", name, {}) for name in EEF)))
    for cle, valeur in {**SETTINGS, "service": _SERVICE, "pays_eef": eef}.items():
        saison.fait(change_setting, cle=cle, valeur=valeur)
    prenom, nom, qualite = AGENTS[COMPTE]
    saison.fait(name_agent, compte=saison.store.auteur, prenom=prenom, nom=nom, qualite=qualite)
    for rang, (libelle, adresse, telephone, boite) in enumerate(CENTRES):
        number = "+33" + telephone.replace(" ", "")[1:]
        _ajoute(saison, f"centre {rang}", "centre", libelle=libelle, adresse=adresse, telephone=number,
                courriel=f"{boite}@rivebrume.example.org")  # fmt: skip
    prenom, nom, qualite = SIGNATAIRES[0]
    _ajoute(saison, "signataire", "signataire", prenom=prenom, nom=nom, qualite=qualite)
    saison.fait(seed_catalogue)
    saison.fait(create_account, nom=COLLEGUE, profil=COLLEGUES[COLLEGUE])
    for rang, (libelle, couleur) in enumerate(ETIQUETTES.items(), 1):
        _ajoute(
            saison, f"étiquette {libelle}", "etiquette", libelle=libelle, couleur=couleur, ordre=rang, en_service=True
        )


def offre(saison: Saison) -> None:
    """A campaign in preparation, its two sessions, its formations, and the commissions that examine them."""
    annee = jours.annee(saison.premier)
    campagne(saison, "campagne", annee)
    saison.fait(change_setting, cle=f"cvec_montant_{annee}", valeur=_CVEC)
    for rang, (libelle, *_) in enumerate(CENTRES):
        _ajoute(saison, f"commission {rang}", "commission", libelle=f"Commission {libelle.removeprefix('Pôle ')}",
                centre_id=saison.cles[f"centre {rang}"], president=" ".join(SIGNATAIRES[rang % len(SIGNATAIRES)][:2]),
                membres="\n".join(", ".join((f"{prenom} {nom}", qualite)) for prenom, nom, qualite in SIGNATAIRES),
                quorum=2)  # fmt: skip
    for modele in (one for one in MODELES if one.code in OFFERTES):
        _formation(saison, modele.code)
    _questions(saison)


def _questions(saison: Saison) -> None:
    """What is asked of all, then what each kind of formation asks."""
    for rang, one in enumerate(QUESTIONS, 1):
        words = {"libelle": one.libelle, "texte": one.texte, "texte_anglais": one.anglais, "genre": one.genre,
                 "choix": "\n".join(one.reponses) if one.genre == LISTE else None, "ordre": rang * 10,
                 "requise": one.requise, "en_service": True}  # fmt: skip
        for code in OFFERTES if one.formation else ("",):
            if not code:
                _ajoute(saison, f"question {one.libelle}", "question", **words)
            elif one.of(GENRES[code]):
                nom = f"question {one.libelle} {code}"
                _ajoute(saison, nom, "question", formation_id=saison.cles[code], **words)


def campagne(saison: Saison, nom: str, annee: str) -> None:
    """A campaign under this name in `cles`; the first one with its two sessions, which the next one copies."""
    key = _ajoute(saison, nom, "campagne", libelle=f"Candidatures {annee}", annee=annee, etat="preparation")
    if nom != "campagne":
        return
    for genre, libelle, (debut, fin) in (
        ("principale", "Session principale", jours.DEPOTS),
        ("complementaire", "Session complémentaire", jours.COMPLEMENTAIRE),
    ):
        days = {"debut_depot": saison.jour(debut), "fin_depot": saison.jour(fin)}
        _ajoute(saison, f"{nom} {genre}", "session", campagne_id=key, genre=genre, libelle=libelle, **days)


def _formation(saison: Saison, code: str) -> None:
    modele = next(one for one in MODELES if one.code == code)
    asked = saison.dossiers * 3 // 2 // len(OFFERTES)
    places = max(1, asked // _DEMAND) * (_BY_RIGHT if modele.traitement == "AD" else 1)
    saison.capacites[code] = places
    key = _ajoute(
        saison, code, "formation", campagne_id=saison.cles["campagne"], code=code, libelle=modele.libelle,
        genre=modele.genre, mention=modele.mention, composante=CENTRES[modele.centre][0], mode=modele.mode,
        capacite=places, traitement=modele.traitement, mon_master=modele.mon_master, en_service=True,
        centre_id=saison.cles[f"centre {modele.centre}"], session_id=saison.cles["campagne principale"],
        debut_depot=saison.jour(jours.DEPOTS[0]), fin_depot=saison.jour(jours.DEPOTS[1]),
        retour=saison.jour(jours.RETOUR), jury=saison.jour(jours.COMMISSION),
        publication=saison.jour(jours.PUBLICATION), confirmation=saison.jour(jours.CONFIRMATION),
    )  # fmt: skip
    _ajoute(saison, f"réunion {code}", "commission_formation", formation_id=key, reunion=saison.jour(jours.COMMISSION),
            commission_id=saison.cles[f"commission {modele.centre}"])  # fmt: skip


def ouverture(saison: Saison) -> None:
    """Nobody is taken before the campaign is open; then it is."""
    codes, somebody = saison.codes, {"identite": {"nom_naissance": "TROPTÔT", "prenom": "Ada"}}
    if saison.joue("create_dossier", lambda: create(saison.store, somebody, codes)):
        saison.faute(N_("Un dossier est créé sans campagne ouverte."))
    saison.fait(open_campaign, campagne=saison.cles["campagne"])


def _ajoute(saison: Saison, nom: str, chose: str, /, **valeurs: Any) -> str:
    """A row of the office, its key kept under that name."""
    saison.cles[nom] = saison.fait(add_item, chose=chose, valeurs=valeurs) or ""
    return saison.cles[nom]
