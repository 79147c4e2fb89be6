# Everything a person does with the source tree. `make run` and `make test` need nothing but python3 (3.11) and make.

PYTHON ?= python3
VENV := .venv
PY := $(VENV)/bin/python
# Test processes; `make test WORKERS=0` runs everything in one, where a debugger can look in.
WORKERS ?= 2
READY := $(VENV)/.ready
SYSTEM := PYTHON="$(PYTHON)" sh packaging/setup_system.sh

export PYTHONPATH := $(CURDIR)/src

.PHONY: help run test check bench screenshots package wheel lock clean system-window system-tests
.DEFAULT_GOAL := help

help:
	@echo "make run             set up, then open the program on the sample portfolio"
	@echo "make test            set up, then run the whole test suite"
	@echo "make check           format, lint, types, import contracts, then the tests"
	@echo "make bench           measure start-up, editing and exporting, as ratios"
	@echo "make screenshots     take the pictures of the README anew"
	@echo "make package         build a folder that runs without Python, in dist/"
	@echo "make wheel           build the wheel, in dist/"
	@echo "make lock            resolve pyproject.toml into requirements.lock (needs uv)"
	@echo "make clean           remove the environment and everything built"

run: system-window $(READY)
	@if [ -n "$$DISPLAY$$WAYLAND_DISPLAY" ] || [ "$$(uname -s)" != Linux ]; then \
		$(PY) -m mlplanner --sample; \
	else \
		echo "There is no display here (neither DISPLAY nor WAYLAND_DISPLAY is set), so instead of the window the sample portfolio and all its exports are written to out/:"; \
		$(PY) -m mlplanner demo --out out; \
	fi

test: system-tests $(READY)
	$(PY) -m pytest -n $(WORKERS) --dist worksteal

check: system-tests $(READY)
	$(PY) -m ruff format --check
	$(PY) -m ruff check
	$(PY) -m mypy
	$(VENV)/bin/lint-imports
	$(PY) -m pytest -n $(WORKERS) --dist worksteal -m "not linters"

bench: system-window $(READY)
	$(PY) -m pytest tests/benchmarks -s

screenshots: system-window $(READY)
	$(PY) packaging/screenshots.py

package: system-window $(READY)
	@$(SYSTEM) package
	$(PY) -m PyInstaller --noconfirm --log-level WARN --distpath dist --workpath build packaging/mlplanner.spec
	@echo "Built dist/mlplanner/ - start it with dist/mlplanner/mlplanner"

wheel: $(READY)
	$(PY) -m hatchling build -t wheel

lock:
	UV_CUSTOM_COMPILE_COMMAND="make lock" uv pip compile pyproject.toml --extra dev --universal --generate-hashes --quiet -o requirements.lock

clean:
	rm -rf $(VENV) build dist out .cache .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis .coverage htmlcov
	find src tests -name __pycache__ -type d -prune -exec rm -rf {} +

# What the system must bring is looked at each time (a tenth of a second): a screen may have come since.
system-window:
	@$(SYSTEM) window $(if $(DISPLAY),screen)

system-tests:
	@$(SYSTEM) window tests

# The environment is made once, and again when the lock file changes.
$(READY): requirements.lock packaging/setup_environment.sh
	@command -v uv >/dev/null 2>&1 && uv --version >/dev/null 2>&1 || $(SYSTEM) python
	@PYTHON="$(PYTHON)" VENV="$(VENV)" sh packaging/setup_environment.sh
	@touch $@
