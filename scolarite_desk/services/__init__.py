"""What the office does: one module per area, acts on a work."""
