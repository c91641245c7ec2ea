"""Dossiers: creating one, correcting any field of any thing, adding and withdrawing what comes several times."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import select

from scolarite_desk.errors import Refused
from scolarite_desk.langue import kept
from scolarite_desk.models.fields.bureau import MADE
from scolarite_desk.models.fields.field import Field
from scolarite_desk.models.fields.fields import BY_PATH, FIELDS
from scolarite_desk.models.fields.lineage import leads_of
from scolarite_desk.models.fields.things import BY_CLASS, THINGS, Thing
from scolarite_desk.models.rules.numeros import CAPACITY, dossier_number
from scolarite_desk.models.tables.base import Partagee
from scolarite_desk.models.tables.candidature import Candidature
from scolarite_desk.models.tables.dossier import Dossier, Note, Reserve
from scolarite_desk.models.tables.formation import Campagne
from scolarite_desk.models.tables.personne import Adresse, Bac, Personne
from scolarite_desk.models.tables.saisine import PlaceProposee, Saisine
from scolarite_desk.msg import N_, Msg, joined
from scolarite_desk.services.acts import act
from scolarite_desk.services.archive import check_open
from scolarite_desk.services.bureau import check_changed, check_named, check_new, check_unused
from scolarite_desk.services.catalogue import fixed_key
from scolarite_desk.services.designes import IN_TRASH
from scolarite_desk.services.lecture import no_field
from scolarite_desk.services.retour import check_back
from scolarite_desk.services.suites import check_followed
from scolarite_desk.store.codec import columns_of
from scolarite_desk.store.queries.offer import open_campaigns
from scolarite_desk.store.queries.rows import living
from scolarite_desk.store.queries.visites import visit_of
from scolarite_desk.store.store import Work

CLOSED = N_("La campagne est fermée.")
_NAMELESS = N_("Donnez au moins un nom ou un prénom.")


@act(N_("Créer le dossier"), right="dossiers", of_nobody="the person is new")
def create_dossier(
    work: Work, civil: Mapping[str, Any], campagne: str | None = None, profil: str = "etudiant", motif: str = ""
) -> str:
    """A person and a dossier in the open campaign; returns the dossier's key. `civil`: values by column of Personne.
    `motif`: why, in a campaign that is closed.
    """
    values = _known(Personne, civil)
    alone = next((name for name in values if name not in _shown("identite")), None)
    if alone is not None:
        raise no_field(alone)
    if not (values.get("nom_naissance") or values.get("prenom")):
        raise Refused(_NAMELESS, "identite.nom_naissance")
    personne = work.add(Personne(**values))
    _sign_identity(work, personne)
    work.add(Adresse(personne_id=personne.id))
    work.add(Bac(personne_id=personne.id))
    return open_dossier(work, personne.id, campagne, profil, motif)


@act(N_("Ouvrir un dossier pour l’année"), right="dossiers")
def open_dossier(
    work: Work, personne: str, campagne: str | None = None, profil: str = "etudiant", motif: str = ""
) -> str:
    """A new year takes the person as it is: nothing is retyped. Returns the dossier's key. `motif`: why, in a campaign
    that is closed.
    """
    work.get(Personne, personne)
    campagne = work.get(Campagne, campagne).id if campagne else _open_campaign(work, personne)
    check_open(work.session, campagne, "open_dossier")
    year = work.get(Campagne, campagne)
    check_named("campagne", year)
    if year.etat == "fermee" and not motif.strip():
        raise Refused(joined(" ", CLOSED, N_("Donnez le motif pour continuer.")), "dossier.motif")
    known = work.find(
        select(Dossier).where(
            Dossier.personne_id == personne, Dossier.campagne_id == campagne, Dossier.retire_le.is_(None)
        )
    )
    if known is not None:
        raise Refused(N_("Cette personne a déjà le dossier {numero} dans cette campagne.", numero=known.numero))
    dossier = Dossier(personne_id=personne, campagne_id=campagne, numero=next_dossier(work), profil=profil)
    key = work.add(dossier).id
    if year.etat == "fermee":
        keep_reason(work, key, "fermee", motif.strip())
    return key


def _open_campaign(work: Work, personne: str) -> str:
    """The open campaign; of several, the only one where this person has no dossier yet. `Refused` names the others."""
    known = open_campaigns(work.session)
    if not known:
        raise Refused(N_("Aucune campagne n’est ouverte. Ouvrez-en une dans Réglages › Campagnes."), "campagne")
    held = {one.campagne_id for one in work.all(living(Dossier).where(Dossier.personne_id == personne))}
    free = [one for one in known if one[0] not in held] or known[:1]
    if len(free) > 1:
        raise Refused(
            N_(
                "Plusieurs campagnes sont ouvertes\u00a0: dites laquelle, {campagnes}.",
                campagnes=[one for _, one in free],
            ),
            "campagne",
        )
    return free[0][0]


def next_dossier(work: Work) -> str:
    """The next number of this desk's block."""
    given = work.next_number(f"dossier {work.local('bloc')}")
    if given > CAPACITY:
        raise Refused(N_("Tous les numéros de dossier de ce poste sont donnés\u00a0: demandez un autre bloc."))
    return dossier_number(work.local("bloc"), given - 1, int(work.local("cle_numeros")))


