#!/usr/bin/env bash
# Runs the recorded scenarios over HTTP against the built embedded host and says what they come to.
# Usage: run.sh <the folder of the recordings> <the built host's dll>
set -euo pipefail

corpus=$1 host=$2
here=$(cd "$(dirname "$0")" && pwd)
url=http://127.0.0.1:5085
mocks=http://127.0.0.1:4574
work=$(mktemp -d)

AWS_ENDPOINT_URL_LAMBDA=$mocks AWS_ENDPOINT_URL_SQS=$mocks dotnet "$host" --urls "$url" --data "$work/data" > "$work/host.log" 2>&1 &
pid=$!
trap 'kill "$pid" 2> /dev/null || true; wait "$pid" 2> /dev/null || true; rm -rf "$work"' EXIT

for _ in $(seq 200); do
    if curl -fsS -o /dev/null "$url/health" 2> /dev/null; then break; fi
    kill -0 "$pid" 2> /dev/null || { cat "$work/host.log" >&2; exit 1; }
    sleep 0.1
done

# Its exit code counts the scenarios that are out of scope as failed; the report knows which those are.
python3 "$corpus/run.py" --http "$url" --services lambda,activity,sqs --jobs 16 --json "$work/results.json" > "$work/table.txt" 2> "$work/mocks.log" || [ -f "$work/results.json" ]
python3 "$here/report.py" "$corpus" "$work/results.json"
