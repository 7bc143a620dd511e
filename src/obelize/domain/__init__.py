"""Frozen values and nothing else: what the other rooms pass to one another. Imports only `errors`."""
