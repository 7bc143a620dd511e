"""What the exit codes mean; the same for every command."""

from enum import IntEnum


class ExitCode(IntEnum):
    """0 done, 1 findings (only with `--fail-on`), 2 usage or unreadable input, 3 incomplete."""

    DONE = 0
    FINDINGS = 1
    USAGE = 2
    INCOMPLETE = 3
    INTERRUPTED = 130
