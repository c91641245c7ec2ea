"""What a file would do, line by line, before anything is written."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from scolarite_desk.exchange.imports.profils.tous import PROFILS
from scolarite_desk.models.rows.imports import (
    INCHANGE,
    REJETE,
    ChoixImport,
    Inconnu,
    LignePlan,
    PlanImport,
    SourceLue,
)
from scolarite_desk.models.rules.dates import show_instant
from scolarite_desk.models.rules.states import PARTIS
from scolarite_desk.models.tables.candidature import Candidature
from scolarite_desk.models.tables.dossier import Dossier
from scolarite_desk.models.tables.echange import ImportFait
from scolarite_desk.models.tables.personne import Identifiant
from scolarite_desk.msg import N_, NN_, Msg
from scolarite_desk.progress import Progress, growing
from scolarite_desk.services.droits import need
from scolarite_desk.services.imports.chemins import FORMATION
from scolarite_desk.services.imports.ecarts import RESSAISI
from scolarite_desk.services.imports.lignes import Lignes
from scolarite_desk.store.courant import candidature_vivante
from scolarite_desk.store.fuseau import fuseau
from scolarite_desk.store.perimetre import rights_of, within
from scolarite_desk.store.store import Store

LOT = 1_000  # lines read against the base at once


@growing()
def plan_import(
    store: Store, source: SourceLue, choix: ChoixImport | None = None, progress: Progress | None = None
) -> PlanImport:
    """What taking the file in would do. `Refused` without the right, or when the campaign takes no dossier."""
    need(store, "imports", write=False)
    told, step = choix or ChoixImport(), progress or Progress()
    with store.reading() as session:
        lignes = Lignes(session, source, told, store.clock(), rights_of(session, store.auteur))
        plans: list[LignePlan] = []
        for start in range(0, len(source.lignes), LOT):
            step.step(start, len(source.lignes))
            plans += [one.plan for one in lignes.lot(session, source.lignes[start : start + LOT])]
        step.step(len(source.lignes), len(source.lignes))
        inconnus = tuple(
            Inconnu(one.court, text, count, lignes.lecteur.propose(one, text))
            for one, text, count in lignes.inconnus.values()
        )
        absents = tuple(_absents(session, source, told, lignes)) if told.complete else ()
        remarques = (*source.remarques, *_told(session, source, told, lignes, plans), *_typed_otherwise(plans))
    return PlanImport(source, tuple(plans), inconnus, absents, remarques, told)


def taken_before(session: Session, source: SourceLue) -> Iterator[Msg]:
    """That the same bytes came in already, when and by whom."""
    asked = select(ImportFait).where(ImportFait.empreinte == source.empreinte, ImportFait.retire_le.is_(None))
    if (done := session.scalars(asked.order_by(ImportFait.id.desc())).first()) is not None and done.fait_le:
        yield N_(
            "{qui} a déjà importé ce fichier le {quand}.",
            quand=show_instant(done.fait_le, fuseau(session)),
            qui=done.fait_par or "",
        )


def _told(
    session: Session, source: SourceLue, choix: ChoixImport, lignes: Lignes, plans: Sequence[LignePlan]
) -> Iterator[Msg]:
    """What is said once of the whole file."""
    yield from taken_before(session, source)
    for path in lignes.sans_champ:
        column = next((one.entete for one in source.colonnes if one.chemin == path), path)
        yield N_("«\u00a0{colonne}\u00a0» n’a pas de champ ici\u00a0: la colonne est laissée de côté.", colonne=column)
    if all(one.action in (INCHANGE, REJETE) for one in plans):
        return
    if (asked := formation_asked(source, choix)) is not None:
        yield asked
    elif not choix.formation and all(one.texte != FORMATION for one in lignes.order):
        yield N_(
            "Le fichier ne nomme aucune formation et aucune n’est choisie\u00a0: "
            "les dossiers viennent sans candidature."
        )


def formation_asked(source: SourceLue, choix: ChoixImport) -> Msg | None:
    """What holds a file whose kind is of one formation, where neither the file nor anybody said which."""
    profil = PROFILS.get(source.profil)
    if profil is None or not profil.formation_requise or choix.formation:
        return None
    if any(FORMATION in one.valeurs for one in source.lignes):
        return None
    return N_("«\u00a0{profil}\u00a0» ne nomme pas de formation\u00a0: dites laquelle.", profil=profil.label)


def _typed_otherwise(plans: Sequence[LignePlan]) -> Iterator[Msg]:
    """How many dossiers eCandidat has otherwise than they were to be typed there."""
    count = sum(any(one.garde == RESSAISI for one in plan.ecarts) for plan in plans)
    if count:
        yield NN_(
            "{n} dossier ressaisi dans eCandidat y diffère de celui d’ici\u00a0: sa ligne dit en quoi.",
            "{n} dossiers ressaisis dans eCandidat y diffèrent de ceux d’ici\u00a0: leurs lignes disent en quoi.",
            count,
        )


def _absents(session: Session, source: SourceLue, choix: ChoixImport, lignes: Lignes) -> Iterator[str]:
    """Dossiers (numbers) that came from this kind of source, still ask for a place, and that the file names no more; of
    the perimeter alone, which is all that its file would name.
    """
    kinds = [one.nom for one in lignes.order if one.thing == "identifiants" and not one.nom.startswith("INE")]
    asked = (
        select(Dossier.personne_id, Dossier.numero)
        .join(Candidature, Candidature.dossier_id == Dossier.id)
        .join(Identifiant, Identifiant.personne_id == Dossier.personne_id)
        .where(
            Dossier.campagne_id == lignes.offre.campagne.id,
            Dossier.retire_le.is_(None),
            Identifiant.genre.in_(kinds[:1]),
            Identifiant.retire_le.is_(None),
            candidature_vivante(),
            within(session),
            Candidature.confirmation.is_(None) | Candidature.confirmation.not_in(PARTIS),
        )
        .distinct()
        .order_by(Dossier.numero)
    )
    if choix.formation:
        asked = asked.where(Candidature.formation_id == choix.formation)
    for personne, numero in session.execute(asked):
        if personne not in lignes.vues:
            yield numero
