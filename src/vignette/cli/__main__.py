"""`python -m vignette.cli` is the same as `vignette`."""

from vignette.cli.commands import main

if __name__ == "__main__":
    main()
