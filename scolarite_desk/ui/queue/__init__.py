"""The queue: search box, saved views, people."""
