# make demo: set everything up and serve the demo. make test: set everything up and pass the tests.
# A fresh machine needs Python 3.11+, make and a package registry; Node comes into .venv with the rest.

VENV   ?= .venv
PYTHON ?= python3
PORT   ?= 8000
BIN    := $(abspath $(VENV))/bin
STAMPS := $(VENV)/.stamps
BUILT  := fangxian/static/built/manifest.json
FIELD  := fangxian/static/built/field/manifest.json
WIRE   := frontend/field/wire.gen.ts
WORDS  := locale/zh_Hans/LC_MESSAGES/django.mo
PYTEST := $(BIN)/python -m pytest
SPREAD := -n auto --maxprocesses 4 --dist worksteal
NPM    := cd frontend && PATH="$(BIN):$$PATH" npm --loglevel=error

# Where `make test-pg` looks for PostgreSQL.
PG_URL ?= postgres://postgres:postgres@127.0.0.1:5432/fangxian

FRONT_SOURCES := $(shell find frontend -path frontend/node_modules -prune -o -type f ! -name '*.gen.ts' -print 2>/dev/null)
ACT_SOURCES   := $(shell find fangxian -path '*/acts*' -name '*.py' 2>/dev/null)
WORD_SOURCES  := $(wildcard locale/zh_Hans/LC_MESSAGES/*.po)

.PHONY: demo test test-pg e2e bench dev fix check wire messages build setup clean
.DELETE_ON_ERROR:
export PIP_DISABLE_PIP_VERSION_CHECK := 1
export FANGXIAN_PORT := $(PORT)

setup: $(STAMPS)/project $(BUILT) $(FIELD) $(WORDS)  ## everything the other targets need

demo: setup  ## the essay's places, built through the door and served
	@$(BIN)/fangxian demo

test: setup  ## the tests, on SQLite
	@env -u DATABASE_URL $(PYTEST) $(SPREAD) -m "not e2e and not bench and not postgres" $(ARGS)

test-pg: setup  ## the same tests on PostgreSQL
	@url="$${DATABASE_URL:-$(PG_URL)}"; \
	if $(BIN)/python -m tools.postgres "$$url"; then \
	  DATABASE_URL="$$url" $(PYTEST) $(SPREAD) -m "not e2e and not bench" $(ARGS); \
	elif [ "$$CI" = true ] && [ -n "$$DATABASE_URL" ]; then \
	  echo "The database of DATABASE_URL does not answer."; exit 1; \
	else \
	  echo "Skipped: no PostgreSQL answers (set DATABASE_URL to one that may create databases)."; \
	fi

e2e: setup  ## the pages in a real browser
	@CHROMIUM="$${CHROMIUM:-/usr/bin/chromium}" $(PYTEST) -m e2e $(ARGS)

bench: setup  ## the claims, as a table of ratios
	@for claim in $(basename $(notdir $(wildcard benchmarks/[a-z]*.py))); do \
	  echo "· $$claim"; $(BIN)/python -m benchmarks.$$claim || exit 1; \
	done

dev: setup  ## Django with reload beside Vite with hot replacement
	@trap 'kill 0' INT TERM EXIT; \
	(cd frontend && PATH="$(BIN):$$PATH" npm run --silent dev) & \
	FANGXIAN_DEBUG=1 FANGXIAN_VITE_DEV=1 $(BIN)/fangxian runserver 127.0.0.1:$(PORT)

fix: setup  ## formats, and repairs what can be repaired by a machine
	@$(BIN)/ruff check --fix --quiet . || true
	@$(BIN)/ruff format --quiet .
	@for once_more in 1 2; do $(BIN)/djlint --reformat --quiet fangxian >/dev/null || true; done
	@$(NPM) run --silent fix

check: setup  ## every rule of the house, one line each
	@$(BIN)/python -m tools.check

wire: setup  ## the acts' TypeScript, for the phone
	@$(BIN)/python -m tools.wire

messages: $(STAMPS)/project  ## the translations, brought up to date with the code
	@$(BIN)/python -m tools.messages

build: setup  ## a wheel that carries the compiled assets and translations
	@$(BIN)/python -m tools.messages --compile fangxian/locale
	@rm -rf build dist
	@$(BIN)/python -m pip wheel --quiet --no-deps --no-build-isolation --wheel-dir dist .
	@rm -rf fangxian/locale build
	@ls dist

clean:  ## everything that was made here
	@rm -rf $(VENV) frontend/node_modules fangxian/static/built fangxian/locale build dist *.egg-info var
	@rm -rf .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +
	@rm -f $(WORDS)

$(STAMPS)/uv: requirements/uv.txt
	@echo "· Python in $(VENV)"
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --quiet --require-hashes -r requirements/uv.txt
	@mkdir -p $(STAMPS) && touch $@

$(STAMPS)/python: requirements/dev.txt $(STAMPS)/uv
	@echo "· Python packages"
	@VIRTUAL_ENV=$(abspath $(VENV)) $(BIN)/uv pip sync --quiet --require-hashes requirements/dev.txt 2>$(STAMPS)/uv.log \
	  || { echo "  uv could not ($$(tail -1 $(STAMPS)/uv.log)); pip does it"; \
	       $(BIN)/python -m pip install --quiet --require-hashes -r requirements/dev.txt; }
	@touch $@

$(STAMPS)/project: pyproject.toml requirements/base.in $(STAMPS)/python
	@echo "· fangxian itself"
	@$(BIN)/python -m pip install --quiet --quiet --no-deps --no-build-isolation --editable .
	@touch $@

$(STAMPS)/node: frontend/package-lock.json $(STAMPS)/python
	@echo "· Node packages"
	@$(NPM) ci
	@touch $@

$(BUILT): $(FRONT_SOURCES) $(STAMPS)/node
	@echo "· assets"
	@cd frontend && PATH="$(BIN):$$PATH" npm run --silent build -- --logLevel warn
	@touch $@

$(FIELD): $(BUILT) $(WIRE)
	@echo "· the phone's app"
	@cd frontend && PATH="$(BIN):$$PATH" npm run --silent build:field -- --logLevel warn
	@touch $@

$(WIRE): $(ACT_SOURCES) tools/wire.py $(STAMPS)/project
	@$(BIN)/python -m tools.wire

$(WORDS): $(WORD_SOURCES) tools/messages.py $(STAMPS)/project
	@echo "· translations"
	@$(BIN)/python -m tools.messages --compile
	@touch $@
