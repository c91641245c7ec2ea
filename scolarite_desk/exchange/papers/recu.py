"""The receipt given at the desk: what was asked, what was brought, what is missing, and what happens next.

A foreign visitor reads each sentence twice: in the language of the paper, then in English (`recu_anglais.py`).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from scolarite_desk.exchange.papers.recu_anglais import ANGLAIS
from scolarite_desk.exchange.pdf import entete, pages, paper
from scolarite_desk.exchange.pdf.blocks import Area, Block, PageRule, Paragraph, Plan
from scolarite_desk.exchange.pdf.figures import Barcode
from scolarite_desk.exchange.pdf.french import day, hour, of
from scolarite_desk.exchange.pdf.paper import Paper
from scolarite_desk.exchange.pdf.table import Cell, PageColumn, PageTable, Row
from scolarite_desk.exchange.pdf.type import LABEL, MM, MUTED, NOTE, SMALL, STRONG, TEXT, TITLE, WARNING, Style
from scolarite_desk.langue import Langue, said
from scolarite_desk.models.rows.documents import Demande, EtatCvec, PiecePrinted, Recu, Rendered
from scolarite_desk.models.rules.echeances import Silence
from scolarite_desk.models.rules.pieces import DUES
from scolarite_desk.msg import N_, NOTHING, Msg, joined, verbatim

SHEET = pages.Sheet()
GUTTER = 8 * MM
HALF = (SHEET.width - GUTTER) / 2  # everything stands on these two columns
SHARES = ((HALF + GUTTER) / SHEET.width, 0.82 - (HALF + GUTTER) / SHEET.width, 0.18)
TEXT_MUTED = Style(TEXT.size, TEXT.leading, colour=MUTED)
ENGLISH = "en-GB"

LONG = 1200  # letters: beyond, two columns could be higher than a page

DEPOT, RECEPTION = N_("Récépissé de dépôt"), N_("Accusé de réception")

STATUTS: dict[str, Msg] = {
    "AT": N_("Manquante"),
    "TR": N_("Reçue, à vérifier"),
    "VA": N_("Reçue et validée"),
    "RE": N_("Refusée"),
    "NC": N_("Non concerné"),
}
CVEC: dict[str, Msg] = {
    "payee": N_("acquittée"),
    "exoneree": N_("exonération"),
    "non_concernee": N_("non due"),
    "": N_("attestation à fournir"),
}
_TO_CHECK = N_("attestation à vérifier")

INCOMPLET = N_(
    "Votre dossier est incomplet. Remettez au service, avant la date indiquée, les pièces ci-dessous (code des "
    "relations entre le public et l’administration, art. L. 114-5)."
)
A_L_ETUDE = N_(
    "Votre dossier n’est pas encore déclaré complet\u00a0: s’il y manque une pièce, le service vous l’écrira."
)
COMPLET = N_("Votre dossier est complet\u00a0: aucune pièce n’est à fournir à ce jour.")
_COURT = N_("le tribunal administratif")
VALEUR = N_("Ce récépissé ne vaut ni admission ni inscription.")


@dataclass(frozen=True)
class _Voice:
    """Says sentences in the language of the paper, and for a foreign visitor in English."""

    langue: Langue
    twice: bool

    def say(self, msg: Msg) -> str:
        return said(msg, self.langue)

    def english(self, msg: Msg) -> str:
        return said(msg, ANGLAIS) if self.twice else ""

    def both(self, msg: Msg) -> str:
        return f"{self.say(msg)} / {self.english(msg)}" if self.twice else self.say(msg)


def render(recu: Recu, langue: Langue) -> Rendered:
    """The receipt as a tagged PDF, one page unless there is much to say. Raises `Unavailable` without its font."""
    return paper.render(recu, _written, SHEET, langue)


def _written(recu: Recu, langue: Langue) -> Paper:
    voice = _Voice(langue, recu.anglais)
    title = N_("{titre} n° {numero}", titre=_title(recu), numero=recu.numero)
    reminder = joined(" · ", title, N_("dossier {numero}", numero=recu.dossier), verbatim(recu.nom))
    return Paper(
        voice.say(title),
        recu.emis_le,
        reminder=voice.say(reminder),
        foot=voice.say(entete.foot(recu.service, N_("campagne {annee}", annee=recu.campagne))),
        blocks=[*_opening(recu, voice), *_requests(recu, voice), *_pieces(recu, voice), *_sequel(recu, voice)],
        mark=voice.say(N_("DUPLICATA")) if recu.duplicata else "",
    )


def _title(recu: Recu) -> Msg:
    return RECEPTION if recu.complet else DEPOT


def _opening(recu: Recu, voice: _Voice) -> list[Block]:
    title = _title(recu)
    given = N_(
        "n° {numero} · demande reçue le {recue_le} · remis le {jour} à {heure} par {agent}",
        numero=recu.numero,
        recue_le=day(recu.recu_le),
        jour=day(recu.emis_le),
        heure=hour(recu.emis_le),
        agent=recu.agent,
    )
    blocks: list[Block] = [Paragraph(voice.say(title), TITLE, tag="H1", before=8 * MM, tied=True)]
    if voice.twice:
        blocks.append(Paragraph(voice.english(title), TEXT_MUTED, lang=ENGLISH, tied=True))
    blocks += [Paragraph(voice.say(given), TEXT, before=1 * MM, tied=True), _person(recu, voice)]
    return blocks


def _person(recu: Recu, voice: _Voice) -> Block:
    barcode = voice.say(N_("Code-barres du numéro de dossier {numero}", numero=recu.dossier))
    right: list[Block] = [
        Paragraph(voice.both(N_("Dossier")), LABEL),
        Paragraph(recu.dossier, STRONG),
        Barcode(recu.dossier, barcode, before=1.5 * MM),
    ]
    columns = (Area(0, 0, HALF, tuple(_applicant(recu, voice))), Area(HALF + GUTTER, 0, HALF, tuple(right)))
    return Plan(columns, before=5 * MM)


def _applicant(recu: Recu, voice: _Voice) -> list[Block]:
    born = N_("{nom}\u00a0: {valeur}", nom=voice.both(N_("Date de naissance")), valeur=recu.ne_le)
    lines: list[Block] = [
        Paragraph(voice.both(N_("Demandeur")), LABEL),
        Paragraph(recu.nom, STRONG),
        Paragraph(voice.say(born)),
    ]
    if recu.ine:
        lines.append(Paragraph(voice.say(N_("INE\u00a0: {numero}", numero=recu.ine.valeur))))
    if recu.ine and recu.ine.provisoire:
        lines.append(Paragraph(voice.say(N_("INE PROVISOIRE – à remplacer")), WARNING))
    if recu.cvec:
        lines.append(Paragraph(voice.say(_cvec(recu.cvec, voice))))
    if recu.tiers:
        brought = voice.both(N_("Déposé par"))
        lines.append(Paragraph(f"{brought} {recu.tiers}"))
    return lines


def _cvec(cvec: EtatCvec, voice: _Voice) -> Msg:
    number = N_("n° {numero}", numero=cvec.numero) if cvec.numero else NOTHING
    said = _TO_CHECK if cvec.douteuse else CVEC[cvec.situation]  # no receipt claims what an odd number says
    state = [part for part in (voice.both(said), cvec.motif, number) if part]
    return N_("CVEC {annee}\u00a0: {etat}", annee=cvec.annee, etat=state)


def _requests(recu: Recu, voice: _Voice) -> list[Block]:
    columns = _columns(voice, N_("Formation"), N_("Demande"), N_("Reçue le"))
    rows = tuple(_request(demande, recu, voice) for demande in recu.demandes)
    heading = _heading(N_("Objet de la demande"), voice)
    if not rows:
        received = voice.both(N_("Demande reçue le"))
        return [*heading, Paragraph(f"{received} {day(recu.recu_le)}.")]
    return [*heading, PageTable(columns, rows, object(), before=1 * MM)]


def _request(demande: Demande, recu: Recu, voice: _Voice) -> Row:
    named: Cell = (Paragraph(demande.formation.libelle),)
    if demande.formation.code:
        named += (Paragraph(demande.formation.code, NOTE),)
    return (
        named,
        _under(Paragraph(voice.say(demande.genre)), voice.english(demande.genre), recu),
        (Paragraph(day(demande.recue_le or recu.recu_le)),),
    )


def _pieces(recu: Recu, voice: _Voice) -> list[Block]:
    awaited = [piece for piece in recu.pieces if piece.statut in DUES]
    brought = [piece for piece in recu.pieces if piece.statut not in DUES]
    blocks: list[Block] = []
    if awaited or not recu.complet:
        blocks += _heading(N_("Pièces à fournir"), voice)
        blocks += _told(INCOMPLET if awaited else A_L_ETUDE, voice, tied=bool(awaited))
    if awaited:
        columns = _columns(voice, N_("Pièce"), N_("État"), N_("Avant le"))
        rows = tuple(_piece(piece, piece.avant_le, recu, voice) for piece in awaited)
        blocks.append(PageTable(columns, rows, object(), before=1 * MM))
    if brought or recu.complet:
        blocks += _heading(N_("Pièces reçues"), voice)
    if recu.complet and not awaited:
        blocks += _told(COMPLET, voice, tied=bool(brought))
    if brought:
        columns = _columns(voice, N_("Pièce"), N_("État"), N_("Reçue le"))
        rows = tuple(_piece(piece, piece.le, recu, voice) for piece in brought)
        blocks.append(PageTable(columns, rows, object(), before=1 * MM))
    return blocks


def _piece(piece: PiecePrinted, when: date | None, recu: Recu, voice: _Voice) -> Row:
    state = STATUTS[piece.statut]
    english = voice.english(state)
    if piece.statut == "RE" and piece.le:
        state = N_("Refusée le {jour}", jour=day(piece.le))
    stated = _under(Paragraph(voice.say(state), STRONG if piece.statut in DUES else TEXT), english, recu)
    if piece.motif:
        stated += (Paragraph(piece.motif, SMALL),)
    return _under(Paragraph(piece.libelle), piece.libelle_anglais, recu), stated, (Paragraph(day(when)),)


def _under(french: Paragraph, english: str, recu: Recu) -> Cell:
    """A cell in French, with the English under it for a foreign visitor."""
    return (french, Paragraph(english, NOTE, lang=ENGLISH)) if recu.anglais and english else (french,)


def _sequel(recu: Recu, voice: _Voice) -> list[Block]:
    blocks: list[Block] = []
    if recu.silence or recu.suite:
        blocks += _heading(N_("Suite donnée à votre demande"), voice)
    if recu.suite:
        blocks += _beside(voice.say(recu.suite), recu.suite_anglais, voice)
    if recu.silence:
        blocks += _beside(*_silence(recu.silence, recu, voice), voice, before=1.2 * MM)
    blocks.append(Paragraph(voice.say(VALEUR), STRONG, before=4 * MM))
    if voice.twice:
        blocks.append(Paragraph(voice.english(VALEUR), TEXT_MUTED, lang=ENGLISH))
    if recu.rgpd:
        blocks.append(PageRule(before=4 * MM))
        blocks += _beside(recu.rgpd, recu.rgpd_anglais, voice, before=2 * MM, style=NOTE)
    return blocks


def _silence(silence: Silence, recu: Recu, voice: _Voice) -> tuple[str, str]:
    """The rule in both languages. Only its starting event and the town of the court differ: French contracts them."""
    french = _rule(silence, recu, of(voice.say(silence.depart)), of(recu.tribunal))
    english = _rule(silence, recu, silence.depart, verbatim(recu.tribunal))
    return voice.say(french), voice.english(english)


def _rule(silence: Silence, recu: Recu, depart: Msg, ville: Msg) -> Msg:
    """What no answer will mean (CRPA R. 112-5, L. 231-1, L. 231-4, L. 232-3, L. 114-5; CJA R. 421-1, R. 421-2).

    A date only when the clock runs: missing pieces stop that of an acceptance, and suspend that of a rejection.
    """
    if silence.effet == "aucune":
        return N_(
            "Votre demande recevra une réponse écrite\u00a0; le silence de l’administration ne vaut pas décision."
        )
    stopped = not recu.complet and silence.effet == "acceptation"
    when = None if stopped else silence.echeance
    if silence.effet == "acceptation":
        return joined(
            " ",
            N_(
                "Si vous n’avez pas reçu de réponse {terme}, votre demande sera réputée acceptée. Vous pourrez alors "
                "demander l’attestation prévue à l’article L. 232-3 du code des relations entre le public et "
                "l’administration.",
                terme=_term(silence, when, depart),
            ),
            N_("Ce délai ne court qu’à compter de la réception des pièces demandées.") if stopped else NOTHING,
        )
    suspended = N_("Ce délai est suspendu pendant le temps laissé pour remettre les pièces demandées.")
    return joined(
        " ",
        N_(
            "Si vous n’avez pas reçu de réponse {terme}, votre demande sera réputée rejetée.",
            terme=_term(silence, when, depart),
        ),
        suspended if when and not recu.complet else NOTHING,
        N_(
            "Vous pourrez alors, dans un délai de deux mois, former un recours gracieux ou hiérarchique, ou saisir "
            "{tribunal}, par courrier ou sur www.telerecours.fr (code de justice administrative, art. R. 421-1 et "
            "R. 421-2).",
            tribunal=N_("le tribunal administratif {ville}", ville=ville) if recu.tribunal else _COURT,
        ),
    )


def _term(silence: Silence, when: date | None, depart: Msg) -> Msg:
    if when is None:
        return N_("dans un délai de {mois} mois à compter {depart}", mois=silence.mois, depart=depart)
    return N_("au {jour} ({mois} mois à compter {depart})", jour=day(when), mois=silence.mois, depart=depart)


def _heading(title: Msg, voice: _Voice) -> list[Block]:
    french = voice.say(title)
    if voice.twice:
        return [
            Paragraph(f" / {voice.english(title)}", TEXT_MUTED, head=french, tag="H2", before=5 * MM, tied=True),
        ]
    return [Paragraph(french, STRONG, tag="H2", before=5 * MM, tied=True)]


def _columns(voice: _Voice, *titles: Msg) -> tuple[PageColumn, ...]:
    return tuple(PageColumn(voice.both(title), share) for title, share in zip(titles, SHARES, strict=True))


def _told(msg: Msg, voice: _Voice, tied: bool) -> list[Block]:
    return _beside(voice.say(msg), voice.english(msg), voice, tied=tied)


def _beside(
    french: str, english: str, voice: _Voice, before: float = 0.8 * MM, tied: bool = False, style: Style = TEXT
) -> list[Block]:
    """French across the page; for a foreign visitor, French and English side by side, or in turn when long."""
    if not voice.twice or not english:
        return [Paragraph(french, style, before=before, tied=tied)]
    if max(len(french), len(english)) > LONG:
        return [Paragraph(french, style, before=before), Paragraph(english, style, before=before, lang=ENGLISH)]
    muted = Style(style.size, style.leading, style.font, MUTED)
    left = Area(0, 0, HALF, (Paragraph(french, style),))
    right = Area(HALF + GUTTER, 0, HALF, (Paragraph(english, muted, lang=ENGLISH),))
    return [Plan((left, right), before=before, tied=tied)]
