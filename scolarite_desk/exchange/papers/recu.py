"""The receipt given at the desk: what was asked, what was brought, what is missing, and what happens next.

A foreign visitor reads each sentence twice: in the language of the paper, then in English (`recu_anglais.py`).
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from scolarite_desk.exchange.papers.recu_mots import around
from scolarite_desk.exchange.papers.recu_silence import silences
from scolarite_desk.exchange.papers.recu_voix import ENGLISH, GUTTER, HALF, SHEET, TEXT_MUTED, Voice
from scolarite_desk.exchange.pdf import entete, paper
from scolarite_desk.exchange.pdf.blocks import Area, Block, PageRule, Paragraph, Plan
from scolarite_desk.exchange.pdf.figures import Barcode
from scolarite_desk.exchange.pdf.french import day, hour, long_day
from scolarite_desk.exchange.pdf.paper import Paper
from scolarite_desk.exchange.pdf.table import Cell, PageColumn, PageTable, Row
from scolarite_desk.exchange.pdf.type import LABEL, MM, NOTE, SMALL, STRONG, TEXT, TITLE, WARNING
from scolarite_desk.langue import Langue
from scolarite_desk.models.rows.documents import Demande, EtatCvec, PiecePrinted, Recu, Rendered
from scolarite_desk.models.rules.pieces import DUES
from scolarite_desk.msg import N_, NOTHING, Msg, joined, verbatim

SHARES = ((HALF + GUTTER) / SHEET.width, 0.82 - (HALF + GUTTER) / SHEET.width, 0.18)

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
_IN_FRENCH = N_("Votre modèle de reçu n’a pas de texte anglais\u00a0: son texte reste en français.")
_UNDATED = N_("non enregistrée")
_NOTHING_ASKED = N_("Aucune candidature n’est enregistrée à ce jour.")


def render(recu: Recu, langue: Langue) -> Rendered:
    """The receipt as a tagged PDF, one page unless there is much to say. Raises `Unavailable` without its font."""
    rendu = paper.render(recu, _written, SHEET, langue)
    untold = recu.anglais and recu.modele is not None and recu.modele_anglais is None
    return replace(rendu, remarques=(_IN_FRENCH,)) if untold else rendu


def _written(recu: Recu, langue: Langue) -> Paper:
    voice = Voice(langue, recu.anglais)
    title = N_("{titre} n° {numero}", titre=_title(recu), numero=recu.numero)
    before, after = around(recu, voice)
    reminder = joined(" · ", title, N_("dossier {numero}", numero=recu.dossier), verbatim(recu.nom))
    about = joined(" · ", N_("Dossier {numero}", numero=recu.dossier), N_("campagne {annee}", annee=recu.campagne))
    return Paper(
        voice.say(title),
        recu.emis_le,
        reminder=voice.say(reminder),
        foot=voice.say(entete.foot(recu.service, about)),
        blocks=[*_opening(recu, voice), *before, *_owed(recu, voice), *after, *_notice(recu, voice)],
        mark=voice.say(entete.mark(recu, N_("DUPLICATA") if recu.duplicata else NOTHING)),
    )


def _owed(recu: Recu, voice: Voice) -> list[Block]:
    """What no words of the office replace (CRPA L. 112-3, L. 114-5, R. 112-5)."""
    return [*_requests(recu, voice), *_pieces(recu, voice), *_sequel(recu, voice)]


def _title(recu: Recu) -> Msg:
    return RECEPTION if recu.complet else DEPOT


def _opening(recu: Recu, voice: Voice) -> list[Block]:
    title = _title(recu)
    given = N_(
        "n° {numero} · remis le {jour} à {heure}",
        numero=recu.numero,
        jour=long_day(recu.emis_le),
        heure=hour(recu.emis_le),
    )
    agent = N_("Agent chargé de votre dossier\u00a0: {agent}", agent=recu.agent) if recu.agent else NOTHING
    blocks: list[Block] = [Paragraph(voice.say(title), TITLE, tag="H1", before=8 * MM, tied=True)]
    if voice.twice:
        blocks.append(Paragraph(voice.english(title), TEXT_MUTED, lang=ENGLISH, tied=True))
    for line in filter(None, (given, agent)):
        blocks += voice.beside(voice.say(line), voice.english(line), tied=True, longest=0)
    return [*blocks, _person(recu, voice)]


def _person(recu: Recu, voice: Voice) -> Block:
    barcode = voice.say(N_("Code-barres du numéro de dossier {numero}", numero=recu.dossier))
    right: list[Block] = [
        Paragraph(voice.both(N_("Dossier")), LABEL),
        Paragraph(recu.dossier, STRONG),
        Barcode(recu.dossier, barcode, before=1.5 * MM),
    ]
    columns = (Area(0, 0, HALF, tuple(_applicant(recu, voice))), Area(HALF + GUTTER, 0, HALF, tuple(right)))
    return Plan(columns, before=5 * MM)


def _applicant(recu: Recu, voice: Voice) -> list[Block]:
    lines: list[Block] = [
        Paragraph(voice.both(N_("Demandeur")), LABEL),
        Paragraph(recu.nom, STRONG),
        *voice.line(N_("Date de naissance\u00a0: {jour}", jour=recu.ne_le)),
    ]
    if recu.ine:
        lines.append(Paragraph(voice.say(N_("INE\u00a0: {numero}", numero=recu.ine.valeur))))
    if recu.ine and recu.ine.provisoire:
        lines += voice.line(N_("INE PROVISOIRE – à remplacer"), WARNING)
    if recu.cvec:
        lines += voice.line(_cvec(recu.cvec))
    if recu.tiers:
        lines += voice.line(N_("Déposé par {nom}", nom=recu.tiers))
    return lines


def _cvec(cvec: EtatCvec) -> Msg:
    number = N_("n° {numero}", numero=cvec.numero) if cvec.numero else NOTHING
    said = _TO_CHECK if cvec.douteuse else CVEC[cvec.situation]  # no receipt claims what an odd number says
    state = [part for part in (said, cvec.motif, number) if part]
    return N_("CVEC {annee}\u00a0: {etat}", annee=cvec.annee, etat=state)


def _requests(recu: Recu, voice: Voice) -> list[Block]:
    columns = _columns(voice, N_("Formation"), N_("Demande"), N_("Reçue le"))
    rows = tuple(_request(demande, voice) for demande in recu.demandes)
    heading = voice.heading(N_("Objet de la demande"))
    if not rows:
        return [*heading, *voice.told(_NOTHING_ASKED)]
    return [*heading, PageTable(columns, rows, object(), before=1 * MM)]


def _request(demande: Demande, voice: Voice) -> Row:
    named: Cell = voice.under(Paragraph(demande.formation.libelle), demande.formation.libelle_anglais)
    if demande.formation.code:
        named += (Paragraph(demande.formation.code, NOTE),)
    asked: Cell = voice.line(demande.genre)
    if demande.tarif:
        asked += voice.line(N_("Tarif annoncé\u00a0: {tarif}\u00a0€", tarif=demande.tarif), NOTE)
    return (
        named,
        asked,
        voice.dated(demande.recue_le, _UNDATED),
    )


def _pieces(recu: Recu, voice: Voice) -> list[Block]:
    awaited = [piece for piece in recu.pieces if piece.statut in DUES]
    brought = [piece for piece in recu.pieces if piece.statut not in DUES]
    blocks: list[Block] = []
    if awaited or (recu.ouvert and not recu.complet):
        blocks += voice.heading(N_("Pièces à fournir"))
        blocks += voice.told(INCOMPLET if awaited else A_L_ETUDE, tied=bool(awaited))
    if awaited:
        columns = _columns(voice, N_("Pièce"), N_("État"), N_("Avant le"))
        rows = tuple(_piece(piece, piece.avant_le, voice) for piece in awaited)
        blocks.append(PageTable(columns, rows, object(), before=1 * MM))
    if brought or recu.complet:
        blocks += voice.heading(N_("Pièces reçues"))
    if recu.complet and not awaited:
        blocks += voice.told(COMPLET, tied=bool(brought))
    if brought:
        columns = _columns(voice, N_("Pièce"), N_("État"), N_("Reçue le"))
        rows = tuple(_piece(piece, piece.le, voice) for piece in brought)
        blocks.append(PageTable(columns, rows, object(), before=1 * MM))
    return blocks


def _piece(piece: PiecePrinted, when: date | None, voice: Voice) -> Row:
    state = STATUTS[piece.statut]
    shown = voice.say(state)
    if piece.statut == "RE" and piece.le:
        shown = voice.say(N_("Refusée le {jour}", jour=day(piece.le)))
        state = N_("Refusée le {jour}", jour=long_day(piece.le))
    stated = voice.under(Paragraph(shown, STRONG if piece.statut in DUES else TEXT), voice.english(state))
    if piece.motif:
        stated += (Paragraph(piece.motif, SMALL),)
    return voice.under(Paragraph(piece.libelle), piece.libelle_anglais), stated, voice.dated(when)


def _sequel(recu: Recu, voice: Voice) -> list[Block]:
    blocks: list[Block] = []
    after = silences(recu, voice)
    if after or recu.suite:
        blocks += voice.heading(N_("Suite donnée à votre demande"))
    if recu.suite:
        own, english = voice.say(recu.suite), voice.english(recu.suite_anglais or recu.suite)
        blocks += voice.beside(own, english, style=STRONG)
    return blocks + after


def _notice(recu: Recu, voice: Voice) -> list[Block]:
    blocks: list[Block] = []
    if recu.rgpd:
        blocks.append(PageRule(before=4 * MM))
        own, english = voice.say(recu.rgpd), voice.english(recu.rgpd_anglais or recu.rgpd)
        blocks += voice.beside(own, english, before=2 * MM, style=NOTE)
    return blocks


def _columns(voice: Voice, *titles: Msg) -> tuple[PageColumn, ...]:
    return tuple(PageColumn(voice.both(title), share) for title, share in zip(titles, SHARES, strict=True))
