"""Rules that no database index holds: two desks may each keep them and break them together. One line a rule.

Each statement gives (what is shared, table, key), a row for each of those that share it; what a rule judges comes
after. `{parmi}` takes a condition on `t.id`, to look only at what a reception touched; `{series}`, the series of
provisional INE.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import groupby
from operator import itemgetter
from typing import Any

from sqlalchemy.orm import Session

from scolarite_desk.models.fields.bureau import OFFICE, ORDERED, UNIQUE
from scolarite_desk.models.fields.field import ALWAYS
from scolarite_desk.models.fields.fields import FIELDS
from scolarite_desk.models.fields.things import THINGS
from scolarite_desk.models.rules.decisions import VU, vu
from scolarite_desk.models.rules.inscriptions import VIVES
from scolarite_desk.models.rules.saisine import SUITES
from scolarite_desk.models.rules.vapp import OPINION_VUE, opinion_vue
from scolarite_desk.msg import N_, Msg
from scolarite_desk.store.courant import avis_courant, avis_valide, candidature_vivante, in_sql
from scolarite_desk.store.queries.series import series
from scolarite_desk.store.sql import KEYS, as_json, one_cvec

_BETWEEN = "\x1f"  # what a statement puts between two values that are shared: `char(31)`
_VALUES = re.compile(r"{(\w+)}")


@dataclass(frozen=True)
class Rule:
    """One rule: its code, what it looks at, what is said when it is broken; `sql` gives its values in their order."""

    code: str
    genre: str  # unicite, etats, lecture
    phrase: Msg
    sql: str
    colonne: str = ""  # the one at fault, where only one is
    toujours: bool = False  # a base that never met another may break it: older versions did not refuse
    inacheve: bool = False  # somebody has still to type something: no anomaly of the base
    juge: Callable[..., bool] = lambda: True  # whether a row breaks it, from what its statement gives after the key


@dataclass(frozen=True)
class BrokenRule:
    """A rule broken by these rows (table, key), which share `valeur`."""

    regle: Rule
    valeur: str
    fiches: tuple[tuple[str, str], ...]

    @property
    def phrase(self) -> Msg:
        """What is said of it."""
        phrase = self.regle.phrase
        names = [name for name in _VALUES.findall(phrase.source) if name not in phrase.valeurs]
        return self.regle.phrase.given(**dict(zip(names, self.valeur.split(_BETWEEN, 1), strict=False)))


def _shared(table: str, value: str, who: str = "t.id", where: str = "1") -> str:
    """Rows of a table that have the same value and are not of the same `who`."""
    rows = f"FROM {table} t WHERE t.retire_le IS NULL AND {where}"
    return f"""SELECT {value}, '{table}', t.id {rows} AND ({value}) IN (
        SELECT {value} {rows} AND ({value}) IN (SELECT {value} {rows} AND {{parmi}})
        GROUP BY {value} HAVING count(DISTINCT {who}) > 1) ORDER BY 1, 3"""


_vivante, _courant = partial(in_sql, candidature_vivante), partial(in_sql, avis_courant)
# Whether an avis `a` ends its candidature: as its kind says, else as its family does.
_DEFINITIF = """coalesce((SELECT y.definitif FROM type_decision y WHERE y.retire_le IS NULL
    AND (y.id = a.type_id OR a.type_id IS NULL AND y.code = a.avis)), a.avis IN ('FA', 'DE'))"""
# An avis that is no more the current one was validated before the next came; a final one was corrected, or called from.
_AVIS = f"""SELECT n.numero, 'avis', t.id FROM avis t JOIN candidature c ON c.id = t.candidature_id
    JOIN dossier n ON n.id = c.dossier_id WHERE t.retire_le IS NULL AND {{parmi}} AND EXISTS (
        SELECT 1 FROM avis a WHERE a.candidature_id = t.candidature_id AND a.retire_le IS NULL AND NOT {_courant("a")}
        AND (a.valide_le IS NULL OR {_DEFINITIF} AND NOT EXISTS (
            SELECT 1 FROM avis d WHERE a.id IN (d.corrige_id, d.promu_id) AND d.retire_le IS NULL)))
    ORDER BY 1, 3"""
_RANG = f"""SELECT coalesce(f.libelle, '') || char(31) || t.rang, 'avis', t.id FROM avis t
    JOIN candidature c ON c.id = t.candidature_id JOIN formation f ON f.id = c.formation_id
    WHERE t.avis = 'LC' AND {_courant("t")} AND {_vivante("c")} AND {{parmi}} AND EXISTS (
        SELECT 1 FROM candidature d JOIN avis o ON o.candidature_id = d.id WHERE d.formation_id = c.formation_id
        AND coalesce(d.session_id, f.session_id) IS coalesce(c.session_id, f.session_id)
        AND d.id <> c.id AND {_vivante("d")} AND o.avis = 'LC' AND o.rang = t.rang AND {_courant("o")})
    ORDER BY 1, 3"""
_REPONSE = f"""SELECT n.numero, 'candidature', t.id FROM candidature t JOIN dossier n ON n.id = t.dossier_id
    WHERE {_vivante("t")} AND t.confirmation IS NOT NULL AND {{parmi}} AND NOT EXISTS (
        SELECT 1 FROM avis a WHERE a.candidature_id = t.id AND a.avis IN ('FA', 'LC') AND a.valide_le IS NOT NULL
        AND {_courant("a")}) ORDER BY 1, 3"""
_TRAITEMENT = f"""SELECT n.numero, 'candidature', t.id FROM candidature t JOIN dossier n ON n.id = t.dossier_id
    WHERE {_vivante("t")} AND t.traitement = 'AD' AND t.traitement_valide = 1 AND {{parmi}} AND NOT EXISTS (
        SELECT 1 FROM avis a WHERE a.candidature_id = t.id AND {in_sql(avis_valide, "a")}) ORDER BY 1, 3"""
_TYPE = f"""SELECT n.numero, 'avis', t.id FROM avis t JOIN candidature c ON c.id = t.candidature_id
    JOIN dossier n ON n.id = c.dossier_id
    WHERE t.type_id IS NOT NULL AND {_courant("t")} AND {_vivante("c")} AND {{parmi}} AND NOT EXISTS (
        SELECT 1 FROM type_decision y WHERE y.id = t.type_id AND y.retire_le IS NULL AND y.famille = t.avis)
    ORDER BY 1, 3"""
_VU = f"""SELECT n.numero, 'avis', t.id, t.valide_vu, {", ".join(f"t.{name}" for name in VU)} FROM avis t
    JOIN candidature c ON c.id = t.candidature_id JOIN dossier n ON n.id = c.dossier_id
    WHERE t.valide_vu IS NOT NULL AND {in_sql(avis_valide, "t")} AND {_vivante("c")} AND {{parmi}} ORDER BY 1, 3"""


def _seen_otherwise(seen: str, *values: Any) -> bool:
    return vu(dict(zip(VU, values, strict=True))) != seen


_VAPP = f"""SELECT n.numero, 'vapp', t.id, t.decision_vu, {", ".join(f"t.{name}" for name in OPINION_VUE)} FROM vapp t
    JOIN candidature c ON c.id = t.candidature_id JOIN dossier n ON n.id = c.dossier_id
    WHERE t.retire_le IS NULL AND t.decision IS NOT NULL AND {_vivante("c")} AND {{parmi}} ORDER BY 1, 3"""


def _decided_otherwise(seen: str, *values: Any) -> bool:
    return opinion_vue(dict(zip(OPINION_VUE, values, strict=True))) != seen


_MADE_IN = "coalesce(t.session_id, (SELECT f.session_id FROM formation f WHERE f.id = t.formation_id), '')"
_OUVERTURE = """SELECT coalesce(f.libelle, f.code, ''), 'ouverture', t.id FROM ouverture t
    JOIN formation f ON f.id = t.formation_id JOIN session_depot s ON s.id = t.session_id
    WHERE t.retire_le IS NULL AND f.campagne_id <> s.campagne_id AND {parmi} ORDER BY 1, 3"""
_DEPOT = f"""SELECT n.numero, 'candidature', t.id FROM candidature t JOIN dossier n ON n.id = t.dossier_id
    JOIN formation f ON f.id = t.formation_id
    WHERE t.session_id IS NOT NULL AND {_vivante("t")} AND {{parmi}} AND NOT EXISTS (
        SELECT 1 FROM session_depot s WHERE s.id = t.session_id AND s.campagne_id = f.campagne_id) ORDER BY 1, 3"""
_INSCRITES = f"""SELECT n.numero, 'inscription', t.id FROM inscription t JOIN candidature c ON c.id = t.candidature_id
    JOIN dossier n ON n.id = c.dossier_id
    WHERE t.retire_le IS NULL AND t.etat = 'inscrite' AND t.seconde IS NOT 1 AND {_vivante("c")} AND {{parmi}}
    AND EXISTS (SELECT 1 FROM inscription i JOIN candidature d ON d.id = i.candidature_id
        JOIN dossier o ON o.id = d.dossier_id
        WHERE o.personne_id = n.personne_id AND o.campagne_id = n.campagne_id AND i.id <> t.id AND i.retire_le IS NULL
        AND i.etat = 'inscrite' AND i.seconde IS NOT 1 AND {_vivante("d")}) ORDER BY 1, 3"""
_SANS_SUITE = f"""SELECT n.numero, 'inscription', t.id FROM inscription t JOIN candidature c ON c.id = t.candidature_id
    JOIN dossier n ON n.id = c.dossier_id
    WHERE t.retire_le IS NULL AND t.etat IN ({", ".join(f"'{one}'" for one in VIVES)}) AND {{parmi}}
    AND NOT ({_vivante("c")} AND c.confirmation IS 'confirmee') ORDER BY 1, 3"""
_CALLED = {
    "tarif": "t.annee || ' ' || t.niveau",
    "formation": "coalesce(t.libelle, t.code)",
    "piece": "coalesce(t.libelle, t.code)",
    "signataire": "t.nom",
    "seance_commission": "t.president",
    "piece_demandee": "NULL",
    "commission_formation": "NULL",
    "ouverture": "NULL",
    "acquis": "t.intitule",
    "saisine": "t.annee",
    "proposition": "coalesce(t.formation, t.etablissement)",
}


def _alone(thing: str, where: str) -> str:
    """Rows of a thing of the office that are wrong by themselves, each with what it is called."""
    table = THINGS[thing].cls.__tablename__
    called = _CALLED.get(table, "t.libelle")
    return f"""SELECT coalesce({called}, '') || char(31) || hex(t.id), '{table}', t.id FROM {table} t
        WHERE t.retire_le IS NULL AND {where} AND {{parmi}} ORDER BY t.id"""


_TWINS = N_("{chose}\u00a0: «\u00a0{valeur}\u00a0» existe plusieurs fois.")
_WRONG = N_("{nom}\u00a0: {constat}")
_BLANK = N_("{chose} {nom}\u00a0: «\u00a0{champ}\u00a0» est vide.")


def _named_once() -> Iterator[Rule]:
    for thing, (name, among) in UNIQUE.items():
        value = " || char(31) || ".join((f"t.{name}", *(f"coalesce(hex(t.{one}), '')" for one in among)))
        shared = _shared(THINGS[thing].cls.__tablename__, value, where=f"t.{name} <> ''")
        yield Rule("unique", "unicite", _TWINS.given(chose=THINGS[thing].title), shared, toujours=True)


def _in_order() -> Iterator[Rule]:
    followed = [(chose, (one.apres, one.jour, one.precede)) for chose, some in SUITES.items() for one in some]
    for thing, (first, last, constat) in (*ORDERED.items(), *followed):
        if not first:
            continue
        known = f"1, min(length(t.{first}), length(t.{last}))"  # a day may be partly unknown
        wrong = _alone(thing, f"substr(t.{last}, {known}) < substr(t.{first}, {known})")
        yield Rule("ordre", "lecture", _WRONG.given(constat=constat), wrong, last, toujours=True)


_MAY_BE_BLANK = {"piece.code"}  # of one that was asked of a single person


def _required() -> Iterator[Rule]:
    for thing in OFFICE:
        title = THINGS[thing].title
        for field in FIELDS[thing]:
            if field.required is ALWAYS and field.path not in _MAY_BE_BLANK:
                blank = _alone(thing, f"coalesce(t.{field.name}, '') = ''")
                given = _BLANK.given(chose=title, champ=field.label)
                yield Rule("vide", "lecture", given, blank, field.name, toujours=True, inacheve=True)


_PROVISOIRE = """SELECT t.valeur, 'identifiant', t.id FROM identifiant t WHERE t.retire_le IS NULL AND t.genre = 'INE'
    AND t.nature IS NOT 'provisoire' AND length(t.valeur) = 11 AND substr(t.valeur, 11) GLOB '[0-9]'
    AND substr(t.valeur, 1, 6) IN {series} AND {parmi} ORDER BY 1, 3"""
_INE = "t.genre IN ('INE', 'INE_ALIAS')"
_FUSION = """SELECT coalesce(t.nom_naissance, t.prenom, ''), 'personne', t.id FROM personne t
    WHERE t.fusion_id IS NOT NULL AND t.retire_le IS NULL AND {parmi}
    AND NOT EXISTS (SELECT 1 FROM fusion f WHERE f.personne = t.id)
    AND NOT EXISTS (SELECT 1 FROM fusion f WHERE f.racine = t.id) ORDER BY 1, 3"""

# A table reads better as lines.
# fmt: off
RULES = (
    Rule("ine", "unicite", N_("L’INE {ine} est celui de plusieurs personnes."),
         _shared("identifiant", "t.valeur", "t.personne_id", f"{_INE} AND t.controle IS NOT 'litige'")),
    Rule("ine_personne", "unicite", N_("Une personne a plusieurs INE."),
         _shared("identifiant", "hex(t.personne_id)", where="t.genre = 'INE'")),
    Rule("identifiant", "unicite", N_("Le numéro {numero} est celui de plusieurs personnes."),
         _shared("identifiant", "t.genre || ' ' || t.valeur", "t.personne_id", f"NOT {_INE}")),
    Rule("ine_emis", "unicite", N_("L’INE provisoire {ine} a été donné plusieurs fois."),
         _shared("ine_emis", "t.valeur")),
    Rule("cvec", "unicite", N_("La CVEC {numero} est celle de plusieurs personnes ou de plusieurs années."),
         _shared("cvec", one_cvec("t.numero"), where="t.numero IS NOT NULL AND t.reserve IS NULL")),
    Rule("cvec_annee", "unicite", N_("Une personne a plusieurs CVEC pour une année."),
         _shared("cvec", "hex(t.personne_id) || t.annee")),
    Rule("fusion", "etats", N_("{personne} a été fusionnée avec une personne effacée depuis, ou inconnue ici."),
         _FUSION),
    Rule("numero", "unicite", N_("Le numéro {numero} est celui de plusieurs dossiers."),
         _shared("dossier", "t.numero")),
    Rule("dossier", "unicite", N_("Une personne a plusieurs dossiers dans une campagne."),
         _shared("dossier", "hex(t.personne_id) || hex(t.campagne_id)")),
    Rule("candidature", "unicite", N_("Un dossier a plusieurs candidatures dans une formation et une session."),
         _shared("candidature", f"hex(t.dossier_id) || hex(t.formation_id) || hex({_MADE_IN})", where=_vivante("t"))),
    Rule("ouverture_campagne", "etats", N_("{formation} est ouverte dans une session d’une autre campagne."),
         _OUVERTURE),
    Rule("candidature_session", "etats",
         N_("Dossier {numero}\u00a0: la session d’une candidature n’est pas de la campagne de sa formation."), _DEPOT),
    Rule("exigence", "unicite", N_("Une pièce a été jugée deux fois pour une candidature."),
         _shared("exigence", "hex(t.candidature_id) || hex(t.piece_id) || t.rang")),
    Rule("document", "unicite", N_("Le document {numero} a été numéroté plusieurs fois."),
         _shared("document_emis", "t.genre || ' ' || t.numero")),
    Rule("compte", "unicite", N_("Le compte «\u00a0{nom}\u00a0» existe plusieurs fois."), _shared("compte", "t.nom")),
    Rule("avis", "unicite", N_("Dossier {numero}\u00a0: des avis ont été donnés sans se connaître."), _AVIS),
    Rule("rang", "unicite", N_("{formation}, rang {rang}\u00a0: donné à plusieurs candidatures."), _RANG),
    Rule("reponse", "etats", N_("Dossier {numero}\u00a0: une réponse, mais ni avis favorable ni rang validé."),
         _REPONSE),
    Rule("acces_direct", "etats", N_("Dossier {numero}\u00a0: accès direct validé, mais pas d’avis validé."),
         _TRAITEMENT),
    Rule("requete", "unicite", N_("Une candidature attend deux réponses à la même demande."),
         _shared("requete", "hex(t.candidature_id) || t.genre", where="t.repondue_le IS NULL")),
    Rule("saisine", "unicite", N_("Une personne a plusieurs saisines du recteur pour une année."),
         _shared("saisine", "hex(t.personne_id) || coalesce(t.annee, '')")),
    Rule("proposition", "unicite", N_("Une personne a accepté plusieurs propositions du recteur."),
         _shared("proposition", "hex(t.saisine_id)", where="t.reponse = 'acceptee'")),
    Rule("proposition_rang", "unicite", N_("Deux propositions du recteur ont le même rang."),
         _shared("proposition", "hex(t.saisine_id) || t.rang")),
    Rule("type_avis", "etats", N_("Dossier {numero}\u00a0: le type de décision n’est pas de cet avis, ou n’est plus."),
         _TYPE),
    Rule("inscrites", "unicite", N_("Dossier {numero}\u00a0: deux inscriptions dans l’année, sans second diplôme."),
         _INSCRITES),
    Rule("inscription", "etats", N_("Dossier {numero}\u00a0: une inscription, mais l’admission n’est plus confirmée."),
         _SANS_SUITE),
    Rule("valide_vu", "etats", N_("Dossier {numero}\u00a0: l’avis validé n’est pas celui qui était montré."),
         _VU, juge=_seen_otherwise),
    Rule("vapp_decision", "etats",
         N_("Dossier {numero}\u00a0: le président a décidé de la VAPP sur un autre avis de la commission."),
         _VAPP, toujours=True, juge=_decided_otherwise),
    Rule("ine_provisoire", "lecture", N_("L’INE {ine} est noté définitif, et c’est un numéro provisoire."), _PROVISOIRE,
         "valeur", toujours=True),
    *_named_once(), *_in_order(), *_required(),
)
# fmt: on


def broken(session: Session, among: Collection[str] | None = None, *, alone: bool = False) -> Iterator[BrokenRule]:
    """Every rule that is broken; `among`: only where one of these rows (keys) takes part. `alone`: only those that a
    base which never met another may break.
    """
    where, given = ("1", ()) if among is None else (f"t.id IN {KEYS}", (as_json(among),))
    prefixes = ", ".join(f"'{one}'" for one in sorted(series(session)) if one.isalnum())
    for rule in RULES:
        if alone and not rule.toujours:
            continue
        asked = rule.sql.replace("{parmi}", where).replace("{series}", f"({prefixes})")
        found = session.connection().exec_driver_sql(asked, given)
        broke = (row for row in found.all() if rule.juge(*row[3:]))
        for value, rows in groupby(broke, key=itemgetter(0)):
            yield BrokenRule(rule, str(value), tuple((table, key.hex()) for _value, table, key, *_judged in rows))
