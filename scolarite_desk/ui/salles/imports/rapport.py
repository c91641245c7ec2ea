"""The fifth step: what would become of each line, before anything is written; what is decided for all of them."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QWidget

from scolarite_desk.models.rows.imports import (
    CREER,
    DEMANDER,
    DOUTEUX,
    INCHANGE,
    MODIFIER,
    REJETE,
    REMPLACER,
    VIDES,
    Ecart,
    LignePlan,
)
from scolarite_desk.models.rules.states import State, table
from scolarite_desk.msg import N_, NC_, NOTHING, Msg
from scolarite_desk.ui.forms.parts import Fitted
from scolarite_desk.ui.forms.tables import Column, Table
from scolarite_desk.ui.look.texts import say, tr, trn
from scolarite_desk.ui.salles.imports.correspondances import field_name
from scolarite_desk.ui.salles.imports.etapes import PageEtape
from scolarite_desk.ui.salles.imports.moteur import Importation
from scolarite_desk.ui.salles.imports.personnes import who
from scolarite_desk.ui.widgets import Button, Empty, Words, column
from scolarite_desk.ui.widgets.flow import Flow
from scolarite_desk.ui.widgets.heads import Filters
from scolarite_desk.ui.widgets.tick import Tick
from scolarite_desk.ui.widgets.under import Under

TOUTES = "toutes"
ACTIONS = table(
    State(CREER, N_("À créer"), "plus", "ok"),
    State(MODIFIER, N_("À modifier"), "pencil", "accent"),
    State(INCHANGE, N_("Inchangées"), "check", "muted"),
    State(DOUTEUX, N_("Douteuses"), "circle-help", "warn"),
    State(REJETE, N_("Rejetées"), "circle-x", "bad"),
)
_FILTERS = (State(TOUTES, N_("Toutes"), ""), *ACTIONS.values())
_ONE = {
    CREER: NC_("ligne", "À créer"),
    MODIFIER: NC_("ligne", "À modifier"),
    INCHANGE: NC_("ligne", "Inchangée"),
    DOUTEUX: NC_("ligne", "Douteuse"),
    REJETE: NC_("ligne", "Rejetée"),
}
POLITIQUES = (
    State(VIDES, N_("Le garder"), "lock"),
    State(REMPLACER, N_("Le remplacer"), "pencil"),
    State(DEMANDER, NC_("import", "Demander"), "circle-help"),
)
_NOT_TAKEN = NC_("champ", "non pris")
_LINES = (
    Column[LignePlan](
        N_("Ligne"), lambda one: str(one.lieu.ligne), chars=6, right=True, sort=lambda one: one.lieu.ligne
    ),
    Column[LignePlan](
        NC_("ligne", "État"), lambda one: say(_ONE[one.action]), chars=12, icon=lambda one: ACTIONS[one.action].icon,
        tone=lambda one: ACTIONS[one.action].tone, sort=lambda one: list(ACTIONS).index(one.action),
    ),
    Column[LignePlan](N_("Qui"), who, chars=14, stretch=True),
    Column[LignePlan](N_("Pourquoi"), lambda one: _why(one) or _fields(one), chars=20, stretch=True),
)  # fmt: skip
_GAPS = (
    Column[Ecart](N_("Champ"), lambda one: field_name(one.chemin), chars=16, tone=lambda _: "muted"),
    Column[Ecart](N_("Dans la base"), lambda one: one.avant or tr("vide"), chars=14, stretch=True),
    Column[Ecart](
        N_("Dans le fichier"), lambda one: one.apres, chars=14, stretch=True, strong=lambda one: not one.garde
    ),
    Column[Ecart](
        NOTHING, lambda one: say(_what(one)), chars=12, worth=2,
        icon=lambda one: "lock" if one.garde else "pencil" if one.avant else "plus",
        tone=lambda one: "warn" if one.garde else "icon:accent",
    ),
)  # fmt: skip


_BEFORE = 1  # among the columns: says nothing of somebody new


class EtapeRapport(PageEtape):
    """What is decided above; the lines, and what would change of one."""

    def __init__(self, import_: Importation) -> None:
        super().__init__(import_)
        desk, theme = self.desk, self.desk.theme
        self.policy = Filters(theme, POLITIQUES)
        self.policy.chosen.connect(lambda code: self._decide(politique=code))
        self.complete = Tick(theme, tr("Dire qui n’y est plus"))
        self.strict = Tick(theme, tr("Tout ou rien"))
        self.complete.chosen.connect(lambda: self._decide(complete=bool(self.complete.answer())))
        self.strict.chosen.connect(lambda: self._decide(strict=bool(self.strict.answer())))
        self.filters = Filters(theme, _FILTERS, later=tuple(one.code for one in _FILTERS))
        self.filters.chosen.connect(lambda _: self._fill())
        self.nothing = Empty(theme, "clipboard-check", "")
        self.lines = Table[LignePlan](
            theme, _LINES, tr("Lignes du fichier"), key=lambda one: one.lieu, empty=self.nothing,
            shape=desk.shape("imports_rapport"),
        )  # fmt: skip
        self.lines.aside = desk.jobs.beside(tr("Ordre des lignes"))
        self.lines.moved.connect(lambda _: self._show())
        self.lines.opened.connect(self._enter)
        self.gaps = Fitted[Ecart](
            theme, _GAPS, tr("Ce qui change"), key=lambda one: one.chemin,
            empty=Empty(theme, "check", tr("Rien ne change à cette ligne.")),
        )  # fmt: skip
        self.gaps.moved.connect(lambda _: self._allow())
        self.title, self.message = Words(look="strong", wrap=True), Words(wrap=True)
        self.everywhere = Tick(theme, tr("À toutes les lignes"))
        self.replace = Button(
            theme, tr("Prendre le fichier"), partial(self._choose, True), icon="pencil",
            needs="imports",
        )  # fmt: skip
        self.keep = Button(theme, tr("Garder la base"), partial(self._choose, False), icon="lock", needs="imports")
        self.gaps.acts = (self.replace, self.keep)
        self.kept = Words(tone="warn", wrap=True)
        self.kept.setMinimumHeight(theme.line)
        self.told = Words(tone="muted", wrap=True)
        self._build()

    def _build(self) -> None:
        theme, above, said = self.desk.theme, QWidget(), QWidget()
        asked = Words(tr("Si un champ est déjà rempli\u00a0:"), tone="muted")
        self.filled = (asked, self.policy, self.complete)
        choices = Flow(*self.filled, self.strict, spacing=theme.gap)
        parts = (choices, self.filters, self.told, (self.lines, 1))
        column(above, *parts, margins=(theme.block, 0), spacing=theme.tight)
        acts = Flow(self.replace, self.keep, self.everywhere, spacing=theme.gap)
        column(said, self.title, self.message, self.gaps, self.kept, acts, spacing=theme.gap, stretch=True)
        column(self, (above, 6), (Under(theme, said), 4))

    def tell(self) -> None:
        """What would be done, as one decided until now."""
        plan, choix = self.import_.plan, self.import_.choix
        if plan is None:
            return
        for part in self.filled:
            part.setVisible(not self.import_.appointments)
        if self.policy.code != choix.politique:
            self.policy.show_chosen(choix.politique)
        self.complete.set_answer(choix.complete)
        self.strict.set_answer(choix.strict)
        self.filters.count({TOUTES: len(plan.lignes), **plan.compte()})
        told = [say(one) for one in plan.remarques]
        if plan.absents:
            told.append(
                trn(
                    "{n} dossier n’est plus dans le fichier\u00a0: rien ne lui arrive.",
                    "{n} dossiers ne sont plus dans le fichier\u00a0: rien ne leur arrive.",
                    len(plan.absents),
                )
            )
        self.told.setText(" ".join(told))
        self.told.setVisible(bool(told))
        self._fill()

    def begin(self) -> None:
        """On the lines."""
        self.lines.setFocus()

    def show_held(self) -> None:
        """The lines that keep all from being written, the keyboard on the first one."""
        count = self.import_.plan.compte() if self.import_.plan is not None else {}
        self.filters.choose(REJETE if count.get(REJETE) else DOUTEUX)
        self.begin()

    def _fill(self) -> None:
        plan, code = self.import_.plan, self.filters.code
        lines = plan.lignes if plan is not None else ()
        shown = lines if code == TOUTES else tuple(one for one in lines if one.action == code)
        self.nothing.say(tr("Aucune ligne de ce genre."), tr("«\u00a0Toutes\u00a0» les montre."))
        self.lines.fill(shown)
        if self.lines.current() is None:
            self.lines.step(0)
        self._show()

    def _enter(self, _: LignePlan) -> None:
        self.gaps.setFocus()

    def _show(self) -> None:
        one = self.lines.current()
        said = tr("Ligne {ligne} – {qui}", ligne=one.lieu.ligne, qui=who(one)) if one is not None else ""
        self.title.setText(said)
        self.message.setText(_why(one) if one is not None else "")
        self.message.setVisible(bool(self.message.text()))
        gaps = (one.ecarts or _said(one)) if one is not None else ()
        self.gaps.setColumnHidden(_BEFORE, not any(gap.avant for gap in gaps))
        self.gaps.fill(gaps)
        if one is not None and one.champ:
            self.gaps.go(one.champ)
        self._allow()

    def _allow(self) -> None:
        """A field of a line that is new, or wrong, has nothing to be kept."""
        one, gap = self.lines.current(), self.gaps.current()
        self.kept.setText(say(gap.garde) if gap is not None and gap.garde != _NOT_TAKEN else "")
        usable = one is not None and gap is not None and bool(one.ecarts) and bool(gap.avant)
        for act in (self.replace, self.keep, self.everywhere):
            act.setVisible(not self.import_.appointments)
        for button in (self.replace, self.keep):
            button.setEnabled(usable)

    def _decide(self, **what: object) -> None:
        if self.import_.plan is not None:
            self.import_.decide(**what)
            self.import_.look()

    def _choose(self, taken: bool) -> None:
        """Of the field that one is on: the file, or the base."""
        one, gap = self.lines.current(), self.gaps.current()
        if one is not None and gap is not None:
            everywhere = bool(self.everywhere.answer())
            self.import_.choose(one.lieu, gap.chemin, taken=taken, everywhere=everywhere)
            self.import_.look()
            self.gaps.setFocus()


def _why(one: LignePlan) -> str:
    """What is said of a line, without its place, which is said beside."""
    parts = say(one.message).split(say(one.lieu.dit()))
    return " ".join(part.strip(" –,\u00a0:") for part in parts).strip()


def _fields(one: LignePlan) -> str:
    """The fields that would change."""
    return ", ".join(field_name(gap.chemin) for gap in one.ecarts if not gap.garde)


def _what(gap: Ecart) -> Msg:
    """What becomes of a field, in a word."""
    if gap.garde:
        return _NOT_TAKEN if gap.garde == _NOT_TAKEN else NC_("champ", "gardé")
    return NC_("champ", "changé") if gap.avant else NC_("champ", "rempli")


def _said(one: LignePlan) -> tuple[Ecart, ...]:
    """What a line says, where the base has nobody to compare it with; nothing where all of it is there already."""
    if one.action not in (CREER, DOUTEUX, REJETE):
        return ()
    kept = NOTHING if one.action == CREER else _NOT_TAKEN
    return tuple(Ecart(path, "", text, kept) for path, text in one.valeurs.items())
