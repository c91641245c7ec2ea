"""What a paper would lack, gathered from the base for the table of `models/rules/vides.py`: nothing is written here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from scolarite_desk.errors import Refused
from scolarite_desk.exchange.papers.modeles import MODELES
from scolarite_desk.exchange.papers.modeles_genres import PAR_GENRE
from scolarite_desk.langue import kept
from scolarite_desk.models.fields.referentiel import Referentiel
from scolarite_desk.models.rules import echeances
from scolarite_desk.models.rules.calendrier import Calendrier
from scolarite_desk.models.rules.dates import local
from scolarite_desk.models.rules.enveloppe import fits, folded
from scolarite_desk.models.rules.papiers import (
    ACCUSE_SAISINE,
    ATTESTATION,
    DECISION,
    INSCRIPTION,
    MOTIFS,
    PIECES,
    RECU,
    VERBAL,
)
from scolarite_desk.models.rules.phrases import says_nothing
from scolarite_desk.models.rules.states import PARTIS
from scolarite_desk.models.rules.vides import AGENT, REGLAGES, Faits, Lacune, Postale, dites, ensemble, manques
from scolarite_desk.models.tables.candidature import Avis, Candidature
from scolarite_desk.models.tables.dossier import Dossier
from scolarite_desk.models.tables.formation import Campagne, Commission, Formation, SeanceCommission
from scolarite_desk.models.tables.personne import Adresse, Personne
from scolarite_desk.msg import Msg
from scolarite_desk.services import paperwork, pieces, questions
from scolarite_desk.services.agents import unnamed
from scolarite_desk.services.reglages import settings
from scolarite_desk.store.courant import candidature_vivante, current_avis
from scolarite_desk.store.fuseau import fuseau_centre
from scolarite_desk.store.perimetre import seen
from scolarite_desk.store.queries.calendriers import calendar
from scolarite_desk.store.queries.divergences import written_apart
from scolarite_desk.store.queries.motifs import reasons_asked
from scolarite_desk.store.queries.offer import lists
from scolarite_desk.store.queries.retenues import reason_of
from scolarite_desk.store.queries.rows import living
from scolarite_desk.store.queries.saisines import refused_here, saisine_of


class PapierVide(Refused):
    """A paper that would be void: all its reasons, told together. `champ` is that of the first."""

    def __init__(self, raisons: tuple[Lacune, ...]) -> None:
        super().__init__(ensemble(raisons), raisons[0].champ or None)
        self.raisons = raisons

    @property
    def du_bureau(self) -> bool:
        """Whether the office itself lacks something, or who gives the paper."""
        return any(of_office(one.champ) or one.champ == AGENT for one in self.raisons)


def of_office(champ: str) -> bool:
    """Whether the page of all that papers lack of the office mends it."""
    return champ == "signataire" or champ.partition(".")[0] == "reglage"


def refuse_void(faits: Faits) -> None:
    """`PapierVide` while a paper lacks something."""
    if raisons := manques(faits):
        raise PapierVide(raisons)


def of_refusal(error: Refused) -> tuple[Lacune, ...]:
    """The reasons of a refusal, of the table or not."""
    return error.raisons if isinstance(error, PapierVide) else (Lacune("", error.message, error.champ or ""),)


def letter_facts(
    session: Session, candidature: str, at: datetime, retenue: Msg | None = None, papier: str = DECISION
) -> Faits:
    """What a letter to who made a candidature would say, by default that of its current avis, the day that it is
    written. `retenue`: why desks disagree on it, where the whole base was asked (`retenues.held`); None: what was
    written apart is looked at here.
    """
    row = session.get_one(Candidature, candidature)
    dossier, formation = session.get_one(Dossier, row.dossier_id), session.get_one(Formation, row.formation_id)
    personne, avis = session.get_one(Personne, dossier.personne_id), current_avis(session, candidature)
    zone, codes, chosen = fuseau_centre(session, formation.centre_id), lists(session), settings(session)
    home = session.scalars(living(Adresse).where(Adresse.personne_id == personne.id)).first()
    signed = paperwork.signatures_of(session, formation.centre_id, papier)
    day = local(at, zone).date()
    rows = [one.id for one in (row, avis, dossier, personne, formation, home) if one is not None]
    lines = paperwork.addressee(session, personne, codes)
    annee = session.get_one(Campagne, dossier.campagne_id).annee
    return Faits(
        papier,
        day,
        genre=row.genre or "candidature",
        avis=avis.avis if avis else "",
        vides=_blank(session, formation.centre_id),
        signataire=bool(signed),
        retiree=row.retire_le is not None or dossier.retire_le is not None,
        annulee=row.annulee_le is not None,
        retenue=reason_of(session, written_apart(session, rows), candidature) if retenue is None else retenue,
        valide=avis is not None and avis.valide_le is not None,
        desistee=row.confirmation in PARTIS,
        mots=avis is None or _worded(row.genre or "candidature", avis.avis),
        formation=bool(formation.libelle and formation.code and annee),
        nommee=_named(personne),
        adresse=_where(home, codes),
        tient=fits(folded(map(kept, lines))),
        motif=(avis.motif or "") if avis else "",
        motif_libelle=codes.label("motif_avis", avis.motif) if avis and avis.motif else "",
        motif_texte=(avis.motif_texte or "") if avis else "",
        condition=(avis.condition or "") if avis else "",
        convocation=_summons(avis),
        demandes=papier != MOTIFS or reasons_asked(session, candidature) is not None,
        limite=to_confirm(row, calendar(session, row), avis, chosen, day, zone),
        refuse=papier != ATTESTATION or bool(refused_here(session, personne.id, annee or "")),
        saisine=_referral(session, personne.id, annee or "") if papier == ACCUSE_SAISINE else (True, True),
        signes=unprintable(
            {
                "nom": (paperwork.named(personne),),
                "adresse": map(kept, lines[1:]),
                "motif": (avis.motif_texte or "",) if avis else (),
                "condition": (avis.condition or "",) if avis else (),
                "lieu": (avis.convocation_lieu or "",) if avis else (),
                "formation": (formation.libelle or "",),
                "signataire": (f"{one.prenom} {one.nom}, {one.qualite}" for one in signed[:1]),
                "piece": _missing_pieces(session, candidature) if papier in (PIECES, INSCRIPTION) else (),
            }
        ),
    )


def _referral(session: Session, personne: str, annee: str) -> tuple[bool, bool]:
    row = saisine_of(session, personne, annee)
    return row is not None, row is not None and row.le is not None


def receipt_facts(session: Session, dossier: str, at: datetime, agent: str) -> Faits:
    """What the receipt of a dossier would say; `agent`: the account that gives it."""
    row = session.get_one(Dossier, dossier)
    personne = session.get_one(Personne, row.personne_id)
    mine = select(Candidature).where(Candidature.dossier_id == dossier, candidature_vivante(), seen(session))
    asked = list(session.scalars(mine.order_by(Candidature.id)))
    formations = [session.get_one(Formation, one.formation_id) for one in asked]
    centre = formations[0].centre_id if formations else None
    lines = [line for one in asked for line in pieces.lines(session, one.id) if line.courante]
    lines += [line for one in asked for line in questions.due(session, one)]
    return Faits(
        RECU,
        local(at, fuseau_centre(session, centre)).date(),
        vides=_blank(session, centre),
        agent=not unnamed(session, agent),
        formation=all(one.libelle for one in formations),
        nommee=_named(personne),
        signes=unprintable(
            {
                "nom": (paperwork.named(personne, civil=True),),
                "formation": (one.libelle or "" for one in formations),
                "piece": (text for line in lines for text in (line.libelle, line.motif_texte or "")),
            }
        ),
    )


def minutes_facts(session: Session, seance: SeanceCommission, at: datetime, decide: bool) -> Faits:
    """What the procès-verbal of a meeting would say; `decide`: whether an avis was validated there."""
    board = session.get_one(Commission, seance.commission_id)
    return Faits(
        VERBAL,
        local(at, fuseau_centre(session, board.centre_id)).date(),
        vides=_blank(session, board.centre_id),
        seance=(seance.le, presided_by(seance, board)),
        decide=decide,
    )


def presided_by(seance: SeanceCommission, board: Commission) -> str:
    """Who presided a meeting: whom it names, else whom its commission does; blank: nobody."""
    return (seance.president or board.president or "").strip()


def _worded(genre: str, avis: str) -> bool:
    """Whether words are shipped for a decision."""
    return avis in PAR_GENRE.get(genre, {}) or avis in MODELES


def _missing_pieces(session: Session, candidature: str) -> Iterable[str]:
    """What a letter says of the pieces that are missing."""
    lines = questions.missing(session, session.get_one(Candidature, candidature))
    return (text for line in lines for text in (line.libelle, line.motif_texte or ""))


def to_confirm(
    row: Candidature, calendrier: Calendrier, avis: Avis | None, chosen: Mapping[str, str], day: date, zone: ZoneInfo
) -> date | None:
    """Until when the letter of that day asks for an answer: one that the desk can note, and that the person had not
    given.
    """
    limit = confirmation(row, calendrier, avis, chosen, day, zone)
    return limit.le if limit else None


def confirmation(
    row: Candidature, calendrier: Calendrier, avis: Avis | None, chosen: Mapping[str, str], day: date, zone: ZoneInfo
) -> echeances.Echeance | None:
    """The same, with where it comes from."""
    answered = row.confirmation_le
    if avis is None or avis.avis != "FA" or (answered is not None and local(answered, zone).date() < day):
        return None
    return echeances.confirmation_deadline(row, calendrier, avis, chosen, zone)


def unprintable(texts: Mapping[str, Iterable[str]]) -> dict[str, str]:
    """Of texts by where they come from, the first of each that the font of the documents has not whole."""
    from scolarite_desk.exchange.pdf.fonts import printable

    lost = {place: next((one for one in said if printable(one)[1]), "") for place, said in texts.items()}
    return {place: text for place, text in lost.items() if text}


def _blank(session: Session, centre: str | None) -> frozenset[str]:
    said = paperwork.said_by(session, centre)
    return frozenset(cle for cle in REGLAGES if says_nothing(said[cle]))


def missing_of_office(session: Session) -> tuple[list[str], bool]:
    """What any paper lacks of the office itself: settings that are blank, and whether somebody signs."""
    blank = _blank(session, None)
    return [cle for cle in REGLAGES if cle in blank], bool(paperwork.signatures_of(session, None))


def _named(personne: Personne) -> bool:
    return any((personne.nom_naissance, personne.nom_usage, personne.prenom, personne.prenom_usage))


def _where(home: Adresse | None, codes: Referentiel) -> Postale | None:
    if home is None:
        return None
    town = home.ville or (codes.label("commune", home.commune) if home.commune else "")
    lines = tuple(one.strip() for one in (home.ligne, home.complement1, home.complement2) if one)
    return Postale(lines, home.code_postal or "", town, home.pays or "")


def _summons(avis: Avis | None) -> tuple[date | None, str, str]:
    if avis is None:
        return None, "", ""
    return avis.convocation_le, avis.convocation_heure or "", avis.convocation_lieu or ""


@dataclass(frozen=True)
class Ecartee:
    """A candidature whose letter would not leave: its dossier, who it is, and all the reasons."""

    candidature: str
    dossier: str
    qui: str
    raisons: tuple[Lacune, ...]


@dataclass(frozen=True)
class Cause:
    """One reason, the field that mends it, and whom it keeps."""

    phrase: Msg
    champ: str
    ecartees: tuple[Ecartee, ...]


def by_cause(ecartees: Sequence[Ecartee]) -> tuple[Cause, ...]:
    """The reasons of many letters, that of most of them first."""
    found: dict[Msg, tuple[str, list[Ecartee]]] = {}
    for one in ecartees:
        for phrase, champ in dites(one.raisons).items():
            found.setdefault(phrase, (champ, []))[1].append(one)
    causes = [Cause(phrase, champ, tuple(whose)) for phrase, (champ, whose) in found.items()]
    return tuple(sorted(causes, key=lambda one: -len(one.ecartees)))
