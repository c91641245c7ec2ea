"""The code lists of the office: which are made of which, what narrows and dates them, how a typed text finds a code."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from datetime import date, datetime, tzinfo
from itertools import chain, islice
from types import MappingProxyType
from typing import Any, Protocol

from scolarite_desk.langue import SOURCE, Langue, langue, said
from scolarite_desk.models.fields.liste import Entree, Liste, Names, cle, holding, meant
from scolarite_desk.models.rules.etiquettes import COULEURS
from scolarite_desk.models.rules.fuseau import COMPUTER
from scolarite_desk.models.rules.identifiants import KINDS
from scolarite_desk.models.rules.inscriptions import ETATS, MODES
from scolarite_desk.models.rules.inscriptions import PREUVES as PREUVES_INSCRIPTION
from scolarite_desk.models.rules.papiers import COURRIERS, DECISION, SIGNES
from scolarite_desk.models.rules.questions import GENRES as QUESTIONS
from scolarite_desk.models.rules.requetes import GENRES, ISSUES
from scolarite_desk.models.rules.saisine import ISSUES as FINS
from scolarite_desk.models.rules.saisine import LICENCES, PREUVES, REPONSES
from scolarite_desk.models.rules.si import AUCUN, SI
from scolarite_desk.models.rules.states import AVIS, CONFIRMATION, PIECE, STATUT, TRAITEMENT, VISITE
from scolarite_desk.models.rules.tarifs import NIVEAUX as NIVEAUX_DROITS
from scolarite_desk.models.rules.tarifs import TAUX
from scolarite_desk.models.rules.vapp import DECISIONS, NIVEAUX, OPINIONS, SITUATIONS
from scolarite_desk.msg import N_, NBSP, Msg

__all__ = ["Entree", "Liste", "Referentiel"]

OUT_OF_PERIOD = N_("(hors période)")  # after a label
GONE = N_("retirée")  # a row that is not there any more: its key says nothing to anyone
_FEW = 5000  # lines that may be looked through again for one text
_IN_PLACE = re.compile(r"(.+) \((\w+)\)")  # « Saint-Denis (974) »

Own = Callable[[], Iterable[tuple[Any, ...]]]  # the beginning of an `Entree`, code and label at least


class _Labelled(Protocol):
    @property
    def label(self) -> Msg: ...


def _labels(named: Mapping[str, _Labelled]) -> dict[str, Msg]:
    return {code: one.label for code, one in named.items()}


# Lists made of several sources; a later source names again the codes that it shares with an earlier one.
COMPOSED: Mapping[str, tuple[str, ...]] = {
    "commune_naissance": ("commune", "commune_ancienne"),
    "departement_naissance": ("departement", "departement_ancien"),
    "pays_naissance": ("pays", "pays_ancien"),
    "pays_historique": ("pays_ancien",),
    "etablissement": ("universite", "lycee"),
}

# Lists that are the house's own: what its acts write. They are found by their code too.
OF_THE_HOUSE: Mapping[str, Mapping[str, Msg]] = {
    "signataire": {},  # those of the base: `offer.lists`
    "si_choisi": {},  # the same: that of the setting, alone
    "si": {**SI, AUCUN: N_("aucun des deux")},
    "avis": _labels(AVIS),
    "confirmation": _labels(CONFIRMATION),
    "statut_candidature": _labels(STATUT),
    "statut_piece": _labels(PIECE),
    "statut_visite": _labels(VISITE),
    "traitement_candidature": _labels(TRAITEMENT),
    "requete_genre": _labels(GENRES),
    "requete_issue": ISSUES,
    "saisine_issue": FINS,
    "saisine_licence": LICENCES,
    "saisine_preuve": PREUVES,
    "saisine_reponse": REPONSES,
    "question_genre": _labels(QUESTIONS),
    "oui_non": {"oui": N_("Oui"), "non": N_("Non")},
    "vapp_niveau": NIVEAUX,
    "vapp_situation": SITUATIONS,
    "vapp_opinion": OPINIONS,
    "vapp_decision": DECISIONS,
    "inscription_etat": _labels(ETATS),
    "mode_paiement": MODES,
    "preuve_inscription": PREUVES_INSCRIPTION,
    "niveau_droits": NIVEAUX_DROITS,
    "taux_droits": TAUX,
    "courrier": {code: one.label for code, one in COURRIERS.items()},
    "lettre": {DECISION: N_("Décision"), **{code: one.titre for code, one in COURRIERS.items()}},
    "papier": {code: one.label for code, one in SIGNES.items()},
    "papier_anglais": {
        "jamais": N_("jamais"), "langue": N_("à qui parle une autre langue"), "toujours": N_("toujours"),
    },
    "rang_dit": {"reel": N_("celui du jour"), "saisi": N_("celui qui a été saisi"), "aucun": N_("aucun")},
    "papier_langue": {"fr": N_("sans"), "en": N_("avec")},
    "etiquette_couleur": COULEURS,
    "identifiant_genre": _labels(KINDS),
    "identifiant_nature": {
        "declare": N_("déclaré"), "provisoire": N_("provisoire"), "definitif": N_("définitif"),
    },
    "identifiant_controle": {
        "non_verifie": N_("pas encore vérifié"), "a_verifier": N_("à vérifier"), "verifie": N_("vérifié"),
        "litige": N_("en litige"),
    },
}  # fmt: skip

# Lists of proper names, and of words that letters print, which every language leaves as they are.
NAMES = frozenset({
    "academie", "commune", "commune_ancienne", "condition_avis", "departement", "departement_ancien", "lycee",
    "region", "universite",
})  # fmt: skip

# The fields of the row that narrow a list, by the keys of its entries. A value that no entry has narrows nothing:
# a CEDEX code is in no list of communes.
NARROWED_BY: Mapping[str, tuple[str, ...]] = {
    "commune": ("code_postal",),
    "commune_naissance": ("departement_naissance",),
    "lycee": ("departement",),
    "etablissement": ("departement",),
}

# The field of the row that tells when an entry must have been in use.
DATED_BY: Mapping[str, str] = {
    "bac_serie": "annee",
    "bac_mention": "annee",
    "bac_specialite": "annee",
    "bac_option": "annee",
    "diplome_type": "annee",
    "etablissement": "annee",
    "commune_naissance": "ne_le",
    "departement_naissance": "ne_le",
    "pays_naissance": "ne_le",
    "pays_historique": "ne_le",
}

# Départements that were divided: people born there before are found in all that they became.
DIVIDED = {"75": "1968", "78": "1968"}


class Referentiel:
    """Every list, each read when first asked for. Implements `field.Lists`.

    `source(name)` gives the entries of a source; it raises `KeyError` for a name that it has not. `propres` are the
    entries of the site, by list: they correct those of the same code and follow the others. `commun` has the lists
    that the site leaves alone, so that they are not read again: a function, since they may become others. `cachees`
    are (list, code) pairs out of service: never proposed, still read and shown where they were chosen. `parties` are
    those in the trash, by list and code: only shown, where they were chosen. `own` are short
    lists of one screen or of the base itself, named with an @ (`over`). Labels of the lists that are shipped are in
    `langue`, that of `commun` when there is one; those of the site and of `own` are as they are given.
    """

    def __init__(
        self,
        source: Callable[[str], Iterable[Entree]],
        propres: Mapping[str, Iterable[Entree]] = MappingProxyType({}),
        commun: Callable[[], Referentiel] | None = None,
        cachees: Collection[tuple[str, str]] = (),
        own: Mapping[str, Own] = MappingProxyType({}),
        langue: Langue | None = None,
        fuseau: tzinfo | None = None,
        parties: Mapping[tuple[str, str], Entree] = MappingProxyType({}),
    ) -> None:
        self._langue, self._fuseau = langue, fuseau
        self._source, self._commun, self._hidden, self._own = source, commun, frozenset(cachees), own
        self._gone = parties
        self._propres = {name: tuple(entrees) for name, entrees in propres.items()}
        self._lists: dict[str, Liste] = {}

    @property
    def langue(self) -> Langue:
        """The language of the labels."""
        return self._langue or (self._commun().langue if self._commun else langue(SOURCE))

    @property
    def fuseau(self) -> tzinfo:
        """The zone of the base, the computer's when no base is behind these lists."""
        return self._fuseau or (self._commun().fuseau if self._commun else COMPUTER)

    def today(self) -> date:
        return datetime.now(self.fuseau).date()

    def say(self, text: Msg) -> str:
        return said(text, self.langue)

    def liste(self, name: str) -> Liste:
        """The list of that name. Raises `KeyError` when there is none."""
        if self._commun and not (self._own.keys() | self._propres.keys()) & {name, *COMPOSED.get(name, ())}:
            return self._commun().liste(name)
        if name not in self._lists:
            self._lists[name] = Liste(self._entrees(name))
        return self._lists[name]

    @classmethod
    def over(cls, under: Callable[[], Referentiel], own: Mapping[str, Own]) -> Referentiel:
        """These lists over those of `under`, as they are at each time. What is read of `own` is kept until `forget`."""
        return cls(_nowhere, commun=under, own=own)

    def forget(self) -> None:
        """The lists of one's own changed: read them again when asked."""
        self._lists.clear()

    def _entrees(self, name: str) -> Iterator[Entree]:
        if name in self._own:
            given = [Entree(*one) for one in self._own[name]()]
        elif name in COMPOSED:
            given = [entree for part in COMPOSED[name] for entree in self.liste(part).entrees]
        elif name in OF_THE_HOUSE:
            given = [
                _named(Entree(code, one.source, (code,)), self.say(one)) for code, one in OF_THE_HOUSE[name].items()
            ]
        else:
            given = [_named(one, self._label(name, one)) for one in self._source(name)]
        own = self._propres.get(name, ())
        known = {entree.code: entree for entree in given} if own else {}
        yield from given
        yield from (entree.over(known.get(entree.code)) for entree in own)

    def _label(self, name: str, entree: Entree) -> str:
        """What a shipped line is called in the language of these labels."""
        if name in NAMES or self.langue.code == SOURCE:
            return entree.label
        if self.langue.code == "en" and (english := entree.infos.get("anglais") or entree.infos.get("libelle_anglais")):
            return english
        return self.say(Msg(entree.label, {}, contexte=name))  # the extraction tool reads it in the file of the list

    def entree(self, name: str, code: str, when: str = "") -> Entree | None:
        """The whole line of a code; `when` (a year or an ISO day): the one in use then, where it had several names."""
        for part in reversed(COMPOSED.get(name, ())) if when else ():
            if (then := self.entree(part, code)) is not None and then.valid(when):
                return then
        found = self.liste(name).by_code.get(code) or self._gone.get((name, code))
        return found or (self._commun().entree(name, code) if self._commun and name not in self._own else None)

    def phrase(self, code: str) -> str:
        """What a phrase of the office writes: its text, else its label; blank when there is none of that code."""
        mine = (one for one in self.entrees("phrase") if one.code.casefold() == code.casefold())
        found = next(mine, None)
        return (found.infos.get("texte") or found.label) if found else ""

    def entrees(self, name: str) -> tuple[Entree, ...]:
        """Every line of a list."""
        return self.liste(name).entrees

    def prepare(self, *names: str) -> None:
        """Reads lists and makes them searchable ahead, away from the person's keys (a few tenths of a second)."""
        for name in names:
            liste = self.liste(name)
            _ = liste.names, liste.by_cle

    def label(self, name: str, code: str, row: Mapping[str, Any] = MappingProxyType({}), /) -> str:
        entree = self.entree(name, code, _when(name, row))
        return entree.label if entree else self.say(GONE) if name.startswith("@") else code

    def msg(self, name: str, code: str) -> Msg:
        """A label that is not said yet, for a paper that says it twice; of lists in the source language."""
        return Msg(self.label(name, code), {}, contexte=name)

    def find(self, name: str, text: str, row: Mapping[str, Any]) -> str | None:
        if name in self._own:
            return meant(self._offered(name, row), text)
        liste, text = self.liste(name), text.strip().removesuffix(self._out_of_period)
        if (code := liste.code(text)) is not None or not cle(text):
            return code
        pool = self._pool(name, row)
        if (found := (liste.names if pool is None else Names(pool)).named(text)) is not None:
            return found
        when = _when(name, row)
        if when and len(among := liste.entrees if pool is None else pool) < _FEW:
            then = (self._then(name, entree, when) for entree in among)
            found = Names([entree for entree in then if entree.valid(when)]).named(text)
        if found is not None:
            return found
        place = _IN_PLACE.fullmatch(text)
        return Names(liste.by_cle[place[2]]).named(place[1]) if place and place[2] in liste.by_cle else None

    def knows(self, name: str, code: str) -> bool:
        return self.entree(name, code) is not None

    def outside(self, name: str, code: str, row: Mapping[str, Any]) -> bool:
        entree = self.entree(name, code, when) if (when := _when(name, row)) else None
        return entree is not None and not entree.valid(when)

    def propose(self, name: str, text: str, row: Mapping[str, Any], limit: int = 50) -> list[tuple[str, str]]:
        if name in self._own:
            return [(one.code, one.label) for one in islice(holding(self._offered(name, row), text), limit)]
        when = _when(name, row)
        begun = (
            self._then(name, entree, when)
            for entree in self._begun(name, text, row)
            if not self._out_of_service(name, entree.code)
        )
        return self._shown(_ordered(begun, when), when, limit)

    def _then(self, name: str, entree: Entree, when: str) -> Entree:
        """The line of the same code that was in use then, else this one."""
        return entree if entree.valid(when) else self.entree(name, entree.code, when) or entree

    def _shown(self, entrees: Iterable[Entree], when: str, limit: int) -> list[tuple[str, str]]:
        """The first `limit` distinct entries, with what tells apart two that have one label."""
        kept: dict[str, Entree] = {}
        for entree in entrees:
            kept.setdefault(entree.code, entree)
            if len(kept) == limit:
                break
        labels = [entree.label for entree in kept.values()]
        return [(code, self._told_apart(one, labels.count(one.label) > 1, when)) for code, one in kept.items()]

    def _told_apart(self, entree: Entree, twin: bool, when: str) -> str:
        label = f"{entree.label} ({entree.cles[0]})" if twin and entree.cles else entree.label
        return label if entree.valid(when) else label + self._out_of_period

    @property
    def _out_of_period(self) -> str:
        return NBSP + self.say(OUT_OF_PERIOD)

    def _out_of_service(self, name: str, code: str) -> bool:
        return (name, code) in self._hidden or (self._commun is not None and self._commun()._out_of_service(name, code))

    def _offered(self, name: str, row: Mapping[str, Any]) -> Iterator[Entree]:
        """Rows of the base are of one campaign, or of all."""
        year = row.get("campagne_id")
        return (one for one in self.liste(name).entrees if not year or not one.cles or year in one.cles)

    def _begun(self, name: str, text: str, row: Mapping[str, Any]) -> Iterable[Entree]:
        liste, pool = self.liste(name), self._pool(name, row)
        if cle(text):
            names = liste.names if pool is None else Names(pool)
            return chain((each for each in liste.numbered(text) if pool is None or each in pool), names.begun(text))
        if pool is None and any(row.get(column) for column in NARROWED_BY.get(name, ())):
            return ()  # a postal code that is in no list: the commune is chosen by its name
        return liste.entrees if pool is None else pool

    def _pool(self, name: str, row: Mapping[str, Any]) -> list[Entree] | None:
        liste = self.liste(name)
        for column in NARROWED_BY.get(name, ()):
            keys = self._places(str(row.get(column) or ""), str(row.get("ne_le") or ""))
            if found := [entree for each in keys for entree in liste.by_cle.get(each, ())]:
                return found
        return None

    def _places(self, key: str, born: str) -> tuple[str, ...]:
        """The key itself, or all that a département of old became, for those born before it was divided."""
        former = key == "20" or (key in DIVIDED and "" < born < DIVIDED[key])
        entree = self.entree("departement_ancien", key) if former else None
        return tuple(entree.infos["aussi"].split("|")) if entree else (key,)


def _when(name: str, row: Mapping[str, Any]) -> str:
    return str(row.get(DATED_BY[name]) or "") if name in DATED_BY else ""


def _ordered(entrees: Iterable[Entree], when: str) -> Iterable[Entree]:
    """Those in use then first; the others follow, because no list of years is sure."""
    return sorted(entrees, key=lambda entree: not entree.valid(when)) if when else entrees


def _named(entree: Entree, label: str) -> Entree:
    """The line by its label in a language; it still answers to its own."""
    return entree if label == entree.label else entree._replace(label=label, autres=(entree.label, *entree.autres))


def _nowhere(name: str) -> Iterable[Entree]:
    raise KeyError(name)
