"""The left half of « INE et CVEC »: the INE, given, doubted, provisional, replaced; and the other numbers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from scolarite_desk.errors import Refused
from scolarite_desk.models.fields.field import Field
from scolarite_desk.models.fields.of_numbers import INE
from scolarite_desk.models.rows.dossier_views import DossierView, IneView
from scolarite_desk.models.rules.ine import beginning, normalise
from scolarite_desk.msg import NOTHING, Msg
from scolarite_desk.services.identifiants import (
    IneProvisoire,
    IneTaken,
    draw_provisional_ine,
    record_ine,
    withdraw_identifier,
)
from scolarite_desk.store.queries.identites import EmissionRow, beside, emissions_of
from scolarite_desk.ui.desk.desk import Desk
from scolarite_desk.ui.dossier.numeros.autres import Numbers
from scolarite_desk.ui.forms.act_form import ActForm
from scolarite_desk.ui.forms.parts import Fitted, stack
from scolarite_desk.ui.forms.tables import Column
from scolarite_desk.ui.forms.voisin import Neighbour
from scolarite_desk.ui.look.heures import day
from scolarite_desk.ui.look.texts import small, tr
from scolarite_desk.ui.widgets import Button, Strip, Words

Said = tuple[str, str, str]  # words, icon, tone


@dataclass(frozen=True)
class Step:
    """One step on the way from a provisional INE to the definitive one."""

    words: str
    le: str = ""
    par: str = ""
    done: bool = True


class IneHalf(QWidget):
    """The INE of the person, and every other number by which a system knows them. `drawn()`: a provisional one was."""

    drawn = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        theme = desk.theme
        self.desk, self.view = desk, None  # type: Desk, DossierView | None
        self.strip = Strip(theme)
        self.form = ActForm(
            theme,
            INE,
            desk.lists,
            on_commit=self._commit,
            drafts=desk.drafts,
            on_failure=desk.messages.tell,
            part=True,
            live={"valeur": beginning},
        )
        self.form.lock("provisoire")
        self.form.declined.connect(self._declined)
        self._draw = Button(
            theme, tr("Générer un INE provisoire"), self.draw, icon="id-card", keys="Ctrl+I", needs="ine"
        )
        self._replace = Button(theme, tr("Remplacer par l’INE définitif"), self.replace, needs="ine")
        self._keep = Button(theme, tr("Garder quand même"), self.keep, needs="ine")
        self.neighbour = Neighbour(theme, desk.show, self.keep)
        self._steps_title = Words(tr("Régularisation"), look="strong")
        self.steps = self._step_table()
        self.numbers = Numbers(desk)
        stack(
            self,
            theme,
            Words(tr("INE"), look="strong"),
            self.strip,
            self.form,
            (self._draw, self._replace, self._keep),
            self.neighbour,
            self.numbers,
            self._steps_title,  # last: they come with a provisional number, and push nothing
            self.steps,
        )

    @property
    def _personne(self) -> str:
        return self.view.personne if self.view is not None else ""

    @property
    def _ine(self) -> IneView | None:
        return self.view.ine if self.view is not None else None

    def open(self, view: DossierView) -> None:
        """Show another dossier, its person's part."""
        self.view = view
        self.form.open(values_of(view.ine), view.personne)
        self._show(doubtful=False)

    def refresh(self, view: DossierView) -> None:
        """What the base holds now; what is being typed stays."""
        self.view = view
        self.form.refresh(values_of(view.ine) | {"doute": self.form.values.get("doute")})
        self._show(doubtful=not self._keep.isHidden() and self._pending())

    def draw(self) -> None:
        """The next provisional INE of the establishment."""
        if self.view is not None and self.desk.attempt(self, draw_provisional_ine, self._personne):
            self._settled()
            self.drawn.emit()

    def replace(self) -> None:
        """Give the definitive INE that is typed; with none, show where to type it."""
        if not self.form.text("valeur").strip():
            self.form.focus("valeur")
            self.form.fault("ine.valeur", tr("Tapez ici l’INE lu sur le document."))
        else:
            self.form.commit()

    def keep(self) -> None:
        """Keep a doubtful number all the same, with the reason."""
        motif = self.form.text("motif").strip()
        if not motif:
            self.form.fault("ine.motif", tr("Écrivez la raison de garder ce numéro."))
            self.form.focus("motif")
            return
        valeur = normalise(self.form.text("valeur"))
        if self.desk.attempt(self, record_ine, self._personne, valeur, self._origin(), motif):
            self._settled()

    def _settled(self) -> None:
        assert self.view is not None
        self.form.open(values_of(self.view.ine))
        self._show(doubtful=False)

    def _origin(self) -> str:
        return str(self.form.values.get("origine") or "declaration")

    def _pending(self) -> bool:
        """Whether the number on screen is not the one of the base."""
        typed = normalise(self.form.text("valeur"))
        return bool(typed) and (self._ine is None or typed != self._ine.valeur)

    def _commit(self, field: Field, value: Any) -> None:
        """A field was left: an INE is recorded at once, its origin too once there is one."""
        if field.name == "valeur":
            self._give(value)
        elif self._ine is not None and not self._ine.provisoire and not self._pending():
            motif = value if field.name == "motif" else self._ine.motif
            origine = value if field.name == "origine" else self._ine.origine
            self.desk.do(self, record_ine, self._personne, self._ine.valeur, origine or "declaration", motif or "")

    def _give(self, value: str | None) -> None:
        if value is None:
            self._withdraw()
        else:
            self.desk.do(self, record_ine, self._personne, value, self._origin())
        self._show(doubtful=False)

    def _declined(self, refused: Refused) -> None:
        """What to do of a number that was refused: look at who has it, or keep it with a reason if one may do."""
        if isinstance(refused, IneProvisoire):
            self._show(doubtful=False)
            return
        if isinstance(refused, IneTaken):
            self._show_neighbour(refused.personne)
        elif refused.champ == "ine.valeur":
            self._doubt()

    def _withdraw(self) -> None:
        if self._ine is not None and not self._ine.provisoire:
            self.desk.do(self, withdraw_identifier, self._ine.key)

    def _show_neighbour(self, personne: str) -> None:
        here, other = self.desk.read(beside, self._personne), self.desk.read(beside, personne)
        self.neighbour.show_both(_taken, here, other, self.desk.lists)
        self._doubt(card=True)

    def _doubt(self, *, card: bool = False) -> None:
        self.form.know(doute=True)
        self._keep.setVisible(not card)
        self.neighbour.setVisible(card)

    def _show(self, *, doubtful: bool) -> None:
        ine = self._ine
        self.strip.say(*says(ine, self.desk.lists.label("ine_origine", ine.origine) if ine else ""))
        if not doubtful:
            self._keep.hide()
            self.neighbour.hide()
            self.form.know(doute=bool(ine and ine.motif))
        self._draw.setVisible(ine is None)
        self._replace.setVisible(ine is not None and ine.provisoire)
        steps = steps_of(self.desk.read(emissions_of, self._personne))
        self._steps_title.setVisible(bool(steps))
        self.steps.setVisible(bool(steps))
        self.steps.fill(steps)
        if self.view is not None:
            self.numbers.show_person(self.view.personne)

    def _step_table(self) -> Fitted[Step]:
        def tone(step: Step) -> str:
            return "icon:ok" if step.done else "warn"

        columns = (
            Column[Step](
                NOTHING,
                lambda s: s.words,
                icon=lambda s: "circle-check" if s.done else "hourglass",
                tone=tone,
                stretch=True,
            ),
            Column[Step](NOTHING, lambda s: s.le, chars=11, worth=2),
            Column[Step](NOTHING, lambda s: s.par, chars=14, worth=0),
        )
        return Fitted(self.desk.theme, columns, tr("Régularisation"))


