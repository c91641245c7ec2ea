"""Properties of the pure rules: a slow machine is no failure."""

from hypothesis import settings

settings.register_profile("desk", deadline=None)
settings.load_profile("desk")
