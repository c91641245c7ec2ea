"""Commands that write files: decisions, letters, receipts."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from scolarite_desk.cli.bases import day, progress
from scolarite_desk.cli.colonnes import COLUMNS, names, password_of
from scolarite_desk.cli.command import DOSSIER, Answer, Arguments, Verb, argument, typed
from scolarite_desk.cli.fichiers import out_of, to_write
from scolarite_desk.cli.filtre import FILTERS, filter_of
from scolarite_desk.cli.opening import opened
from scolarite_desk.errors import Refused
from scolarite_desk.langue import SOURCE, langue
from scolarite_desk.models.rules.documents import CONTRAIRE, ENREGISTRE, ETAPES, IMPRIME, POSTE, REMIS, REVENU
from scolarite_desk.models.rules.papiers import COURRIERS
from scolarite_desk.msg import N_, NN_, Msg, verbatim

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from scolarite_desk.services.courriers import Demandee
    from scolarite_desk.services.documents import Preflight


def _decisions(args: Arguments) -> Answer:
    from scolarite_desk.services.exports import check_asked, export_decisions, held_back, told_held

    out, columns = out_of(args), names(args.colonnes)
    check_asked(args.format, columns, "")
    password = password_of(args)
    with opened(args) as store:
        with store.reading() as session:
            chosen = filter_of(session, args)
        count = export_decisions(
            store, chosen, args.format, out, progress(), columns, langue=langue(SOURCE), password=password
        )
        held = held_back(store, chosen)
    value = {
        "fichier": str(out),
        "lignes": count,
        "retenues": [{"pourquoi": why, "nombre": number} for why, number in held],
    }
    told = NN_("{sortie}\u00a0: {n} candidature.", "{sortie}\u00a0: {n} candidatures.", count, sortie=out)
    return Answer(value, [told, *([told_held(held)] if held else [])])


def _dossiers(args: Arguments) -> Answer:
    from scolarite_desk.services.archives import export_dossiers

    out = out_of(args)
    with opened(args) as store:
        with store.reading() as session:
            chosen = filter_of(session, args)
        done = export_dossiers(store, chosen, out, progress(), papiers=args.papiers, langue=langue(SOURCE))
    left = [{"papier": one, "pourquoi": why} for one, why in done.ecartees]
    lines = [
        NN_("{sortie}\u00a0: {n} dossier.", "{sortie}\u00a0: {n} dossiers.", done.dossiers, sortie=out),
        *(N_("  sans le papier {papier}\u00a0: {pourquoi}", **one) for one in left),
    ]
    return Answer({"fichier": str(out), "dossiers": done.dossiers, "papiers": done.papiers, "ecartes": left}, lines)


def _papers(args: Arguments) -> Answer:
    from scolarite_desk.services.archives import export_papers

    out = out_of(args)
    with opened(args) as store:
        with store.reading() as session:
            chosen = filter_of(session, args)
        done = export_papers(store, chosen, args.genre, out, progress())
    left = [{"papier": one, "pourquoi": why} for one, why in done.ecartees]
    lines = [
        NN_("{sortie}\u00a0: {n} papier.", "{sortie}\u00a0: {n} papiers.", done.papiers, sortie=out),
        *(N_("  sans le papier {papier}\u00a0: {pourquoi}", **one) for one in left),
    ]
    return Answer({"fichier": str(out), "papiers": done.papiers, "ecartes": left}, lines)


def _sheet(args: Arguments) -> Answer:
    from scolarite_desk.exchange.papers import ressaisie
    from scolarite_desk.services.acces import leaving
    from scolarite_desk.services.lookup import key_of
    from scolarite_desk.services.ressaisie import sheet
    from scolarite_desk.services.ressaisie_papier import sheet_report
    from scolarite_desk.store.queries.offer import lists

    out = out_of(args)
    with opened(args) as store, store.reading() as session:
        fiche = sheet(session, key_of(session, args.dossier), lists(session), store.today())
        rendered = ressaisie.render(sheet_report(session, store, fiche), langue(SOURCE))
        with leaving(store, "ressaisie", 1, out, fiche.dossier) as stream:
            stream.write(rendered.octets)
    told = N_("{sortie}\u00a0: dossier {numero}.", sortie=out, numero=fiche.numero)
    return Answer({"fichier": str(out), "numero": fiche.numero, "a_regarder": fiche.a_regarder}, [told])


def _letters(args: Arguments) -> Answer:
    from scolarite_desk.services.exports_lettres import export_letters
    from scolarite_desk.services.vides import by_cause

    out = out_of(args) if args.out.lower().endswith((".pdf", ".zip")) else Path(args.out)
    with opened(args) as store:
        with store.reading() as session:
            chosen, asked = filter_of(session, args), _asked(session, args)
        look = export_letters(
            store, chosen, out, progress(),
            malgre=args.malgre, reprint=args.reimprimer, devenir=args.devenir, asked=asked,
        )  # fmt: skip
    left = [{"qui": who, "pourquoi": why} for who, why in (*look.ecartees, *look.refusees)]
    found = [(one, [who.qui for who in one.ecartees]) for one in by_cause(look.vides)]
    causes = [{"pourquoi": one.phrase, "champ": one.champ, "qui": whose} for one, whose in found]
    lines = [
        NN_("{sortie}\u00a0: {n} lettre.", "{sortie}\u00a0: {n} lettres.", len(look.pretes), sortie=out),
        *chain.from_iterable(
            (
                N_("  {nombre} sans lettre\u00a0: {raison}", nombre=len(whose), raison=one.phrase),
                *(verbatim(f"    {who}") for who in whose),
            )
            for one, whose in found
        ),
        *(N_("  sans lettre\u00a0: {qui}, {pourquoi}", qui=who, pourquoi=why) for who, why in look.refusees),
        *_french(look),
    ]  # fmt: skip
    french = [{"texte": text, "nombre": number} for text, number in look.a_traduire]
    return Answer(
        {
            "sortie": str(out),
            "lettres": len(look.pretes),
            "ecartees": left,
            "causes": causes,
            "a_traduire": french,
            "sans_anglais": look.sans_anglais,
        },
        lines,
    )


def _french(look: Preflight) -> Iterator[Msg]:
    """What the English of these letters lacks."""
    for text, count in look.a_traduire:
        yield N_(
            "  en français dans l’anglais, faute de traduction\u00a0: «\u00a0{texte}\u00a0» ({nombre})",
            texte=text,
            nombre=count,
        )
    if look.sans_anglais:
        yield NN_(
            "  {n} lettre en français seul\u00a0: modèle Word, ou sans texte anglais",
            "  {n} lettres en français seul\u00a0: modèle Word, ou sans texte anglais",
            look.sans_anglais,
        )


def _asked(session: Session, args: Arguments) -> Demandee:
    """Which letters, as the act reads what it is given of them."""
    from scolarite_desk.services.courriers import Demandee
    from scolarite_desk.services.parametres import read_given

    given = {name: getattr(args, name) for name in ("le", "heure", "lieu")}
    if args.courrier is None:
        if any(given.values()):
            raise Refused(N_("Une lettre de décision n’a ni jour, ni heure, ni lieu à donner\u00a0: ôtez-les."))
        return Demandee(anglais=args.anglais)
    read = read_given(session, "issue_courrier", {"papier": args.courrier, **given})
    return Demandee(args.courrier, read["le"] or None, read["heure"] or "", read["lieu"] or "", args.anglais)


def _receipt(args: Arguments) -> Answer:
    from scolarite_desk.exchange.fichier import reserve, whole
    from scolarite_desk.services.acces import leaving
    from scolarite_desk.services.acts import do
    from scolarite_desk.services.documents import issue_receipt, try_document
    from scolarite_desk.services.etapes import note_new
    from scolarite_desk.services.lookup import key_of

    out = out_of(args)
    with opened(args) as store:
        with store.reading() as session:
            key = key_of(session, args.dossier)
        if not args.malgre:
            try_document(store, issue_receipt, key, None, args.anglais)
        with leaving(store, "recu", 1, out, key) as stream:
            reserve(stream)  # the place is tried before a number is given
            issued = do(store, None, issue_receipt, key, anglais=args.anglais)
            whole(stream, issued.rendu.octets)
        note_new(store, [issued.document], ENREGISTRE)
    return Answer(
        {"fichier": str(out), "numero": issued.numero, "avertissements": list(issued.rendu.avertissements)},
        [N_("{sortie}\u00a0: reçu {numero}.", sortie=out, numero=issued.numero), *issued.rendu.avertissements],
    )


def _minutes(args: Arguments) -> Answer:
    from scolarite_desk.exchange.fichier import reserve, whole
    from scolarite_desk.services.acces import leaving
    from scolarite_desk.services.acts import do
    from scolarite_desk.services.documents import try_document
    from scolarite_desk.services.etapes import note_new
    from scolarite_desk.services.lookup import meeting_key
    from scolarite_desk.services.proces_verbal import issue_minutes

    out = out_of(args)
    with opened(args) as store:
        with store.reading() as session:
            key = meeting_key(session, args.seance)
        played = try_document(store, issue_minutes, key, malgre=args.malgre)
        with leaving(store, "pv", 1, out) as stream:
            reserve(stream)  # the place is tried before a number is given
            issued = do(store, None, issue_minutes, key)
            whole(stream, issued.rendu.octets)
        note_new(store, [issued.document], ENREGISTRE)
    told = played.rendu.avertissements
    return Answer(
        {"fichier": str(out), "numero": issued.numero, "avertissements": list(told)},
        [N_("{sortie}\u00a0: procès-verbal {numero}.", sortie=out, numero=issued.numero), *told],
    )


def _step(args: Arguments) -> Answer:
    """What became of documents, named by their numbers."""
    from scolarite_desk.services.etapes import note_all
    from scolarite_desk.services.lookup import document_key

    with opened(args) as store:
        with store.reading() as session:
            named = {document_key(session, numero): numero for numero in args.numeros}
        jour = day(args.jour, store.today()) if args.jour else None
        issue = note_all(store, None, [*named], args.etape, args.raison or "", progress(), jour)
    left = [{"numero": named[key], "pourquoi": why} for key, why in issue.refusees]
    said = NN_("{n} document noté\u00a0: {etape}.", "{n} documents notés\u00a0: {etape}.", len(issue.faites),
               etape=ETAPES[args.etape].label)  # fmt: skip
    return Answer(
        {"notes": [named[key] for key in issue.faites], "refuses": left},
        [said, *(N_("  {numero}\u00a0: {pourquoi}", **one) for one in left)],
        code=1 if left else 0,
    )


def _seal(args: Arguments) -> Answer:
    """The day's seal on paper, and its codes."""
    from scolarite_desk.exchange.fichier import reserve, whole, writing
    from scolarite_desk.services.acts import do
    from scolarite_desk.services.sceau import issue_seal, sealed_stations

    out = out_of(args)
    with opened(args) as store:
        with store.reading() as session:
            sealed = sealed_stations(session)
        with writing(out) as stream:
            reserve(stream)
            issued = do(store, None, issue_seal)
            whole(stream, issued.rendu.octets)
    codes = [{"poste": one.nom, "ici": one.ici, "travaux": one.travaux, "sceau": one.code} for one in sealed]
    lines = [
        NN_(
            "poste {nom}, {n} modification\u00a0: {code}",
            "poste {nom}, {n} modifications\u00a0: {code}",
            one.travaux,
            nom=one.nom,
            code=one.code,
        )
        for one in sealed
    ]
    return Answer({"fichier": str(out), "numero": issued.numero, "postes": codes}, [verbatim(str(out)), *lines])


