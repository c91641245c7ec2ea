"""The lines of a source against the base, some at a time: what each would do, and the work that does it.

Nothing is written here. A preview goes over the whole file and keeps what it shows alone; an application asks again, a
hundred lines at a time and in the transaction that writes them, so that what changed meanwhile counts.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from scolarite_desk.exchange.imports.profils.ecandidat import ECANDIDAT
from scolarite_desk.models.fields.fields import BY_PATH
from scolarite_desk.models.rows.imports import (
    CREER,
    DOUTEUX,
    INCHANGE,
    MODIFIER,
    REJETE,
    ChoixImport,
    Endroit,
    LigneLue,
    LignePlan,
    SourceLue,
    Suspect,
)
from scolarite_desk.models.rules.droits import Droits
from scolarite_desk.models.tables.dossier import Dossier
from scolarite_desk.models.tables.personne import Personne
from scolarite_desk.models.tables.uuid7 import new_key
from scolarite_desk.msg import N_, NOTHING, Msg, joined
from scolarite_desk.services.imports import chantier as made
from scolarite_desk.services.imports.accueil import Accueil, FormationsOuvertes
from scolarite_desk.services.imports.chantier import Chantier
from scolarite_desk.services.imports.chemins import FORMATION, Chemin, chemin_of, fault_of, in_order
from scolarite_desk.services.imports.connus import PersonneConnue, Rangee, known, refused_avis, written_here
from scolarite_desk.services.imports.ecarts import (
    ASK,
    REMPLI,
    RESSAISI,
    Acts,
    Difference,
    beside_a_code,
    beyond_typing,
    judged,
    retyped_told,
)
from scolarite_desk.services.imports.identite import (
    AUTRE_CIVIL,
    DOSSIER_DIT,
    LINE,
    Identification,
    Indices,
    both_orders,
    decide,
    other_civil,
    same_birth,
)
from scolarite_desk.services.imports.lues import Lecteur, Lue
from scolarite_desk.services.imports.memoire import remembered
from scolarite_desk.services.perimetre import PerimeterLimits, limits_of
from scolarite_desk.store.queries.offer import lists
from scolarite_desk.store.queries.rows import read_by_key, read_by_owner
from scolarite_desk.store.queries.series import series

_NOBODY = N_("Donnez au moins un nom ou un prénom.")
_UNKNOWN = N_("Aucune liste ne connaît ce texte\u00a0: choisissez une correspondance.")
_LIKE = N_("Une ligne plus haut lui ressemble, sans numéro qui le dise\u00a0: dites si c’est la même personne.")


@dataclass(slots=True)
class Ebauche:
    """A line before it is known who edited what: what it does, or why it does nothing."""

    lue: Lue
    action: str = ""
    message: Msg = NOTHING
    champ: str = ""
    qui: Identification | None = None
    travail: Chantier | None = None


@dataclass(slots=True)
class Faite:
    """A line, and the work that does it; none where nothing is done."""

    plan: LignePlan
    travail: Chantier | None = None


class Lignes:
    """Plans the lines of one source. `Refused` when the campaign takes no dossier."""

    def __init__(
        self,
        session: Session,
        source: SourceLue,
        choix: ChoixImport,
        now: datetime,
        droits: Droits,
        *,
        apercu: bool = True,
    ) -> None:
        self._source, self._choix, self._apercu = source, choix, apercu
        self._limits: PerimeterLimits | None = limits_of(session, droits.limite)
        self.offre = FormationsOuvertes(session, choix.campagne, now, self._limits)
        self._lists = lists(session)
        paths = {path for ligne in source.lignes for path in ligne.valeurs}
        self.order = in_order(paths)
        memoire = remembered(session, source.profil, choix.correspondances)
        self.lecteur = Lecteur(session, self._lists, self.offre, memoire, choix.formation, self.order)
        self._series = series(session)
        self.sans_champ = tuple(sorted(path for path in paths if chemin_of(path) is None))
        self._names_formations = any(one.texte == FORMATION for one in self.order)
        self._things = {one.thing for one in self.order}
        self.inconnus: dict[tuple[str, str], tuple[Chemin, str, int]] = {}
        self.vues: set[str] = set()  # persons that the file names
        # What the lines before said: whom each is, and what is theirs. « ligne:14 » until the base knows them.
        self._lignes: dict[str, str] = {}
        self._numeros: dict[tuple[str, str], str] = {}
        self._noms: dict[tuple[str, str], list[tuple[str, str]]] = {}
        self._couples: dict[tuple[str, str], Endroit] = {}
        self._dits: dict[str, dict[str, Any]] = {}  # by row, what they said of its fields

    def lot(self, session: Session, lignes: Sequence[LigneLue]) -> list[Faite]:
        """What each of these lines does, in their order."""
        lues = [self.lecteur.read(ligne) for ligne in lignes]
        indices = Indices(session, lues)
        drafts = [self._begun(lue, indices) for lue in lues]
        wanted = {one.qui.personne for one in drafts if one.qui and one.qui.personne and not one.qui.neuve}
        connus = known(session, wanted, self.offre.campagne.id, self._things)
        outside = self._limits.outsiders(list(wanted)) if self._limits is not None else frozenset[str]()
        refused = refused_avis(session, [row.id for one in connus.values() for row in one.candidatures])
        for one in drafts:
            if not one.action:
                self._work(session, one, connus, outside, refused)
        keys = [each.rangee.cle for one in drafts if one.travail for each in one.travail.differences]
        acts = written_here(session, keys)
        suspects = _suspects(session, drafts)
        return [self._finished(one, acts, suspects) for one in drafts]

    def _begun(self, lue: Lue, indices: Indices) -> Ebauche:
        """What the line says by itself, then whose it is."""
        lieu, one = lue.ligne.lieu, Ebauche(lue)
        if lue.fautes:
            told = (fault_of(lieu, path, text, why) for path, text, why in lue.fautes)
            one.action, one.message, one.champ = REJETE, joined(" ", *told), lue.fautes[0][0]
            return one
        for chemin, text in lue.inconnus:
            place = chemin.court, text.strip().casefold()
            count = self.inconnus[place][2] if place in self.inconnus else 0
            self.inconnus[place] = chemin, text.strip(), count + 1
        if lue.inconnus:
            chemin, text = lue.inconnus[0]
            one.action, one.message = DOUTEUX, fault_of(lieu, chemin.texte, text, _UNKNOWN)
            one.champ = chemin.texte
            return one
        one.qui = self._who(lue, indices)
        return one

    def _who(self, lue: Lue, indices: Indices) -> Identification:
        settled = self._choix.reglees.get(lue.ligne.lieu)
        qui = decide(lue, indices, settled, self._lignes)
        if settled is None and not qui.personne and not qui.pourquoi:
            told = {self._numeros[each]: _LIKE for each in lue.numeros.items() if each in self._numeros}
            if len(told) == 1:
                return self._same_line(lue, next(iter(told)))
            qui.suspects = list(told.items()) or self._alike(lue)
            qui.pourquoi = _LIKE if qui.suspects else NOTHING
        if not qui.pourquoi:
            self._remember(lue, qui)
        return qui

    def _same_line(self, lue: Lue, line: str) -> Identification:
        qui = Identification(self._lignes[line])
        self._remember(lue, qui)
        return qui

    def _alike(self, lue: Lue) -> list[tuple[str, Msg]]:
        born = str(lue.row("identite").get("ne_le") or "")
        found = {
            line: why
            for pair in both_orders(lue.noms)
            for ne_le, line in self._noms.get(pair, ())
            if (why := same_birth(born, ne_le))
        }
        return list(found.items())

    def _remember(self, lue: Lue, qui: Identification) -> None:
        """For the lines after: whoever is new has a key from now on."""
        line = line_of(lue.ligne.lieu)
        if not qui.personne:
            qui.personne, qui.neuve = new_key(), True
            self._noms.setdefault(lue.noms, []).append((str(lue.row("identite").get("ne_le") or ""), line))
        self._lignes[line] = qui.personne
        for each in lue.numeros.items():
            self._numeros.setdefault(each, line)

    def _work(
        self,
        session: Session,
        one: Ebauche,
        connus: dict[str, PersonneConnue],
        outside: frozenset[str],
        refused: frozenset[str],
    ) -> None:
        """The rows of the line; or why there are none."""
        lue, qui = one.lue, one.qui
        assert qui is not None
        key = qui.personne
        self.vues |= {key, *(suspect for suspect, _ in qui.suspects)}
        accueil = self.offre.takes(session, lue.formation, lue.session) if lue.formation else None
        if held := self._held(one, qui, connus.get(key), accueil, key in outside):
            one.action, told = held
            one.message = fault_of(lue.ligne.lieu, one.champ, "", told)
            return
        travail, connu = self._whose(lue, qui, connus)
        travail.dits = self._dits
        made.rows_of(travail, connu, lue, self._source.profil, alone=not qui.neuve)
        made.numbers_of(travail, connu, lue, self._series)
        made.dossier_of(travail, connu, lue, self.offre.campagne.id, self.offre.fermee)
        if accueil is not None:
            made.candidature_of(travail, connu, lue, accueil, refused)
            self._couples[key, lue.formation] = lue.ligne.lieu
        elif travail.cree and self._names_formations:
            travail.message = _NO_FORMATION
        made.note_of(travail, connu, lue)
        made.tags_of(travail, connu, lue, neuf=travail.cree)
        self._dits |= {row["id"]: row for _, row in travail.nouvelles}
        if self._source.profil == ECANDIDAT.code:
            travail.ressaisie = connu.ressaisie
        one.travail = travail

    def _held(
        self,
        one: Ebauche,
        qui: Identification,
        connu: PersonneConnue | None,
        accueil: Accueil | None,
        outside: bool,
    ) -> tuple[str, Msg] | None:
        """What keeps a line from being taken: the action that says so, and why."""
        if qui.pourquoi:
            return DOUTEUX, qui.pourquoi
        if connu is not None and (doubt := self._doubt(one.lue, connu)):
            qui.suspects = [(qui.personne, doubt[0])]
            return DOUTEUX, doubt[1]
        if why := self._refusal(one, connu, accueil, outside):
            return REJETE, why
        gone = connu is None and not qui.neuve and (qui.personne.startswith(LINE) or not self._apercu)
        return (REJETE, _GONE) if gone else None

    def _whose(
        self, lue: Lue, qui: Identification, connus: dict[str, PersonneConnue]
    ) -> tuple[Chantier, PersonneConnue]:
        """The work of the line, and its person as they are so far."""
        key = qui.personne
        if key in connus:
            return Chantier(key, apercu=self._apercu), connus[key]
        if qui.neuve:
            travail, connus[key] = made.personne_of(lue, key, apercu=self._apercu)
            return travail, connus[key]
        connu = connus[key] = PersonneConnue(key, neuf=True)  # made by a line far above: the base will know them
        connu.dossier = LINE
        connu.rangees = {thing: [Rangee("", {}, neuve=True)] for thing in ("identite", "adresse", "bac", "dossier")}
        return Chantier(key, apercu=self._apercu), connu

    def _doubt(self, lue: Lue, connu: PersonneConnue) -> tuple[Msg, Msg] | None:
        """Why a number may not lead to the right person, and what to do; nothing once a person was chosen."""
        if connu.neuf or self._choix.reglees.get(lue.ligne.lieu) is not None:
            return None
        if lue.dossier and lue.dossier != connu.numero:
            return DOSSIER_DIT, _OTHER_YEAR
        return (AUTRE_CIVIL, _CIVIL) if other_civil(lue, connu) else None

    def _refusal(self, one: Ebauche, connu: PersonneConnue | None, accueil: Accueil | None, outside: bool) -> Msg:
        """Why a line whose texts read, and whose person is known, is not taken."""
        lue, civil = one.lue, one.lue.row("identite")
        there = sum(row.formation_id == lue.formation for row in connu.candidatures) if connu else 0
        if accueil is not None and (refus := accueil.refus or (NOTHING if there else accueil.ferme)):
            one.champ = FORMATION
            return refus
        if outside and self._limits is not None:
            return self._limits.sentence
        couple = self._couples.get((one.qui.personne, lue.formation)) if one.qui and lue.formation else None
        if couple is not None and there < 2:  # of two sessions, both are hers
            one.champ = FORMATION
            return N_(
                "Même personne et même formation que la ligne {ligne}\u00a0: une seule est prise.", ligne=couple.ligne
            )
        if connu is None and not (civil.get("nom_naissance") or civil.get("prenom")):
            one.champ = "identite.nom_naissance"
            return _NOBODY
        return NOTHING

    def _shown(self, one: Difference, value: Any) -> str:
        return BY_PATH[f"{one.thing}.{one.nom}"].show(value, self._lists)

    def _finished(self, one: Ebauche, acts: Acts, suspects: Mapping[str, Suspect]) -> Faite:
        ligne, travail = one.lue.ligne, one.travail
        plan = LignePlan(ligne.lieu, one.action, ligne.valeurs, one.message, champ=one.champ, brut=ligne.brut)
        if travail is None:
            shown = (replace(suspects[key], pourquoi=why) for key, why in one.qui.suspects) if one.qui else ()
            return Faite(replace(plan, suspects=tuple(shown)))
        typed = travail.ressaisie
        travail.differences, places = beside_a_code(
            travail.differences, self._lists, REMPLI if typed is None else RESSAISI
        )
        if typed is not None:
            travail.differences = beyond_typing(travail.differences, self._shown)
        ecarts = judged(travail.differences, ligne.lieu, self._choix, acts, self._shown, ressaisi=typed is not None)
        travail.differences = [each for each, ecart in zip(travail.differences, ecarts, strict=True) if not ecart.garde]
        typing = retyped_told(typed, ecarts, ligne.valeurs) if typed is not None else ()
        plan = replace(plan, cle=travail.cle, ecarts=(*ecarts, *places, *travail.gardes))
        if asked := next((each.chemin for each in ecarts if each.garde == ASK), ""):
            return Faite(replace(plan, action=DOUTEUX, champ=asked, message=fault_of(ligne.lieu, asked, "", _ASKED)))
        changes = travail.differences or travail.nouvelles or travail.ine or travail.marques
        action = CREER if travail.cree else MODIFIER if changes else INCHANGE
        plan = replace(
            plan, action=action, message=joined(" ", travail.message, *typing, *ligne.remarques, *one.lue.doutes)
        )
        return Faite(plan, travail if action != INCHANGE else None)


_OTHER_YEAR = N_("Ce dossier est d’une autre campagne\u00a0: vérifiez celle du fichier, ou dites que c’est bien elle.")
_CIVIL = N_("Le numéro est celui de quelqu’un d’autre, à en croire le nom et la date de naissance\u00a0: vérifiez-le.")
_NO_FORMATION = N_("La ligne ne nomme pas de formation\u00a0: le dossier vient sans candidature.")
_GONE = N_("La personne de cette ligne n’est plus là\u00a0: relisez le fichier.")
_ASKED = N_("Le fichier dit autre chose que la base\u00a0: choisissez.")


def line_of(lieu: Endroit) -> str:
    """How somebody new is named by the line that is about them."""
    return f"{LINE}{lieu.feuille}!{lieu.ligne}" if lieu.feuille else f"{LINE}{lieu.ligne}"


def _suspects(session: Session, drafts: Sequence[Ebauche]) -> dict[str, Suspect]:
    """How each suspect is shown."""
    keys = {key for one in drafts if one.qui for key, _ in one.qui.suspects}
    persons = read_by_key(session, Personne, {key for key in keys if not key.startswith(LINE)})
    dossiers = read_by_owner(session, Dossier, "personne_id", list(persons))
    found = {key: Suspect(key, "", "", "", NOTHING) for key in keys}
    for key, row in persons.items():
        nom = " ".join(filter(None, (row.nom_naissance, row.prenom)))
        numero = dossiers[key][-1].numero if key in dossiers else ""
        found[key] = Suspect(key, numero, nom, row.ne_le or "", NOTHING)
    return found
