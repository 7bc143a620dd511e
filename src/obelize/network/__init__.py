"""One polite client for all online sources: limits across processes, a ledger of them, a cache of answers."""
