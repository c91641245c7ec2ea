"""The hub: a PostgreSQL database where desks leave their works for each other. No server code of ours runs there."""
