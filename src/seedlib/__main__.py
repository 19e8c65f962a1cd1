"""`python -m seedlib`: the command line."""

import sys

from seedlib.cli import main

if __name__ == "__main__":  # worker processes import this module too
    sys.exit(main())
