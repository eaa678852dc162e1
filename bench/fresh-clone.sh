#!/usr/bin/env bash
# Seconds from `git clone` to the first 201 by the README's command, restore and build included: with the package cache as it is, and with an empty one.
set -euo pipefail
cd "$(dirname "$0")/.."
repository=$PWD

measure() {
    local folder port started
    folder=$(mktemp -d)
    port=$(shuf -i 20000-30000 -n 1)
    started=$(date +%s.%N)

    git clone --quiet "$repository" "$folder/clone"
    (
        cd "$folder/clone"
        if [ "$1" = empty ]; then export NUGET_PACKAGES=$folder/packages NUGET_HTTP_CACHE_PATH=$folder/http-cache; fi
        exec setsid make run ARGS="--urls http://localhost:$port" >"$folder/log" 2>&1
    ) &
    local run=$!

    until [ "$(curl -s -o /dev/null -w '%{http_code}' "http://localhost:$port/tasks" -H 'content-type: application/json' -d '{"seconds":5}')" = 201 ]; do
        if ! kill -0 "$run" 2>/dev/null; then
            cat "$folder/log" >&2
            echo "make run ended before it answered" >&2
            exit 1
        fi
        sleep 0.1
    done

    printf '| %-14s | %9.1f |\n' "$1" "$(echo "$(date +%s.%N) $started" | awk '{ print $1 - $2 }')"
    kill -- "-$run" 2>/dev/null || true
    wait "$run" 2>/dev/null || true
    rm -rf "$folder"
}

echo "### Fresh clone to first 201 (bar: 60 s with a warm package cache, 120 s with an empty one)"
echo
printf '| %-14s | %-9s |\n|----------------|-----------|\n' "package cache" "seconds"
measure warm
measure empty
