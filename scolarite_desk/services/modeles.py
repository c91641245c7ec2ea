"""The letters as the office words them: what is shipped is code, so that corrections of law come with updates; what the
office words itself is a row, each wording of which is kept.

A model is for a scope (`Portee`), from which its key is made. The shipped text that it was written from is kept beside,
as a version that nobody made: an update that changes the shipped one is then told.
"""

from __future__ import annotations

import uuid
from base64 import b64decode
from collections.abc import Iterable
from dataclasses import asdict, astuple, replace

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from scolarite_desk.errors import Refused
from scolarite_desk.exchange.papers.anglais import ANGLAIS
from scolarite_desk.exchange.papers.modeles import MODELES
from scolarite_desk.exchange.papers.modeles_courriers import COURRIERS
from scolarite_desk.exchange.papers.modeles_genres import PAR_GENRE, fourni, propre
from scolarite_desk.langue import SOURCE, Langue, kept, said
from scolarite_desk.langue import langue as langue_of
from scolarite_desk.models.rows.documents import Bloc, ModeleLettre
from scolarite_desk.models.rows.modeles import FauteDe, ModeleDuService, Mots, Redaction
from scolarite_desk.models.rules.champs import CHAMPS
from scolarite_desk.models.rules.modeles import (
    WORD_SEUL,
    Faute,
    Passage,
    Portee,
    champs_fautifs,
    choisie,
    ecrire,
    lire,
    manquants,
    typographie,
)
from scolarite_desk.models.rules.papiers import DECISION, RECU
from scolarite_desk.models.tables.formation import Campagne, Formation
from scolarite_desk.models.tables.modele import ModeleCourrier, VersionModele
from scolarite_desk.msg import N_, verbatim
from scolarite_desk.services.acts import act
from scolarite_desk.store.queries.rows import living
from scolarite_desk.store.queries.types import types
from scolarite_desk.store.store import Work

_SPACE = uuid.UUID("8b7f5f0e-6f1c-4c0a-9c38-6b1d2f7c9e54")  # one scope is one row on every desk
_FIRST = 7  # the parts of a scope that every key says, blank or not
_READ = 15_000  # letters of what a Word model says
_NOBODY = ""  # who words what is shipped


def model_key(portee: Portee) -> str:
    """The key of the model of a scope, the same on every desk and for ever: what a scope gained since is said at the
    end, only where it is set.
    """
    said = [(name, one or "") for name, one in asdict(portee).items()]
    gained = [f"{name}={one}" for name, one in said[_FIRST:] if one]
    return uuid.uuid5(_SPACE, "\x1f".join([*(one for _name, one in said[:_FIRST]), *gained])).hex


def shipped(portee: Portee) -> Mots | None:
    """The words that the application ships for a scope, whatever of it is more precise; None: it has none."""
    model = fourni(portee.papier, portee.avis or "", portee.genre or "")
    if model is None:
        return None
    spoken = ANGLAIS if portee.langue == ANGLAIS.code else langue_of(SOURCE)
    blocs, recours = (_text(ones, spoken) for ones in (model.blocs, model.recours))
    return Mots(said(model.objet, spoken), blocs, recours, "\n".join(model.annexes))


def of_the_house() -> tuple[Portee, ...]:
    """All that has shipped words: decisions by avis, those of a kind of candidature, the other letters, the receipt."""
    kinds = [Portee(DECISION, avis, genre) for genre, ones in PAR_GENRE.items() for avis in ones]
    return (*(Portee(DECISION, avis) for avis in MODELES), *kinds, *map(Portee, (*COURRIERS, RECU)))


def _text(blocs: Iterable[Bloc], spoken: Langue) -> str:
    return ecrire(Passage(line, bloc.style, bloc.si) for bloc in blocs for line in said(bloc.texte, spoken).split("\n"))


