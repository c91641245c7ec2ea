"""The room of personal data: one person's rights, the purge."""
