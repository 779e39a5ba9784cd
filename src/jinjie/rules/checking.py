"""The checks of a library: rulebooks proved sound, times in force, examples; every finding with its line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from jinjie.rules.language.rulebook import Example, Rulebook
from jinjie.rules.library import Library, in_force_on
from jinjie.rules.readings.check import Report, check, check_examples, check_periods, require_solver


def check_library(library: Library, names: Iterable[str] | None = None) -> list[Report]:
    """The reports on some rulebooks: ``ID`` (every edition with its overlays), ``ID@EDITION``, ``ID@EDITION+OVERLAY``.

    Without names on all. Raises InputError for a name that does not exist, a file with mistakes, a missing solver.
    """
    if names is None:
        return check_rulebooks(library, library.everything())
    chosen = {rulebook.name: rulebook for name in names for rulebook in _named(library, name)}
    return check_rulebooks(library, chosen.values())


def _named(library: Library, name: str) -> Iterator[Rulebook]:
    if "@" in name:
        yield library.get(name)
        return
    for edition in library.editions(name):
        yield edition
        for overlay in library.overlays(edition.name):
            yield library.get(f"{edition.name}+{overlay.name}")


def check_rulebooks(library: Library, rulebooks: Iterable[Rulebook]) -> list[Report]:
    """One report for each rulebook, then one for each that has several editions (``ID``) on how they follow each other.

    The report on an overlay leaves out what the one on its edition says.
    """
    require_solver()
    chosen, cases = list(rulebooks), list(library.cases())
    reports: dict[str, Report] = {}
    for rulebook in sorted(chosen, key=lambda r: len(r.overlays)):
        plain = reports.get(f"{rulebook.id}@{rulebook.edition}")
        report = _checked(library, rulebook, cases)
        reports[rulebook.name] = report if plain is None else _less(report, plain)
    in_order = [reports[rulebook.name] for rulebook in chosen]
    return [*in_order, *_in_time(library, chosen)]


def _checked(library: Library, rulebook: Rulebook, cases: Iterable[tuple[str, Example]]) -> Report:
    proof = check(rulebook, library.vocabulary, sources=library.sources)
    examples = check_examples(rulebook, (case for target, case in cases if _is_for(library, rulebook, target, case)))
    findings = [replace(f, place=rulebook.place(f.node)) for f in proof.findings]
    findings += [replace(f, place=rulebook.place("examples")) for f in examples.findings]
    return Report(rulebook.name, tuple(findings), {**proof.proved, **examples.proved})


def _is_for(library: Library, rulebook: Rulebook, target: str, case: Example) -> bool:
    """A case beside the rulebooks is for this edition; one that names none goes by its date."""
    if target == rulebook.id and case.on is not None and rulebook.id in library.files:
        found = in_force_on(library.editions(rulebook.id), case.on)
        return found is not None and found.name == rulebook.name
    return target == rulebook.name


def _less(report: Report, plain: Report) -> Report:
    known = {(f.topic, f.severity, f.node, f.message) for f in plain.findings}
    own = tuple(f for f in report.findings if (f.topic, f.severity, f.node, f.message) not in known)
    return replace(report, findings=own)


def _in_time(library: Library, rulebooks: list[Rulebook]) -> Iterator[Report]:
    for id_ in dict.fromkeys(rulebook.id for rulebook in rulebooks):
        listed = library.editions(id_) if id_ in library.files else []
        editions = {edition.edition: edition for edition in listed}
        editions.update((r.edition, r) for r in rulebooks if r.id == id_ and not r.overlays)
        report = check_periods(list(editions.values()))
        if report.proved:
            by_name = {edition.name: edition for edition in editions.values()}
            findings = (replace(f, place=by_name[f.node].place("in_force")) for f in report.findings)
            yield replace(report, findings=tuple(findings))