def faults(mots: Mots, lettre: str = "") -> list[FauteDe]:
    """What keeps words from being a model, with its place; what is doubtful in them too (`Faute.doute`). Of a letter
    (`Portee.lettre`), what the law wants it to say, or what it was written for, is never taken out of them.
    """
    if mots.fichier:
        return []  # its own reader looks at it
    corps, recours = lire(mots.corps, lettre), lire(mots.recours, lettre)
    return [
        *(FauteDe("objet", one) for one in champs_fautifs(mots.objet, lettre=lettre)),
        *(FauteDe("corps", one) for one in corps.fautes),
        *(FauteDe("recours", one) for one in recours.fautes),
        *(_due(one.nom) for one in manquants([*corps.passages, *recours.passages], lettre)),
    ]


def _due(nom: str) -> FauteDe:
    """A required passage that is not there; the court is named by the remedies (CJA R. 421-5)."""
    said = N_("Obligatoire, sans condition\u00a0: {champ}.", champ=f"{{{nom}}}")
    return FauteDe("recours" if nom == "tribunal" else "corps", Faute(0, 0, 0, said))


def worded(mots: Mots, version: str = "", lettre: str = "") -> ModeleLettre:
    """The words as a letter takes them, those of `lettre` when it is named. `Refused` names the first thing in them
    that is no model.
    """
    if mots.fichier:
        return ModeleLettre(verbatim(mots.objet), (), version=version, word=_document(mots.fichier, lettre))
    _refuse_faults(mots, lettre)
    annexes = tuple(one.strip() for one in mots.annexes.splitlines() if one.strip())
    return ModeleLettre(verbatim(mots.objet), _blocs(mots.corps), _blocs(mots.recours), annexes, version)


def _document(fichier: str, lettre: str) -> bytes:
    """A Word model that may be one of a letter. `Refused` says what keeps it from that."""
    from scolarite_desk.exchange.papers.lettres_word import checked

    try:
        octets = b64decode(fichier, validate=True)
    except ValueError as error:
        raise Refused(N_("Ce document Word ne se lit pas\u00a0: apportez-le de nouveau.")) from error
    checked(octets, lettre)
    return octets


def _blocs(text: str) -> tuple[Bloc, ...]:
    return tuple(Bloc(verbatim(one.texte), one.style, one.si) for one in lire(text).passages)


def _refuse_faults(mots: Mots, lettre: str = "") -> None:
    wrong = next((one for one in faults(mots, lettre) if not one.faute.doute), None)
    if wrong is not None and not wrong.faute.ligne:
        raise Refused(wrong.faute.message, f"modele.{wrong.partie}")
    if wrong is not None:
        raise Refused(
            N_(
                "Ligne {ligne}, caractère {colonne}\u00a0: {faute}",
                ligne=wrong.faute.ligne,
                colonne=wrong.faute.colonne,
                faute=wrong.faute.message,
            ),
            f"modele.{wrong.partie}",
        )


# --- Reading.


def models(session: Session) -> tuple[ModeleDuService, ...]:
    """The office's own models, those that it put away too."""
    return tuple(_modele(session, row) for row in session.scalars(living(ModeleCourrier).order_by(ModeleCourrier.id)))


def _modele(session: Session, row: ModeleCourrier) -> ModeleDuService:
    portee, version = portee_of(row), session.get(VersionModele, row.version_id or "")
    shown, former = shipped(portee), _former(session, row.id)
    word = version is not None and bool(version.fichier)
    late = not word and version is not None and shown is not None and former is not None and _mots(former) != shown
    if version is None:
        return ModeleDuService(row.id, portee, "")
    return ModeleDuService(row.id, portee, version.id, version.faite_le, version.faite_par, late, word)


def portee_of(row: ModeleCourrier) -> Portee:
    """What a model is for."""
    place = (row.formation_id, row.centre_id, row.langue, row.type_id)
    return Portee(row.papier or "", row.avis, row.genre, row.diplome, *place)


def versions(session: Session, modele: str) -> tuple[Redaction, ...]:
    """Every wording of a model, the newest first."""
    row = session.get_one(ModeleCourrier, modele)
    return tuple(
        Redaction(one.id, _mots(one), one.faite_le, one.faite_par, one.faite_par == _NOBODY, one.id == row.version_id)
        for one in session.scalars(_of(modele))
    )


def last_words(session: Session, modele: str) -> Mots | None:
    """The words of a model, in use or put away: its own last ones."""
    ones = [one for one in versions(session, modele) if not one.fournie]
    return next((one.mots for one in ones if one.courante), ones[0].mots if ones else None)


