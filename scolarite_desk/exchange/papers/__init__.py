"""Papers of the desk as PDF: receipt, letters, lists, the recovery key, the day's seal, the report of a purge."""
