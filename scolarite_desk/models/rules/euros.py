"""Amounts as the office writes them."""

from __future__ import annotations

from decimal import Decimal


def show_euros(value: Decimal) -> str:
    """« 2 895,00 »: two decimals, thousands apart."""
    return f"{value:,.2f}".replace(",", "\u202f").replace(".", ",")
