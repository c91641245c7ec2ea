"""Candidatures kept out of decision exports and letters: how each row that a divergence is of leads to them, and which
values are printed there.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable

from sqlalchemy.orm import Session

from scolarite_desk.models.fields.groups import RETRAIT
from scolarite_desk.models.rows.divergence import Divergence
from scolarite_desk.msg import N_, NOTHING, Msg
from scolarite_desk.store.queries.divergences import LECTURE, present
from scolarite_desk.store.sql import KEYS, as_json

_OF_PERSON = (
    "SELECT c.id FROM {table} t JOIN dossier d ON d.personne_id = t.personne_id"
    " JOIN candidature c ON c.dossier_id = d.id WHERE t.id IN {{keys}}"
)
_OF_FORMATION = "SELECT c.id FROM formation f JOIN candidature c ON c.formation_id = f.id WHERE f.{column} IN {{keys}}"
_HOLDING: dict[str, tuple[str, frozenset[str] | None]] = {
    "candidature": ("SELECT c.id FROM candidature c WHERE c.id IN {keys}", None),
    "avis": ("SELECT t.candidature_id FROM avis t WHERE t.id IN {keys}", None),
    "requete": ("SELECT t.candidature_id FROM requete t WHERE t.id IN {keys}", frozenset({"requete"})),
    "vapp": (
        "SELECT t.candidature_id FROM vapp t WHERE t.id IN {keys}",
        frozenset({"opinion", "decision", "vapp_decision"}),
    ),
    "inscription": ("SELECT t.candidature_id FROM inscription t WHERE t.id IN {keys}", frozenset()),
    "dossier": ("SELECT c.id FROM candidature c WHERE c.dossier_id IN {keys}", None),
    "identifiant": (_OF_PERSON.format(table="identifiant"), None),
    "personne": (
        "SELECT c.id FROM dossier d JOIN candidature c ON c.dossier_id = d.id WHERE d.personne_id IN {keys}",
        frozenset({"nom_naissance", "prenom", "ne_le", RETRAIT, "personne_id", "dossier_id"}),
    ),
    "formation": ("SELECT c.id FROM candidature c WHERE c.formation_id IN {keys}", frozenset({"unique"})),
    "type_decision": (
        "SELECT a.candidature_id FROM avis a WHERE a.type_id IN {keys}",
        frozenset({"unique"}),
    ),
    "nomenclature": (
        "SELECT a.candidature_id FROM nomenclature t JOIN avis a ON a.motif = t.code"
        " WHERE t.liste = 'motif_avis' AND t.id IN {keys}",
        frozenset({"unique"}),
    ),
}
# The same for a value that does not read: the columns that a letter prints, those that an export of decisions adds
# (None: all of them). How the row leads to candidatures, where that is not said above.
_ANSWERS = frozenset({"confirmation", "delai_confirmation", "confirmation_liste", "delai_liste"})
_PRINTED: dict[str, tuple[str, frozenset[str], frozenset[str] | None]] = {
    "personne": ("", frozenset({"civilite", "nom_naissance", "nom_usage", "prenom", "prenom_usage"}), None),
    "adresse": (_OF_PERSON.format(table="adresse"), frozenset({"ligne", "complement1", "complement2", "code_postal",
                "commune", "ville", "pays"}), None),
    "identifiant": ("", frozenset(), None),
    "bac": (_OF_PERSON.format(table="bac"), frozenset(), None),
    "cursus_interne": (_OF_PERSON.format(table="cursus_interne"), frozenset(), frozenset({"annee", "code", "libelle"})),
    "cursus_externe": (_OF_PERSON.format(table="cursus_externe"), frozenset(), frozenset({
                       "annee", "etablissement", "etablissement_libre", "diplome", "libelle"})),
    "cvec": (_OF_PERSON.format(table="cvec"), frozenset(), frozenset({"numero", "situation", "annee"})),
    "note": (_OF_PERSON.format(table="note"), frozenset(), frozenset({"texte"})),
    "dossier": ("", frozenset(), frozenset({"profil", "regime"})),
    "candidature": ("", frozenset({"date_confirmation", "genre", "session_id"}), None),
    "avis": ("", frozenset({"avis", "motif", "motif_texte", "rang", "convocation_le", "convocation_heure",
             "convocation_lieu", "condition"}), frozenset({"commentaire"})),
    "requete": ("", frozenset({"recue_le"}), frozenset()),
    "vapp": ("", frozenset({"opinion", "decision"}), frozenset({"titre_vise", "tarif"})),
    "inscription": ("", frozenset(), frozenset({"etat", "situation", "du", "percu_mode", "preuves"})),
    "campagne": ("SELECT c.id FROM dossier d JOIN candidature c ON c.dossier_id = d.id WHERE d.campagne_id IN {keys}",
                 frozenset({"annee"}), frozenset({"libelle"})),
    "formation": ("", frozenset({"code", "libelle", "libelle_anglais", "en_phrase", "genre", *_ANSWERS}),
                  frozenset({"retour"})),
    "ouverture": ("SELECT c.id FROM ouverture t JOIN candidature c ON c.formation_id = t.formation_id"
                  " AND c.session_id = t.session_id WHERE t.id IN {keys}", _ANSWERS, frozenset({"retour"})),
    "session_depot": ("SELECT c.id FROM formation f JOIN candidature c ON c.formation_id = f.id"
                      " WHERE coalesce(c.session_id, f.session_id) IN {keys}", _ANSWERS,
                      frozenset({"libelle", "retour"})),
    "centre": (_OF_FORMATION.format(column="centre_id"), frozenset({"libelle", "adresse", "telephone",
               "courriel", "orientation"}),
               frozenset()),
    "signataire": ("SELECT c.id FROM signataire t JOIN formation f ON t.centre_id IS NULL OR t.centre_id = f.centre_id"
                   " JOIN candidature c ON c.formation_id = f.id WHERE t.id IN {keys}",
                   frozenset({"prenom", "nom", "qualite", "qualite_anglais", "delegant", "delegation", "papiers"}),
                   frozenset()),
    "commission": ("SELECT c.id FROM commission_formation t JOIN candidature c ON c.formation_id = t.formation_id"
                   " WHERE t.retire_le IS NULL AND t.commission_id IN {keys}", frozenset(), frozenset({"libelle"})),
    "type_decision": ("", frozenset({"famille", "libelle", "libelle_anglais", "motif_dit", "condition_dite"}),
                      frozenset()),
    "nomenclature": ("", frozenset({"code", "libelle", "libelle_anglais", "texte_anglais"}), frozenset()),
}  # fmt: skip


# Why an export holds what one concerns, without any personal value: people are counted by reason.
_REASONS = {
    "valeur": N_("deux postes ont écrit autre chose\u00a0: à trancher"),
    "retrait": N_("retirée à un poste, modifiée à un autre\u00a0: à trancher"),
    "orpheline": N_("la personne ou le dossier a été retiré ou effacé"),
    "unicite": N_("un numéro, un code, un rang ou un avis est donné deux fois"),
    LECTURE: N_("une valeur ne se lit pas, ou va contre les règles\u00a0: à corriger"),
    "etats": N_("la réponse ou le traitement ne va pas avec l’avis"),
}
# The same of one rule alone.
_OF_RULE = {
    "valide_vu": N_("l’avis a changé après sa validation\u00a0: à valider de nouveau"),
    "candidature_session": N_("la session n’est pas de la campagne de la formation\u00a0: à corriger"),
    "vapp_decision": N_("le président a décidé sur un autre avis de la commission\u00a0: décision à reprendre"),
    "type_avis": N_("le type de décision ne va pas avec l’avis\u00a0: à corriger"),
}


def _reason(one: Divergence) -> Msg:
    return _OF_RULE.get(one.regle) or _REASONS[one.genre]


def held(session: Session, *, letter: bool = False) -> dict[str, Msg]:
    """Candidatures kept out of decision exports until someone settles: key to why, as the export says it. `letter`: out
    of letters, which print less.
    """
    found: dict[str, Msg] = {}
    for one in present(session):
        found |= {key: _reason(one) for key in held_by(session, one, letter=letter) if key not in found}
    return found


def reason_of(session: Session, found: Iterable[Divergence], candidature: str) -> Msg:
    """Why divergences keep the letter of a candidature; nothing when none of them does."""
    return next((_reason(one) for one in found if candidature in held_by(session, one, letter=True)), NOTHING)


def held_by(session: Session, one: Divergence, *, letter: bool = False) -> list[str]:
    """The candidatures that one divergence keeps out of decision exports, or of letters."""
    found: list[str] = []
    for table, keys in _by_table(one).items():
        sql = _way(one, table, letter=letter)
        if sql:
            rows = session.connection().exec_driver_sql(sql.format(keys=KEYS), (as_json(keys),))
            found += [key.hex() for (key,) in rows]
    return found


def _way(one: Divergence, table: str, *, letter: bool) -> str:
    """The statement that leads to what it holds; blank when it holds nothing."""
    sql, groups = _HOLDING.get(table, ("", frozenset()))
    if one.genre != LECTURE:
        return sql if groups is None or one.regle in groups else ""
    own, printed, more = _PRINTED.get(table, ("", frozenset(), frozenset()))
    told = one.groupe in printed or (not letter and (more is None or one.groupe in more))
    return own or sql if told else ""


def _by_table(one: Divergence) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for table, key in one.fiches:
        found.setdefault(table, []).append(key)
    return found


def held_among(session: Session, keys: Collection[str]) -> tuple[list[str], tuple[tuple[Msg, int], ...]]:
    """Of candidatures (keys), those that may be exported, in their order, and (reason, how many) of the others."""
    why = held(session)
    reasons: dict[Msg, int] = {}
    for key in keys:
        if key in why:
            reasons[why[key]] = reasons.get(why[key], 0) + 1
    return [key for key in keys if key not in why], tuple(reasons.items())
