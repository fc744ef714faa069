# Needs make and Python 3.11 or newer; everything else goes into .venv. On Windows, use WSL.
# PYTHON=/path/to/python chooses the Python; LAB_FLAGS="--no-browser" is handed to JupyterLab.

BIN := .venv/bin
PIP := $(BIN)/python -m pip install -qq --disable-pip-version-check
SHELL := /bin/sh

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help demo test quick lab site lite format lint execute generate requirements bench-grading bench-by-value bench-training bench-waiting bench-crossover bench-roofline clean

help: ## list these commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-16s %s\n", $$1, $$2 }' Makefile

demo: .venv/.ready ## grade a simulated class of 30 students, from release to gradebook
	@$(BIN)/grader demo

test: .venv/.ready ## lint, types and all tests, with a table of where the time went
	@$(BIN)/python -m tools.run_tests

quick: .venv/.ready ## lint, types, and the tests that your change touches, in under a minute
	@$(BIN)/python -m tools.run_tests --quick

# A lesson arrives whole (copied aside, then renamed) or not at all; one that is there is left alone.
lab: .venv/.ready ## copy new lessons to work/ and open JupyterLab on the first
	@mkdir -p work; \
	for lesson in notebooks/*/; do \
		name=$$(basename "$$lesson"); \
		if [ -e "work/$$name" ]; then echo "work/$$name is there already: left as it is"; continue; fi; \
		rm -rf "work/.$$name.part" && cp -R "notebooks/$$name" "work/.$$name.part" \
			&& mv "work/.$$name.part" "work/$$name" && echo "work/$$name copied from notebooks/" || exit 1; \
	done
	@echo "Opening JupyterLab on lesson 00; Ctrl-C here ends it. If no browser opens, open the address below:"
	@$(BIN)/jupyter lab --log-level=CRITICAL --ServerApp.root_dir="$(CURDIR)/work" $(if $(filter 0,$(shell id -u)),--allow-root) \
		--LabApp.default_url=/lab/tree/00_start_here/00_start_here.ipynb $(LAB_FLAGS)

# SOLUTIONS=1 builds the instructors' site, with the solutions and their verdicts.
site: .venv/.site-ready ## build the web site into build/site/html
	@$(BIN)/python tools/build_site.py $(if $(SOLUTIONS),--solutions)

lite: .venv/.lite-ready ## build the course for a browser alone into build/lite/html
	@$(BIN)/python tools/build_lite.py

format: .venv/.ready ## sort imports and format the code
	@$(BIN)/ruff check --select I --fix
	@$(BIN)/ruff format

lint: .venv/.ready ## ruff and mypy, as in make test
	@$(BIN)/python -m tools.run_tests --lint

execute: .venv/.ready ## run the notebooks in solutions/ again and store their outputs
	@for notebook in solutions/*/*.ipynb; do \
		echo "Running $$notebook"; \
		$(BIN)/jupyter nbconvert --log-level=WARN --to notebook --execute --inplace \
			--ExecutePreprocessor.record_timing=False "$$notebook" || exit 1; \
	done

generate: .venv/.ready ## make notebooks/ and the keys from solutions/
	@$(BIN)/grader generate

requirements: .venv/.ready ## pin the newest dependencies again, for every platform
	@echo "Resolving requirements.txt for Python 3.11 to 3.13 on Linux, macOS and Windows"
	@$(BIN)/uv pip compile pyproject.toml --group dev --all-extras --no-emit-package training-loop \
		--universal --python-version 3.11 --fork-strategy fewest --upgrade --generate-hashes \
		--custom-compile-command "make requirements" --quiet -o requirements.txt
	@$(BIN)/uv pip compile --group site --constraint requirements.txt \
		--universal --python-version 3.11 --fork-strategy fewest --upgrade --generate-hashes \
		--custom-compile-command "make requirements" --quiet -o requirements-site.txt
	@$(BIN)/uv pip compile --group lite --constraint requirements.txt \
		--universal --python-version 3.11 --fork-strategy fewest --upgrade --generate-hashes \
		--custom-compile-command "make requirements" --quiet -o requirements-lite.txt

