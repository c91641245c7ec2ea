"""Files come in: a plan of what each line would do, seen first, then one lot that is undone as one."""

from scolarite_desk.services.imports.appliquer import apply_import
from scolarite_desk.services.imports.plan import plan_import

__all__ = ["apply_import", "plan_import"]
