"""Commands about what desks disagree on: list it, settle it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from scolarite_desk.cli.command import Answer, Arguments, Verb, argument
from scolarite_desk.cli.opening import opened
from scolarite_desk.langue import kept
from scolarite_desk.msg import N_, NN_, Msg, joined, verbatim

if TYPE_CHECKING:
    from scolarite_desk.models.rows.divergence import Divergence


def _divergences(args: Arguments) -> Answer:
    """Everything to settle; exit 1 when there is something, as a check does."""
    from scolarite_desk.services.acces import COMMAND, exported
    from scolarite_desk.services.droits import need
    from scolarite_desk.store.queries.differends import within
    from scolarite_desk.store.queries.retenues import held
    from scolarite_desk.sync.attente import stations, waiting

    with opened(args) as store:
        need(store, "divergences", write=False)
        with store.reading() as session:
            found, apart = within(session), held(session)
            waits = tuple(stations(waiting(session)))
        if found:
            exported(store, "divergences", len(found), kept(COMMAND))
    lines = [line for one in found for line in _told(one)]
    told = NN_("{n} désaccord", "{n} désaccords", len(found))
    left = NN_("{n} candidature laissée de côté", "{n} candidatures laissées de côté", len(apart))
    total = N_("{desaccords}, {laissees}.", desaccords=told, laissees=left) if found else N_("Aucun désaccord.")
    value = {
        "divergences": [_value(one) for one in found],
        "candidatures_retenues": sorted(apart),
        "attentes": list(waits),
    }
    return Answer(value, [*lines, *waits, total], code=1 if found else 0)


def _value(one: Divergence) -> dict[str, Any]:
    return {
        "genre": one.genre,
        "regle": one.regle,
        "phrase": one.phrase,
        "fiches": [{"table": table, "cle": key} for table, key in one.fiches],
        "groupe": one.groupe,
        "versions": [
            {
                "code": version.code,
                "poste": version.poste,
                "numero": version.numero,
                "auteur": version.auteur,
                "le": version.at.isoformat(),
                "valeurs": dict(version.valeurs),
                "montree": version.montree,
            }
            for version in one.versions
        ],
    }


def _told(one: Divergence) -> Iterator[Msg]:
    yield joined("  ", one.phrase, verbatim(" ".join((*one.fiches[0], one.groupe)).rstrip()))
    for version in one.versions:
        yield N_(
            "  {marque} {code}  poste {poste}, {auteur}\u00a0: {valeurs}",
            marque="→" if version.montree else " ",
            code=version.code,
            poste=version.poste,
            auteur=version.auteur,
            valeurs=dict(version.valeurs),
        )


def _settle(args: Arguments) -> Answer:
    """Keep one version, and name them all."""
    from scolarite_desk.services import table
    from scolarite_desk.services.acts import do
    from scolarite_desk.services.divergences import settle

    assert table.ACTS
    with opened(args) as store:
        do(store, None, settle, args.table, args.fiche, args.groupe, args.version)
    return Answer({"tranche": args.fiche, "groupe": args.groupe, "version": args.version}, [N_("Désaccord tranché.")])


COMMANDS = (
    Verb("divergences", N_("ce que des postes ont écrit de différent, et les règles que leur réunion enfreint"),
            _divergences),
    Verb(
        "settle",
        N_("trancher un désaccord sur une valeur (voir «\u00a0divergences\u00a0»)"),
        _settle,
        [
            argument("table", metavar=N_("TABLE"), help=N_("par exemple personne")),
            argument("fiche", metavar=N_("CLÉ"), help=N_("la clé de l’élément")),
            argument("groupe", metavar=N_("GROUPE"), help=N_("le groupe de champs")),
            argument("version", metavar=N_("VERSION"), help=N_("celle qui est gardée, ou «\u00a0garder\u00a0»")),
        ],
    ),
)  # fmt: skip