bench-grading: .venv/.ready ## measure the grading engine beside nbgrader, and Otter (see benchmarks/peers.py)
	@$(BIN)/python benchmarks/grading.py
	@PYTHONPATH=. $(BIN)/python benchmarks/peers.py

bench-by-value: .venv/.ready ## measure what it costs to judge test cells by value
	@PYTHONPATH=. $(BIN)/python benchmarks/by_value.py

bench-training: .venv/.ready ## measure the training loop beside its peers (PyTorch: see docs/why_numpy_is_fast.md)
	@$(BIN)/python benchmarks/training.py

bench-waiting: .venv/.ready ## measure what people wait for, and add a line to benchmarks/history.csv
	@PYTHONPATH=. $(BIN)/python benchmarks/waiting.py

bench-roofline: .venv/.ready ## measure what binds each operation of a step, for the same page
	@$(BIN)/python benchmarks/roofline.py

bench-crossover: .venv/.ready ## measure where PyTorch catches up, for docs/why_numpy_is_fast.md
	@$(BIN)/python benchmarks/crossover.py

clean: ## remove caches and build leftovers; keeps .venv, work/ and grades
	@rm -rf build dist ./*.egg-info course_lib/build course_lib/*.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis
	@find . -path ./.venv -prune -o -type d \( -name __pycache__ -o -name .ipynb_checkpoints \) -prune -exec rm -rf {} +
	@echo "Caches and build leftovers removed"

# The stamp is written last, so a setup that was interrupted starts again.
.venv/.ready: requirements.txt pyproject.toml course_lib/pyproject.toml
	@python="$(PYTHON)"; \
	recent='import sys; sys.exit(sys.version_info < (3, 11))'; \
	for candidate in python3.13 python3.12 python3.11 python3 python; do \
		[ -n "$$python" ] && break; \
		"$$candidate" -c "$$recent" 2>/dev/null && python=$$candidate; \
	done; \
	if [ -z "$$python" ] || ! "$$python" -c "$$recent" 2>/dev/null; then \
		echo "The course needs Python 3.11 or newer: $${python:-none was found on the PATH}$${python:+ is not}." >&2; \
		echo "Install it, or say where it is: make PYTHON=/path/to/python3.12 demo" >&2; exit 2; \
	fi; \
	if ! $(BIN)/python -c "import pip; $$recent" 2>/dev/null; then \
		echo "Making .venv with $$("$$python" --version)"; \
		"$$python" -m venv --clear .venv || exit 1; \
	fi
	@echo "Installing the pinned packages into .venv: about 900 MB on disk, a minute or two"
	@awk '/^uv==/ { found = 1 } found { print } found && !/\\$$/ { exit }' requirements.txt > .venv/uv.txt
	@$(PIP) --require-hashes -r .venv/uv.txt && VIRTUAL_ENV=.venv $(BIN)/uv pip install $(if $(CI),--quiet) --require-hashes -r requirements.txt \
		|| { echo "uv could not install them: pip does, in one to three minutes"; $(PIP) --require-hashes -r requirements.txt; }
	@echo "Installing course_lib and grader from this folder"
	@$(PIP) --no-build-isolation --no-deps -e ./course_lib -e .
	@touch $@
	@echo "Setup is done; it is not repeated until the requirements change"

.venv/.site-ready: requirements-site.txt .venv/.ready
	@echo "Installing what builds the web site: about 30 MB"
	@VIRTUAL_ENV=.venv $(BIN)/uv pip install --quiet --require-hashes -r requirements-site.txt \
		|| $(PIP) --require-hashes -r requirements-site.txt
	@touch $@

.venv/.lite-ready: requirements-lite.txt .venv/.ready
	@echo "Installing what builds the course for a browser: about 20 MB"
	@VIRTUAL_ENV=.venv $(BIN)/uv pip install --quiet --require-hashes -r requirements-lite.txt \
		|| $(PIP) --require-hashes -r requirements-lite.txt
	@touch $@
