"""Reading, by area: a session in, frozen rows out."""
