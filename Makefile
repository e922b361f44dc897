# Everything runs in an environment of its own, .venv in this checkout.
PYTHON ?= python3
BIN := .venv/bin
STAMP := .venv/installed

.PHONY: setup demo test lint check judges bench soak clean

setup: $(STAMP)

$(STAMP): pyproject.toml constraints.txt
	$(PYTHON) -c 'import sys; sys.exit("gsn-archive needs Python 3.11 or newer; run make PYTHON=/path/to/python3.11") if sys.version_info < (3, 11) else None'
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r constraints.txt
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --editable .
	touch $(STAMP)

demo: setup
	$(BIN)/gsn-archive demo

# Compiled once, as installing does: the tests start the command some hundred times. Files stay whole, on one worker:
# what the tests of a file share takes long to make.
test: setup
	$(BIN)/python -m compileall -q crawler spiders pipelines storage
	$(BIN)/pytest -n 2 --dist loadfile --no-loadscope-reorder

lint: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

check: lint test

# Other people's tools look at our archives. Installs them first, with Chromium as root on Debian.
judges: setup .judges/installed
	$(BIN)/pytest -n 2 --dist loadfile -m judges tests/judges

.judges/installed: $(wildcard tests/judges/constraints*.txt) tests/judges/install.sh
	PYTHON=$(PYTHON) tests/judges/install.sh

bench: setup
	$(BIN)/python -m tests.bench

soak: setup
	KILLS=60 FUZZ=5000 $(BIN)/pytest tests/test_crash.py tests/test_fuzz.py

clean:
	rm -rf .venv .judges
