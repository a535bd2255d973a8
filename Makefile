# The commands of this project, the same for people and for continuous integration.

RELEASE := -c release --static-swift-stdlib
RECAST := .build/release/recast
PYTHON := .venv/bin/python
# MindSpore wants an older NumPy than the others.
MINDSPORE := .venv/mindspore/bin/python
CORPUS := ../shared/corpus
ORACLE := ../shared/oracle
# `make conformance ARCHITECTURES=` converts every member of every family instead of a small one.
ARCHITECTURES := --quick

# What `make bench` measures, and where it writes what it finds.
SIZES := 4,12
BENCH_REPORT = Benchmarks/Results/$(shell date +%F).md

# Crash reports of the tests' child processes take minutes and hide the test's own message.
export SWIFT_BACKTRACE := enable=no

.PHONY: help dependencies build release demo test conformance fuzz sanitize lint format bench clean

help: ## say what there is
	@grep -E '^[a-z]+:.*##' Makefile | sed -E 's/:.*## /\t/' | expand -t 14

dependencies: ## install what the build needs and is missing
	@Scripts/install-dependencies

build: dependencies ## build everything for debugging
	swift build

release: dependencies ## build the two programs as they are shipped
	swift build $(RELEASE) --product recast
	swift build $(RELEASE) --product recast-onnx-checker

demo: release .venv/.installed ## convert a trained model and run the result
	@rm -rf .build/demo && mkdir -p .build/demo
	$(RECAST) inspect Samples/flux/seed.bson
	$(RECAST) convert Samples/flux/seed.bson -o .build/demo/seed.onnx
	$(PYTHON) Scripts/run_onnx.py .build/demo/seed.onnx Samples/flux/expected/seed.npz

test: release .venv/.installed ## unit tests, then every sample through the program and ONNX Runtime
	swift build --build-tests
	swift test --skip-build --parallel
	Scripts/supported-operators $(RECAST) | diff Documentation/SupportedOperators.md -
	$(PYTHON) Tests/Conformance/run.py --recast $(RECAST) --samples Samples
	$(PYTHON) Tests/Conformance/torch_samples.py --recast $(RECAST)
	$(PYTHON) Tests/Conformance/mindspore_graphs.py --recast $(RECAST) Samples/mindspore
	$(PYTHON) Tests/Conformance/geir.py --recast $(RECAST) --suites mindir --mindir Samples/mindspore
	$(PYTHON) Tests/Conformance/batch.py --recast $(RECAST) --quick
	$(PYTHON) Tests/Conformance/promises.py --recast $(RECAST) --quick

