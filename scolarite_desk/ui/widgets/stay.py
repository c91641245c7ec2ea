"""What a page says of itself above or beside what one types and presses: it comes and goes without moving any of it.

It takes its place when one comes to the page. While one is there, what goes leaves its room, and what comes has none
yet: whoever asked says it otherwise, over the page.
"""

from __future__ import annotations

from PySide6.QtWidgets import QWidget


def stay(widget: QWidget, shown: bool, *, come: bool) -> bool:
    """Show or hide `widget`; False when it would push what is under the hand, and is not shown. `come`: one is just
    coming to the page, or to another thing of it.
    """
    policy = widget.sizePolicy()
    has_room = not come and (policy.retainSizeWhenHidden() or not widget.isHidden())
    if shown and not (come or has_room):
        return False
    policy.setRetainSizeWhenHidden(has_room)
    widget.setSizePolicy(policy)
    if widget.isHidden() == shown:
        widget.setVisible(shown)
    return True
