# `make run` and `make test` set up everything they need by themselves.
#
#   make run        start Oneiro on this machine and open a chat page
#   make test       run the tests
#   make check      format, lint, types, import contracts, tests
#   make bench      speed against plainly written references
#   make bench-gpu  the same of one GPU, and what that card can do; without one it says so
#   make chaos      kill, pause and starve every part at random moments; CHAOS_JOBS=500: longer
#   make ledger-fuzz  10,000 random histories of Stars and credits on each database
#   make fleet      rehearse a deployment: bots, workers, Postgres, Redis; updated under load
#   make install    set up alone
#   make bot        one chat process (ONEIRO_* settings say where Redis and SQL are)
#   make worker     one render worker
#   make pictures   make the pictures of docs/gallery, docs/MONEY.md, the dream menu and /premium anew
#
# TORCH_INDEX_URL=URL takes torch and torchvision from another index (a CPU-only pair, say).

SHELL := /bin/bash
# The first that runs (a version manager's stand-in may be on PATH and fail) and fits.
FITS := import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 13))
PYTHON ?= $(shell for name in python3.12 python3.11 python3; do \
	$$name -c '$(FITS)' 2>/dev/null && echo $$name && break; done)
TORCH_INDEX_URL ?=
PYTEST_FLAGS ?=
UP_FLAGS ?=
FLEET_FLAGS ?=

BIN := .venv/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check -qq

.PHONY: install install-dev run test check format bench bench-gpu chaos ledger-fuzz fleet bot worker pictures clean

install: .venv/installed
install-dev: .venv/installed-dev

.venv/installed: pyproject.toml
	@$(or $(PYTHON),false) -c '$(FITS)' || \
		{ echo "Oneiro needs Python 3.11 or 3.12; name one: make PYTHON=/path/to/python3.12"; exit 1; }
	@echo "Setting up .venv (once; torch and torchvision are large) ..."
	@$(PYTHON) -m venv .venv || { echo "On Debian: apt install python3-venv"; exit 1; }
	@$(PIP) install --upgrade 'pip>=25.1'
ifneq ($(TORCH_INDEX_URL),)
	@$(PIP) install torch torchvision --index-url $(TORCH_INDEX_URL)
endif
	@$(PIP) install -e .
	@touch $@

.venv/installed-dev: .venv/installed
	@$(PIP) install --group dev
	@touch $@

# exec: a signal to `make run` meets Oneiro itself and no shell in between.
run: install
	@ONEIRO_FOLLOW_PARENT=1 exec $(BIN)/oneiro up $(UP_FLAGS)

# Empty: not set. The many processes that tests start compile our modules once, and not each anew.
test: export PYTHONDONTWRITEBYTECODE :=
test: install-dev
	@command -v chromium >/dev/null || command -v chromium-browser >/dev/null || \
		echo "The browser tests are skipped: they need Chromium (Debian: apt install chromium)"
	@command -v postgres >/dev/null || compgen -G '/usr/lib/postgresql/*/bin/postgres' >/dev/null || \
		echo "The tests on Postgres are skipped: they need it (Debian: apt install postgresql)"
	@$(BIN)/python -m pytest $(PYTEST_FLAGS)

# Without a cache mypy keeps one core busy for most of a minute; the tests begin beside it.
check: install-dev
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/lint-imports
	@$(BIN)/mypy & $(MAKE) --no-print-directory test && wait $$!

format: install-dev
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix .

bench: install-dev
	@$(BIN)/python -m benchmarks

ledger-fuzz: install-dev
	@ONEIRO_LEDGER_HISTORIES=10000 $(BIN)/python -m pytest -n 2 $(PYTEST_FLAGS) tests/bot/storage/ledger/test_histories.py

bench-gpu: install-dev
	@$(BIN)/python -m benchmarks.gpu

# CHAOS_SEED=N rolls a run again; CHAOS_JOBS=500 sends so many photos (half an hour on two cores).
# One process: the figures at the end are seen, and the blows have the machine to themselves.
# Empty, as for test: what is started again and again is compiled once.
chaos: export PYTHONDONTWRITEBYTECODE :=
chaos: install-dev
	@$(BIN)/python -m pytest -n 0 -m chaos $(PYTEST_FLAGS)

# FLEET_FLAGS="--from CHECKOUT" updates from the Oneiro of another checkout.
fleet: install-dev
	@$(BIN)/python -m tests.fleet $(FLEET_FLAGS)

bot: install
	@exec $(BIN)/oneiro bot

worker: install
	@exec $(BIN)/oneiro worker

pictures: install-dev
	@$(BIN)/python -m benchmarks.gallery house style dream
	@$(BIN)/python -m benchmarks.preset_menu
	@$(BIN)/python -m benchmarks.pictures.premium
	@$(BIN)/python -m benchmarks.pictures.strokes
	@$(BIN)/python -m tests.browser.shots.money
	@$(BIN)/python -m tests.browser.shots.community

clean:
	@rm -rf .venv .mypy_cache .pytest_cache .ruff_cache .import_linter_cache build dist *.egg-info
