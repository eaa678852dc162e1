"""What a run of the recorded scenarios over HTTP comes to: those in scope passed or failed, the others refused.

In scope: JSONPath, no distributed Map, no service but Lambda, SQS and activities. A scenario in scope that the server refuses for a resource
that it has no handler for counts apart, by name.
"""
import collections
import glob
import json
import os
import sys

corpus, results = sys.argv[1:3]
scenarios = {}
for path in glob.glob(os.path.join(corpus, "open", "*.json")):
    with open(path, encoding="utf-8") as file:
        for scenario in json.load(file)["scenarios"]:
            scenarios[scenario["id"]] = scenario

with open(results, encoding="utf-8") as file:
    verdicts = json.load(file)["results"]

passed, failed, no_handler, refused, accepted, elsewhere = [], [], [], [], [], collections.Counter()
for name, verdict in verdicts.items():
    scenario, why = scenarios[name], verdict["why"] or ""
    is_refused = "got INVALID_DEFINITION" in why
    if verdict["verdict"] == "unsupported":
        elsewhere[why] += 1
    elif "The resource provided" in why:
        no_handler.append(name)
    elif scenario["queryLanguage"] != "JSONPath" or "UNSUPPORTED_FEATURE" in why:
        # A recording that AWS refused too passes when it is refused here.
        (refused if is_refused or scenario["expect"]["status"] == "INVALID_DEFINITION" else accepted).append((name, why))
    elif verdict["verdict"] == "passed":
        passed.append(name)
    else:
        failed.append((name, why))

groups = collections.defaultdict(lambda: [0, 0])
for name in passed:
    groups[scenarios[name]["group"]][0] += 1
for name, _ in failed:
    groups[scenarios[name]["group"]][1] += 1
for group, (good, bad) in sorted(groups.items()):
    print(f"{group:26s} {good:4d} passed {bad:3d} failed")

rate = 100 * len(passed) / (len(passed) + len(failed))
print(f"\nin scope: {len(passed)} passed, {len(failed)} failed: {rate:.1f} % (bar: 95 %)")
for name, why in failed:
    print(f"  failed: {name}: {why}")
for name in no_handler:
    print(f"  refused for a resource without a handler: {name}")
print(f"refused for a feature (JSONata, distributed Map): {len(refused)}; accepted all the same: {len(accepted)}")
for name, why in accepted:
    print(f"  accepted: {name}: {why}")
print(f"not run, since they need other services: {sum(elsewhere.values())} ({', '.join(f'{why} {count}' for why, count in elsewhere.most_common())})")
sys.exit(0 if rate >= 95 and not accepted else 1)
