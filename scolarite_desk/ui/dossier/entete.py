"""The head of a dossier, which never scrolls: who, number, state; INE, CVEC, candidature, each leading to its tab."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtWidgets import QWidget

from scolarite_desk.models.rows.dossier_views import DossierView
from scolarite_desk.models.rows.etiquettes import Marque
from scolarite_desk.models.rules.cvec import doubt_of
from scolarite_desk.models.rules.dates import show_birth
from scolarite_desk.models.rules.states import STATUT, State
from scolarite_desk.msg import N_, NC_, NOTHING, Msg, joined, verbatim
from scolarite_desk.ui.look.colours import TAGS
from scolarite_desk.ui.look.texts import say, tr, trn
from scolarite_desk.ui.look.theme import Theme
from scolarite_desk.ui.widgets import Badge, Chip, Link, Words, column, keep_room, row
from scolarite_desk.ui.widgets.flow import Flow

Said = tuple[str, str, str]  # words, icon, tone
_NONE = State("", N_("Sans candidature"), "minus")
_LONGEST = 36  # characters of a formation in its chip
_TAGS = 4  # tags within reach: the last one counts those that are not
_OTHERS = 2  # dossiers of other years within reach; each leads to its own neighbours
_CVEC = {
    "payee": N_("CVEC {annee} vérifiée"),
    "exoneree": N_("CVEC {annee} exonérée"),
    "non_concernee": N_("CVEC {annee} non concernée"),
}
_GENRE = {
    "vapp": NC_("candidature", "VAPP"),
    "reprise": NC_("candidature", "reprise"),
    "transfert": NC_("candidature", "transfert"),
}


class DossierHeader(QWidget):
    """`go(path)`: a chip was pressed; `show(dossier)`: the same person's dossier of another year was.

    What it says is what the base holds, not what is being typed.
    """

    def __init__(
        self, theme: Theme, go: Callable[[str], object], show: Callable[[str], object], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._name, self._facts = Words(look="title"), Words(tone="muted")
        self._rank = Words(tone="muted")
        self._state = Badge(theme, "", _NONE.icon)
        self._ine = Chip(theme, "", lambda: go("ine"))
        self._cvec = Chip(theme, "", lambda: go("cvec"))
        self._candidature = Chip(theme, "", lambda: go("candidatures"))
        self._measures = Badge(theme, "", "scale", "warn")
        self._measures.hide()
        self._tags = [Chip(theme, "", lambda: go("pose")) for _ in range(_TAGS)]
        self._keys = [""] * _OTHERS
        self._others = [Link(theme, "", partial(self._leave_for, n, show)) for n in range(_OTHERS)]
        who = Flow(self._name, self._facts, spacing=theme.gap + theme.tight)
        said = (self._state, self._measures, self._ine, self._cvec, self._candidature, *self._tags, *self._others)
        chips, first = Flow(*said, spacing=theme.gap), QWidget()
        row(first, (who, 1), self._rank, spacing=theme.gap)
        column(self, first, chips, margins=(theme.block, theme.gap), spacing=theme.tight)
        keep_room(self._rank)

    def show_view(self, view: DossierView) -> None:
        """Say who it is."""
        self._name.setText(view.nom)
        born = show_birth(view.ne_le, view.civilite) if view.ne_le else tr("naissance à compléter")
        self._facts.setText(tr("{naissance} · dossier {numero}", naissance=born, numero=view.numero))
        state = STATUT.get(view.statut, _NONE)
        self._state.setVisible(state is not _NONE)  # the chip of the candidature says so already
        self._state.say(say(state.label), state.icon, state.tone)
        for chip, (words, icon, tone) in (
            (self._ine, ine_says(view)),
            (self._cvec, cvec_says(view)),
            (self._candidature, candidature_says(view)),
        ):
            chip.say(words, icon=icon, tone=tone)
        self._tell_whole(view)

        for number, link in enumerate(self._others):
            link.setVisible(number < len(view.autres_dossiers))
        for number, (key, campagne) in enumerate(view.autres_dossiers[:_OTHERS]):
            self._keys[number] = key
            self._others[number].say(campagne or tr("Autre année"), icon="calendar-days")
            self._others[number].setToolTip(tr("Le dossier de la même personne pour cette campagne"))

    def _tell_whole(self, view: DossierView) -> None:
        """The name of a formation is cut for the eye only: heard, and under the mouse, it is whole."""
        whole, shown = candidature_says(view, most=None)[0], self._candidature.text().strip()
        self._candidature.setAccessibleName(whole)
        self._candidature.setToolTip(whole if whole != shown else "")

    def show_measures(self, labels: Sequence[Msg]) -> None:
        """What stands for the person and changes what may be done of their data: an appeal, a limitation..."""
        self._measures.say(say(joined(", ", *labels)), "scale", "warn")
        self._measures.setVisible(bool(labels))

    def show_tags(self, borne: Sequence[Marque]) -> None:
        """What the person and their candidatures bear, each tag once."""
        found = list({one.etiquette: one for one in borne}.values())
        left = len(found) - _TAGS + 1 if len(found) > _TAGS else 0
        for number, chip in enumerate(self._tags):
            if left and number == _TAGS - 1:
                chip.say(trn("{n} autre", "{n} autres", left), icon="tag", tone="muted")
            elif number < len(found):
                chip.say(found[number].libelle, icon="tag", tone=TAGS[found[number].couleur])
            chip.setVisible(number < len(found))

    def show_rank(self, rank: int, total: int) -> None:
        """Where it stands in the list."""
        self._rank.setText(_rank_says(rank, total) if rank else "")

    def text(self) -> str:
        """What it says, for tests."""
        said = (self._name, self._facts, self._state, self._ine, self._cvec, self._candidature, self._rank)
        others = [link.text() for link in self._others if not link.isHidden()]
        return " | ".join(text.strip() for text in (*(one.text() for one in said if not one.isHidden()), *others))

    def _leave_for(self, number: int, show: Callable[[str], object]) -> None:
        show(self._keys[number])


def _rank_says(rank: int, total: int) -> str:
    if rank == 1:
        return tr("1er sur {total} · F7 F8", total=total)
    return tr("{rang}e sur {total} · F7 F8", rang=rank, total=total)


def ine_says(view: DossierView) -> Said:
    """The INE, provisional in so many words; or that there is none."""
    ine = view.ine
    if ine is None:
        return tr("Sans INE"), "id-card", "warn"
    if ine.provisoire:
        return tr("INE provisoire {ine} · à régulariser", ine=ine.valeur), "triangle-alert", "warn"
    if ine.controle == "litige":
        return tr("INE {ine} · en litige", ine=ine.valeur), "triangle-alert", "warn"
    if ine.controle == "a_verifier":
        return tr("INE {ine} · à vérifier", ine=ine.valeur), "triangle-alert", "warn"
    return tr("INE {ine}", ine=ine.valeur), "id-card", "muted"


def cvec_says(view: DossierView) -> Said:
    """The CVEC of the year of the dossier."""
    situation = str(view.cvec.values.get("situation")) if view.cvec is not None else ""
    if view.cvec is None or situation not in _CVEC:
        return tr("CVEC {annee} manquante", annee=view.annee), "circle-dashed", "warn"
    if doubt_of(view.cvec.values.get("numero"), view.cvec.values.get("verifie_le")):
        return tr("CVEC {annee} · numéro à vérifier", annee=view.annee), "triangle-alert", "warn"
    if situation == "payee" and view.cvec.values.get("verifie_le") is None:
        return tr("CVEC {annee} à vérifier", annee=view.annee), "eye", "accent"
    return say(_CVEC[situation].given(annee=view.annee)), "circle-check", "ok"


def candidature_says(view: DossierView, most: int | None = _LONGEST) -> Said:
    """The formation that is asked for, or how many are; `most`: letters of its name that there is room for."""
    live = view.vivantes
    if not live:
        return tr("Aucune candidature"), "circle-dashed", "warn"
    name, more = live[0].formation, len(live) - 1
    label = name if most is None or len(name) <= most else name[: most - 1].rstrip() + "…"
    first = joined(" · ", verbatim(label), _GENRE.get(live[0].genre, NOTHING))
    if more:
        words = trn("{candidature} et {n} autre", "{candidature} et {n} autres", more, candidature=first)
        return words, "file-text", "muted"
    return say(first), "file-text", "muted"
