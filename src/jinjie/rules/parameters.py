"""The parameters of an edition: the numbers of its law that may be changed to see what follows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from jinjie.basics.numbers import Exact, half_width, to_text
from jinjie.basics.problems import InputError, mistake
from jinjie.basics.text import Text, did_you_mean, nearest
from jinjie.facts.vocabulary import UNIT_WORDS, Kind
from jinjie.facts.writing import number_text
from jinjie.rules.language.conditions import Criterion, Origin
from jinjie.rules.library import Library
from jinjie.rules.readings.wording import Wording, kind_of
from jinjie.rules.written import POINTS, Written, WrittenNumbers, number_token
from jinjie.terms.parsing import literal

UNITS: dict[str, Text] = {
    "money": UNIT_WORDS[Kind.MONEY],
    "ratio": Text("比例", "a share"),
    "years": UNIT_WORDS[Kind.YEARS],
    POINTS: Text("分", "points"),
}


@dataclass(frozen=True, slots=True)
class Parameter:
    """One number of an edition, with its address and where it is written."""

    edition: str
    id: str
    """``rd_share``; ``main_revenue_share[80%]`` where a rule has several numbers."""
    title: Text
    origin: Origin
    written: Written

    @property
    def name(self) -> str:
        return f"{self.edition}.{self.id}"

    @property
    def unit(self) -> str:
        return self.written.unit

    @property
    def number(self) -> Exact:
        """In the base unit: 万元, a fraction."""
        return number_of(self.written.text)

    def shown(self, number: Exact) -> Text:
        """A number in the unit of this parameter, in words."""
        if self.unit == POINTS:
            return Text(f"{to_text(number)} 分", f"{to_text(number)} points")
        kind = kind_of(self.unit)
        return Text(number_text(number, kind, "zh"), number_text(number, kind, "en"))

    def to_dict(self) -> dict[str, Any]:
        """The parameter as it stands in a JSON document."""
        origin = {key: value for key, value in self.origin.to_dict().items() if key != "note"}
        value = {"value": self.written.text, "unit": self.unit}
        return {"id": self.id, "title": self.title.to_dict(), **value, **origin}


def number_of(text: str) -> Exact:
    """A number with its unit, as a rule file has it, in the base unit.

    Raises InputError when it is anything else.

    >>> number_of("1200万元"), number_of("-5%")
    (1200, Fraction(-1, 20))
    """
    found = number_token(text)
    if found is None:
        raise mistake(f"“{text}”应是一个数", f"'{text}' must be a number")
    number = literal(found).number
    return -number if half_width(text).startswith("-") else number


def parameters(library: Library, name: str) -> tuple[Parameter, ...]:
    """Every parameter of an edition (``ID@EDITION``), in the order of its file; tables come last.

    Raises InputError when there is no such edition, or an overlay is named.
    """
    plain, plus, overlay = name.partition("+")
    if plus:
        raise mistake(
            f"补充规定里的数不能改；写 {plain}，不带 +{overlay}",
            f"numbers of an overlay cannot be changed; write {plain} without +{overlay}",
            fact=name,
        )
    return _Edition(library, name).parameters


def parameter(library: Library, name: str) -> Parameter:
    """One parameter by ``ID@EDITION.PARAMETER``.

    Raises InputError when there is none; the nearest is proposed.
    """
    edition = _edition_of(library, name)
    id_ = name[len(edition) + 1 :]
    return _Edition(library, edition).get(id_)


def _edition_of(library: Library, name: str) -> str:
    """The edition whose parameter a name is. Editions may have points in their names: the longest fits."""
    editions = [f"{id_}@{edition}" for id_, files in library.files.items() for edition in files]
    fitting = [edition for edition in editions if name.startswith(edition + ".")]
    if fitting:
        return max(fitting, key=len)
    wanted, point, parameter = name.partition(".")
    near = nearest(wanted, editions)
    if point and near is not None:
        zh, en = f"没有规则 {wanted}；是不是想写 {near}.{parameter}？", f"; did you mean {near}.{parameter}?"
        raise mistake(zh, f"there is no rulebook {wanted}{en}", fact=name)
    raise mistake(
        "参数写作 规则@版本.参数，例如 srdi-sme@2026.rd_share",
        "a parameter is written ID@EDITION.PARAMETER, such as srdi-sme@2026.rd_share",
        fact=name,
    )


class _Edition:
    """The parameters of one edition, with their titles and articles."""

    def __init__(self, library: Library, name: str):
        self.name = name
        self.rulebook = library.get(name)
        id_, _, edition = name.partition("@")
        data = library.document(library.files[id_][edition]).data
        assert isinstance(data, dict)
        self.numbers = WrittenNumbers(data, library.vocabulary)
        self.facts = library.vocabulary.facts
        self.wording = Wording(library.vocabulary, self.rulebook)
        self.criteria: dict[str, Criterion] = {c.id: c for c in self.rulebook.criteria.walk()}
        self.grades = {grade.id: grade.title for grade in self.rulebook.grades}
        tables = data.get("tables", {}).values()
        self.rows = {row["id"]: row.get("title") for table in tables for row in table["rows"]}

    @cached_property
    def parameters(self) -> tuple[Parameter, ...]:
        limits = [Parameter(self.name, w.owner, self.of_limit(w), self.cited(w), w) for w in self.numbers.limits()]
        names = {limit.id for limit in limits}
        rest = [*self.numbers.thresholds(), *self.numbers.cells()]
        named = zip(_addresses(rest, names), rest, strict=True)
        return (*limits, *(Parameter(self.name, id_, self.of(w), self.cited(w), w) for id_, w in named))

    def get(self, id_: str) -> Parameter:
        found = {one.id: one for one in self.parameters}
        if id_ not in found:
            raise self.unknown(id_, found)
        return found[id_]

    def unknown(self, id_: str, known: Iterable[str]) -> InputError:
        """There is no parameter of this name: what may have been meant."""
        name = f"{self.name}.{id_}"
        inside = [one for one in known if one.startswith(f"{id_}[")]
        if inside:
            zh, en = "、".join(inside), ", ".join(inside)
            return mistake(f"这里有几个数，请写明哪一个：{zh}", f"it has several numbers; say which: {en}", fact=name)
        limits = [limit.owner for limit in self.numbers.limits() if id_ in self.numbers.users(limit.owner)]
        if limits:
            limit = f"{self.name}.{limits[0]}"
            return mistake(f"这里的数是限值，请改 {limit}", f"its number is a limit; change {limit}", fact=name)
        near = did_you_mean(id_, known)
        return mistake(
            f"没有这个参数{near.zh}（全部参数：jinjie sandbox --parameters {self.name}）",
            f"there is no such parameter{near.en} (all of them: jinjie sandbox --parameters {self.name})",
            fact=name,
        )

    def of_limit(self, written: Written) -> Text:
        """A limit is titled by the rules that use it."""
        titles = [self.title(owner) for owner in self.numbers.users(written.owner)]
        found = list(dict.fromkeys(titles)) or [Text(written.owner, written.owner)]
        return Text("；".join(t.zh for t in found), "; ".join(t.en for t in found))

    def of(self, written: Written) -> Text:
        """The title of a number: its rule's, with what it gives or the fact that it is for."""
        if written.fact:
            row, _, column = written.owner.partition(".")
            words = self.rows[row] or {"zh": row, "en": row}
            grade, label = self.grades.get(column, Text(column, column)), self.facts[written.fact].label
            return Text(f"{words['zh']}·{grade.zh}·{label.zh}", f"{words['en']}, {grade.en}: {label.en}")
        title, points = self.title(written.owner), written.points
        if points is None:
            return title
        return Text(f"{title.zh}（得 {points} 分）", f"{title.en} (for {points} points)")

    def title(self, owner: str) -> Text:
        """The title of a rule, made from the rule where it has none."""
        if owner in self.criteria:
            criterion = self.criteria[owner]
            return criterion.title or self.wording.subject(criterion.rule)
        if owner in self.rulebook.parts:
            return self.rulebook.parts[owner].title
        label = self.facts[owner].label if owner in self.facts else Text(owner, owner)
        return self.grades.get(owner, label)

    def cited(self, written: Written) -> Origin:
        """The article of a number: its rule's; for a limit that of the first rule that uses it."""
        for owner in (written.owner, *self.numbers.users(written.owner)[:1]):
            named = self.criteria.get(owner) or self.rulebook.parts.get(owner)
            if named is not None:
                return replace(named.origin, note=None)
        return replace(self.rulebook.origin, note=None)


def _addresses(found: list[Written], limits: set[str]) -> Iterator[str]:
    """The rule alone where it has one number; else with the number, and which one where it is written twice."""
    owners = Counter(one.owner for one in found)
    same = Counter((one.owner, one.text) for one in found)
    seen: Counter[tuple[str, str]] = Counter()
    for one in found:
        key = (one.owner, one.text)
        seen[key] += 1
        if owners[one.owner] == 1 and one.owner not in limits:
            yield one.owner
        else:
            yield f"{one.owner}[{one.text}]" if same[key] == 1 else f"{one.owner}[{one.text}:{seen[key]}]"
