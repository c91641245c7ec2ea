"""An engine that answers by hand: a plan of every kind of line, whatever the file is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from sqlalchemy import select

from scolarite_desk.models.rows.imports import (
    CREER,
    DOUTEUX,
    INCHANGE,
    MODIFIER,
    REJETE,
    REMPLACER,
    ChoixImport,
    Ecart,
    Endroit,
    Inconnu,
    LignePlan,
    PlanImport,
    SourceLue,
    Suspect,
)
from scolarite_desk.models.tables.dossier import Dossier
from scolarite_desk.models.tables.personne import Personne
from scolarite_desk.msg import N_, NOTHING
from scolarite_desk.progress import Progress
from scolarite_desk.store.store import Store

TEXTE = ("identite.pays_naissance", "Bretagne")
CULPRIT = "identite.ne_le"
NAMES = (("TANGUY", "Jean"), ("KERMAREK", "Maëlle"), ("LE GALL", "Anaïs"), ("MORVAN", "Loïc"), ("ABGRALL", "Nora"))


def plan_of(store: Store, source: SourceLue, choix: ChoixImport) -> PlanImport:
    """One line of each kind: the doubtful one as it was settled, the unknown text asked until somebody says it."""
    with store.reading() as session:
        known = session.execute(select(Personne, Dossier.numero).join(Dossier).order_by(Dossier.numero)).first()
    assert known is not None
    somebody, numero = known
    suspect = Suspect(
        somebody.id, numero or "", f"{somebody.nom_naissance} {somebody.prenom}", somebody.ne_le or "",
        N_("Même jour de naissance, nom à une lettre près."),
    )  # fmt: skip
    lines = [_line(rank, *names) for rank, names in enumerate(NAMES, 2)]
    text = Inconnu(*TEXTE, 3, (("99100", "FRANCE"), ("99132", "ROYAUME-UNI")))
    ask = () if TEXTE in choix.correspondances else (text,)
    settled = lines[1].lieu in choix.reglees
    doubt = {} if settled else {"message": N_("Peut-être quelqu’un de la base."), "suspects": (suspect,)}
    lines[1] = replace(lines[1], action=CREER if settled else DOUTEUX, **doubt)  # type: ignore[arg-type]
    wrong = N_("Né(e) le\u00a0: «\u00a0{texte}\u00a0» n’est pas une date.", texte="31/02/2004")
    lines[2] = replace(lines[2], action=REJETE, message=wrong, champ=CULPRIT)
    keeps = choix.par_champ.get("identite.courriel", choix.politique) != REMPLACER
    kept = N_("Modifié ici depuis\u00a0: gardé") if keeps else NOTHING
    lines[3] = replace(
        lines[3], action=MODIFIER, cle=somebody.id,
        ecarts=(
            Ecart("identite.portable", "", "+33 6 12 34 56 78"),
            Ecart("identite.courriel", "loic@exemple.fr", "loic.morvan@exemple.fr", kept),
        ),
    )  # fmt: skip
    lines[4] = replace(lines[4], action=INCHANGE, cle=somebody.id)
    return PlanImport(source, tuple(lines), ask, ("2027-0007",) if choix.complete else ())


def faux(porte: Any, store: Store) -> Callable[[], None]:
    """Put it in the place of the engine; what puts the engine back."""
    before = porte.plan

    def plan(store: Store, source: SourceLue, choix: ChoixImport, _progress: Progress) -> PlanImport:
        return plan_of(store, source, choix)

    porte.plan = plan

    def back() -> None:
        porte.plan = before

    return back


def _line(number: int, nom: str, prenom: str) -> LignePlan:
    values = {"identite.nom_naissance": nom, "identite.prenom": prenom, CULPRIT: "07/03/2004"}
    return LignePlan(Endroit(number), CREER, values, brut=(nom, prenom, "07/03/2004"))
