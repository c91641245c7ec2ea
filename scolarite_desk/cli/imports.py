"""The command that takes files of others in: what each line would do, then doing it."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from scolarite_desk.cli.bases import progress
from scolarite_desk.cli.command import Answer, Arguments, Verb, argument, typed
from scolarite_desk.cli.fichiers import FORCE, path_name, unless_there
from scolarite_desk.cli.opening import FILE_PASSWORD, opened, secret
from scolarite_desk.errors import Refused
from scolarite_desk.models.rules.dates import show_day
from scolarite_desk.msg import N_, NN_, Msg, joined

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from scolarite_desk.models.rows.imports import (
        ChoixImport,
        Endroit,
        LignePlan,
        PlanImport,
        RapportImport,
        SourceLue,
    )
    from scolarite_desk.store.store import Store

_NEW, _PARTS = "nouveau", 3


def _import(args: Arguments) -> Answer:
    """A preview, or the same done: the JSON of both is one line of the plan a line of the file."""
    from scolarite_desk.cli.langue import spoken
    from scolarite_desk.services.imports.cibles import cible_of
    from scolarite_desk.services.imports.erreurs import write_errors

    erreurs = unless_there(Path(args.erreurs), args) if args.erreurs else None
    with opened(args) as store:
        source = _read(store, args)
        cible = cible_of(source)
        plan = cible.plan(store, source, _choices(store, source, args), progress())
        report = cible.applique(store, plan, progress(), None) if args.apply else None
        left = report.laissees if report else plan.laissees
        if erreurs is not None and left:
            write_errors(store, source, left, erreurs, spoken())
    nothing = report is not None and left and not (report.creees or report.modifiees or report.inchangees)
    return Answer(_value(plan), list(_lines(plan, report)), code=1 if nothing else 0)


def _read(store: Store, args: Arguments) -> SourceLue:
    """The file; its password is asked when it lacks."""
    from scolarite_desk.services.imports.fichier import read_file

    read = partial(
        read_file, store, Path(args.fichier), profil=args.profil or "", feuille=args.feuille or "", progress=progress()
    )
    try:
        return read()
    except Refused as refused:
        if refused.champ != "mot_de_passe":
            raise
    return read(mot_de_passe=secret(FILE_PASSWORD, N_("Mot de passe du fichier")))


def _choices(store: Store, source: SourceLue, args: Arguments) -> ChoixImport:
    from scolarite_desk.models.rows.imports import REMPLACER, VIDES, ChoixImport
    from scolarite_desk.services.lookup import campaign_key, formation_key

    with store.reading() as session:
        campagne = campaign_key(session, args.campagne) if args.campagne else ""
        formation = formation_key(session, args.formation, campagne or None) if args.formation else ""
        settled = dict(_settled(session, source, text) for text in args.personne or ())
    return ChoixImport(
        politique=REMPLACER if args.remplacer else VIDES,
        campagne=campagne,
        formation=formation,
        reglees=settled,
        correspondances=dict(_meant(text) for text in args.correspondance or ()),
        complete=args.complete,
        strict=args.strict,
    )


def _settled(session: Session, source: SourceLue, text: str) -> tuple[Endroit, str]:
    """« 14=AAK7P2M9 », « 14=nouveau » : the line, and whose it is."""
    from scolarite_desk.services.lookup import row_named

    line, _, who = text.partition("=")
    place = next((one.lieu for one in source.lignes if str(one.lieu.ligne) == line.strip()), None)
    if place is None or not who.strip():
        raise Refused(
            N_("«\u00a0{texte}\u00a0»\u00a0: écrivez LIGNE=DOSSIER ou LIGNE=nouveau.", texte=text), "personne"
        )
    who = who.strip()
    return place, "" if who == _NEW else row_named(session, "personne", who)


def _meant(text: str) -> tuple[tuple[str, str], str]:
    """« etiquettes=À rappeler=Rappel » : the field, what the file writes, what it is; nothing: left aside."""
    parts = text.split("=")
    if len(parts) < _PARTS:
        raise Refused(N_("«\u00a0{texte}\u00a0»\u00a0: écrivez CHAMP=TEXTE=VALEUR.", texte=text), "correspondance")
    return (parts[0].strip(), "=".join(parts[1:-1]).strip()), parts[-1].strip()


def _told(one: LignePlan) -> Msg:
    """What the line does, who it may be about, and what of it is not taken because something is there."""
    from scolarite_desk.services.imports.chemins import label_of

    who = [
        N_(
            "{qui}, né(e) le {jour}, dossier {dossier}\u00a0: {pourquoi}.",
            qui=each.nom,
            jour=show_day(each.ne_le) or "?",
            dossier=each.dossier or "?",
            pourquoi=each.pourquoi,
        )
        if each.nom
        else N_("{ligne}\u00a0: {pourquoi}.", ligne=each.personne, pourquoi=each.pourquoi)
        for each in one.suspects
    ]
    kept = [
        N_(
            "{champ}\u00a0: «\u00a0{apres}\u00a0» n’est pas pris, {raison} («\u00a0{avant}\u00a0»).",
            champ=label_of(each.chemin),
            apres=each.apres,
            avant=each.avant,
            raison=each.garde,
        )
        for each in one.ecarts
        if each.garde
    ]
    return joined(" ", one.message, *who, *kept)


def _value(plan: PlanImport) -> dict[str, Any]:
    return {
        "profil": plan.source.profil,
        "pourquoi": plan.source.pourquoi,
        "lignes": [
            {
                "ligne": one.lieu.ligne,
                "action": one.action,
                "valeurs": dict(one.valeurs),
                "message": _told(one),
            }
            for one in plan.lignes
        ],
    }


def _lines(plan: PlanImport, report: RapportImport | None) -> list[Msg]:
    count = plan.compte()
    told = [N_("{profil}\u00a0: {pourquoi}", profil=plan.source.profil, pourquoi=plan.source.pourquoi), *plan.remarques]
    if report is None:
        told.append(
            N_(
                "À créer\u00a0: {creer}. À modifier\u00a0: {modifier}. Inchangées\u00a0: {inchange}. "
                "Douteuses\u00a0: {douteux}. Rejetées\u00a0: {rejete}.",
                **count,
            )
        )
    else:
        told.append(
            joined(
                " ",
                NN_("{n} ligne créée.", "{n} lignes créées.", report.creees),
                NN_("{n} modifiée.", "{n} modifiées.", report.modifiees),
                NN_("{n} inchangée.", "{n} inchangées.", report.inchangees),
                NN_("{n} laissée de côté.", "{n} laissées de côté.", len(report.laissees)),
            )
        )
    told += [
        N_(
            "«\u00a0{texte}\u00a0» ({champ}) est inconnu\u00a0: {choix}",
            texte=one.texte,
            champ=one.chemin,
            choix=[code if code == label else f"{code} ({label})" for code, label in one.propositions],
        )
        if one.propositions
        else N_("«\u00a0{texte}\u00a0» ({champ}) est inconnu.", texte=one.texte, champ=one.chemin)
        for one in plan.inconnus
    ]
    told += [_told(one) for one in plan.laissees]
    if kept := sum(bool(each.garde) for one in plan.lignes for each in one.ecarts):
        told.append(
            NN_(
                "{n} valeur du fichier n’est pas prise\u00a0: ce qui est ici reste (--json dit laquelle).",
                "{n} valeurs du fichier ne sont pas prises\u00a0: ce qui est ici reste (--json dit lesquelles).",
                kept,
            )
        )
    if plan.absents:
        told.append(
            N_("Ne sont plus dans le fichier\u00a0: {dossiers}. Rien ne leur arrive.", dossiers=list(plan.absents))
        )
    return told


COMMANDS = (
    Verb(
        "import",
        N_("prendre un fichier d’ailleurs\u00a0: voir ce que chaque ligne ferait, puis le faire"),
        _import,
        [
            argument("fichier", type=path_name, metavar=N_("FICHIER"), help=N_("classeur, texte, page HTML ou JSON")),
            argument(
                "--profil",
                metavar=N_("CODE"),
                help=N_("le genre du fichier, au lieu de celui que ses intitulés disent"),
            ),
            argument("--formation", metavar=N_("CODE"), help=N_("la formation, si le fichier n’en nomme pas")),
            argument("--campagne", metavar=N_("NOM"), help=N_("la campagne (par défaut, celle qui est ouverte)")),
            argument("--feuille", metavar=N_("NOM"), help=N_("la feuille du classeur")),
            argument(
                "--remplacer",
                action="store_true",
                help=N_("remplacer aussi ce qui est rempli, sauf ce qui a été modifié ici"),
            ),
            argument(
                "--correspondance",
                action="append",
                metavar=N_("CHAMP=TEXTE=VALEUR"),
                help=N_("ce que veut dire un texte inconnu, retenu pour la suite\u00a0; sans valeur, rien"),
            ),
            argument(
                "--personne",
                action="append",
                metavar=N_("LIGNE=DOSSIER"),
                help=N_("de qui parle une ligne douteuse\u00a0: un dossier, ou «\u00a0nouveau\u00a0»"),
            ),
            argument(
                "--complete",
                action="store_true",
                help=N_("le fichier liste tout le monde\u00a0: dire qui n’y est plus"),
            ),
            argument(
                "--strict",
                action="store_true",
                help=N_("tout ou rien\u00a0: rien n’est écrit si une ligne est à revoir"),
            ),
            argument(
                "--erreurs", type=path_name, metavar=N_("FICHIER"), help=N_("où écrire les lignes laissées de côté")
            ),
            FORCE,
            argument("--plan", action="store_true", help=N_("seulement dire ce qui serait fait (par défaut)")),
            argument("--apply", action="store_true", help=N_("le faire")),
        ],
        right="imports:lire",
        exemples=typed(
            "candidatures.xlsx --plan",
            "admis.csv --formation M1-DROIT --erreurs laissees.xlsx --apply",
            "etudiants.ods --feuille Admis --strict --apply --json",
        ),
    ),
)
