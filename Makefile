# Every target sets itself up: a .venv beside this file, made once, made again when the lock changes.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

.PHONY: demo test bench crawl check lock clean

demo: $(READY)  ## crawl the imitation campus and print what was found
	@$(BIN)/python -m tests.campus.demo

test: $(READY)  ## all tests
	@$(BIN)/python -m pytest

bench: $(READY)  ## speeds, as ratios in one run
	@$(BIN)/python -m tests.bench

crawl: $(READY)  ## make crawl SCHOOL=北京科技大学
	@test -n "$(SCHOOL)" || { echo "say which school: make crawl SCHOOL=北京科技大学" >&2; exit 2; }
	@$(BIN)/xxgk crawl "$(SCHOOL)"

check: $(READY)  ## style and types
	@$(BIN)/ruff check . && $(BIN)/ruff format --check . && $(BIN)/mypy

lock: $(READY)  ## pin anew, after a change of pyproject.toml (needs uv)
	@uv pip compile pyproject.toml --universal --extra dev --extra browser --generate-hashes --no-emit-index-url \
		--no-header --python-version 3.11 --upgrade --quiet --output-file requirements.lock

clean:
	@rm -rf $(VENV) data/demo

$(READY): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || \
		{ echo "Python 3.11 or newer is needed as $(PYTHON): apt-get install python3, or make PYTHON=/path/to/python3" >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || \
		{ echo "Python's venv module is missing: apt-get install python3-venv" >&2; exit 1; }
	@echo "Setting up $(VENV) (once, about half a minute) …" >&2
	@$(PYTHON) -m venv --clear $(VENV)
	@$(BIN)/python -m pip install --quiet --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@$(BIN)/python -m pip install --quiet --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@
