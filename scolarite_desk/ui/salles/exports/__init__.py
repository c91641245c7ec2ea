"""The room where a table is chosen, laid out and written."""
