"""What keeps a paper on the desk: one line for each datum that it lacks, or that contradicts it, with the sentence told
and the field that mends it. The look before printing, the window and the command line ask the same lines.

    manques(Faits(DECISION, le=day, avis="DE"))  -> all that this letter lacks, in the order of the table

Sources: who decides and where to write (CRPA R. 112-5), by whom the
file is handled (CRPA L. 111-2), which court (CJA R. 421-5), first name, surname and capacity of
who signs (CRPA L. 212-1), a refusal in words (CRPA L. 211-2). The rest is sense: a letter without an address is posted
to nobody, a summons without its hour summons nobody.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from scolarite_desk.models.rules.conservation import SORTS
from scolarite_desk.models.rules.enveloppe import LIGNES, SIGNES
from scolarite_desk.models.rules.papiers import (
    ACCUSE_SAISINE,
    APPEL,
    ATTESTATION,
    DECISION,
    DESISTEMENT,
    INSCRIPTION,
    MOTIFS,
    PIECES,
    RECU,
    RELANCE,
    VERBAL,
)
from scolarite_desk.models.rules.papiers import SIGNES as _SIGNED
from scolarite_desk.models.rules.phrases import says_nothing
from scolarite_desk.msg import N_, NOTHING, Msg, joined

GENRES = ("candidature", "vapp", "reprise", "transfert")  # of a candidature
FAVORABLE, REFUS, CONVOQUE, ATTEND = ("FA",), ("DE",), ("PR",), ("LC",)
AGENT = "compte.agent_nom"  # the field of what papers say of who holds an account
RETENUE = "retenue"  # the line of what desks disagree on
DEVANT_ETRE_DIT = "autre"  # the motive that is nothing but its own words
_FRANCE = ("", "99100")


@dataclass(frozen=True)
class Postale:
    """Where a letter goes: blanks for what the base does not hold. `lignes`: street and complements."""

    lignes: tuple[str, ...] = ()
    code_postal: str = ""
    ville: str = ""
    pays: str = ""


@dataclass(frozen=True)
class Faits:
    """What a paper would say, as the base has it. By default nothing is missing but what the base alone has.

    `le`: the day it is written. `vides`: settings that are blank, the words of the centre counted. `limite`: until when
    an answer would be asked. `signes`: texts that the font cannot print, by where they come from. `retenue`: why desks
    disagree on it. `agent`: whether who gives it is named. `mots`: whether words are shipped for a decision of that
    avis on that kind of candidature. `tient`: whether the address goes on an envelope. `seance`: the day of the meeting
    and who presided; `decide`: whether an avis was validated there. `refuse`: whether a master was refused; `saisine`:
    whether the recteur was asked, and the day is known. `demandes`: whether the reasons were asked for.
    """

    papier: str
    le: date
    genre: str = "candidature"
    avis: str = ""
    vides: frozenset[str] = frozenset()
    signataire: bool = True
    agent: bool = True
    retiree: bool = False
    annulee: bool = False
    retenue: Msg = NOTHING
    valide: bool = True
    desistee: bool = False
    mots: bool = True
    formation: bool = True
    nommee: bool = True
    adresse: Postale | None = None
    tient: bool = True
    motif: str = ""
    motif_libelle: str = ""
    motif_texte: str = ""
    condition: str = ""
    convocation: tuple[date | None, str, str] = (None, "", "")  # day, hour, place
    limite: date | None = None
    seance: tuple[date | None, str] = (None, "")
    decide: bool = True
    refuse: bool = True
    saisine: tuple[bool, bool] = (True, True)
    demandes: bool = True
    signes: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Lacune:
    """One thing that a paper lacks: its line in the table, what is told, the field that mends it (perhaps blank)."""

    code: str
    phrase: Msg
    champ: str = ""


@dataclass(frozen=True)
class Vide:
    """One line. `quand`: whether it is so. `avec`: values of its sentence. `avis`: of which decisions; none: of all.

    `reglage`: what the setting is called within the sentence of all those that are blank. `seul`: the paper has no
    reason to be, so that nothing else of it is told.
    """

    code: str
    papiers: tuple[str, ...]
    phrase: Msg
    champ: str
    quand: Callable[[Faits], bool]
    avec: Callable[[Faits], Mapping[str, object]] = lambda faits: {}
    avis: tuple[str, ...] = ()
    reglage: Msg = NOTHING
    seul: bool = False

    def of(self, faits: Faits) -> bool:
        """Whether the line speaks of that paper."""
        return faits.papier in self.papiers and (not self.avis or faits.avis in self.avis)


_LETTRES, _DECISIONS, _RECUS, _VERBAUX = tuple(_SIGNED), (DECISION,), (RECU,), (VERBAL,)
_REMIS = (RECU, *_LETTRES)  # to a person
_TOUS = (*_REMIS, *_VERBAUX)
_ANNONCES = (DECISION, APPEL, RELANCE, INSCRIPTION)  # of an avis, to somebody who still wants the place
_LISTES = (RECU, PIECES, INSCRIPTION)  # those that name pieces
_MOTIVES = (DECISION, MOTIFS)  # those that say why
_NOTICE = N_("La notice des données personnelles n’est pas complète\u00a0: renseignez {reglages} dans Réglages.")
_BUREAU = N_("Le service n’est pas nommé en entier\u00a0: renseignez {reglages} dans Réglages.")
_SIGNE = N_("«\u00a0{texte}\u00a0» ne s’imprime pas\u00a0: écrivez-le d’abord en lettres latines.")
NON_VALIDE = N_("L’avis n’est pas validé.")
A_PRECISER = N_("Précisez le motif\u00a0: «\u00a0{dit}\u00a0» ne se lit pas dans une lettre.")
SANS_MOTIF = N_("Un avis défavorable a un motif\u00a0: choisissez-le.")


def a_preciser(motif: str, libelle: str, texte: str) -> bool:
    """Whether words hold a place, or a motive says nothing without those that it asks for: its code, or the label that
    the office gave.
    """
    return says_nothing(texte) and ((bool(motif) and _asks(motif, libelle)) or bool(texte.strip()))


def motif_dit(motif: str, libelle: str) -> str:
    """The label of a motive as it is read beside the words of an avis: none of one that only asks for them."""
    return "" if _asks(motif, libelle) else libelle


def _asks(motif: str, libelle: str) -> bool:
    """Whether a motive is nothing but the words that it asks for."""
    return motif == DEVANT_ETRE_DIT or "préciser" in libelle.lower()


def _reglage(cle: str, papiers: tuple[str, ...], nom: Msg, phrase: Msg = _BUREAU) -> Vide:
    return Vide(f"reglage.{cle}", papiers, phrase, f"reglage.{cle}", lambda faits: cle in faits.vides, reglage=nom)


def _signe(lieu: str, papiers: tuple[str, ...], champ: str, avis: tuple[str, ...] = ()) -> Vide:
    return Vide(f"signe.{lieu}", papiers, _SIGNE, champ, lambda faits: bool(faits.signes.get(lieu)),
                lambda faits: {"texte": faits.signes[lieu]}, avis)  # fmt: skip


def _sans_adresse(faits: Faits) -> bool:
    """Neither a street nor a place: nobody would receive it."""
    here = faits.adresse
    return here is None or not any(here.lignes) or (here.pays in _FRANCE and not (here.ville and here.code_postal))


def _convocation_incomplete(faits: Faits) -> bool:
    jour, heure, lieu = faits.convocation
    return not (jour and heure) or says_nothing(lieu)


def _convocation_passee(faits: Faits) -> bool:
    jour, heure, lieu = faits.convocation
    return jour is not None and bool(heure and lieu) and jour < faits.le


# A table reads better as lines.
# fmt: off
VIDES = (
    Vide(RETENUE, _LETTRES, N_("Laissée de côté\u00a0: {raison}."), "divergences", lambda f: bool(f.retenue),
         lambda f: {"raison": f.retenue}),
    # What is not to be written at all.
    Vide("retiree", _LETTRES, N_("La candidature est à la corbeille."), "", lambda f: f.retiree, seul=True),
    Vide("annulee", _LETTRES, N_("La candidature est annulée."), "candidatures.annulee_motif",
         lambda f: f.annulee, seul=True),
    Vide("pas_demandes", (MOTIFS,), N_("Personne n’a demandé les motifs\u00a0: enregistrez d’abord la demande."),
         "requete.genre", lambda f: not f.demandes, seul=True),
    Vide("avis", (*_ANNONCES, MOTIFS), NON_VALIDE, "avis.avis", lambda f: not f.valide, seul=True),
    Vide("pas_appelee", (APPEL,), N_("Seule une personne de la liste complémentaire est appelée."), "avis.avis",
         lambda f: f.avis not in ATTEND, seul=True),
    Vide("pas_relancee", (RELANCE,), N_("Seule une personne admise est relancée."), "avis.avis",
         lambda f: f.avis not in FAVORABLE, seul=True),
    Vide("pas_inscrite", (INSCRIPTION,), N_("Seule une personne admise est convoquée à l’inscription."), "avis.avis",
         lambda f: f.avis not in FAVORABLE, seul=True),
    Vide("pas_refusee", (MOTIFS,), N_("Seul un refus a des motifs à communiquer."), "avis.avis",
         lambda f: f.avis not in REFUS, seul=True),
    Vide("desistee", _ANNONCES,
         N_("La personne s’est désistée, ou n’a pas répondu\u00a0: il n’y a plus rien à lui annoncer."),
         "candidatures.confirmation", lambda f: f.desistee, seul=True),
    Vide("close", (PIECES,), N_("Désistement ou refus\u00a0: il n’y a plus de pièce à demander."), "avis.avis",
         lambda f: f.desistee or (f.valide and f.avis in REFUS), seul=True),
    Vide("pas_desistee", (DESISTEMENT,), N_("Aucun désistement n’est enregistré, ni aucune absence de réponse."),
         "candidatures.confirmation", lambda f: not f.desistee, seul=True),
    Vide("pas_refusee_m1", (ATTESTATION,),
         N_("Aucune admission en première année de master n’est refusée par un avis validé."), "avis.avis",
         lambda f: not f.refuse, seul=True),
    Vide("pas_saisi", (ACCUSE_SAISINE,),
         N_("Aucune saisine du recteur n’est enregistrée pour cette année\u00a0: enregistrez-la dans l’onglet "
            "Saisine."),
         "saisine.le", lambda f: not f.saisine[0], seul=True),
    Vide("saisi_le", (ACCUSE_SAISINE,), N_("Le jour de la saisine du recteur manque\u00a0: renseignez-le."),
         "saisine.le", lambda f: not f.saisine[1]),
    Vide("seance_le", _VERBAUX, N_("La séance n’a pas de jour\u00a0: renseignez-le."), "seance.le",
         lambda f: f.seance[0] is None, seul=True),
    Vide("seance_a_venir", _VERBAUX,
         N_("La séance du {jour} n’a pas encore eu lieu\u00a0: il n’y a rien à en dire."), "seance.le",
         lambda f: f.seance[0] is not None and f.seance[0] > f.le, lambda f: {"jour": _jour(f.seance[0])}, seul=True),
    # The office.
    _reglage("etablissement", _TOUS, N_("le nom de l’établissement")),
    _reglage("service", _REMIS, N_("le service")),
    _reglage("adresse", _REMIS, N_("l’adresse")),
    _reglage("ville", _LETTRES, N_("la ville")),
    _reglage("telephone", _REMIS, N_("le téléphone")),
    _reglage("courriel", _REMIS, N_("le courriel")),
    _reglage("tribunal", _REMIS, N_("le tribunal administratif")),
    _reglage("dpo", _RECUS, N_("le délégué à la protection des données")),
    *(_reglage(one.reglage, _RECUS, N_("la durée de conservation «\u00a0{sort}\u00a0»", sort=one.label), _NOTICE)
      for one in (SORTS["admis"], SORTS["particulier"])),  # the others have a length from the start
    Vide("signataire", _LETTRES,
         N_("Aucun signataire de ce courrier pour ce centre, avec prénom, nom et qualité\u00a0: ajoutez-le dans "
            "Réglages › Signataires."),
         "signataire", lambda f: not f.signataire),
    Vide("agent", _RECUS,
         N_("Le reçu nomme qui le remet\u00a0: donnez vos prénom, nom et qualité dans «\u00a0Mon mot de passe\u00a0»."),
         AGENT, lambda f: not f.agent),
    Vide("president", _VERBAUX, N_("Personne ne préside cette séance\u00a0: renseignez qui l’a présidée."),
         "seance.president", lambda f: not f.seance[1]),
    Vide("seance_vide", _VERBAUX,
         N_("Aucun avis validé n’a été donné dans cette séance\u00a0: il n’y a rien à en dire."), "seance",
         lambda f: not f.decide),
    # What it speaks of.
    Vide("formation", _LETTRES,
         N_("La formation n’est pas nommée en entier\u00a0: renseignez son code, son libellé et l’année."),
         "formation.libelle", lambda f: not f.formation),
    Vide("formation_recu", _RECUS, N_("Une formation demandée n’a pas de libellé\u00a0: renseignez-le."),
         "formation.libelle", lambda f: not f.formation),
    Vide("mots", _DECISIONS, N_("Aucune lettre n’est écrite pour cet avis sur cette demande."), "avis.avis",
         lambda f: not f.mots),
    # To whom.
    Vide("nom", _REMIS, N_("La personne n’a pas de nom\u00a0: écrivez-le."), "identite.nom_naissance",
         lambda f: not f.nommee),
    Vide("adresse", _LETTRES,
         N_("L’adresse n’est pas complète\u00a0: il faut la voie, le code postal et la commune."), "adresse.ligne",
         _sans_adresse),
    Vide("enveloppe", _LETTRES,
         N_("L’adresse ne tient pas sur l’enveloppe ({lignes} lignes de {signes} signes)\u00a0: abrégez-la."),
         "adresse.ligne", lambda f: not f.tient, lambda f: {"lignes": LIGNES, "signes": SIGNES}),
    # What it decides.
    Vide("motif", _MOTIVES, SANS_MOTIF, "avis.motif", lambda f: not (f.motif or f.motif_texte.strip()), avis=REFUS),
    Vide("motif_a_preciser", _MOTIVES, A_PRECISER, "avis.motif_texte",
         lambda f: a_preciser(f.motif, f.motif_libelle, f.motif_texte),
         lambda f: {"dit": f.motif_texte.strip() or f.motif_libelle or f.motif}),
    Vide("condition", (DECISION, INSCRIPTION),
         N_("Précisez la condition\u00a0: «\u00a0{dit}\u00a0» ne se lit pas dans une lettre."), "avis.condition",
         lambda f: bool(f.condition.strip()) and says_nothing(f.condition), lambda f: {"dit": f.condition.strip()}),
    Vide("convocation", _DECISIONS, N_("La convocation n’a pas de jour, d’heure ou de lieu\u00a0: rectifiez l’avis."),
         "avis.convocation_le", _convocation_incomplete, avis=CONVOQUE),
    Vide("convocation_passee", _DECISIONS,
         N_("La convocation est pour le {jour}, qui est passé\u00a0: rectifiez l’avis."), "avis.convocation_le",
         _convocation_passee, lambda f: {"jour": _jour(f.convocation[0])}, CONVOQUE),
    Vide("delai_passe", _DECISIONS,
         N_("La réponse serait demandée pour le {jour}, qui est passé\u00a0: fixez une autre date de confirmation."),
         "candidatures.date_confirmation", lambda f: f.limite is not None and f.limite < f.le,
         lambda f: {"jour": _jour(f.limite)}, FAVORABLE),
    # What the font has not.
    _signe("nom", _REMIS, "identite.nom_naissance"),
    _signe("adresse", _LETTRES, "adresse.ligne"),
    _signe("motif", _MOTIVES, "avis.motif_texte"),
    _signe("condition", (DECISION, INSCRIPTION), "avis.avis"),
    _signe("lieu", _DECISIONS, "avis.convocation_lieu", CONVOQUE),
    _signe("formation", _REMIS, "formation.libelle"),
    _signe("signataire", _LETTRES, "signataire"),
    _signe("piece", _LISTES, "piece.motif_texte"),
)
# fmt: on

REGLAGES = {one.champ.partition(".")[2]: one for one in VIDES if one.reglage}
_BLANK = {one.code: one.reglage for one in REGLAGES.values()}


def _jour(le: date | None) -> str:
    return f"{le:%d/%m/%Y}" if le else ""


def manques(faits: Faits) -> tuple[Lacune, ...]:
    """All that a paper lacks, in the order of the table; what has no reason to be lacks nothing else, and is held
    all the same.
    """
    found = [one for one in VIDES if one.of(faits) and one.quand(faits)]
    if any(one.seul for one in found):
        alone = next(one for one in found if one.seul)
        found = [one for one in found if one is alone or one.code == RETENUE]
    return tuple(Lacune(one.code, one.phrase.given(**one.avec(faits)), one.champ) for one in found)


def dites(raisons: Iterable[Lacune]) -> dict[Msg, str]:
    """What is told, each sentence once, and the field that mends it: settings that are blank have one sentence a
    thing that they make whole, which leads to the first.
    """
    raisons = tuple(raisons)
    blank: dict[Msg, list[Msg]] = {}
    for one in raisons:
        if one.code in _BLANK:
            blank.setdefault(one.phrase, []).append(_BLANK[one.code])
    told: dict[Msg, str] = {}
    for one in raisons:
        told.setdefault(one.phrase.given(reglages=blank[one.phrase]) if one.phrase in blank else one.phrase, one.champ)
    return told


def ensemble(raisons: Iterable[Lacune]) -> Msg:
    """The reasons of one paper, together."""
    only, *others = dites(raisons)
    return joined(" ", only, *others) if others else only
