"""INE and other identifiers: recorded, doubted, replaced, drawn when the person has none."""

from __future__ import annotations

from sqlalchemy import Select, select

from scolarite_desk.errors import Refused
from scolarite_desk.langue import kept
from scolarite_desk.models.rules.dates import show_birth
from scolarite_desk.models.rules.identifiants import KINDS, check_identifiant
from scolarite_desk.models.rules.ine import check_ine, normalise, provisional_ine
from scolarite_desk.models.rules.plages import ranges, sequence
from scolarite_desk.models.tables.personne import Identifiant, IneEmis, Personne
from scolarite_desk.msg import N_, Msg, joined, verbatim
from scolarite_desk.services.acts import act
from scolarite_desk.services.reglages import setting
from scolarite_desk.store.queries.series import made_here
from scolarite_desk.store.store import Work

_INE = ("INE", "INE_ALIAS")


class IneProvisoire(Refused):
    """The number is one that an office makes for whom has none: no reason makes a definitive INE of it."""

    def __init__(self) -> None:
        super().__init__(
            N_(
                "C’est un numéro provisoire de l’établissement, jamais un INE définitif\u00a0: tapez l’INE lu sur un "
                "document, ou laissez le provisoire."
            ),
            "ine.valeur",
        )


class IneTaken(Refused):
    """Another person already has this INE: they are shown side by side. `personne` is the other one's key."""

    def __init__(self, personne: str, who: Msg) -> None:
        super().__init__(N_("Cet INE est déjà celui de {qui}. Comparez les deux dossiers.", qui=who), "ine.valeur")
        self.personne = personne


@act(N_("Enregistrer l’INE"), right="ine")
def record_ine(work: Work, personne: str, valeur: str, origine: str = "declaration", motif: str = "") -> None:
    """Give the person an INE; the former one stays as an alias. A false proven key needs `motif` to be kept.

    A number that another person has is refused (`IneTaken`) unless `motif` says why: it is then in litige.
    A number of the register of provisional ones, or shaped as these are, is refused whatever the reason.
    """
    checked, motif = check_ine(valeur), motif.strip()
    if made_here(work.session, normalise(valeur)):
        raise IneProvisoire
    if checked.niveau == "refus" and not (motif and checked.cle == "fausse"):
        raise Refused(checked.message, "ine.valeur")
    work.get(Personne, personne)
    other = _holder(work, checked.ine, personne)
    if other is not None and not motif:
        raise IneTaken(other.id, _who(other))
    controle = "litige" if other is not None else "a_verifier" if checked.niveau == "refus" else "non_verifie"
    nature = "definitif" if checked.format in ("rnie", "bea", "base36") else "declare"
    if checked.format == "provisoire":
        nature = "provisoire"
    _put(work, personne, checked.ine, nature, controle, origine, motif or None)


@act(N_("Générer un INE provisoire"), right="ine", undoable=True)
def draw_provisional_ine(work: Work, personne: str) -> str:
    """The next provisional INE of this establishment; the number is never given again, even after an undo.

    `Refused` when the series letter or the UAI is not set, when home-made numbers are forbidden, or at the end.
    """
    if setting(work.session, "ine_provisoire_autorise") != "oui":
        raise Refused(N_("Les réglages n’autorisent pas les INE provisoires\u00a0: laissez le dossier sans INE."))
    if not work.local("plage_ine"):
        raise Refused(
            N_(
                "Ce poste n’a pas de plage de numéros d’INE : sa base a été copiée, déplacée ou restaurée. "
                "Un administrateur la lui rend en inscrivant le poste au serveur commun."
            )
        )
    uai, serie = setting(work.session, "uai"), setting(work.session, "serie_ine")
    if not serie:
        raise Refused(N_("Choisissez une lettre de série dans Réglages › INE."), "reglage.serie_ine")
    if not uai:
        raise Refused(N_("Indiquez l’UAI de l’établissement dans Réglages › Établissement."), "reglage.uai")
    current = ine_of(work, personne)
    if current is not None:
        raise Refused(N_("Cette personne a déjà l’INE {ine}.", ine=current.valeur), "ine.valeur")
    ordre = _next_order(work, f"ine {uai} {serie}")
    valeur = provisional_ine(uai, serie, ordre, 36 if setting(work.session, "ordre_ine_base36") == "oui" else 10)
    who = work.get(Personne, personne)
    work.add(
        IneEmis(
            personne_id=personne,
            valeur=valeur,
            uai=uai,
            serie=serie,
            ordre=ordre,
            etat_civil=kept(_who(who)),
            emis_par=work.auteur,
        )
    )
    _put(work, personne, valeur, "provisoire", "non_verifie", "provisoire_poste", None)
    return valeur


