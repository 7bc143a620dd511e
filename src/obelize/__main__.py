"""`python -m obelize` is the `obelize` command."""

import sys

from obelize.cli import main

if __name__ == "__main__":
    sys.exit(main())
