"""The receipt given at the desk: what was asked, what was brought, what is missing, and what happens next."""

from __future__ import annotations

from datetime import date

from scolarite_desk.exchange.pdf import entete, pages, paper
from scolarite_desk.exchange.pdf.blocks import Area, Block, PageRule, Paragraph, Plan
from scolarite_desk.exchange.pdf.figures import Barcode
from scolarite_desk.exchange.pdf.french import day, of
from scolarite_desk.exchange.pdf.paper import Paper
from scolarite_desk.exchange.pdf.table import Cell, PageColumn, PageTable, Row
from scolarite_desk.exchange.pdf.type import LABEL, MM, MUTED, NOTE, SMALL, STRONG, TEXT, TITLE, WARNING, Style
from scolarite_desk.models.rows.documents import Demande, EtatCvec, PiecePrinted, Recu, Rendered
from scolarite_desk.models.rules.echeances import Silence
from scolarite_desk.models.rules.pieces import DUES

SHEET = pages.Sheet()
GUTTER = 8 * MM
HALF = (SHEET.width - GUTTER) / 2  # everything stands on these two columns
SHARES = ((HALF + GUTTER) / SHEET.width, 0.82 - (HALF + GUTTER) / SHEET.width, 0.18)

LONG = 1200  # letters: beyond, two columns could be higher than a page

Words = tuple[str, str]  # French, English

DEPOT: Words = ("Récépissé de dépôt", "Acknowledgement of deposit")
RECEPTION: Words = ("Accusé de réception", "Acknowledgement of receipt")

STATUTS: dict[str, Words] = {
    "AT": ("Manquante", "Missing"),
    "TR": ("Reçue, à vérifier", "Received, to be checked"),
    "VA": ("Reçue et validée", "Received and accepted"),
    "RE": ("Refusée", "Refused"),
    "NC": ("Non concerné", "Not applicable"),
}
CVEC: dict[str, Words] = {
    "payee": ("acquittée", "paid"),
    "exoneree": ("exonération", "exempt"),
    "non_concernee": ("non due", "not due"),
    "": ("attestation à fournir", "certificate to be provided"),
}

INCOMPLET: Words = (
    "Votre dossier est incomplet. Remettez au service, avant la date indiquée, les pièces ci-dessous "
    "(code des relations entre le public et l’administration, art. L. 114-5).",
    "Your file is incomplete. Please hand in the documents below before the date shown.",
)
COMPLET: Words = (
    "Votre dossier est complet\u00a0: aucune pièce n’est à fournir à ce jour.",
    "Your file is complete: no further document is needed to date.",
)
VALEUR: Words = (
    "Ce récépissé ne vaut ni admission ni inscription.",
    "This receipt is neither an offer of admission nor an enrolment.",
)

# CRPA R. 112-5, L. 231-1, L. 231-4, L. 232-3, L. 114-5; CJA R. 421-1, R. 421-2.
SILENCE: dict[str, Words] = {
    "acceptation": (
        "Si vous n’avez pas reçu de réponse {terme}, votre demande sera réputée acceptée. Vous pourrez alors "
        "demander l’attestation prévue à l’article L. 232-3 du code des relations entre le public et "
        "l’administration.{attente}",
        "If you receive no answer {terme}, your application will be deemed accepted. You may then ask for the "
        "certificate provided for in article L. 232-3 of the code of relations between the public and the "
        "administration.{attente}",
    ),
    "rejet": (
        "Si vous n’avez pas reçu de réponse {terme}, votre demande sera réputée rejetée.{attente} Vous pourrez alors, "
        "dans un délai de deux mois, former un recours gracieux ou hiérarchique, ou saisir le tribunal "
        "administratif{tribunal}, par courrier ou sur www.telerecours.fr (code de justice administrative, "
        "art. R. 421-1 et R. 421-2).",
        "If you receive no answer {terme}, your application will be deemed rejected.{attente} You may then, within two "
        "months, ask the university to reconsider, or apply to the administrative court{tribunal}, by post or at "
        "www.telerecours.fr.",
    ),
    "aucune": (
        "Votre demande recevra une réponse écrite\u00a0; le silence de l’administration ne vaut pas décision.",
        "You will receive a written answer; the absence of an answer is not a decision.",
    ),
}
ATTENTE: dict[str, Words] = {
    "acceptation": (
        " Ce délai ne court qu’à compter de la réception des pièces demandées.",
        " This period only starts once the missing documents have been received.",
    ),
    "rejet": (
        " Ce délai est suspendu pendant le temps laissé pour remettre les pièces demandées.",
        " This period is suspended during the time given to hand in the missing documents.",
    ),
}