def _next_order(work: Work, letter: str) -> int:
    """The next order of this desk's ranges; a counter per range, so that a range is begun once."""
    for first, last in ranges(work.local("plage_ine")):
        counter = sequence(letter, first)
        if work.last_number(counter) <= last - first:
            return first - 1 + work.next_number(counter)
    raise Refused(
        N_(
            "Les numéros d’INE de ce poste sont tous donnés : synchronisez pour en recevoir d’autres, "
            "ou changez de lettre dans Réglages › INE."
        )
    )


@act(N_("Ajouter un identifiant"), right="dossiers")
def add_identifier(work: Work, personne: str, genre: str, valeur: str) -> str:
    """An eCandidat, Mon Master, Parcoursup or Apogée number; returns the key of its row, made or there already."""
    if genre not in KINDS or genre.startswith("INE"):
        raise Refused(N_("Le type d’identifiant «\u00a0{genre}\u00a0» n’existe pas.", genre=genre), "identifiant.genre")
    work.get(Personne, personne)
    checked = check_identifiant(genre, valeur)
    if checked.niveau == "refus":
        raise Refused(checked.message, "identifiant.valeur")
    refuse_held(work, personne, genre, checked.valeur)
    if (own := work.find(_live().where(Identifiant.genre == genre, Identifiant.valeur == checked.valeur))) is not None:
        key: str = own.id
        return key
    return work.add(Identifiant(personne_id=personne, genre=genre, valeur=checked.valeur)).id


@act(N_("Retirer un identifiant"), right="dossiers")
def withdraw_identifier(work: Work, identifiant: str) -> None:
    """Take an identifier away."""
    work.withdraw(work.get(Identifiant, identifiant))


def ine_of(work: Work, personne: str) -> Identifiant | None:
    """The person's current INE."""
    found: Identifiant | None = work.find(
        _live().where(Identifiant.personne_id == personne, Identifiant.genre == "INE")
    )
    return found


def replace_ine(work: Work, personne: str, valeur: str) -> None:
    """An INE that a file gives, in the place of a provisional one, which stays as an alias."""
    format_ = check_ine(valeur).format
    nature = "definitif" if format_ in ("rnie", "bea", "base36") else "declare"
    _put(work, personne, valeur, nature, "non_verifie", "declaration", None)


def _put(work: Work, personne: str, valeur: str, nature: str, controle: str, origine: str, motif: str | None) -> None:
    former = ine_of(work, personne)
    if former is not None:
        if former.valeur == valeur:
            former.nature, former.controle, former.origine, former.motif = nature, controle, origine, motif
            return
        former.genre = "INE_ALIAS"
        emitted = work.find(select(IneEmis).where(IneEmis.valeur == former.valeur, IneEmis.personne_id == personne))
        if emitted is not None:
            emitted.remplace_par = valeur
    work.add(
        Identifiant(
            personne_id=personne,
            genre="INE",
            valeur=valeur,
            nature=nature,
            controle=controle,
            origine=origine,
            motif=motif,
        )
    )


def refuse_held(work: Work, personne: str, genre: str, valeur: str) -> None:
    """A number that somebody else has is not this person's; a person has one INE."""
    if genre in _INE:
        if (holder := _holder(work, valeur, personne)) is not None:
            raise IneTaken(holder.id, _who(holder))
        if genre == "INE" and (mine := ine_of(work, personne)) is not None and mine.valeur != valeur:
            raise Refused(N_("Cette personne a déjà l’INE {ine}.", ine=mine.valeur), "ine.valeur")
        return
    same = _live().where(Identifiant.genre == genre, Identifiant.valeur == valeur, Identifiant.personne_id != personne)
    if (other := work.find(same)) is not None:
        raise Refused(
            N_("Ce numéro est déjà celui de {qui}.", qui=_who(work.get(Personne, other.personne_id))),
            "identifiant.valeur",
        )


def _holder(work: Work, valeur: str, personne: str) -> Personne | None:
    found = work.find(
        _live().where(
            Identifiant.valeur == valeur,
            Identifiant.genre.in_(_INE),
            Identifiant.personne_id != personne,
        )
    )
    return work.get(Personne, found.personne_id) if found is not None else None


def _live() -> Select[Identifiant]:
    return select(Identifiant).where(Identifiant.retire_le.is_(None))


def _who(personne: Personne) -> Msg:
    name = verbatim(" ".join(part for part in (personne.nom_naissance, personne.prenom) if part))
    return joined(", ", name, show_birth(personne.ne_le, personne.civilite)) if personne.ne_le else name
