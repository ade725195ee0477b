"""Keeps and prints what PIT has found, for script/mutate.

usage: mutation.py keep RUN COMMIT PATTERN…    of the run in the folder RUN, about these classes
       mutation.py print                       the report
"""

import json
import re
import sys
import xml.etree.ElementTree as xml
from collections import Counter
from fnmatch import fnmatchcase
from pathlib import Path

FOUND = Path("docs/reports/mutation.json")
REASONS = Path("docs/reports/mutation-reasons.tsv")
SOURCES = Path("src/main/java/dev/tollgate")
PACKAGES = ("throttle", "factor", "enrolment", "login")
LEFT = {"SURVIVED": "not noticed", "NO_COVERAGE": "not reached", "TIMED_OUT": "never ends"}


def classes(package):
    """The top-level classes of a package and of those inside it: throttle.Throttle."""
    for source in sorted((SOURCES / package).rglob("*.java")):
        if source.stem != "package-info":
            yield ".".join(source.relative_to(SOURCES).with_suffix("").parts)


def changes(report):
    """The class, the text and the status of each change; of several alike in a method the first is 1."""
    seen, rows = Counter(), []
    for mutation in xml.parse(report).getroot():
        text = {part.tag: part.text or "" for part in mutation}
        owner = text["mutatedClass"].removeprefix("dev.tollgate.")
        # What a method hands on as a lambda is the method's.
        method = re.sub(r"^lambda\$(.+)\$\d+$", r"\1", text["mutatedMethod"])
        what = re.sub(r" for \S+$", "", text["description"])
        change = f"{owner}.{method}: {re.sub(r'[a-z0-9]+/', '', what)}"
        rows.append((int(text["lineNumber"]), owner.split("$")[0], change, mutation.get("status")))
    for _, owner, change, status in sorted(rows, key=lambda row: row[0]):
        seen[change] += 1
        yield owner, f"{change} ({seen[change]})", status


def keep(run, commit, *patterns):
    """Of each class: how many changes were noticed, and each that was not."""
    kept = load()
    for owner in classes(patterns[0].split(".")[0]):
        if any(fnmatchcase(owner, pattern) for pattern in patterns):
            kept[owner] = {"commit": commit, "noticed": 0, "left": []}
    for owner, change, status in changes(Path(run) / "mutations.xml"):
        if status == "KILLED":
            kept[owner]["noticed"] += 1
        else:
            kept[owner]["left"].append((change, status))
    lines = [f"{json.dumps(owner)}: {json.dumps(kept[owner])}" for owner in sorted(kept)]
    FOUND.write_text("{\n" + ",\n".join(lines) + "\n}\n")


def load():
    return json.loads(FOUND.read_text()) if FOUND.exists() else {}


def row(name, measured, of):
    count = Counter(status for each in measured for _, status in each["left"])
    noticed = sum(each["noticed"] for each in measured)
    total = noticed + sum(count.values())
    score = f"{100 * noticed / total:.0f} %" if total else ""
    other = total - noticed - sum(count[status] for status in LEFT)
    commits = ", ".join(sorted({each["commit"] for each in measured}))
    cells = [f"{len(measured)} of {of}", total, noticed, *(count[status] for status in LEFT)]
    print(f"| `{name}` | {' | '.join(map(str, cells))} | {other} | {score} | {commits} |")


def report():
    found = load()
    reasons = dict(line.split("\t") for line in REASONS.read_text().splitlines() if line)
    print("# Mutation\n")
    print("Made by `script/mutate`: PIT changes one thing at a time, and the tests named there should notice,")
    print("on SQLite and with a password hash that costs next to nothing. The score is the part that an")
    print("assertion noticed; what never ended, ran out of memory or broke the run is not in it.\n")
    print("| Package | Classes | Changes | Noticed | Not noticed | Not reached | Never ends | Else | Score | Commit |")
    print("|---|---|---|---|---|---|---|---|---|---|")
    missing, left = [], []
    for top in PACKAGES:
        every = list(classes(top))
        packages = sorted({name.rpartition(".")[0] for name in every})
        for package in packages:
            inside = [name for name in every if name.rpartition(".")[0] == package]
            row(package, [found[name] for name in inside if name in found], len(inside))
        if len(packages) > 1:
            row(f"{top}.*", [found[name] for name in every if name in found], len(every))
        missing += [name for name in every if name not in found]
        for name in every:
            left += found.get(name, {"left": []})["left"]
    if missing:
        print("\nNot measured: " + ", ".join(f"`{name}`" for name in missing) + ".")
    print("\n## What no assertion notices\n\n| Change | | Why it stays |\n|---|---|---|")
    for change, status in left:
        print(f"| `{change}` | {LEFT.get(status, status)} | {reasons.pop(change, 'not looked at yet')} |")
    for change in reasons:
        if change.split(":")[0].rpartition(".")[0].split("$")[0] in found:
            print(f"no longer there, has a reason: {change}", file=sys.stderr)


def main(act, *about):
    if act == "keep":
        keep(*about)
    else:
        report()


main(*sys.argv[1:])
