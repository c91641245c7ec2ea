"""Saving what can be read of a damaged base into a new one. The damaged files are only read, and stay as they are.

Rows are read page by page; then the journal makes again the rows that are lost, and rows of which it lost the trace
enter it again. The new base is another station; what is missing is said, table by table.
"""

from scolarite_desk.store.safety.salvage.sauvetage import salvage

__all__ = ["salvage"]
