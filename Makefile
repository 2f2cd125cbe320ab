# Every task of the repository, by name. Needs JDK 17 or newer, Maven 3.8 or newer, Python 3.11 or newer with venv.
.DEFAULT_GOAL := help
.PHONY: help demo test switches faults bench bench-stack bench-emulator search-bench check package generate docs-check dist notice emulator clean clean-all bench-lambda benchmarks adopt-thousand fuzz import-bench reproducible

TYPE ?= AWS::Connect::User
KEEP ?=
ARGS ?=

help: ## show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-14s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

demo: ## from nothing to a result: one user's life through the provider; KEEP=1 leaves the emulator running on port 4566
	@KEEP='$(KEEP)' tools/demo

test: ## every test of both programs, `cfn test` included; the last line says what ran
	@tools/test

switches: ## `cfn test` and the replays of clients once under every switch of the emulator; ARGS='stale-lists=1' runs that one
	@tools/switches $(ARGS)

faults: ## every fault at every Connect call, in the handlers and on the whole road, and random runs: the tables of verdicts; fails when something is lost
	@tools/faults $(ARGS)

bench: ## many clients at once through provider pools of 1, 2 and 4 processes: throughput, where time goes, memory
	@tools/benchmark $(ARGS)

bench-lambda: ## the provider's jar as Lambda runs it: start, first and warm calls, memory; ARGS='--beside JAR' makes ratios to another
	@tools/benchmark-lambda $(ARGS)

benchmarks: ## write BENCHMARKS.md and its plots anew; ARGS='--beside JAR' puts another provider next to ours
	@tools/benchmarks $(ARGS)

bench-stack: ## a stack of 200 users against the same users through Cloud Control, side by side: the ratio
	@tools/benchmark-stack $(ARGS)

bench-emulator: ## the emulator itself: starts with and without archives, calls a second, 100,000 users, Cloud Control by pool size, a stack, moto beside it
	@tools/benchmark-emulator $(ARGS)

import-bench: ## imports of 50, 200 and 1,000 users under Connect's quotas, and by one stack: makespan / what the quotas allow
	@tools/benchmark-import $(ARGS)

search-bench: ## SearchUsers with 1,000, 10,000 and 100,000 users side by side; ARGS='500 5000' measures others
	@tools/search-bench $(ARGS)

adopt-thousand: ## 1,000 users of an emulator adopted, imported and seen unchanged, as CloudFormation and Terraform: how long it takes
	@tools/adopt-thousand $(ARGS)

fuzz: ## every parser of the emulator under Jazzer, 15 s each; ARGS=SEED fuzzes one
	@tools/fuzz $(ARGS)

check: ## form of the files and the unit tests, before a commit
	@tools/check

package: ## the package for `cfn submit`; TYPE=Acme::Connect::User puts it under a name that you can register
	@tools/package-type '$(TYPE)'

generate: ## write docs/ and resource-role.yaml anew from the schema
	@tools/cfnw generate

docs-check: ## fail when docs/ or resource-role.yaml are not what the schema generates
	@tools/docs-check

dist: ## a jar that runs anywhere without a build, archives, sums and bill of materials, in dist/
	@tools/dist

reproducible: ## what `make dist` makes, made twice in two folders by two users: fails when a byte differs
	@tools/reproducible

notice: ## write NOTICE anew: the libraries that both programs carry, and their licences
	@tools/notice

emulator: ## run the emulator on port 4566; ARGS='--port 0' and others go to emulator/bin/emulator
	@emulator/bin/emulator $(ARGS)

clean: ## remove what was built
	@rm -rf target emulator/target junit/target dist *.zip rpdk.log*

clean-all: clean ## remove what was built, and the environments of the tools
	@rm -rf .venv .venv-*
