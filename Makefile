# Eighth Server. `make` lists what there is; `make play` starts an exercise on this machine.
PYTHON ?= python3
HOST ?= 127.0.0.1
PORT ?= 8000
export HOST PORT

BIN := .venv/bin
MANAGE := $(BIN)/python manage.py
# Whole files go to one of two processes: a file's server, browser and database are its own.
# In the order of their names, so that the long ones of the browser do not come last.
PYTEST := $(BIN)/python -m pytest -n 2 --dist loadfile --no-loadscope-reorder
ON_SERVICES := $(BIN)/python -m tests.services $(PYTEST) -p tests.own_redis
OURS := game project tests benchmarks manage.py

.PHONY: help play demo up facilitator-link setup lint fix test test-all bench calibrate study golden messages lock migrations clean

help:  ## list the targets
	@sed -n 's/^\([a-z-]*\):.*##/\1\t/p' $(MAKEFILE_LIST) | expand -t 20

play: .venv/assets  ## serve an exercise from one process: make play [PORT=8123] [HOST=0.0.0.0]
	@$(MANAGE) serve --host $(HOST) --port $(PORT)

demo: .venv/assets  ## six teams of bots play a morning by themselves on the board: make demo [PORT=8123]
	@DATA_DIR=$(or $(DATA_DIR),data/demo) $(MANAGE) demo --host $(HOST) --port $(PORT)

up: .venv/assets  ## the production shape under one supervisor: DATABASE_URL=... REDIS_URL=... make up
	@$(MANAGE) up --host $(HOST) --port $(PORT)

facilitator-link: .venv/synced  ## print a fresh one-time link for the facilitator
	@$(MANAGE) facilitator_link

setup: .venv/assets  ## make the environment in .venv, fetch the front-end's parts

lint: .venv/synced  ## every check that changes nothing
	$(BIN)/ruff check $(OURS)
	$(BIN)/ruff format --check $(OURS)
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache
	$(MANAGE) makemigrations --check --dry-run

fix: .venv/synced  ## change what can be changed by itself
	$(BIN)/ruff check --fix $(OURS)
	$(BIN)/ruff format $(OURS)

test: .venv/assets lint  ## lint and all tests but the slow ones, on SQLite and on real PostgreSQL and Redis
	@tests/services.sh
	$(PYTEST) -m "not slow"
	$(ON_SERVICES) -m "not slow and not stack" tests/runtime tests/live

test-all: .venv/assets lint  ## every test
	@tests/services.sh
	$(PYTEST)
	$(ON_SERVICES) -m "not stack" tests/runtime tests/live

bench: .venv/synced  ## the figures that README quotes
	$(BIN)/python -m benchmarks
	$(BIN)/python -m benchmarks.live

calibrate: .venv/synced  ## judge every row on forty seeds, renew docs/calibration.md (5 minutes of CPU)
	$(MANAGE) calibrate --write docs/calibration.md

SEEDS ?= 1-200
T8 ?= 60

study: .venv/synced  ## scripted teams on all variants, T1 to T17, renew docs/validity.md: make study [SEEDS=1-200] [T8=60]
	$(MANAGE) study --all --seeds $(SEEDS) --scripts $(T8) --write docs/validity.md
	$(MANAGE) panel --write game/runtime/panel.json

golden: .venv/synced  ## write the golden runs of a new simulation version
	GOLDEN=write $(BIN)/python -m pytest -q tests/sim/test_golden_runs.py

messages: .venv/synced  ## collect every text for translators: locale/django.pot
	$(MANAGE) messages

lock: .venv/synced  ## pin the newest versions that requirements.in allows
	$(BIN)/uv pip compile --upgrade --universal --fork-strategy fewest --python-version 3.11 \
		--generate-hashes --no-emit-index-url --no-emit-find-links \
		--custom-compile-command "make lock" requirements.in -o requirements.lock

migrations: .venv/synced  ## write the migrations that the models ask for
	$(MANAGE) makemigrations game

clean:  ## forget the environment and everything built; data/ stays
	rm -rf .venv static/vendor staticfiles artifacts

# --- stamps: a second start does none of this again ---

.venv/synced: requirements.lock
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@test -x $(BIN)/uv || $(BIN)/python -m pip install --quiet --disable-pip-version-check uv
	@$(BIN)/uv pip sync --quiet requirements.lock
	@touch $@

STATIC := $(shell find static game/static locale -type f -not -path 'static/vendor/*' -not -name '*.mo' 2>/dev/null)

.venv/assets: .venv/synced frontend/package-lock.json $(STATIC)
	@$(MANAGE) assets
	@touch $@