def render(recu: Recu) -> Rendered:
    """The receipt as a tagged PDF, one page unless there is much to say. Raises `Unavailable` without its font."""
    return paper.render(recu, _written, SHEET)


def _written(recu: Recu) -> Paper:
    title = f"{_title(recu)[0]} n° {recu.numero}"
    return Paper(
        title,
        recu.emis_le,
        reminder=f"{title} · dossier {recu.dossier} · {recu.nom}",
        foot=entete.foot(recu.service, f"campagne {recu.campagne}"),
        blocks=[*_opening(recu), *_requests(recu), *_pieces(recu), *_sequel(recu)],
        mark="DUPLICATA" if recu.duplicata else "",
    )


def _title(recu: Recu) -> Words:
    return RECEPTION if recu.complet else DEPOT


def _opening(recu: Recu) -> list[Block]:
    title = _title(recu)
    given = (
        f"n° {recu.numero} · demande reçue le {day(recu.recu_le)} · "
        f"remis le {day(recu.emis_le)} à {recu.emis_le:%H h %M} par {recu.agent}"
    )
    blocks: list[Block] = [Paragraph(title[0], TITLE, tag="H1", before=8 * MM, tied=True)]
    if recu.anglais:
        blocks.append(Paragraph(title[1], TEXT_MUTED, lang="en-GB", tied=True))
    blocks += [Paragraph(given, TEXT, before=1 * MM, tied=True), _person(recu)]
    return blocks


TEXT_MUTED = Style(TEXT.size, TEXT.leading, colour=MUTED)


def _person(recu: Recu) -> Block:
    left: list[Block] = [
        _label("Demandeur", "Applicant", recu),
        Paragraph(recu.nom, STRONG),
        Paragraph(f"{_both('Date de naissance', 'Date of birth', recu)}\u00a0: {recu.ne_le}"),
    ]
    if recu.ine:
        left.append(Paragraph(f"INE\u00a0: {recu.ine.valeur}"))
    if recu.ine and recu.ine.provisoire:
        left.append(Paragraph("INE PROVISOIRE – à remplacer", WARNING))
    if recu.cvec:
        left.append(Paragraph(_cvec(recu.cvec, recu)))
    if recu.tiers:
        left.append(Paragraph(f"{_both('Déposé par', 'Handed in by', recu)} {recu.tiers}"))
    right: list[Block] = [
        _label("Dossier", "File", recu),
        Paragraph(recu.dossier, STRONG),
        Barcode(recu.dossier, f"Code-barres du numéro de dossier {recu.dossier}", before=1.5 * MM),
    ]
    columns = (Area(0, 0, HALF, tuple(left)), Area(HALF + GUTTER, 0, HALF, tuple(right)))
    return Plan(columns, before=5 * MM)


def _cvec(cvec: EtatCvec, recu: Recu) -> str:
    parts = [_both(*CVEC[cvec.situation], recu), cvec.motif, f"n° {cvec.numero}" if cvec.numero else ""]
    return f"CVEC {cvec.annee}\u00a0: " + ", ".join(part for part in parts if part)


def _requests(recu: Recu) -> list[Block]:
    columns = _columns(recu, ("Formation", "Course"), ("Demande", "Request"), ("Reçue le", "Received on"))
    rows = tuple(_request(demande, recu) for demande in recu.demandes)
    heading = _heading("Objet de la demande", "Subject", recu)
    if not rows:
        return [*heading, Paragraph(f"{_both('Demande reçue le', 'Received on', recu)} {day(recu.recu_le)}.")]
    return [*heading, PageTable(columns, rows, object(), before=1 * MM)]


def _request(demande: Demande, recu: Recu) -> Row:
    named: Cell = (Paragraph(demande.formation.libelle),)
    if demande.formation.code:
        named += (Paragraph(demande.formation.code, NOTE),)
    return (
        named,
        _under(Paragraph(demande.genre), demande.genre_anglais, recu),
        (Paragraph(day(demande.recue_le or recu.recu_le)),),
    )


def _pieces(recu: Recu) -> list[Block]:
    awaited = [piece for piece in recu.pieces if piece.statut in DUES]
    brought = [piece for piece in recu.pieces if piece.statut not in DUES]
    blocks: list[Block] = []
    if awaited or not recu.complet:
        blocks += _heading("Pièces à fournir", "Documents to hand in", recu)
        blocks += _said(INCOMPLET, recu, tied=bool(awaited))
    if awaited:
        columns = _columns(recu, ("Pièce", "Document"), ("État", "Status"), ("Avant le", "Before"))
        rows = tuple(_piece(piece, piece.avant_le, recu) for piece in awaited)
        blocks.append(PageTable(columns, rows, object(), before=1 * MM))
    if brought or recu.complet:
        blocks += _heading("Pièces reçues", "Documents received", recu)
    if recu.complet and not awaited:
        blocks += _said(COMPLET, recu, tied=bool(brought))
    if brought:
        columns = _columns(recu, ("Pièce", "Document"), ("État", "Status"), ("Reçue le", "Received on"))
        rows = tuple(_piece(piece, piece.le, recu) for piece in brought)
        blocks.append(PageTable(columns, rows, object(), before=1 * MM))
    return blocks