def words_of(session: Session, portee: Portee) -> Mots | None:
    """The words that a letter of a scope takes today: those of the office's most precise model, else the shipped."""
    row = _chosen(session, portee)
    version = session.get(VersionModele, row.version_id or "") if row else None
    return _mots(version) if version is not None else shipped(portee)


def model_of(session: Session, lettre: Portee) -> ModeleLettre | None:
    """The office's own words for a letter, None when it takes the shipped ones. `Refused` when they do not read here:
    a newer version wrote them.
    """
    row = _chosen(session, lettre)
    if row is None:
        return None
    version = session.get(VersionModele, row.version_id or "")
    if version is None:
        raise Refused(N_("Le modèle de cette lettre n’est pas encore arrivé de l’autre poste\u00a0: synchronisez."))
    try:
        return worded(_mots(version), version.id)
    except Refused as error:
        raise Refused(N_("Le modèle de cette lettre ne se lit pas. {faute}", faute=error.message)) from error


def _chosen(session: Session, lettre: Portee) -> ModeleCourrier | None:
    """The most precise model. That of a formation goes on with the same code in another campaign, its own first. A
    kind of candidature that has words of its own (the articles of a VAPP) takes them from a model for it alone.
    """
    found = living(ModeleCourrier).where(ModeleCourrier.papier == lettre.papier, ModeleCourrier.version_id.is_not(None))
    rows = {portee_of(row): row for row in session.scalars(found)}
    if propre(lettre.avis or "", lettre.genre or ""):
        rows = {portee: row for portee, row in rows.items() if portee.genre}
    exact = choisie(rows, lettre)
    if exact is None or exact.formation is None:
        others = _other_years(session, (one.formation for one in rows), lettre.formation)
        for key in others:
            again = choisie([one for one in rows if one.formation == key], replace(lettre, formation=key))
            if again is not None:
                return rows[again]
    return rows[exact] if exact is not None else None


def _other_years(session: Session, keys: Iterable[str | None], formation: str | None) -> list[str]:
    """Of these formations, those of the same code in other campaigns, the last campaign first."""
    mine, wanted = session.get(Formation, formation or ""), {one for one in keys if one} - {formation}
    if mine is None or not mine.code or not wanted:
        return []
    found = select(Formation.id).join(Campagne, Campagne.id == Formation.campagne_id)
    found = found.where(Formation.id.in_(wanted), Formation.code == mine.code)
    return list(session.scalars(found.order_by(Campagne.annee.desc(), Formation.id)))


def _mots(row: VersionModele) -> Mots:
    return Mots(row.objet or "", row.corps or "", row.recours or "", row.annexes or "", row.fichier or "")


def _of(modele: str) -> Select[VersionModele]:
    return living(VersionModele).where(VersionModele.modele_id == modele).order_by(VersionModele.id.desc())


def _former(session: Session, modele: str) -> VersionModele | None:
    """The shipped text that a model was last written from."""
    return session.scalars(_of(modele).where(VersionModele.faite_par == _NOBODY)).first()


# --- Acts.


@act(N_("Enregistrer un modèle de courrier"), right="modeles")
def save_model(
    work: Work,
    papier: str,
    objet: str,
    corps: str,
    recours: str = "",
    annexes: str = "",
    avis: str | None = None,
    genre: str | None = None,
    diplome: str | None = None,
    formation: str | None = None,
    centre: str | None = None,
    langue: str | None = None,
    type: str | None = None,
) -> str:
    """The words of a scope from now on; returns the key of its model. What left before says its own words still.

    `Refused` on a field that does not exist, at its place, on a required passage that is not there, and on a letter
    without object or text.
    """
    portee = _scope(work, papier, avis, genre, diplome, formation, centre, langue, type)
    mots = Mots(typographie(objet or ""), typographie(corps or ""), typographie(recours or ""), annexes or "")
    for name in ("objet", "corps"):
        if not getattr(mots, name).strip():
            raise Refused(N_("Un modèle a un objet et un texte\u00a0: écrivez-les."), f"modele.{name}")
    if papier == RECU and (mots.recours or mots.annexes):
        raise Refused(N_("Un reçu n’a ni voies de recours ni pièces jointes à rédiger."), "modele.corps")
    return _in_use(work, portee, mots)