conformance: release .venv/.installed .venv/.peers .venv/mindspore/.installed ## samples, corpus and operators, and the frameworks
	$(PYTHON) Tests/Conformance/run.py --recast $(RECAST) --samples Samples \
	  $(if $(wildcard $(CORPUS)),--corpus $(CORPUS)) --report .build/conformance.md
	swift build --build-tests
	$(if $(wildcard $(CORPUS)/bson),RECAST_CORPUS=$(abspath $(CORPUS)/bson)) \
	  swift test --skip-build --filter InferredTypesTests
	rm -rf .build/operator-examples && mkdir -p .build/operator-examples
	RECAST_OPERATOR_EXAMPLES=.build/operator-examples \
	  swift test --skip-build --filter OperatorExampleFiles
	$(PYTHON) Tests/Conformance/operators.py .build/operator-examples
	$(PYTHON) Tests/Conformance/torch_samples.py --recast $(RECAST)
	$(PYTHON) Tests/Conformance/round_trips.py --recast $(RECAST) --mindspore $(MINDSPORE) \
	  --report .build/round-trips.md Samples $(foreach corpus,bson torch mindspore,$(wildcard \
	  $(CORPUS)/$(corpus)))
	$(PYTHON) Tests/Conformance/checkpoint_files.py --recast $(RECAST) Samples/torch \
	  $(wildcard $(CORPUS)/torch)
	$(PYTHON) Tests/Conformance/translated_networks.py --recast $(RECAST) --mindspore $(MINDSPORE)
	$(PYTHON) Tests/Conformance/layer_texts.py --check
	$(PYTHON) Tests/Conformance/layers.py --recast $(RECAST)
	$(PYTHON) Tests/Conformance/layers_advanced.py --recast $(RECAST)
	$(PYTHON) Tests/Conformance/functions.py --recast $(RECAST)
	$(PYTHON) Tests/Conformance/flux_models.py --recast $(RECAST)
	$(PYTHON) Tests/Conformance/printed.py --recast $(RECAST)
	$(PYTHON) Tests/Conformance/architectures.py --recast $(RECAST) $(ARCHITECTURES) \
	  --report .build/architectures.md
	$(PYTHON) Tests/Conformance/programs.py --recast $(RECAST) --report .build/programs.md
	$(PYTHON) Tests/Conformance/aten_operators.py --recast $(RECAST) --report .build/aten-operators.md
	$(if $(wildcard $(ORACLE)),rm -rf .build/torch-corpus && mkdir -p .build/torch-corpus && \
	  $(PYTHON) $(ORACLE)/make_torch_corpus.py .build/torch-corpus >.build/torch-corpus.log && \
	  $(PYTHON) Tests/Conformance/torch_files.py --recast $(RECAST) .build/torch-corpus && \
	  $(PYTHON) Tests/Conformance/programs.py --recast $(RECAST) --corpus .build/torch-corpus)
	$(if $(wildcard $(CORPUS)/torch-era),$(PYTHON) Tests/Conformance/programs.py \
	  --recast $(RECAST) --corpus $(CORPUS)/torch-era)
	$(if $(wildcard $(CORPUS)/torch),$(PYTHON) Tests/Conformance/torch_files.py \
	  --recast $(RECAST) $(CORPUS)/torch $(CORPUS)/torch-era)

	$(if $(wildcard $(ORACLE)),rm -rf .build/mindspore-corpus && \
	  $(MINDSPORE) $(ORACLE)/make_mindspore_corpus.py .build/mindspore-corpus \
	  >.build/mindspore-corpus.log 2>&1 && \
	  $(PYTHON) Tests/Conformance/mindspore_graphs.py --recast $(RECAST) .build/mindspore-corpus && \
	  $(MINDSPORE) Tests/Conformance/mindspore_files.py --recast $(RECAST) .build/mindspore-corpus)
	$(if $(wildcard $(CORPUS)/mindspore),$(PYTHON) Tests/Conformance/mindspore_graphs.py \
	  --recast $(RECAST) $(CORPUS)/mindspore && $(MINDSPORE) Tests/Conformance/mindspore_files.py \
	  --recast $(RECAST) $(CORPUS)/mindspore $(CORPUS)/mindspore-wild)
	$(MINDSPORE) Tests/Conformance/mindspore_checkpoints.py --recast $(RECAST) --large \
	  $(wildcard .build/mindspore-corpus $(CORPUS)/mindspore $(CORPUS)/mindspore-wild)
	$(MINDSPORE) Tests/Conformance/mindspore_primitives.py --recast $(RECAST)
	$(MINDSPORE) Tests/Conformance/mindspore_architectures.py --recast $(RECAST)
	$(MINDSPORE) Tests/Conformance/mindspore_policies.py
	swift test --skip-build --filter MindSporePolicyTests
	$(PYTHON) Tests/Conformance/geir.py --recast $(RECAST) --suites flux,torch,mindir \
	  $(if $(wildcard $(ORACLE)),--mindir .build/mindspore-corpus) --report .build/geir.md
	Scripts/install-conformance-programs
	$(PYTHON) Tests/Conformance/batch.py --recast $(RECAST)
	$(PYTHON) Tests/Conformance/batch_page.py --recast $(RECAST)
	$(PYTHON) Tests/Conformance/slurm.py --recast $(RECAST)
	$(PYTHON) Tests/Conformance/fault_injection.py --recast $(RECAST)
	$(PYTHON) Tests/Conformance/promises.py --recast $(RECAST)
	$(PYTHON) Tests/Conformance/mutated_files.py --recast $(RECAST) \
	  $(if $(wildcard $(CORPUS)),--corpus $(CORPUS))
	$(if $(wildcard $(CORPUS)/hostile),$(PYTHON) Tests/Conformance/hostile_files.py \
	  --recast $(RECAST) --corpus $(CORPUS)/hostile --runner $(ORACLE)/run_hostile.py)
	Scripts/sanitize
	Benchmarks/check_counts --recast $(RECAST)
	Fuzzing/run --seconds 60

fuzz: dependencies ## let libFuzzer read every grammar for a minute
	Fuzzing/run --seconds 60

sanitize: dependencies ## run the tests under AddressSanitizer and ThreadSanitizer
	Scripts/sanitize

lint: ## formatting, and the syntax of the scripts
	Scripts/lint

format: ## format the Swift sources
	swift format --in-place --configuration .swift-format --recursive Sources Tests Package.swift \
	  Fuzzing/Package.swift Fuzzing/Grammars Fuzzing/Harness

bench: release .venv/.installed .venv/.peers .venv/mindspore/.installed ## measure against cp and the frameworks (SIZES=4,12 in gigabytes)
	rm -f $(BENCH_REPORT)
	Benchmarks/bench --recast $(RECAST) --sizes $(SIZES) --report $(BENCH_REPORT)

clean: ## remove everything that was built
	rm -rf .build .venv

.venv/.installed: requirements-conformance.txt
	python3 -m venv .venv
	$(PYTHON) -m pip install --quiet --disable-pip-version-check --requirement $<
	@touch $@

.venv/.peers: requirements-peers.txt .venv/.installed
	$(PYTHON) -m pip install --quiet --disable-pip-version-check --requirement $<
	@touch $@

.venv/mindspore/.installed: requirements-mindspore.txt .venv/.installed
	python3 -m venv .venv/mindspore
	$(MINDSPORE) -m pip install --quiet --disable-pip-version-check --requirement $<
	@touch $@

# Creating the environment can need a package that this installs.
.venv/.installed: | dependencies
