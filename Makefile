# Thin on purpose: the build is meson's. `make run` and `make check` work on a bare Debian 12 machine; they install what is missing.
BUILD ?= build
RUN_DIR = $(BUILD)/run
CHECK_DIR = $(BUILD)/check
FUZZ_DIR = $(BUILD)/fuzz

.PHONY: run check bench screenshots fuzz deps build clean

run: build
	@tests/tools/run-demo.sh $(RUN_DIR) $(BUILD)/screenshots

# Pictures of every page, without a human: both languages, both styles, two sizes.
screenshots: build
	@tests/tools/run-demo.sh --pictures $(RUN_DIR) $(BUILD)/screenshots

build: deps
	@test -f $(RUN_DIR)/build.ninja || meson setup $(RUN_DIR) --buildtype=debugoptimized
	@meson compile -C $(RUN_DIR)

# Warnings are errors, address and undefined-behaviour sanitizers on. The last line is the summary.
check: deps
	@test -f $(CHECK_DIR)/build.ninja || meson setup $(CHECK_DIR) -Dwerror=true -Db_sanitize=address,undefined -Db_lundef=false
	@meson compile -C $(CHECK_DIR)
	@tests/tools/run-fuzz.sh $(FUZZ_DIR) 10 $(BUILD)/fuzz.summary
	@tests/tools/run-checks.py $(CHECK_DIR) $(BUILD)/fuzz.summary

# One JSON line per benchmark. Never a verdict: a slow machine must not turn anything red.
bench: build
	@meson test -C $(RUN_DIR) --benchmark --verbose --num-processes 1

# SECONDS=600 make fuzz
fuzz: deps
	@tests/tools/run-fuzz.sh $(FUZZ_DIR) $${SECONDS:-60} $(BUILD)/fuzz.summary

deps:
	@tests/tools/install-deps.sh

clean:
	rm -rf $(BUILD)
