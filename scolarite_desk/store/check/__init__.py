"""Verifying a base: pages, links, chains, rows, heads, numbers, the search index."""
