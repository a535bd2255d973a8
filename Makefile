# The commands of this project, the same for people and for continuous integration.

RELEASE := -c release --static-swift-stdlib
RECAST := .build/release/recast
PYTHON := .venv/bin/python
CORPUS := ../shared/corpus

# Crash reports of the tests' child processes take minutes and hide the test's own message.
export SWIFT_BACKTRACE := enable=no

.PHONY: help dependencies build release demo test conformance lint format bench clean

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

conformance: release .venv/.installed ## samples, corpus and every operator, with a report
	$(PYTHON) Tests/Conformance/run.py --recast $(RECAST) --samples Samples \
	  $(if $(wildcard $(CORPUS)),--corpus $(CORPUS)) --report .build/conformance.md
	swift build --build-tests
	$(if $(wildcard $(CORPUS)/bson),RECAST_CORPUS=$(abspath $(CORPUS)/bson)) \
	  swift test --skip-build --filter InferredTypesTests
	rm -rf .build/operator-examples && mkdir -p .build/operator-examples
	RECAST_OPERATOR_EXAMPLES=.build/operator-examples \
	  swift test --skip-build --filter OperatorExampleFiles
	$(PYTHON) Tests/Conformance/operators.py .build/operator-examples

lint: ## formatting, and the syntax of the scripts
	Scripts/lint

format: ## format the Swift sources
	swift format --in-place --configuration .swift-format --recursive Sources Tests Package.swift

bench: release ## measure times, memory and sizes, as ratios
	Benchmarks/run --recast $(RECAST) --samples Samples

clean: ## remove everything that was built
	rm -rf .build .venv

.venv/.installed: requirements-conformance.txt
	python3 -m venv .venv
	$(PYTHON) -m pip install --quiet --disable-pip-version-check --requirement $<
	@touch $@

# Creating the environment can need a package that this installs.
.venv/.installed: | dependencies
