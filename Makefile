# The two commands: `make serve` and `make test`. Both set everything up by themselves.
# Elsewhere on Linux pip's default torch brings several GB of CUDA; name a CPU build:
#   make serve TORCH_ARGS="--index-url https://…your CPU wheel index… torch==2.13.0"
PYTHON ?= python3
VENV ?= .venv
TORCH_ARGS ?= torch==2.13.0
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet

TEST_WORKERS ?= 2
YOUJU_HOST ?= 127.0.0.1
YOUJU_PORT ?= 8000
PORT ?= $(YOUJU_PORT)
HOST ?= $(YOUJU_HOST)
YOUJU_INDEX ?= index
export YOUJU_INDEX

.PHONY: serve test check index clean format peers browser

serve: $(VENV)/.ready
	@exec $(BIN)/youju serve --host $(HOST) --port $(PORT)

index: $(VENV)/.ready
	@$(BIN)/youju ingest

# What measures time or load has the machine to itself, and a second try where something else on
# the machine was in its way; the rest runs side by side.
test: check browser
	$(BIN)/python -m pytest -m "not alone" --numprocesses $(TEST_WORKERS) --dist loadfile
	$(BIN)/python -m pytest -m alone --reruns 1

# Chromium and Chinese fonts for the browser tests: installed with apt-get where this may, told how
# to get where not. Then those tests are skipped, loudly; with CI=1 they fail.
browser: $(VENV)/.ready-dev
	@$(BIN)/python -m tests.chromium

check: $(VENV)/.ready-dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy

format: $(VENV)/.ready-dev
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

clean:
	rm -rf $(VENV) index build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis *.egg-info

$(VENV)/.python:
	@echo "建立虚拟环境 · creating $(VENV)"
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "需要 Python 3.11 或更新 · Python 3.11 or newer is needed (PYTHON=…)"; exit 1; }
	@$(PYTHON) -m venv $(VENV)
	@touch $@

# torch first and pinned, so that nothing else pulls a build with CUDA.
$(VENV)/.torch: $(VENV)/.python
	@echo "安装 torch（仅 CPU） · installing torch: $(TORCH_ARGS)"
	@$(PIP) install -c constraints.txt $(TORCH_ARGS)
	@touch $@

$(VENV)/.ready: $(VENV)/.torch pyproject.toml constraints.txt
	@echo "安装依赖 · installing dependencies"
	@$(PIP) install -c constraints.txt -e .
	@# pip compiles what it installs, but not a package in its own folder; where Python is told to
	@# write no bytecode every start would compile all of it again.
	@$(BIN)/python -m compileall -q embeddings rag api eval
	@touch $@

$(VENV)/.ready-dev: $(VENV)/.ready pyproject.toml constraints.txt
	@echo "安装开发依赖 · installing the development tools"
	@$(PIP) install -c constraints.txt -e '.[dev]'
	@touch $@

# Other packages beside Youju, in an environment of their own. What cannot be installed is told
# in the results by its error.
PEERS_VENV ?= .venv-peers

peers: $(VENV)/.ready $(PEERS_VENV)/.ready
	$(BIN)/python -m eval peers --python $(PEERS_VENV)/bin/python

$(PEERS_VENV)/.ready: eval/peers/requirements.txt
	@echo "建立对照环境 · creating $(PEERS_VENV)"
	@$(PYTHON) -m venv $(PEERS_VENV)
	@$(PEERS_VENV)/bin/python -m pip --disable-pip-version-check --quiet install $(TORCH_ARGS)
	@$(PEERS_VENV)/bin/python -m pip --disable-pip-version-check --quiet install \
		-r eval/peers/requirements.txt || echo "未能装全 · not everything could be installed"
	@touch $@
