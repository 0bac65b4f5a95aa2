"""`python -m pendopo` is the command line."""

from __future__ import annotations

from pendopo.cli.main import main

if __name__ == "__main__":
    main()