@act(N_("Corriger"), right="dossiers")
def correct(work: Work, champ: str, fiche: str, valeur: Any) -> None:
    """Give a field its new value. `champ` is a path of `fields.py`, `fiche` the key of its row.

    What the new value makes meaningless in the same group (the department of someone born abroad) is emptied in the
    same work.
    """
    field = BY_PATH.get(champ)
    if field is None:
        raise no_field(champ)
    row = work.get(THINGS[field.thing].cls, fiche)
    if row.retire_le is not None:
        raise Refused(IN_TRASH, champ)
    if champ == "campagne.etat" and valeur != getattr(row, field.name):
        raise Refused(N_("L’état d’une campagne change par ses actes\u00a0: ouvrir, fermer, archiver, rouvrir."), champ)
    check_changed(work, field.thing, row, field.name, valeur)
    work.detail = champ
    setattr(row, field.name, valeur)
    check_followed(work, row, field.name)
    if isinstance(row, Personne) and valeur is None and not (row.nom_naissance or row.prenom):
        raise Refused(_NAMELESS, champ)
    _empty_what_hides(row, field)
    if isinstance(row, Personne) and field.name in ("piece_identite", "identite_vue_le"):
        _sign_identity(work, row)


def _sign_identity(work: Work, personne: Personne) -> None:
    """Who says that the identity paper was seen is who saw it."""
    seen = personne.piece_identite or personne.identite_vue_le
    personne.identite_vue_par = work.auteur if seen else None


def _empty_what_hides(row: Partagee, changed: Field) -> None:
    values = {field.name: getattr(row, field.name) for field in FIELDS[changed.thing]}
    for field in FIELDS[changed.thing]:
        if field.unit == changed.unit and values[field.name] is not None and not field.visible.holds(values):
            setattr(row, field.name, None)


@act(N_("Ajouter"), right="dossiers")
def add_item(
    work: Work, chose: str, valeurs: Mapping[str, Any], personne: str | None = None, a_remplir: bool = False
) -> str:
    """A new row of a thing that comes several times (stage, cursus, formation...); returns its key.

    `valeurs`: what its form shows, and the keys of what it is tied to. Candidatures have an act of their own, as what
    acts alone may write (states, decisions) cannot be given here. `a_remplir`: the row is only begun, as a window does
    that shows its form at once; what the office requires is asked otherwise.
    """
    thing = _thing(chose)
    if thing.cls in _OWN_ACT:
        raise Refused(_OWN_ACT[thing.cls])
    tied = leads_of(thing.cls.__tablename__)
    alone = next((name for name in valeurs if name not in {*_shown(chose), *tied, *_KINDS.get(chose, ())}), None)
    if alone is not None:
        raise no_field(alone)
    owner = {"personne_id": work.get(Personne, personne).id} if personne is not None else {}
    values = _known(thing.cls, {**valeurs, **owner})
    _refuse_second(work, thing, values)
    check_new(work, chose, values, begun=a_remplir)
    work.detail = kept(thing.title)
    return work.add(thing.cls(**_made(work, thing, values), **values)).id


def _made(work: Work, thing: Thing, values: Mapping[str, Any]) -> dict[str, str]:
    """The key of a row that is made of what it is; `Refused` when that row is there, or in the trash."""
    if thing.name not in MADE:
        return {}
    key = fixed_key(thing.name, *(values[name] for name in MADE[thing.name]))
    known = work.session.get(thing.cls, key)
    if known is not None:
        there = N_("«\u00a0{chose}\u00a0» est déjà là\u00a0: corrigez ce qui y est.", chose=thing.title)
        raise Refused(IN_TRASH if known.retire_le is not None else there, thing.name)
    return {"id": key}