def values_of(ine: IneView | None) -> dict[str, Any]:
    """What the form shows of an INE: a provisional one in its own field, never to be taken for a real one."""
    if ine is None:
        return {}
    if ine.provisoire:
        return {"provisoire": ine.valeur}
    return {"valeur": ine.valeur, "origine": ine.origine or None, "motif": ine.motif or None, "doute": bool(ine.motif)}


def says(ine: IneView | None, origine: str) -> Said:
    """The state of the INE in words."""
    if ine is None:
        return tr("Sans INE\u00a0: tapez celui d’un document, ou générez un numéro provisoire."), "id-card", "warn"
    if ine.provisoire:
        return tr("Provisoire\u00a0: absent de la colonne INE des exports."), "triangle-alert", "warn"
    if ine.controle == "litige":
        said = tr("En litige\u00a0: une autre personne a ce numéro. Raison\u00a0: {raison}.", raison=ine.motif)
        return said, "circle-alert", "bad"
    if ine.controle == "a_verifier":
        said = tr("À vérifier\u00a0: la clé est fausse, gardée. Raison\u00a0: {raison}.", raison=ine.motif)
        return said, "triangle-alert", "warn"
    said = tr("Enregistré, {origine}.", origine=small(origine)) if origine else tr("Enregistré.")
    return said, "circle-check", "ok"


def _taken(who: Msg) -> str:
    return tr("Cet INE est déjà celui de {qui}.", qui=who)


def steps_of(given: tuple[EmissionRow, ...]) -> list[Step]:
    """What was done since a provisional INE was given, and what is waited for."""
    steps = []
    for one in given:
        steps.append(Step(tr("INE provisoire {ine} attribué", ine=one.valeur), day(one.le), one.par))
        if one.remplace_par:
            steps.append(Step(tr("Remplacé par {ine}, gardé comme ancien numéro", ine=one.remplace_par)))
    if given and not given[-1].remplace_par:
        steps.append(Step(tr("Document portant l’INE définitif attendu"), done=False))
        steps.append(Step(tr("INE définitif à taper au-dessus"), done=False))
    return steps
