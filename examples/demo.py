"""Assess the four example enterprises: text on the terminal, one report as a page.

Run by `make demo`. Uses the installed `jinjie` command, as any user would.
"""

import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
OUT = HERE.parent / "demo-out"
JINJIE = Path(sys.executable).with_name("jinjie")
AS_OF = "2023-01-31"
CASES = (
    ("case-a.yaml", "innovative-sme"),
    ("case-b.yaml", "srdi-sme"),
    ("case-b-margin-unknown.yaml", "srdi-sme"),
    ("case-c.yaml", "little-giant"),
)
PAGE_CASE, PAGE_RULEBOOK = CASES[2]


def assess(case: str, rulebook: str, *more: str) -> None:
    """Run one assessment. A failing command ends the demo with the command's own exit code."""
    command = [str(JINJIE), "assess", str(HERE / case), "--rulebook", rulebook, "--on", AS_OF, *more]
    finished = subprocess.run(command, check=False)
    if finished.returncode:
        sys.exit(finished.returncode)


def main() -> None:
    """Show every case as text, then write the undetermined one as a page."""
    for case, rulebook in CASES:
        print(f"\n$ jinjie assess examples/{case} --rulebook {rulebook} --on {AS_OF}\n", flush=True)
        assess(case, rulebook)
    OUT.mkdir(exist_ok=True)
    page = OUT / Path(PAGE_CASE).with_suffix(".html").name
    assess(PAGE_CASE, PAGE_RULEBOOK, "--format", "html", "-o", str(page))
    print(f"\n网页报告 · report as a page: {page}")


if __name__ == "__main__":
    main()
