# The three commands that people and CI use: setup, run, test. See README.md.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
HOST   ?= 127.0.0.1
PORT   ?= 7860
# A package index that has torch's CPU build, e.g. https://download.pytorch.org/whl/cpu
TORCH_INDEX ?=

export UV_FIND_LINKS ?= $(PIP_FIND_LINKS)
UV := $(BIN)/uv pip install --quiet --python $(BIN)/python

.PHONY: setup run test format bench

setup: $(VENV)/.ready

$(VENV)/.ready: requirements.txt requirements-dev.txt constraints.txt
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@test -x $(BIN)/uv || $(BIN)/python -m pip install --quiet --disable-pip-version-check uv==0.11.33
	$(if $(TORCH_INDEX),$(UV) --index-url $(TORCH_INDEX) $$(grep '^torch==' requirements.txt))
	$(UV) -r requirements-dev.txt
	@touch $@

run: setup
	$(BIN)/python -m index build
	HOST=$(HOST) PORT=$(PORT) $(BIN)/python app.py

test: setup
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	tests/install-browser
	$(BIN)/python -m pytest

format: setup
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .
