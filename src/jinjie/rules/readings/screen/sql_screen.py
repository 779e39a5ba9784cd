"""Screening with an engine that speaks SQL: one statement, and what comes back of it put into words."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from jinjie.facts.vocabulary import Fact, Kind
from jinjie.rules.readings.screen.columns import CREDIT_CODE, HIGH, LOW, REGION, words_of
from jinjie.rules.readings.screen.frames import FrameScreen
from jinjie.rules.readings.screen.plan import OPEN, Plan, Request
from jinjie.rules.readings.screen.prepared import CREDIT_CODE_FORM, DAYS_BEFORE_1970, DERIVED, ODD, ODD_WORD, Words
from jinjie.rules.readings.screen.sql_finish import DOUBT, KEPT, OUT, RAW, Finish
from jinjie.rules.readings.screen.sql_text import Dialect, SqlText, joined, looked_up, number
from jinjie.rules.readings.screen.stages import Stages

if TYPE_CHECKING:
    import polars as pl

FEW_WORDS = 12


@dataclass(frozen=True)
class SqlScreen:
    """A request for a table of one shape, as SQL text.

    ``different`` gives the different texts that an expression over the source comes to; ``kept`` names columns that
    come back unchanged.
    """

    request: Request
    schema: Mapping[str, pl.DataType]
    dialect: Dialect
    different: Callable[[str], Sequence[str]]
    kept: tuple[str, ...] = ()
    exact: bool = False

    @cached_property
    def frame(self) -> FrameScreen:
        return FrameScreen(self.request, self._plain_schema)

    @property
    def plan(self) -> Plan:
        return self.frame.plan

    @cached_property
    def _plain_schema(self) -> Mapping[str, pl.DataType]:
        """Texts have no order of their own here."""
        import polars as pl

        texts = (pl.Enum, pl.Categorical)
        return {name: pl.String() if isinstance(dtype, texts) else dtype for name, dtype in self.schema.items()}

    @cached_property
    def _text(self) -> SqlText:
        nodes = [*(output.node for output in self.plan.outputs), self.plan.doubt]
        return SqlText(Stages(nodes), self.dialect)

    def statement(self, source: str) -> str:
        """The whole screen of a source (a table's name, or a query in brackets)."""
        sql = self._text
        again = [f"{sql.of(output.node)} = {OPEN}" for output in self.plan.verdicts] if self.exact else []
        doubt = "(" + " OR ".join([sql.of(self.plan.doubt), sql.quoted(ODD), *again]) + ")"
        named = enumerate(self.plan.outputs)
        outputs = [f"{sql.of(output.node)} AS {sql.quoted(f'{OUT}{index}')}" for index, output in named]
        outputs += [
            f"CASE WHEN {doubt} THEN {sql.quoted(RAW + n)} END AS {sql.quoted(RAW + n)}" for n in self.row_columns
        ]
        outputs += [sql.quoted(f"{KEPT}{index}") for index in range(len(self.kept))]
        return sql.statement(self._first(source), [*outputs, f"{doubt} AS {sql.quoted(DOUBT)}"])

    @property
    def row_columns(self) -> list[str]:
        return self.frame.row_columns

    # ---- the first stage: numbers as floats, words as numbers
    def _first(self, source: str) -> str:
        tables: list[tuple[str, str, Mapping[str, int | None]]] = []
        made: list[str] = []
        odd: list[str] = ["FALSE"]
        if CREDIT_CODE in self.schema:
            odd.append(f"COALESCE(NOT {self._good_credit_code()}, FALSE)")
        for name in self.plan.reads:
            column, strange = self._column(name, tables)
            made.append(f"{column} AS {self._text.quoted(name)}")
            odd += [] if strange is None else [f"COALESCE({strange}, FALSE)"]
        beside = [(name, RAW + name) for name in self.row_columns]
        beside += [(name, f"{KEPT}{index}") for index, name in enumerate(self.kept)]
        made += [f"source.{self._text.quoted(name)} AS {self._text.quoted(alias)}" for name, alias in beside]
        made.append(f"({' OR '.join(odd)}) AS {self._text.quoted(ODD)}")
        return f"SELECT {', '.join(made)} FROM {joined(source, tables)}"

    def _fact(self, column: str) -> Fact:
        for end in (LOW, HIGH):
            column = column.removesuffix(end)
        return self.request.library.vocabulary[column]

    def _column(self, name: str, tables: list[tuple[str, str, Mapping[str, int | None]]]) -> tuple[str, str | None]:
        import polars as pl

        fact, dtype = self._fact(name), self._plain_schema.get(name, pl.String())
        column = f"source.{self._text.quoted(name)}"
        if name == REGION and CREDIT_CODE in self.schema:
            index = self._word(self._region(), fact, tables)
            return index, f"{index} = {ODD_WORD}"
        if fact.kind.is_numeric:
            return self._number(column, fact, dtype)
        if fact.kind is Kind.YES_NO and dtype == pl.Boolean:
            return column, None
        if not (dtype == pl.String or dtype.is_integer()):
            kind = "BOOLEAN" if fact.kind is Kind.YES_NO else "INTEGER"
            return f"CAST(NULL AS {kind})", f"{column} IS NOT NULL"
        index = self._word(column, fact, tables)
        odd = f"{index} = {ODD_WORD}"
        return (f"({index} = {words_of(fact).index('yes')})" if fact.kind is Kind.YES_NO else index), odd

    def _word(self, column: str, fact: Fact, tables: list[tuple[str, str, Mapping[str, int | None]]]) -> str:
        words = Words(fact, self.plan.table.codes.get(fact.id))
        text = f"CAST({column} AS {self._type_of_text})"
        known = {word: words.index(word) for word in sorted(self.different(text.replace("source.", "")))}
        if len(known) <= FEW_WORDS:
            return looked_up(text, known)
        table = f"w{len(tables)}"
        tables.append((text, table, known))
        return f"{table}.number"

    def _region(self) -> str:
        """The region as it is stated, or as the credit code has it."""
        code = f"CAST(source.{self._text.quoted(CREDIT_CODE)} AS {self._type_of_text})"
        derived = f"concat('{DERIVED}', substr({code}, 3, 6))"
        stated = f"CAST(source.{self._text.quoted(REGION)} AS {self._type_of_text})"
        return (
            f"COALESCE({stated}, CASE WHEN {code} IS NOT NULL THEN {derived} END)" if REGION in self.schema else derived
        )

    def _good_credit_code(self) -> str:
        code = f"CAST(source.{self._text.quoted(CREDIT_CODE)} AS {self._type_of_text})"
        matches = f"{code} RLIKE" if self.dialect == "spark" else f"regexp_matches({code},"
        return f"({matches} '{CREDIT_CODE_FORM}'{'' if self.dialect == 'spark' else ')'})"

    @property
    def _type_of_text(self) -> str:
        return "STRING" if self.dialect == "spark" else "VARCHAR"

    def _number(self, column: str, fact: Fact, dtype: pl.DataType) -> tuple[str, str | None]:
        import polars as pl

        if dtype == pl.Float32:
            return f"CAST(CAST({column} AS {self._type_of_text}) AS DOUBLE)", None
        if dtype.is_numeric() or dtype.is_decimal():
            return f"CAST({column} AS DOUBLE)", None
        if dtype == pl.Date and fact.kind is Kind.DATE:
            return self._days(column), None
        if dtype != pl.String:
            return "CAST(NULL AS DOUBLE)", f"{column} IS NOT NULL"
        text = f"trim({column})"
        if fact.kind is Kind.DATE:
            read = self._days(f"TRY_CAST({text} AS DATE)")
        elif fact.kind is Kind.RATIO:
            read = f"TRY_CAST(regexp_replace({text}, '%$', 'e-2') AS DOUBLE)"
        else:
            read = f"TRY_CAST({text} AS DOUBLE)"
        return read, f"({read} IS NULL AND length({text}) > 0)"

    def _days(self, column: str) -> str:
        epoch = "DATE '1970-01-01'"
        days = f"datediff({column}, {epoch})" if self.dialect == "spark" else f"date_diff('day', {epoch}, {column})"
        return f"CAST({days} AS DOUBLE) + {number(DAYS_BEFORE_1970)}"

    @property
    def finish(self) -> Finish:
        """What makes the output of the statement's rows."""
        outputs = tuple((output.name, output.words, output.scale) for output in self.plan.outputs)
        return Finish(self.request, outputs, tuple(self.row_columns), self.kept, self.exact)
