"""Journal lines in and out: several desks (not built yet)."""
