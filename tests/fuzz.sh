#!/usr/bin/env bash
# Fuzz every reader of our own for SECONDS_EACH seconds (60 by default). What is found becomes a case of test_hostile.py.
set -uo pipefail
cd "$(dirname "$0")/.."
export TELLINGS_FUZZ=1
log=$(mktemp)
failed=0
for target in $(grep -o '^def test_fuzz_[a-z_]*' tests/articles/test_hostile.py | cut -c5-); do
    timeout "${SECONDS_EACH:-60}" .venv/bin/python -m pytest -q -x tests/articles/test_hostile.py -k "$target" >"$log" 2>&1
    if [ $? -eq 124 ]; then # stopped by the clock, as it should be
        echo "$target: nothing found"
    else
        echo "$target: found something"
        tail -60 "$log"
        failed=1
    fi
done
rm -f "$log"
exit "$failed"
