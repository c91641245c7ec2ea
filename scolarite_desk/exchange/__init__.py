"""Rows to bytes and bytes to rows: documents, workbooks, lists. Nothing here writes to the base."""
