"""Commands that list what the base holds, with the keys and codes that acts take."""

from __future__ import annotations

from functools import partial
from typing import Any

from scolarite_desk.cli.bases import day
from scolarite_desk.cli.command import Answer, Argument, Arguments, Verb, argument, typed
from scolarite_desk.cli.filtre import FILTERS, filter_of
from scolarite_desk.cli.opening import opened
from scolarite_desk.msg import N_, NOTHING, Msg, joined, verbatim


def _list(name: str, args: Arguments) -> Answer:
    from scolarite_desk.services.appels import as_json
    from scolarite_desk.services.listes import listing
    from scolarite_desk.services.listes.choix import Chosen
    from scolarite_desk.services.lookup import campaign_key
    from scolarite_desk.store.queries.decisions import Filter

    with opened(args) as store:
        with store.reading() as session:
            named = getattr(args, "campagne", None)
            filtre = (
                filter_of(session, args)
                if name in _FILTERED
                else Filter(campagne=campaign_key(session, named) if named else None)
            )
        jour = getattr(args, "jour", None)
        asked = day(jour, store.today()) if jour else None
        chosen = Chosen(filtre, getattr(args, "dossier", None) or "", asked, getattr(args, "liste", None) or "")
        found = [as_json(one) for one in listing(store, name, chosen)]
    return Answer(found, [_line(one) for one in found] or [N_("Rien.")])


def _line(one: dict[str, Any]) -> Msg:
    """Every value of the line but what only a program reads, the key last: it is what is copied."""
    told = [_value(name, value) for name, value in one.items() if name != "cle" and not isinstance(value, dict)]
    return joined("  ", *(value for value in told if value != NOTHING), verbatim(one["cle"]))


# What a yes is told by, and a no.
_YES = {
    "en_service": (N_("en service"), N_("hors service")),
    "bloque": (N_("à corriger"), NOTHING),
    "valide": (N_("avis validé"), NOTHING),
    "lettre": (N_("lettre partie"), NOTHING),
    "manque": (N_("à fournir"), NOTHING),
    "defaut": (N_("d’office"), NOTHING),
    "requise": (N_("obligatoire"), NOTHING),
    "retire": (N_("retiré"), NOTHING),
    "definitif": (N_("définitif"), N_("provisoire")),
    "motif_dit": (N_("motif dit"), N_("motif non dit")),
    "condition_dite": (N_("condition dite"), N_("condition non dite")),
}


def _value(name: str, value: Any) -> Msg:
    if isinstance(value, bool):
        return _YES[name][not value]
    if value in (None, "", []):
        return NOTHING
    return value if isinstance(value, Msg) else verbatim(str(value))


_CAMPAGNE = FILTERS[2]
_FILTERED = ("candidatures", "reponses")
_LISTS: tuple[tuple[str, Msg, tuple[Argument, ...]], ...] = (
    ("campagnes", N_("les campagnes, leur année et leur état"), ()),
    ("sessions", N_("les sessions des campagnes"), (_CAMPAGNE,)),
    ("formations", N_("les formations, leur code seul et avec leur campagne"), (_CAMPAGNE,)),
    ("ouvertures", N_("les formations ouvertes dans une autre session que la leur, et leurs jours"), (_CAMPAGNE,)),
    ("reste", N_("ce que la fermeture d’une campagne laisserait"), (_CAMPAGNE,)),
    ("centres", N_("les centres de candidature"), ()),
    ("commissions", N_("les commissions, et ce qu’elles examinent"), ()),
    ("seances", N_("les séances des commissions, et leur procès-verbal"), ()),
    ("candidatures", N_("les candidatures d’un filtre, leur état et leur avis"), tuple(FILTERS)),
    ("places", N_("les places libres de chaque formation, qui attend, ce que disent les rangs"), (_CAMPAGNE,)),
    (
        "suivi",
        N_("les listes du jour, ou qui est sur l’une d’elles"),
        (
            argument("--liste", metavar=N_("CODE"), help=N_("une liste, par son code")),
            argument("--jour", metavar=N_("JOUR"), help=N_("ce jour-là (aujourd’hui)")),
        ),
    ),
    (
        "taches",
        N_("les suivis à faire, les retards d’abord, ou ceux qui sont confiés à qui demande"),
        (argument("--liste", metavar=N_("CODE"), help=N_("«\u00a0suivis\u00a0» (tous) ou «\u00a0pour_moi\u00a0»")),),
    ),
    ("etiquettes", N_("les étiquettes du service"), ()),
    ("questions", N_("les questions posées aux candidatures, à qui, et leur clé"), ()),
    (
        "pieces",
        N_("le catalogue des pièces, ou les pièces d’un dossier"),
        (argument("--dossier", metavar=N_("NUMÉRO"), help=N_("ce qui est demandé à ce dossier")),),
    ),
    ("comptes", N_("les comptes et leur clé"), ()),
    (
        "visites",
        N_("les visites d’un jour"),
        (argument("--jour", metavar=N_("JOUR"), help=N_("ce jour-là (aujourd’hui)")),),
    ),
    (
        "colonnes",
        N_("les colonnes de ce qui s’exporte, par le nom que prend «\u00a0--colonnes\u00a0»"),
        (argument("--liste", metavar=N_("CODE"), help=N_("d’un export\u00a0: decisions, formations, cvec…")),),
    ),
    ("vues", N_("les vues enregistrées\u00a0: livrées, à soi, partagées"), ()),
    ("modeles", N_("les modèles de courrier, fournis et du service, avec leurs mots"), ()),
    ("types", N_("les types de décision, fournis et du service"), ()),
    ("saisines", N_("les saisines du recteur, celles qui sont ouvertes d’abord, et leurs critères"), ()),
    ("reponses", N_("les réponses des candidatures d’un filtre, et celles qui manquent"), tuple(FILTERS)),
    ("inscrits", N_("les inscriptions, leur état, ce qui est dû et payé"), (_CAMPAGNE,)),
    ("requetes", N_("les recours et les motifs demandés, ceux qui attendent d’abord"), ()),
    (
        "si",
        N_("où en est chaque vœu pour le logiciel de scolarité\u00a0: à exporter, exporté, désisté depuis"),
        (argument("--liste", metavar=N_("CODE"), help=N_("pegase ou apogee (celui du réglage, ou les deux)")),),
    ),
    ("vapp", N_("les demandes de VAPP, où en est chaque dossier"), ()),
)

_EXEMPLES = {"colonnes": typed("--liste decisions", "--liste cvec-manquantes --json")}

COMMANDS = tuple(
    Verb(f"list {name}", told, partial(_list, name), taken, exemples=_EXEMPLES.get(name, ()))
    for name, told, taken in _LISTS
)
