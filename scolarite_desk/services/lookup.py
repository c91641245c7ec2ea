"""What people name things by, turned into keys and fields: dossier numbers, formation codes, paths of fields."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from scolarite_desk.errors import Refused
from scolarite_desk.models.fields.field import Field
from scolarite_desk.models.fields.fields import BY_PATH
from scolarite_desk.models.fields.things import OF_PERSON
from scolarite_desk.models.rows.dossier_views import CandidatureView
from scolarite_desk.models.rules.fault import Fault
from scolarite_desk.models.tables.base import is_key
from scolarite_desk.models.tables.decision import TypeDecision
from scolarite_desk.models.tables.document import DocumentEmis
from scolarite_desk.models.tables.formation import (
    Campagne,
    Centre,
    Commission,
    Formation,
    SeanceCommission,
    SessionDepot,
)
from scolarite_desk.models.tables.piece import Piece
from scolarite_desk.msg import N_, Msg
from scolarite_desk.services.lecture import no_field
from scolarite_desk.store.queries.dossiers import dossier_by_number, dossier_view
from scolarite_desk.store.queries.requetes import waiting
from scolarite_desk.store.queries.rows import living
from scolarite_desk.store.queries.saisines import saisine_of

_KEY = 32  # characters of a key
OF_DOSSIER = (*OF_PERSON, "dossier", "candidatures")  # whose fields a dossier shows


def key_of(session: Session, numero: str) -> str:
    """The key of the dossier of that number. `Refused` with the rule that the number breaks."""
    try:
        return dossier_by_number(session, numero)
    except Fault as fault:
        raise Refused(fault.message, "dossier.numero") from fault


def formation_key(session: Session, code: str, campagne: str | None = None) -> str:
    """The formation of that code or key, in this campaign, else in an open one. `Refused` when none or several.

    « 2026-2027/L3INFO » says the campaign too, by its label or its year, and is looked for in no other.
    """
    named, _, alone = code.rpartition("/")
    if named and session.scalar(living(Formation).where(Formation.code == code)) is None:
        return _only(session, alone, [one for one in _of_code(session, alone) if one[1] in _campaigns(session, named)])
    found = _of_code(session, code)
    chosen = [one for one in found if one.campagne_id == campagne] if campagne else []
    return _only(session, code, chosen or [one for one in found if one.etat == "ouverte"] or found)


def _of_code(session: Session, code: str) -> list[Any]:
    wanted = [Formation.code == code, *([Formation.id == code] if is_key(code) else [])]
    statement = (
        select(Formation.id, Formation.campagne_id, Campagne.etat)
        .join(Campagne, Campagne.id == Formation.campagne_id)
        .where(or_(*wanted), Formation.retire_le.is_(None))
    )
    return list(session.execute(statement))


def _only(session: Session, code: str, chosen: Sequence[Any]) -> str:
    if not chosen:
        raise Refused(N_("Aucune formation n’a le code «\u00a0{code}\u00a0».", code=code), "candidatures.formation")
    if len(chosen) > 1:
        years = [session.get_one(Campagne, one.campagne_id) for one in chosen]
        named = [f"{one.libelle or one.annee}/{code}" for one in years]
        named = named if len({*named}) == len(named) else [one.id for one in chosen]
        raise Refused(
            N_(
                "Plusieurs formations ont le code «\u00a0{code}\u00a0»\u00a0: écrivez {choix}, ou la clé.",
                code=code,
                choix=named,
            ),
            "candidatures.formation",
        )
    key: str = chosen[0].id
    return key


def campaign_key(session: Session, name: str) -> str:
    """The campaign of that label or key, else of that year (« 2026-2027 »). `Refused` when none, or several."""
    found = [session.get_one(Campagne, key) for key in sorted(_campaigns(session, name))]
    chosen = [one for one in found if name in (one.id, one.libelle)] or found
    if not chosen:
        raise Refused(N_("La campagne «\u00a0{nom}\u00a0» n’existe pas dans cette base.", nom=name), "campagne")
    if len(chosen) > 1:
        labels = [one.libelle or one.id for one in chosen]
        if len({*labels}) < len(labels):
            raise _several(session, chosen, name, "campagne")
        raise Refused(
            N_("Plusieurs campagnes répondent à «\u00a0{nom}\u00a0»\u00a0: {campagnes}.", nom=name, campagnes=labels),
            "campagne",
        )
    return chosen[0].id


def _campaigns(session: Session, name: str) -> frozenset[str]:
    wanted = [Campagne.libelle == name, Campagne.annee == name, *([Campagne.id == name] if is_key(name) else [])]
    return frozenset(session.scalars(select(Campagne.id).where(or_(*wanted), Campagne.retire_le.is_(None))))


def piece_key(session: Session, code: str) -> str:
    """The piece of the catalogue of that code or key. `Refused` when there is none, or several."""
    wanted = [Piece.code == code, *([Piece.id == code] if is_key(code) else [])]
    none = N_("Aucune pièce n’a le code «\u00a0{code}\u00a0»\u00a0: «\u00a0list pieces\u00a0» les donne.", code=code)
    return _labelled(session, list(session.scalars(living(Piece).where(or_(*wanted)))), code, none, "piece")


def commission_key(session: Session, name: str) -> str:
    """The commission of that label or key. `Refused` when there is none, or several."""
    none = N_("La commission «\u00a0{nom}\u00a0» n’existe pas dans cette base.", nom=name)
    return _labelled(session, _of_label(session, Commission, name), name, none, "commission")


def centre_key(session: Session, name: str) -> str:
    """The centre of that label or key. `Refused` when there is none, or several."""
    none = N_("Le centre «\u00a0{nom}\u00a0» n’existe pas dans cette base.", nom=name)
    return _labelled(session, _of_label(session, Centre, name), name, none, "centre")


def meeting_key(session: Session, name: str) -> str:
    """The meeting of a commission, by its key, or « Commission des sciences/2026-07-06 ». `Refused` as above."""
    if is_key(name):
        return name
    board, _, day = name.rpartition("/")
    try:
        le = date.fromisoformat(day)
    except ValueError:
        raise Refused(N_("Une séance s’écrit «\u00a0Commission/2026-07-06\u00a0»."), "seance") from None
    mine = living(SeanceCommission).where(
        SeanceCommission.commission_id == commission_key(session, board), SeanceCommission.le == le
    )
    found = [one.id for one in session.scalars(mine)]
    if not found:
        raise Refused(N_("Cette commission n’a pas de séance ce jour-là\u00a0: créez-la d’abord."), "seance")
    if len(found) > 1:
        raise Refused(
            N_("«\u00a0{nom}\u00a0» en nomme plusieurs\u00a0: écrivez {choix}.", nom=name, choix=found), "seance"
        )
    return found[0]


def document_key(session: Session, numero: str) -> str:
    """The numbered document of that key or number. `Refused` when there is none, or several."""
    if is_key(numero):
        return numero
    found = list(session.scalars(living(DocumentEmis).where(DocumentEmis.numero == numero)))
    if len(found) != 1:
        raise Refused(N_("Aucun document n’a le numéro «\u00a0{numero}\u00a0».", numero=numero), "document")
    return found[0].id


def session_key(session: Session, name: str) -> str:
    """The session of that label or key; « 2026-2027/Principale » says of which campaign. `Refused` as above."""
    found = _of_label(session, SessionDepot, name)
    campaign, _, label = name.partition("/")
    if not found and label:
        known = _campaigns(session, campaign)
        found = [one for one in _of_label(session, SessionDepot, label) if one.campagne_id in known]
    none = N_("La session «\u00a0{nom}\u00a0» n’existe pas dans cette base.", nom=name)
    return _labelled(session, found, name, none, "session")


def kind_key(session: Session, name: str) -> str:
    """The kind of decision of that code, label or key. `Refused` when there is none, or several."""
    found = list(session.scalars(living(TypeDecision).where(TypeDecision.code == name)))
    none = N_("Aucun type de décision ne s’appelle «\u00a0{nom}\u00a0».", nom=name)
    return _labelled(session, found or _of_label(session, TypeDecision, name), name, none, "type")


def session_in(session: Session, name: str, campagne: str) -> str:
    """The session of that label or key in a campaign. `Refused` as above."""
    found = [one for one in _of_label(session, SessionDepot, name) if one.campagne_id == campagne]
    none = N_("La session «\u00a0{nom}\u00a0» n’existe pas dans cette campagne.", nom=name)
    return _labelled(session, found, name, none, "candidatures.session")


def _of_label(session: Session, cls: Any, name: str) -> list[Any]:
    wanted = [cls.libelle == name, *([cls.id == name] if is_key(name) else [])]
    return list(session.scalars(living(cls).where(or_(*wanted))))


def _labelled(session: Session, found: list[Any], name: str, none: Msg, champ: str) -> str:
    if not found:
        raise Refused(none, champ)
    if len(found) > 1:
        raise _several(session, found, name, champ)
    key: str = found[0].id
    return key


def _several(session: Session, found: Sequence[Any], name: str, champ: str) -> Refused:
    """Each is named by what says it alone: its campaign, else its key."""
    years = [session.get_one(Campagne, one.campagne_id) for one in found if getattr(one, "campagne_id", None)]
    named = [f"{year.libelle or year.annee}/{one.libelle}" for year, one in zip(years, found, strict=False)]
    choix = named if len({*named}) == len(found) else [one.id for one in found]
    return Refused(N_("«\u00a0{nom}\u00a0» en nomme plusieurs\u00a0: écrivez {choix}.", nom=name, choix=choix), champ)


def _dossier(session: Session, text: str) -> str:
    return text if len(text) == _KEY else key_of(session, text)


def _personne(session: Session, text: str) -> str:
    return text if len(text) == _KEY else dossier_view(session, key_of(session, text)).personne


def _candidature(session: Session, text: str) -> str:
    """A key, a dossier that has one live candidature, « NUMÉRO/CODE », « NUMÉRO/CODE/Session » where there are two."""
    if len(text) == _KEY:
        return text
    numero, _, code = text.partition("/")
    live = dossier_view(session, key_of(session, numero)).vivantes
    found = [one for one in live if not code or one.code == code] or [one for one in live if _both(one) == code]
    if len(found) > 1 and code:
        found = [one for one in found if not one.session] or found
    if len(found) != 1:
        if not live:
            raise Refused(N_("Dites quelle candidature\u00a0: aucune."), "candidature")
        known = [f"{numero}/{_both(one)}" for one in live]
        raise Refused(N_("Dites quelle candidature\u00a0: {candidatures}.", candidatures=known), "candidature")
    return found[0].key


def _requete(session: Session, text: str) -> str:
    """A key, or what is named like a candidature that asks for one thing."""
    if len(text) == _KEY:
        return text
    found = waiting(session, _candidature(session, text))
    if len(found) != 1:
        raise Refused(N_("Cette candidature n’a pas un recours, un seul, qui attende\u00a0: donnez sa clé."), "requete")
    return found[0].id


def _saisine(session: Session, text: str) -> str:
    """A key, or the number of the dossier of a person and year that has one."""
    if len(text) == _KEY:
        return text
    view = dossier_view(session, key_of(session, text))
    found = saisine_of(session, view.personne, view.annee)
    if found is None:
        raise Refused(N_("Cette personne n’a pas saisi le recteur pour {annee}.", annee=view.annee), "saisine")
    return found.id


def _both(one: CandidatureView) -> str:
    return f"{one.code}/{one.session}" if one.session else one.code


def _formation(session: Session, text: str) -> str:
    return formation_key(session, text)


def _piece(session: Session, text: str) -> str:
    return text if len(text) == _KEY else piece_key(session, text)


# What a parameter of an act is named by.
NAMED: dict[str, Callable[[Session, str], str]] = {
    "dossier": _dossier,
    "personne": _personne,
    **dict.fromkeys(("candidature", "avant"), _candidature),
    "formation": _formation,
    **dict.fromkeys(("campagne", "vers"), campaign_key),
    "session": session_key,
    "centre": centre_key,
    "commission": commission_key,
    **dict.fromkeys(("seance", "en_seance"), meeting_key),
    "document": document_key,
    "piece": _piece,
    "type": kind_key,
    "requete": _requete,
    "saisine": _saisine,
}


# Things whose rows acts call by the name of another parameter.
_CALLED = {"identite": "personne", "candidatures": "candidature", "type_decision": "type"}


def row_named(session: Session, name: str, text: str) -> str:
    """The key of a row, from a key or from what people call it by. `name`: of the parameter, the tie or the thing."""
    short = name.removesuffix("_id")
    named = NAMED.get(_CALLED.get(short, short))
    return text if len(text) == _KEY or named is None else named(session, text)


def field_at(path: str) -> tuple[Field, int | None]:
    """The field of a path, and which row of a list it speaks of, from 1. `Refused` when there is no such field."""
    thing, _, rest = path.partition(".")
    rank, _, name = rest.rpartition(".")
    field = BY_PATH.get(f"{thing}.{name}")
    if field is None or thing not in OF_DOSSIER or (rank and not rank.isdecimal()):
        raise no_field(path)
    return field, int(rank) if rank else None