@act(N_("Apporter un modèle Word"), right="modeles")
def bring_word_model(
    work: Work,
    papier: str,
    nom: str,
    fichier: str,
    avis: str | None = None,
    genre: str | None = None,
    diplome: str | None = None,
    formation: str | None = None,
    centre: str | None = None,
    langue: str | None = None,
    type: str | None = None,
) -> str:
    """The letters of a scope are made of that .docx from now on: in base 64, and the name of its file. Returns the key
    of the model. `Refused` on what is no plain .docx, on a field that does not exist, and without a required one.
    """
    from scolarite_desk.exchange.word.fusion import merged, text

    portee = _scope(work, papier, avis, genre, diplome, formation, centre, langue, type)
    octets = _document(fichier, portee.lettre)
    merged(octets, {name: kept(one.exemple) for name, one in CHAMPS.items()})  # a letter can be made of it
    return _in_use(work, portee, Mots(nom.strip() or "modele.docx", text(octets)[:_READ], fichier=fichier))


def _scope(work: Work, papier: str, *precise: str | None) -> Portee:
    portee = Portee(papier, *(one or None for one in precise))
    if bool(portee.avis) != (papier == DECISION):
        raise Refused(N_("Une lettre de décision a un avis, et elle seule\u00a0: choisissez-le."), "avis.avis")
    if portee.type and types(work.session).of("", portee.type).famille != portee.avis:
        raise Refused(N_("Ce type de décision n’est pas de cet avis\u00a0: choisissez-en un autre."), "modele.type")
    return portee


def _in_use(work: Work, portee: Portee, mots: Mots) -> str:
    """The words of a scope from now on; the key of its model."""
    if mots.fichier and portee.langue == ANGLAIS.code:
        raise Refused(WORD_SEUL, "modele.langue")
    worded(mots, lettre=portee.lettre)
    row = _begun(work, portee)
    renewed = _keep_shipped(work, row, portee)
    current = work.session.get(VersionModele, row.version_id or "")
    if renewed or current is None or _mots(current) != mots:
        row.version_id = _version(work, row, mots, work.auteur)
    return row.id


@act(N_("Ne plus employer un modèle de courrier"), right="modeles")
def drop_model(work: Work, modele: str) -> None:
    """Letters take the next model, or the shipped words; its versions stay."""
    work.get(ModeleCourrier, modele).version_id = None


@act(N_("Reprendre un texte de modèle"), right="modeles")
def bring_back_words(work: Work, redaction: str) -> None:
    """An earlier wording is in use again, as it was; of what was shipped then, the office has its own copy."""
    version = work.get(VersionModele, redaction)
    row = work.get(ModeleCourrier, version.modele_id)
    worded(_mots(version), lettre=portee_of(row).lettre)
    own = version.faite_par != _NOBODY
    row.version_id = version.id if own else _version(work, row, _mots(version), work.auteur)


def _begun(work: Work, portee: Portee) -> ModeleCourrier:
    key = model_key(portee)
    row = work.session.get(ModeleCourrier, key)
    if row is not None:
        row.retire_le = None
        return row
    columns = dict(zip(_COLUMNS, astuple(portee), strict=True))
    return work.add(ModeleCourrier(id=key, **columns))


# Of a `Portee`, in its order.
_COLUMNS = ("papier", "avis", "genre", "diplome", "formation_id", "centre_id", "langue", "type_id")


def _keep_shipped(work: Work, row: ModeleCourrier, portee: Portee) -> bool:
    """What the office had under its eyes, once; whether it is another than before."""
    shown, former = shipped(portee), _former(work.session, row.id)
    if shown is None or (former is not None and _mots(former) == shown):
        return False
    _version(work, row, shown, _NOBODY)
    return True


def _version(work: Work, row: ModeleCourrier, mots: Mots, par: str) -> str:
    words = {name: value or None for name, value in asdict(mots).items()}
    return work.add(VersionModele(modele_id=row.id, faite_le=work.now, faite_par=par, **words)).id
