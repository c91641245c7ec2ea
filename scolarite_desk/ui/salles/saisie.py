"""A few fields asked before an act: nothing is written until the act is done."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from scolarite_desk.models.fields.field import Field, Lists
from scolarite_desk.ui.forms.form import Form
from scolarite_desk.ui.look.theme import Theme


class Saisie(Form):
    """A form whose values are asked for by an act: `asked()` gives them all, None when one cannot be read."""

    def __init__(
        self,
        theme: Theme,
        fields: Sequence[Field],
        lists: Lists,
        on_change: Callable[[], object] = lambda: None,
    ) -> None:
        """`on_change()`: a field was left with another value."""
        super().__init__(theme, fields, lists, on_commit=lambda field, value: on_change())
        self.open({})

    def asked(self) -> dict[str, Any] | None:
        """Every value by name, blanks as None."""
        if not self.commit():
            self.focus(self.faults()[0][0].name)
            return None
        values = self.values
        return {field.name: values.get(field.name) for field in self.fields}

    def refused(self, path: str | None, message: str) -> bool:
        """Show a refusal under the field it names, and go there; False when it names none of them."""
        known = path is not None and self.fault(path, message)
        return known and self.focus(path or "")
