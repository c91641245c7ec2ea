"""The filter of candidatures that several commands take, by the names that people know."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from scolarite_desk.cli.command import Arguments, argument
from scolarite_desk.msg import N_

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from scolarite_desk.models.rows.vues import Vue
    from scolarite_desk.store.queries.decisions import Filter

FILTERS = [
    argument("--formation", metavar=N_("CODE"), help=N_("d’une formation")),
    argument("--commission", metavar=N_("LIBELLÉ"), help=N_("d’une commission")),
    argument("--campagne", metavar=N_("LIBELLÉ"), help=N_("d’une campagne, par son libellé ou son année")),
    argument("--avis", metavar=N_("CODE"), help=N_("d’un avis\u00a0: FA, DE, LC, LA ou PR")),
    argument("--valides", action="store_true", help=N_("avis validés seulement")),
    argument("--vue", metavar=N_("NOM"), help=N_("d’une vue enregistrée (voir «\u00a0list vues\u00a0»)")),
]


def filter_of(session: Session, args: Arguments) -> Filter:
    """The filter of the arguments, its labels turned into keys."""
    from scolarite_desk.errors import Refused
    from scolarite_desk.models.rules.states import AVIS
    from scolarite_desk.services import lookup
    from scolarite_desk.store.queries.decisions import Filter

    if args.avis and args.avis not in AVIS:
        raise Refused(
            N_("L’avis «\u00a0{avis}\u00a0» n’existe pas\u00a0: {connus}.", avis=args.avis, connus=list(AVIS)),
            "avis.avis",
        )
    campagne = lookup.campaign_key(session, args.campagne) if args.campagne else None
    return Filter(
        campagne=campagne,
        formation=lookup.formation_key(session, args.formation, campagne) if args.formation else None,
        commission=lookup.commission_key(session, args.commission) if args.commission else None,
        avis=args.avis,
        valides=args.valides,
        vue=_whole(session, args.vue) if args.vue else None,
    )


def _whole(session: Session, name: str) -> Vue:
    from scolarite_desk.services.vues import refuse_partial, view_named

    found = view_named(session, name)
    refuse_partial(found)
    return found


def filtered(args: Arguments) -> Iterator[str]:
    """What the filter says, nothing when it was not given."""
    for (name, *_), _options in FILTERS:
        if given := getattr(args, name.removeprefix("--")):
            yield str(given)