_MALGRE = argument("--malgre", action="store_true", help=N_("éditer même si un signe d’un nom ne s’imprime pas"))
_ANGLAIS = (
    argument("--anglais", action="store_const", const=True, default=None,
             help=N_("avec l’anglais à la suite du français, quoi que dise le réglage")),
    argument("--sans-anglais", dest="anglais", action="store_const", const=False,
             help=N_("en français seul, quoi que dise le réglage")),
)  # fmt: skip

COMMANDS = (
    Verb(
        "export decisions",
        N_("écrire les décisions\u00a0: classeur, liste ou texte"),
        _decisions,
        [
            argument(
                "--format", required=True, choices=("xlsx", "ods", "csv", "json", "pdf", "attente", "ecandidat"),
                help=N_(
                    "xlsx, ods, csv, json, pdf, attente\u00a0: la liste des personnes sans avis, "
                    "ou ecandidat\u00a0: le classeur aux colonnes d’eCandidat"
                ),
            ),
            *COLUMNS,
            *to_write(),
            *FILTERS,
        ],
        exemples=typed(
            "--format xlsx --valides --out decisions.xlsx",
            "--format ods --colonnes dossier,nom_naissance,avis --out avis.ods",
            "--format xlsx --vue Inscrits --mot-de-passe --out inscrits.xlsx",
        ),
    ),
    Verb(
        "export dossiers",
        N_("écrire les dossiers à examiner\u00a0: un PDF chacun dans un .zip, ou un seul .pdf"),
        _dossiers,
        [
            *to_write(metavar=N_("FICHIER.zip|FICHIER.pdf")),
            argument("--papiers", action="store_true", help=N_("avec les reçus et les lettres gardés de chacun")),
            *FILTERS,
        ],
        exemples=typed("--formation M1-DROIT --out dossiers.zip", "--commission Droit --papiers --out dossiers.pdf"),
    ),
    Verb(
        "export papiers",
        N_("écrire les reçus, ou les lettres, gardés de plusieurs candidatures, dans un .zip"),
        _papers,
        [
            argument("--genre", required=True, choices=("recu", "lettre"), help=N_("recu ou lettre")),
            *to_write(metavar=N_("FICHIER.zip")),
            *FILTERS,
        ],
        exemples=typed("--genre recu --out recus.zip", "--genre lettre --formation M1-DROIT --out lettres.zip"),
    ),
    Verb(
        "export ressaisie",
        N_("écrire la fiche de ressaisie d’un dossier dans eCandidat"),
        _sheet,
        [DOSSIER, *to_write(metavar=N_("FICHIER.pdf"))],
        right="dossiers:lire",
        exemples=typed("--dossier AAK7P2M9 --out ressaisie.pdf",),
    ),
    Verb(
        "letters",
        N_("écrire en lot les lettres de décision des avis validés, ou un autre courrier"),
        _letters,
        [
            *to_write(metavar=N_("DOSSIER|FICHIER"), help=N_("un dossier, un .zip ou un .pdf")),
            argument("--courrier", metavar=N_("CODE"), choices=tuple(COURRIERS),
                     help=N_("{courriers} (d’office\u00a0: la décision)", courriers=", ".join(COURRIERS))),
            argument("--le", metavar=N_("JOUR"), help=N_("dernier jour pour répondre, ou jour de la convocation")),
            argument("--heure", metavar=N_("HEURE"), help=N_("heure de la convocation")),
            argument("--lieu", metavar=N_("LIEU"), help=N_("lieu de la convocation")),
            *_ANGLAIS,
            argument("--reimprimer", action="store_true", help=N_("y compris les lettres déjà parties")),
            argument(
                "--devenir", metavar=N_("ÉTAPE"), choices=(ENREGISTRE, IMPRIME, REMIS, POSTE), default=ENREGISTRE,
                help=N_("ce que le registre en note\u00a0: enregistre (d’office), imprime, remis ou poste"),
            ),
            _MALGRE,
            *FILTERS,
        ],
        exemples=typed("--formation M1-DROIT --out lettres.zip", "--courrier pieces --le 15/07/2026 --out lettres"),
    ),
    Verb(
        "receipt",
        N_("éditer le reçu d’un dossier"),
        _receipt,
        [DOSSIER, *to_write(), *_ANGLAIS, _MALGRE],
    ),
    Verb(
        "proces-verbal",
        N_("éditer le procès-verbal d’une séance de commission"),
        _minutes,
        [
            argument("seance", metavar=N_("SÉANCE"), help=N_("sa clé, ou «\u00a0Commission/2026-07-06\u00a0»")),
            *to_write(metavar=N_("FICHIER.pdf")),
            _MALGRE,
        ],
    ),
    Verb(
        "step",
        N_("noter ce que deviennent des documents\u00a0: imprimés, remis, postés, revenus"),
        _step,
        [
            argument("etape", metavar=N_("ÉTAPE"), choices=(IMPRIME, REMIS, POSTE, REVENU, CONTRAIRE),
                     help=N_("imprime, remis, poste, revenu, ou contraire\u00a0: noté par erreur")),
            argument("numeros", nargs="+", metavar=N_("NUMÉRO"), help=N_("leurs numéros au registre")),
            argument("--raison", metavar=N_("RAISON"), help=N_("pourquoi ils sont revenus")),
            argument("--jour", metavar=N_("JOUR"), help=N_("quel jour (aujourd’hui)")),
        ],
    ),
    Verb(
        "seal",
        N_("éditer la preuve d’intégrité du journal, à garder loin du poste"),
        _seal,
        to_write(metavar=N_("FICHIER.pdf")),
    ),
)  # fmt: skip
