"""Property tests hold no stopwatch, and the same commit gives the same examples on every machine."""

from hypothesis import settings

settings.register_profile("house", deadline=None, derandomize=True)
settings.load_profile("house")