def _piece(piece: PiecePrinted, when: date | None, recu: Recu) -> Row:
    state, english = STATUTS[piece.statut]
    if piece.statut == "RE" and piece.le:
        state += f" le {day(piece.le)}"
    stated = _under(Paragraph(state, STRONG if piece.statut in DUES else TEXT), english, recu)
    if piece.motif:
        stated += (Paragraph(piece.motif, SMALL),)
    return _under(Paragraph(piece.libelle), piece.libelle_anglais, recu), stated, (Paragraph(day(when)),)


def _under(french: Paragraph, english: str, recu: Recu) -> Cell:
    """A cell in French, with the English under it for a foreign visitor."""
    return (french, Paragraph(english, NOTE, lang="en-GB")) if recu.anglais and english else (french,)


def _sequel(recu: Recu) -> list[Block]:
    blocks: list[Block] = []
    if recu.silence or recu.suite:
        blocks += _heading("Suite donnée à votre demande", "What happens next", recu)
    if recu.suite:
        blocks += _said((recu.suite, recu.suite_anglais), recu)
    if recu.silence:
        blocks += _said(_silence(recu.silence, recu), recu, before=1.2 * MM)
    blocks.append(Paragraph(VALEUR[0], STRONG, before=4 * MM))
    if recu.anglais:
        blocks.append(Paragraph(VALEUR[1], TEXT_MUTED, lang="en-GB"))
    if recu.rgpd:
        blocks.append(PageRule(before=4 * MM))
        blocks += _said((recu.rgpd, recu.rgpd_anglais), recu, before=2 * MM, style=NOTE)
    return blocks


def _silence(silence: Silence, recu: Recu) -> Words:
    """The rule in both languages. A date only when the clock runs: missing pieces stop that of an acceptance."""
    stopped = not recu.complet and silence.effet == "acceptation"
    running = not recu.complet and silence.effet == "rejet" and silence.echeance is not None
    if silence.echeance and not stopped:
        terme = (
            f"au {day(silence.echeance)} ({silence.mois} mois à compter {of(silence.depart)})",
            f"by {day(silence.echeance)} ({silence.mois} months from {silence.depart_anglais})",
        )
    else:
        terme = (
            f"dans un délai de {silence.mois} mois à compter {of(silence.depart)}",
            f"within {silence.mois} months from {silence.depart_anglais}",
        )
    attente = ATTENTE[silence.effet] if stopped or running else ("", "")
    tribunal = (f" {of(recu.tribunal)}", f" of {recu.tribunal}") if recu.tribunal else ("", "")
    french, english = (
        text.format(terme=terme[n], attente=attente[n], tribunal=tribunal[n])
        for n, text in enumerate(SILENCE[silence.effet])
    )
    return french, english


def _both(french: str, english: str, recu: Recu) -> str:
    return f"{french} / {english}" if recu.anglais and english else french


def _label(french: str, english: str, recu: Recu) -> Paragraph:
    return Paragraph(_both(french, english, recu), LABEL)


def _heading(french: str, english: str, recu: Recu) -> list[Block]:
    if recu.anglais:
        return [Paragraph(f" / {english}", TEXT_MUTED, head=french, tag="H2", before=5 * MM, tied=True)]
    return [Paragraph(french, STRONG, tag="H2", before=5 * MM, tied=True)]


def _columns(recu: Recu, *titles: Words) -> tuple[PageColumn, ...]:
    return tuple(PageColumn(_both(*words, recu), share) for words, share in zip(titles, SHARES, strict=True))


def _said(words: Words, recu: Recu, before: float = 0.8 * MM, tied: bool = False, style: Style = TEXT) -> list[Block]:
    """French across the page; for a foreign visitor, French and English side by side, or in turn when long."""
    if not recu.anglais or not words[1]:
        return [Paragraph(words[0], style, before=before, tied=tied)]
    if max(map(len, words)) > LONG:
        return [Paragraph(words[0], style, before=before), Paragraph(words[1], style, before=before, lang="en-GB")]
    french = Area(0, 0, HALF, (Paragraph(words[0], style),))
    english_style = Style(style.size, style.leading, style.font, MUTED)
    english = Area(HALF + GUTTER, 0, HALF, (Paragraph(words[1], english_style, lang="en-GB"),))
    return [Plan((french, english), before=before, tied=tied)]
