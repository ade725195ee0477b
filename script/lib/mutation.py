"""Prints the report of script/mutate from what PIT has written about each package."""

import sys
import xml.etree.ElementTree as xml
from collections import Counter
from pathlib import Path

REASONS = Path("docs/reports/mutation-reasons.tsv")


def changes(report):
    """Each change with its status; of several alike in one method, the first is number 1."""
    seen = Counter()
    for mutation in xml.parse(report).getroot():
        text = {part.tag: part.text or "" for part in mutation}
        place = text["mutatedClass"].removeprefix("dev.tollgate.") + "." + text["mutatedMethod"]
        change = f"{place}: {text['description']}"
        seen[change] += 1
        yield f"{change} ({seen[change]})", mutation.get("status")


def main(results):
    reasons = dict(line.split("\t") for line in REASONS.read_text().splitlines() if line)
    rows, left = [], []
    for directory in sorted(path.parent for path in Path(results).glob("*/mutations.xml")):
        found = list(changes(directory / "mutations.xml"))
        count = Counter(status for _, status in found)
        noticed = count["KILLED"] + count["MEMORY_ERROR"] + count["RUN_ERROR"]
        score = 100 * (noticed + count["TIMED_OUT"]) / len(found)
        commit = (directory / "commit").read_text().strip()
        rows.append(
            f"| `{directory.name}` | {len(found)} | {noticed} | {count['TIMED_OUT']} "
            f"| {count['SURVIVED']} | {count['NO_COVERAGE']} | {score:.0f} % | {commit} |"
        )
        left += [change for change, status in found if status in ("SURVIVED", "NO_COVERAGE")]
    print("# Mutation\n")
    print("Made by `script/mutate`: PIT changes one thing at a time, and the tests named there should notice.")
    print("\n| Package | Changes | Noticed by an assertion | by never ending | Not noticed | Not reached | Score | Commit |")
    print("|---|---|---|---|---|---|---|---|")
    print("\n".join(rows))
    print("\n## What no test notices\n\n| Change | Why it stays |\n|---|---|")
    for change in left:
        print(f"| `{change}` | {reasons.get(change, 'not looked at yet')} |")


main(sys.argv[1])
