"""What an act is given, read by the fields that it goes into, whoever gives it: window, command line, import.

A code is looked up in its list, a label becomes its code, an hour its usual writing; what no list knows is refused by
name. A day is of a year of ours, a text has an end; a key, `designes.py` looks at it. What was received from another
desk never comes here.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import fields as parts_of
from dataclasses import is_dataclass
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from scolarite_desk.errors import Refused
from scolarite_desk.langue import kept
from scolarite_desk.models.fields import (
    of_dossier,
    of_inscription,
    of_numbers,
    of_office,
    of_questions,
    of_rooms,
    of_saisine,
    of_vapp,
)
from scolarite_desk.models.fields.field import Field, Lists
from scolarite_desk.models.fields.fields import BY_PATH, FIELDS, TIES
from scolarite_desk.models.fields.liste import Entree, meant
from scolarite_desk.models.fields.of_questions import field_of, lists_with
from scolarite_desk.models.fields.reglages import BY_KEY
from scolarite_desk.models.fields.things import THINGS
from scolarite_desk.models.rules.dates import YEARS
from scolarite_desk.models.rules.documents import ETAPES, PREPARE
from scolarite_desk.models.rules.droits import PROFILS
from scolarite_desk.models.rules.identifiants import KINDS
from scolarite_desk.models.rules.mesures import MESURES
from scolarite_desk.models.rules.modeles import AVEC_MODELE, EN_WORD, LANGUES
from scolarite_desk.models.rules.signes import visible
from scolarite_desk.models.tables.candidature import Candidature
from scolarite_desk.msg import N_, Msg
from scolarite_desk.services.designes import refuse_out_of_reach, refuse_unknown
from scolarite_desk.services.lecture import read_row, read_value
from scolarite_desk.store.courant import current_avis
from scolarite_desk.store.queries.offer import lists
from scolarite_desk.store.queries.questions import questions
from scolarite_desk.store.queries.rows import row_of, values_of
from scolarite_desk.store.referentiel import referentiel

Given = Mapping[str, Any]
Named = dict[str, tuple[Field, ...]]  # the fields of a parameter; of several, the first that goes with the others


def _by(fields: Iterable[Field], *names: str, **others: str) -> Named:
    """The fields of these names, and of parameters that are called otherwise."""
    known = {one.name: one for one in fields}
    called = {name: name for name in names} | others
    return {name: (known[one],) for name, one in called.items()}


_AVIS = _by(
    of_dossier.AVIS,
    "avis",
    "motif",
    "motif_texte",
    "commentaire",
    "rang",
    "convocation_le",
    "convocation_heure",
    "convocation_lieu",
    "condition",
)
_PROFIL = _by(of_dossier.DOSSIER, "profil")
_ARRIVEE = _by(of_dossier.ARRIVEE, "annonce", "ne_le", "telephone", "motif")
_CVEC = _by(of_numbers.CVEC, "annee", "situation", "numero", "nom", "prenom", "ne_le", "reserve")
_MOTIFS_CVEC = tuple(one for one in of_numbers.CVEC if one.name in ("exoneration", "non_concerne"))
_RAISON = _by(of_dossier.DITS, "motif")
_DUREE = _by(of_dossier.DITS, "duree")
_GUICHET = _by(of_dossier.DITS, "guichet")
_DEPUIS = _by(of_dossier.STATUT, le="statut_le")

# A line an act: its parameters that are values of fields.
PARAMETERS: dict[str, Named] = {
    "name_agent": _by(of_rooms.AGENT, prenom="agent_prenom", nom="agent_nom", qualite="agent_qualite"),
    "create_dossier": _PROFIL | _RAISON,
    "open_dossier": _PROFIL | _RAISON,
    **dict.fromkeys(("close_campaign", "archive_campaign", "reopen_campaign"), _RAISON),
    "add_candidature": _by(of_dossier.CANDIDATURE, "genre", "proposition", "motif"),
    "cancel_candidature": _RAISON,
    "set_statut": _by(of_dossier.STATUT, "statut") | _DEPUIS | _RAISON,
    "declare_complete": _DEPUIS | _RAISON,
    "declare_incomplete": _DEPUIS,
    "set_traitement": _by(of_dossier.STATUT, "traitement"),
    "set_candidature": _by(of_dossier.CANDIDATURES, *of_dossier.DATES_ET_DROITS),
    "enter_avis": _AVIS,
    "promote": _RAISON,
    "renumber": _by(of_dossier.AVIS, premier="rang"),
    "correct_avis": _AVIS | _by(of_dossier.AVIS, raison="corrige_motif"),
    "receive_requete": _by(of_dossier.REQUETE, "genre", "objet", le="recue_le"),
    **dict.fromkeys(("answer_requete", "answer_waiting"), _by(of_dossier.REPONSE, "issue", le="repondue_le")),
    **dict.fromkeys(("begin_saisine", "acknowledge_saisine"), _by(of_saisine.SAISINE, "le")),
    "close_saisine": _by(of_saisine.SAISINE, "issue", le="close_le"),
    "propose_place": _by(of_saisine.PROPOSITION, "etablissement", "formation", le="proposee_le"),
    "answer_proposition": _by(of_saisine.PROPOSITION, "reponse", le="reponse_le"),
    "give_opinion": _by(
        of_vapp.OPINION,
        "opinion",
        "composition",
        "entendu",
        "dispenses",
        "remise",
        motif="opinion_motif",
        le="commission_le",
        raison="opinion_raison",
    ),
    "decide_vapp": _by(
        of_vapp.DECISION,
        "decision",
        le="decision_le",
        signataire="decision_signataire",
        motif="decision_motif",
        raison="decision_raison",
    ),
    "set_droits": _by(of_inscription.DROITS, "situation", "regime", "niveau", "du"),
    "record_proof": _by(of_inscription.PREUVE, "preuve"),
    "record_payment": _by(of_inscription.PAIEMENT, mode="percu_mode", le="percu_le"),
    **dict.fromkeys(("enrol", "cancel_inscription"), _by(of_inscription.ANNULATION, "motif")),
    "owe_refund": _by(of_inscription.REMBOURSEMENT, avant="rembourser_avant"),
    "refund": _by(of_inscription.REMBOURSEMENT, le="rembourse_le"),
    "question_not_concerned": _by(of_questions.DISPENSE, motif="dispense"),
    "record_cvec": _CVEC | {"motif": _MOTIFS_CVEC},
    "record_ine": _by(of_numbers.INE, "origine", "motif"),
    "add_identifier": _by(of_numbers.IDENTIFIANT, "valeur"),
    "receive_piece": _by(of_dossier.DITS, "note"),
    "refuse_piece": _by(of_dossier.PIECE, "motif", texte="motif_texte"),
    "piece_not_concerned": _by(of_dossier.PIECE, motif="motif_texte"),
    "add_free_piece": _by(of_dossier.PIECE_LIBRE, "libelle") | _by(of_dossier.PIECE, "echeance"),
    "set_piece_deadline": _by(of_dossier.PIECE, le="echeance"),
    "book_visit": _ARRIVEE | _DUREE,
    "walk_in": _ARRIVEE | _GUICHET,
    "call_visit": _GUICHET,
    "postpone_visit": _DUREE,
    "describe_visit": _by(of_dossier.VISITE, "motif") | _DUREE,
    "set_third_party": _by(of_dossier.ARRIVEE, "tiers"),
    "write_note": _by(of_dossier.NOTE, "texte", "suivi_le"),
    "hand_over": _by(of_dossier.REMISE, "mot"),
    "take_measure": _by(of_rooms.MESURE, "motif"),
    "note_notified": _by(of_rooms.NOTIFICATION, "motif"),
    "erase_person": _by(of_rooms.EFFACEMENT, "motif"),
    "issue_courrier": _by(of_dossier.COURRIER, "papier", "le", "heure", "lieu"),
    "note_step": _by(of_rooms.DEVENIR, "jour", motif="raison"),
    "void_receipt": _by(of_rooms.NUMERO_MANQUANT, "motif"),
    "merge_persons": _RAISON,
    "tell_apart": _RAISON,
    **dict.fromkeys(("save_view", "save_shared_view"), _by(of_rooms.VUE, "libelle")),
    "save_model": _by(of_rooms.MODELE, "objet", "corps", "recours", "annexes")
    | _by(of_dossier.AVIS, "avis")
    | _by(of_dossier.CANDIDATURE, "genre")
    | _by(of_office.FORMATION, diplome="genre"),
    "bring_word_model": _by(of_rooms.MODELE_WORD, "fichier", "nom")
    | _by(of_dossier.AVIS, "avis")
    | _by(of_dossier.CANDIDATURE, "genre")
    | _by(of_office.FORMATION, diplome="genre"),
    "choose_logo": {"image": (BY_KEY["logo"].field,)},
    "record_export": _by(of_dossier.DITS, "filtre", genre="export"),
}

# Parameters that are codes of the house: the label is read as well, the act names what there is.
CODES: dict[tuple[str, str], Mapping[str, Msg]] = {
    ("add_identifier", "genre"): {code: one.label for code, one in KINDS.items()},
    ("take_measure", "genre"): {code: one.label for code, one in MESURES.items()},
    ("save_model", "papier"): AVEC_MODELE,
    ("bring_word_model", "papier"): EN_WORD,
    **dict.fromkeys((("save_model", "langue"), ("bring_word_model", "langue")), LANGUES),
    ("note_step", "etape"): {code: one.label for code, one in ETAPES.items() if code != PREPARE},
    ("create_account", "profil"): PROFILS,
    ("change_profile", "profil"): PROFILS,
}

LONGEST = 20_000  # letters of any text that an act is given
_GREATEST = 2**63 - 1  # that SQLite counts to
_UNWRITABLE = re.compile("[\\0\ud800-\udfff]")  # a null, half of a letter


# A faulty row is set aside, and holds no other up; an image or a document is longer than a text, and has its own end.
_ROW_BY_ROW = frozenset({"rendezvous", "image", "fichier"})


def read_given(session: Session, code: str, given: Given) -> dict[str, Any]:
    """The parameters of an act, read. `Refused` with the path of the field that does not read."""
    refuse_senseless(one for name, one in given.items() if name not in _ROW_BY_ROW)
    refuse_unknown(session, given, but=PARAMETERS.get(code, {}))
    refuse_out_of_reach(session, code, given)
    values = {name: "" if isinstance(one, str) and not visible(one).strip() else one for name, one in given.items()}
    if code in _THINGS:
        return {**values, **_THINGS[code](session, values)}
    for name, fields in PARAMETERS.get(code, {}).items():
        field = next((one for one in fields if one in _told(fields) or one.visible.holds(values)), None)
        if field is not None and not _there(session, code, name, values):
            values[name] = _one(session, field, values.get(name), values)
    for (act, name), codes in CODES.items():
        if act == code and isinstance(values.get(name), str):
            values[name] = _code(codes, values[name])
    if code == "create_dossier":
        values["civil"] = read_row("identite", values["civil"], lists(session))
    return values


def _told(fields: tuple[Field, ...]) -> tuple[Field, ...]:
    """A parameter of one field is read by it, whether it goes with the others or not: the act says so."""
    return fields if len(fields) == 1 else ()


def _one(session: Session, field: Field, value: Any, row: Given) -> Any:
    """A value read by its field; a blank, or signs that nobody sees, are the empty text that acts take for nothing, or
    no value at all where one that is there is no text.
    """
    if value is None:
        return None
    read = read_value(field, value, _lists(session, field), row, field.path)
    return "" if read is None and field.reader.gives is str else read


def _code(codes: Mapping[str, Msg], text: str) -> str:
    """The code that a text means; the text itself when it means none."""
    return meant((Entree(code, kept(label)) for code, label in codes.items()), " ".join(text.split())) or text


def refuse_senseless(given: Iterable[Any]) -> None:
    """What makes no sense whatever takes it, however deep: a day of no year of ours, a text without end or that no
    file can hold, a number that no base can.
    """
    values = list(given)
    while values:
        value = values.pop()
        if isinstance(value, date) and value.year not in YEARS:
            raise Refused(N_("L’année {annee} est hors limites\u00a0: corrigez l’année.", annee=f"{value.year:04}"))
        if isinstance(value, str):
            _refuse_unwritable(value)
        if isinstance(value, int) and abs(value) > _GREATEST:
            raise Refused(N_("Ce nombre est trop grand\u00a0: corrigez-le."))
        if isinstance(value, Mapping):
            values += [*value, *value.values()]
        elif isinstance(value, Sequence) and not isinstance(value, str | bytes):
            values += value
        elif is_dataclass(value):
            values += [getattr(value, one.name) for one in parts_of(value)]


def _refuse_unwritable(text: str) -> None:
    if len(text) > LONGEST:
        raise Refused(N_("{maximum} caractères au plus\u00a0: il y en a {nombre}.", maximum=LONGEST, nombre=len(text)))
    if _UNWRITABLE.search(text):
        raise Refused(N_("Un caractère illisible s’est glissé\u00a0: retapez le texte."))


def _lists(session: Session, field: Field) -> Lists:
    """The lists of the office cost a reading: only a choice needs them."""
    return lists(session) if getattr(field.reader, "liste", "") else referentiel()


def _there(session: Session, code: str, name: str, values: Given) -> bool:
    """Whether a motive stands already: a line that the office took out of its list stays where it was chosen."""
    if name != "motif" or code not in ("enter_avis", "correct_avis") or not values.get("motif"):
        return False
    former = current_avis(session, values["candidature"])
    return former is not None and bool(former.motif == values["motif"])


def _correct(session: Session, values: Given) -> Given:
    field = BY_PATH.get(str(values.get("champ")))
    row = row_of(session, THINGS[field.thing].cls, values.get("fiche")) if field is not None else None
    if field is None or (row is not None and values["valeur"] == getattr(row, field.name)):
        return {}
    beside = values_of(row) if row is not None else {}
    value = read_value(field, values["valeur"], _lists(session, field), beside, field.path)
    return {"valeur": value}


def _add_item(session: Session, values: Given) -> Given:
    thing = values["chose"]
    if thing not in THINGS:
        return {}
    known = {field.name for field in FIELDS[thing]}
    ties = {name: value for name, value in values["valeurs"].items() if name not in known}
    typed = {name: value for name, value in values["valeurs"].items() if name in known}
    return {"valeurs": ties | read_row(thing, typed, lists(session))}


def _of_formation(session: Session, values: Given) -> Given:
    ties = {name: value for name, value in values["valeurs"].items() if f"formation.{name}" in TIES}
    typed = {name: value for name, value in values["valeurs"].items() if name not in ties}
    return {"valeurs": ties | read_row("formation", typed, lists(session))}


def _answer(session: Session, values: Given) -> Given:
    """An answer is read by what its question is; by nothing while there is no such question, which the act says."""
    row = row_of(session, Candidature, values.get("candidature"))
    met = questions(session, [row])[row.id] if row is not None else ()
    one = next((one for one in met if one.key == values.get("question")), None)
    if one is None or values.get("valeur") == one.valeur:
        return {}
    field = field_of(one)
    return {
        "valeur": read_value(field, values.get("valeur"), lists_with(lambda: lists(session), [one]), {}, field.path)
    }


def _of_vapp(session: Session, values: Given) -> Given:
    return {"valeurs": read_row("vapp", values["valeurs"], lists(session))}


_THINGS: dict[str, Callable[[Session, Given], Given]] = {
    "correct": _correct,
    "add_item": _add_item,
    **dict.fromkeys(("set_calendar", "set_formation", "import_formation"), _of_formation),
    "answer_question": _answer,
    "fill_vapp": _of_vapp,
}
