"""The online sources, one file each, and how they are opened from the settings.

A third party adds one with an entry point in the group `obelize.literature_sources`: a callable that takes an
`Access` and returns a `LiteratureSource`. Its name is the entry point's.
"""
