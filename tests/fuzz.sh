#!/usr/bin/env bash
# Fuzz every reader of our own for SECONDS_EACH seconds (60 by default), two at a time. What is found becomes a case of
# test_hostile.py.
set -uo pipefail
cd "$(dirname "$0")/.."
export TELLINGS_FUZZ=1

fuzz() {
    local log
    log=$(mktemp)
    timeout "${SECONDS_EACH:-60}" .venv/bin/python -m pytest -q -x tests/articles/test_hostile.py -k "$1" >"$log" 2>&1
    local code=$?
    if [ $code -eq 124 ]; then # stopped by the clock, as it should be
        echo "$1: nothing found"
        code=0
    else
        printf '%s: found something\n%s\n' "$1" "$(tail -60 "$log")"
        code=1
    fi
    rm -f "$log"
    return $code
}
export -f fuzz

grep -o '^def test_fuzz_[a-z_]*' tests/articles/test_hostile.py | cut -c5- | xargs -P 2 -I{} bash -c 'fuzz {}'