_OWN_ACT: dict[type[Partagee], Msg] = {
    Candidature: N_("Une candidature s’ajoute par son propre acte : add_candidature."),
    Saisine: N_("Une saisine du recteur s’ajoute par son propre acte\u00a0: begin_saisine."),
    PlaceProposee: N_("Une proposition du recteur s’ajoute par son propre acte\u00a0: propose_place."),
}
_KINDS = {
    "nomenclature": ("liste",),
    "acquis": ("genre",),
}  # what a row is one of: chosen by the place where it is added


def _shown(chose: str) -> frozenset[str]:
    return frozenset(field.name for field in FIELDS[chose])


def _refuse_second(work: Work, thing: Thing, values: Mapping[str, Any]) -> None:
    """What comes once has one row, made with the person: a second one would show nowhere."""
    if thing.many:
        return
    mine = values.get("personne_id")
    if thing.cls not in (Adresse, Bac) or mine is None:
        raise Refused(N_("«\u00a0{chose}\u00a0» ne s’ajoute pas\u00a0: créez un dossier.", chose=thing.title))
    cls: Any = thing.cls
    if work.find(living(cls).where(cls.personne_id == mine)) is not None:
        raise Refused(N_("Cette personne a déjà «\u00a0{chose}\u00a0»\u00a0: corrigez-le.", chose=thing.title))


def _thing(chose: str) -> Thing:
    if chose not in THINGS:
        raise Refused(N_("«\u00a0{chose}\u00a0» n’existe pas.", chose=chose))
    return THINGS[chose]


def _known(cls: type[Partagee], values: Mapping[str, Any]) -> dict[str, Any]:
    """The values, if the class has them all."""
    columns = columns_of(cls.__tablename__)
    for name in values:
        if name not in columns or name == "retire_le":
            raise no_field(name)
    return dict(values)


@act(N_("Retirer"), right="dossiers")
def withdraw_item(work: Work, chose: str, fiche: str) -> None:
    """Take a row out of sight; the trash gives it back. What the office still uses stays: the refusal counts."""
    row = work.get(_thing(chose).cls, fiche)
    work.detail = kept(BY_CLASS[type(row)].title)
    check_unused(work, chose, row)
    work.withdraw(row)


@act(N_("Remettre"), right="dossiers")
def restore_item(work: Work, chose: str, fiche: str) -> None:
    """Bring a withdrawn row back."""
    row = work.get(_thing(chose).cls, fiche)
    work.detail = kept(BY_CLASS[type(row)].title)
    row.retire_le = None
    check_back(work, row)


@act(N_("Écrire une note"), right="notes")
def write_note(
    work: Work,
    personne: str,
    texte: str,
    visite: str | None = None,
    suivi_le: date | None = None,
    candidature: str | None = None,
) -> str:
    """What was said and promised; `suivi_le` (a date) puts it on the follow-up list. `candidature`: one of that person,
    when it is about that one. Returns the note's key.
    """
    if not texte.strip():
        raise Refused(N_("Écrivez la note avant de l’enregistrer."), "note.texte")
    if candidature and work.get(Dossier, work.get(Candidature, candidature).dossier_id).personne_id != personne:
        raise Refused(N_("Cette candidature n’est pas de cette personne."), "note.candidature")
    note = Note(
        candidature_id=candidature or None,
        personne_id=work.get(Personne, personne).id,
        visite_id=visit_of(work.session, visite, personne).id if visite else None,
        texte=texte.strip(),
        ecrite_le=work.now,
        ecrite_par=work.auteur,
        suivi_le=suivi_le,
    )
    return work.add(note).id


@act(N_("Suivi fait"), right="notes")
def close_follow_up(work: Work, note: str) -> None:
    """The promise of a note is kept."""
    work.get(Note, note).suivi_fait_le = work.today


def keep_reason(work: Work, objet: str, regle: str, motif: str) -> None:
    """Keep why an agent went past a warning."""
    work.add(Reserve(objet_id=objet, regle=regle, motif=motif, posee_le=work.now, posee_par=work.auteur))
