"""The columns of the list of formations."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from scolarite_desk.models.rows.dossier_views import FormationRow
from scolarite_desk.models.rules.dates import show_day
from scolarite_desk.models.rules.places import Places
from scolarite_desk.msg import N_
from scolarite_desk.ui.forms.programmes import depot
from scolarite_desk.ui.forms.tables import Column
from scolarite_desk.ui.look.texts import say, trn


def columns(left: Callable[[FormationRow], Places | None]) -> Sequence[Column[FormationRow]]:
    """`left`: the places of a formation, None until they are counted."""

    def answer(one: FormationRow) -> str:
        days = one.calendrier.delai_confirmation
        return trn("{n} jour", "{n} jours", days) if days else show_day(one.calendrier.confirmation)[:5]

    def sourced(groupe: str, text: Callable[[FormationRow], str]) -> Callable[[FormationRow], str]:
        return lambda one: " · ".join(filter(None, (text(one), say(one.calendrier.titre(groupe)))))

    def free(one: FormationRow) -> int | None:
        places = left(one)
        return places.libres if places is not None else None

    def tone(one: FormationRow) -> str:
        return "" if one.en_service else "muted"

    return (
        Column(N_("Code"), lambda one: one.code, tone=tone, chars=10, worth=3),
        Column(N_("Libellé"), lambda one: one.libelle, tone=tone, chars=24, stretch=True),
        Column(N_("Places"), lambda one: str(one.capacite or ""), tone=tone, chars=7, right=True),
        Column(
            N_("Libres"),
            lambda one: "" if (places := free(one)) is None else str(places),
            chars=7,
            right=True,
            tone=lambda one: "warn" if (free(one) or 0) < 0 else tone(one),
            sort=free,
        ),
        Column(
            N_("Dépôt"),
            depot,
            tone=tone,
            chars=12,
            worth=0,
            sort=lambda one: one.calendrier.debut_depot,
            spoken=sourced("depot", depot),
        ),
        Column(
            N_("Confirmation"),
            answer,
            tone=tone,
            chars=12,
            worth=0,
            sort=lambda one: one.calendrier.confirmation,
            spoken=sourced("confirmation", answer),
        ),
    )
