"""The named conditions of saved views, each once: what it is called, what it takes, how it becomes SQL.

`personne` is said of `t`, a line of the search index (one person with the latest dossier), `candidature` of `c`. In the
queue, what an « et » says of candidatures is said of one and the same candidature of the dossier shown; for decisions,
of the candidature itself. Values stand in the statement as they are: the reader lets through codes, keys, days and
numbers only (`models/rules/filtre.py`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import reduce

from sqlalchemy.orm import Session

from scolarite_desk.models.fields.referentiel import Referentiel
from scolarite_desk.models.rows.found import ADVANCE, AXES
from scolarite_desk.models.rules import states
from scolarite_desk.models.rules.dates import show_day
from scolarite_desk.models.rules.filtre import Arbre, Condition, Et, Non, Ou, Sorte, Valeur, conditions, read
from scolarite_desk.models.rules.inscriptions import ETATS
from scolarite_desk.models.rules.questions import FORMULAIRE
from scolarite_desk.models.rules.vapp import ETAPES
from scolarite_desk.models.tables.base import Partagee
from scolarite_desk.models.tables.etiquette import EtiquetteService
from scolarite_desk.models.tables.formation import Campagne, Centre, Commission, Formation, SessionDepot
from scolarite_desk.models.tables.piece import Piece
from scolarite_desk.models.tables.question import Question
from scolarite_desk.msg import N_, NOTHING, Msg, verbatim
from scolarite_desk.store.attendus import Manques
from scolarite_desk.store.courant import avis_courant, candidature_vivante, in_sql
from scolarite_desk.store.queries.queue_views import VUES
from scolarite_desk.store.queries.rows import by_key

Valeurs = tuple[Valeur, ...]
Sql = Callable[[Valeurs], str]


@dataclass(frozen=True)
class Connue:
    """One condition. `codes`, `liste` or `chose`: what its values are, to be chosen and said. `archives`: it shows
    those of past campaigns without being asked; `rare`: a few people of many (both as in `queue_views.VueFile`).
    """

    nom: str
    label: Msg
    sorte: Sorte = Sorte.RIEN
    personne: Sql | None = None
    candidature: Sql | None = None
    codes: Mapping[str, Msg] | None = None
    liste: str = ""
    chose: type[Partagee] | None = None
    archives: bool = False
    rare: bool = False
    partout: bool = False  # of a person, or of one of the candidatures that whoever asks may know of


def _among(column: str) -> Sql:
    """One of these codes."""
    return lambda values: f"{column} IN ({', '.join(map(_quoted, values))})"


def _quoted(value: Valeur) -> str:
    return f"'{value}'"


def _of(column: str) -> Sql:
    """One of these keys."""
    return lambda values: f"{column} IN ({_blobs(values)})"


def _blobs(values: Valeurs) -> str:
    return ", ".join(f"x'{one}'" for one in values)


def _between(column: str) -> Sql:
    """From a day to another."""

    def sql(values: Valeurs) -> str:
        first, last = values
        bounds = [f"{column} >= '{first}'"] * bool(first) + [f"{column} <= '{last}'"] * bool(last)
        return f"({' AND '.join(bounds)})"

    return sql


def _always(condition: str) -> Sql:
    return lambda _: condition


def _formation(column: str) -> Sql:
    return lambda values: f"c.formation_id IN (SELECT f.id FROM formation f WHERE {_of(f'f.{column}')(values)})"


def _made_in(values: Valeurs) -> str:
    own = f"c.formation_id IN (SELECT f.id FROM formation f WHERE {_of('f.session_id')(values)})"
    return f"({_of('c.session_id')(values)} OR c.session_id IS NULL AND {own})"


def _examined(values: Valeurs) -> str:
    return (
        "c.formation_id IN (SELECT e.formation_id FROM commission_formation e WHERE e.retire_le IS NULL"
        f" AND {_of('e.commission_id')(values)})"
    )


def _dossier(column: str, among: Callable[[str], Sql]) -> tuple[Sql, Sql]:
    """Of the dossier that is shown, and of that of a candidature."""
    of = among(f"d.{column}")
    return (
        lambda values: f"t.dossier IN (SELECT d.id FROM dossier d WHERE {of(values)})",
        lambda values: f"c.dossier_id IN (SELECT d.id FROM dossier d WHERE {of(values)})",
    )


def _avis(condition: Sql | None = None) -> Sql:
    def sql(values: Valeurs) -> str:
        more = f" AND {condition(values)}" if condition else ""
        current = in_sql(avis_courant, "a")
        return f"EXISTS (SELECT 1 FROM avis a WHERE a.candidature_id = c.id AND {current}{more})"

    return sql


def _tagged(column: str, of: str) -> Sql:
    """Bears one of these tags."""
    put = "SELECT 1 FROM pose_etiquette p WHERE p.retire_le IS NULL"
    return lambda values: f"EXISTS ({put} AND p.{column} = {of} AND {_of('p.etiquette_id')(values)})"


_own_tag = _tagged("personne_id", "t.personne AND p.candidature_id IS NULL")


def _marked(values: Valeurs) -> str:
    """The candidature bears one of these tags, or its person does."""
    person = "(SELECT d.personne_id FROM dossier d WHERE d.id = c.dossier_id) AND p.candidature_id IS NULL"
    return f"({_tagged('candidature_id', 'c.id')(values)} OR {_tagged('personne_id', person)(values)})"


def _piece(statut: str) -> Sql:
    """One of these pieces, any when none is named, is in that state: one brought again has a row of the next rank."""

    def sql(values: Valeurs) -> str:
        named = f" AND {_of('x.piece_id')(values)}" if values else ""
        return (
            "EXISTS (SELECT 1 FROM exigence x WHERE x.candidature_id = c.id AND x.retire_le IS NULL"
            f" AND x.statut = '{statut}'{named} AND NOT EXISTS (SELECT 1 FROM exigence y WHERE y.retire_le IS NULL"
            " AND y.candidature_id = c.id AND y.piece_id = x.piece_id AND y.rang > x.rang))"
        )

    return sql


def _question(which: str) -> str:
    """One of these questions is asked of the candidature, and not answered (`queries/questions.py`)."""
    return (
        f"EXISTS (SELECT 1 FROM question q JOIN formation f ON f.id = c.formation_id WHERE {which}"
        " AND q.retire_le IS NULL AND q.en_service IS NOT 0 AND q.libelle <> '' AND q.genre IS NOT NULL"
        " AND (q.formation_id = f.id OR q.formation_id IS NULL AND (q.centre_id IS NULL OR q.centre_id = f.centre_id))"
        " AND NOT EXISTS (SELECT 1 FROM reponse r WHERE r.candidature_id = c.id AND r.question_id = q.id"
        " AND r.retire_le IS NULL AND coalesce(r.valeur, r.dispense) IS NOT NULL))"
    )


_FORM_UNSEEN = (
    "EXISTS (SELECT 1 FROM reponse r JOIN question q ON q.id = r.question_id WHERE r.candidature_id = c.id"
    f" AND r.retire_le IS NULL AND r.valeur IS NOT NULL AND r.vue_le IS NULL AND q.genre = '{FORMULAIRE}')"
)


_FILE = "SELECT 1 FROM vapp v WHERE v.candidature_id = c.id AND v.retire_le IS NULL"
_VAPP = {
    "avis_attendu": f"NOT EXISTS ({_FILE} AND (v.opinion IS NOT NULL OR v.decision IS NOT NULL))",
    "decision_attendue": f"EXISTS ({_FILE} AND v.opinion IS NOT NULL AND v.decision IS NULL)",
    "decidee": f"EXISTS ({_FILE} AND v.decision IS NOT NULL)",
}


def _vapp(values: Valeurs) -> str:
    """One of these steps of a VAPP file; a VAPP without a file waits for its opinion."""
    steps = " OR ".join(_VAPP.get(str(one), "FALSE") for one in values)
    return f"(c.genre = 'vapp' AND ({steps}))"


def _enrolled(values: Valeurs) -> str:
    return (
        "EXISTS (SELECT 1 FROM inscription i WHERE i.candidature_id = c.id AND i.retire_le IS NULL"
        f" AND {_among('i.etat')(values)})"
    )


def _silence(values: Valeurs) -> str:
    """The day that the last receipt told, of whoever was written no decision."""
    last = (
        "SELECT s.id FROM delai_dit s JOIN document_emis r ON r.id = s.document_id"
        " WHERE s.candidature_id = c.id AND s.retire_le IS NULL ORDER BY r.emis_le DESC, s.id DESC LIMIT 1"
    )
    deciding = ", ".join(f"'{code}'" for code in sorted(states.DECIDENT))
    return (
        f"EXISTS (SELECT 1 FROM delai_dit t0 WHERE t0.id = ({last}) AND {_between('t0.terme')(values)}) AND NOT EXISTS"
        " (SELECT 1 FROM document_emis l JOIN avis a ON a.id = l.avis_id WHERE l.candidature_id = c.id"
        f" AND l.retire_le IS NULL AND l.genre = 'lettre' AND a.avis IN ({deciding}))"
    )


def _states(table: Mapping[str, states.State]) -> dict[str, Msg]:
    return {code: one.label for code, one in table.items()}


def _shown_states() -> dict[str, Msg]:
    pairs = ((code, *code.split(".")) for code in ADVANCE)
    return {code: AXES[axis][one].label for code, axis, one in pairs}


def _shipped() -> Iterator[Connue]:
    """What the shipped views show, so that a copy of one shows the same."""
    for vue in VUES.values():
        if vue.code != "tous":
            yield Connue(
                f"vue_{vue.code}", vue.label, personne=_always(vue.where), archives=vue.archives, rare=vue.rare
            )


_BY_PROFIL, _BY_PROFIL_C = _dossier("profil", _among)
_BY_REGIME, _BY_REGIME_C = _dossier("regime", _among)
_NO_AVIS = f"NOT {_avis()(())}"

# One line a condition. Its name is kept for ever: views of the field hold it.
# fmt: off
CONDITIONS: dict[str, Connue] = {
    one.nom: one
    for one in (
        *_shipped(),
        Connue("ine_provisoire", N_("INE provisoire"), personne=_always(f"t.manques & {Manques.PROVISOIRE.value}")),
        Connue("ine_manquant", N_("INE attendu, absent"), personne=_always(f"t.manques & {Manques.INE.value}")),
        Connue("etat", N_("État"), Sorte.CODES, _among("t.etat"), codes=_shown_states()),
        Connue("suivi", N_("Suivi à faire"), Sorte.JOURS, _between("t.suivi_le"), archives=True),
        Connue("incomplet", N_("Incomplet depuis une date"), Sorte.JOURS, _between("t.incomplet_le")),
        Connue("incomplet_depuis", N_("Incomplet depuis plus de (jours)"), Sorte.NOMBRE,
               lambda values: f"t.incomplet_le < date(:today, '-{values[0]} days')"),
        Connue("profil", N_("Profil"), Sorte.CODES, _BY_PROFIL, _BY_PROFIL_C, liste="profil"),
        Connue("regime", N_("Régime"), Sorte.CODES, _BY_REGIME, _BY_REGIME_C, liste="regime"),
        Connue("campagne", N_("Campagne"), Sorte.CLES, _of("t.campagne"), _dossier("campagne_id", _of)[1],
               chose=Campagne, archives=True),
        Connue("formation", N_("Formation"), Sorte.CLES, candidature=_of("c.formation_id"), chose=Formation),
        Connue("session", N_("Session"), Sorte.CLES, candidature=_made_in, chose=SessionDepot),
        Connue("centre", N_("Centre"), Sorte.CLES, candidature=_formation("centre_id"), chose=Centre),
        Connue("commission", N_("Commission"), Sorte.CLES, candidature=_examined, chose=Commission),
        Connue("genre", N_("Type de candidature"), Sorte.CODES, candidature=_among("c.genre"),
               liste="candidature_genre"),
        Connue("proposition", N_("Proposition d’admission"), candidature=_always("c.proposition IS 1")),
        Connue("statut", N_("Statut"), Sorte.CODES, candidature=_among("c.statut"), codes=_states(states.STATUT)),
        Connue("traitement", N_("Traitement"), Sorte.CODES, candidature=_among("c.traitement"),
               codes=_states(states.TRAITEMENT)),
        Connue("avis", N_("Avis"), Sorte.CODES, candidature=_avis(_among("a.avis")), codes=_states(states.AVIS)),
        Connue("sans_avis", N_("Sans avis"), candidature=_always(_NO_AVIS)),
        Connue("avis_valide", N_("Avis validé"), candidature=_avis(_always("a.valide_le IS NOT NULL"))),
        Connue("reponse", N_("Réponse"), Sorte.CODES, candidature=_among("c.confirmation"),
               codes=_states(states.CONFIRMATION)),
        Connue("inscription", N_("Inscription"), Sorte.CODES, candidature=_enrolled, codes=_states(ETATS)),
        Connue("transmise", N_("Transmise le"), Sorte.JOURS, candidature=_between("c.transmise_le")),
        Connue("recue", N_("Reçue le"), Sorte.JOURS, candidature=_between("c.recue_le")),
        Connue("complete", N_("Complète le"), Sorte.JOURS, candidature=_between("c.complete_le")),
        Connue("silence", N_("Décision implicite annoncée pour le"), Sorte.JOURS, candidature=_silence),
        Connue("piece_refusee", N_("Pièce refusée"), Sorte.CLES_OU_RIEN, candidature=_piece("RE"), chose=Piece),
        Connue("piece_a_examiner", N_("Pièce à examiner"), Sorte.CLES_OU_RIEN, candidature=_piece("TR"), chose=Piece),
        Connue("piece_validee", N_("Pièce validée"), Sorte.CLES_OU_RIEN, candidature=_piece("VA"), chose=Piece),
        Connue("piece_non_concernee", N_("Pièce non concernée"), Sorte.CLES_OU_RIEN, candidature=_piece("NC"),
               chose=Piece),
        Connue("etiquette", N_("Étiquette"), Sorte.CLES, _own_tag, _marked, chose=EtiquetteService, partout=True),
        Connue("question_obligatoire", N_("Question obligatoire sans réponse"),
               candidature=_always(_question("q.requise"))),
        Connue("question_sans_reponse", N_("Question sans réponse"), Sorte.CLES,
               candidature=lambda values: _question(_of("q.id")(values)), chose=Question),
        Connue("formulaire_a_voir", N_("Formulaire à voir"), candidature=_always(_FORM_UNSEEN)),
        Connue("vapp", N_("VAPP"), Sorte.CODES, candidature=_vapp, codes=ETAPES),
    )
}
# fmt: on
SORTES = {nom: one.sorte for nom, one in CONDITIONS.items()}


def of_persons(arbre: Arbre, seen: frozenset[str] | None) -> str:
    """The tree as a condition on `t`. `seen`: the formations whose candidatures whoever asks may know of; None: all."""
    if isinstance(arbre, Condition):
        one = CONDITIONS[arbre.nom]
        if one.personne is None:
            return _has(arbre, seen)
        sql = f"({one.personne(arbre.valeurs)})"
        return f"({sql} OR {_has(arbre, seen)})" if one.partout else sql
    if isinstance(arbre, Non):
        # What is blank is not what is denied: « non » of it holds, where SQL would say neither.
        return f"({of_persons(arbre.arbre, seen)} IS NOT TRUE)"
    if isinstance(arbre, Ou):
        return _all("OR", (of_persons(one, seen) for one in arbre.arbres))
    same = [one for one in arbre.arbres if _of_candidature(one)]
    if len(same) < 2 or all(isinstance(one, Non) for one in same):
        return _all("AND", (of_persons(one, seen) for one in arbre.arbres))
    others = (of_persons(one, seen) for one in arbre.arbres if not _of_candidature(one))
    return _all("AND", (*others, _has(Et(tuple(same)), seen)))


def of_candidatures(arbre: Arbre) -> str:
    """The tree as a condition on `c`, with `t` its person."""
    if isinstance(arbre, Condition):
        one = CONDITIONS[arbre.nom]
        sql = one.candidature or one.personne
        return f"({sql(arbre.valeurs)})" if sql else "TRUE"
    if isinstance(arbre, Non):
        return f"({of_candidatures(arbre.arbre)} IS NOT TRUE)"
    return _all("OR" if isinstance(arbre, Ou) else "AND", map(of_candidatures, arbre.arbres))


def _has(arbre: Arbre, seen: frozenset[str] | None) -> str:
    """A live candidature of the dossier shown is so. A dossier has few of them: by formation, SQLite would go over
    hundreds for each person.
    """
    of = "candidature c INDEXED BY ix_candidature_dossier_id WHERE c.dossier_id = t.dossier"
    if seen is not None:
        of += f" AND {_of('c.formation_id')(tuple(sorted(seen)))}"
    return f"EXISTS (SELECT 1 FROM {of} AND {in_sql(candidature_vivante, 'c')} AND {of_candidatures(arbre)})"


def _of_candidature(arbre: Arbre) -> bool:
    """Whether a tree speaks of candidatures alone."""
    return all(CONDITIONS[one.nom].personne is None for one in conditions(arbre))


def _all(word: str, parts: Iterable[str]) -> str:
    found = list(parts)
    return f"({f' {word} '.join(found)})" if found else "TRUE"


def told(text: str) -> Msg:
    """The filter of a row as the journal tells it: what its keys name is not looked for."""
    return words(None, read(text, SORTES).arbre, None)


def words(session: Session | None, arbre: Arbre, codes: Referentiel | None) -> Msg:
    """The tree as an export says it."""
    if isinstance(arbre, Condition):
        return _leaf_words(session, arbre, codes)
    if isinstance(arbre, Non):
        return N_("non ({condition})", condition=words(session, arbre.arbre, codes))
    parts = [words(session, one, codes) for one in arbre.arbres]
    if not parts:
        return NOTHING
    if isinstance(arbre, Et) or len(parts) == 1:
        return reduce(lambda one, other: N_("{une} et {autre}", une=one, autre=other), parts)
    either = reduce(lambda one, other: N_("{une} ou {autre}", une=one, autre=other), parts)
    return N_("({conditions})", conditions=either)


def _leaf_words(session: Session | None, leaf: Condition, codes: Referentiel | None) -> Msg:
    one = CONDITIONS[leaf.nom]
    if not leaf.valeurs:
        return one.label
    return N_("{condition}\u00a0: {valeurs}", condition=one.label, valeurs=_said(session, one, leaf.valeurs, codes))


def _said(session: Session | None, one: Connue, values: Valeurs, codes: Referentiel | None) -> list[Msg]:
    if one.sorte is Sorte.JOURS:
        first, last = (show_day(str(day)) if day else "" for day in values)
        return [N_("depuis le {jour}", jour=first)] * bool(first) + [N_("jusqu’au {jour}", jour=last)] * bool(last)
    if one.chose is not None and session is None:
        return [verbatim(str(len(values)))]
    if one.chose is not None and session is not None:
        rows = by_key(session, one.chose, map(str, values))
        return [verbatim(getattr(rows.get(str(key)), "libelle", "") or "") or N_("inconnu ici") for key in values]
    if one.codes is not None:
        return [one.codes.get(str(code)) or verbatim(str(code)) for code in values]
    return [verbatim(codes.label(one.liste, str(code)) if one.liste and codes else str(code)) for code in values]
