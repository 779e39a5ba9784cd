"""A table as the plan wants it: numbers as floats, words as indices. What cannot be read so becomes an odd row."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from jinjie.basics.credit_code import ALPHABET, LENGTH
from jinjie.basics.problems import InputError, Place
from jinjie.facts.values import plain_region, read_statement
from jinjie.facts.vocabulary import Fact, Kind, Vocabulary
from jinjie.rules.readings.screen.columns import (
    CREDIT_CODE,
    HIGH,
    LOW,
    REGION,
    CodeClasses,
    Columns,
    columns_among,
    own_order,
    words_of,
)

if TYPE_CHECKING:
    import polars as pl

ODD = "~odd"
ZERO = "~zero"
"""A column of zeros. Added to a divisor it makes sure that this is no single number, by which Polars would divide
inexactly: it multiplies by the rounded inverse."""
ODD_WORD = 255
UNSEEN = 254
DERIVED = "~"
"""Before a region that is not stated but read out of the credit code."""
ROW = "~row"
CREDIT_CODE_FORM = f"^[{ALPHABET}]{{{LENGTH}}}$"
DAYS_BEFORE_1970 = 719163


@dataclass
class Words:
    """The words of one column as numbers: looked up once for each different word."""

    fact: Fact
    classes: CodeClasses | None
    _found: dict[str, int | None] = field(default_factory=dict)
    _table: list[int | None] = field(default_factory=list)

    def index(self, text: str) -> int | None:
        """The number that stands for a text; None when it says that the fact is unknown, 255 when it is odd."""
        if text not in self._found:
            self._found[text] = self._read(text)
        return self._found[text]

    def _read(self, text: str) -> int | None:
        if text.startswith(DERIVED):
            return self._derived(plain_region(text.removeprefix(DERIVED)))
        try:
            value = read_statement(self.fact, text, Place()).value
        except InputError:
            return ODD_WORD
        if value is None or not isinstance(value, frozenset):
            return None
        if self.classes is not None:
            return self.classes.class_of_any(value)
        return words_of(self.fact).index(next(iter(value))) if len(value) == 1 else ODD_WORD

    def _derived(self, code: str) -> int | None:
        """A region that is read out of a credit code: one that nobody knows says nothing."""
        return None if self.classes is None else self.classes.class_of(code)

    def series(self, column: pl.Series) -> pl.Series:
        """A column of texts as numbers."""
        import polars as pl

        if column.dtype == pl.String:
            different = column.unique().drop_nulls()
            known = {text: self.index(text) for text in different}
            return column.replace_strict(known, default=None, return_dtype=pl.UInt8)
        return self._looked_up(column)

    def _looked_up(self, column: pl.Series) -> pl.Series:
        """A column of categories as numbers, by their own numbers; a category is read when it is first met."""
        import polars as pl

        physical = column.to_physical()
        most = physical.max()
        assert most is None or isinstance(most, int)
        table = self._table + [UNSEEN] * (0 if most is None else most + 1 - len(self._table))
        found = pl.Series(table or [None], dtype=pl.UInt8).gather(physical)
        new = (found == UNSEEN).arg_true()
        if new.is_empty():
            return found
        different = column.gather(new).unique()
        for code, text in zip(different.to_physical().to_list(), different, strict=True):
            table[code] = self.index(str(text))
        self._table = table
        return pl.Series(table, dtype=pl.UInt8).gather(physical)


def columns_of(schema: Mapping[str, pl.DataType], vocabulary: Vocabulary) -> Columns:
    """The fact columns of a table, with what its types say of them."""
    import polars as pl

    found = columns_among(schema, vocabulary)
    words = {
        name: order
        for name in found.exact
        if isinstance(dtype := schema[name], pl.Enum) and (order := own_order(vocabulary[name], dtype.categories))
    }
    exact = found.exact | ({REGION} & vocabulary.names if CREDIT_CODE in schema else frozenset())
    return replace(
        found, exact=exact, integers=frozenset(n for n in found.names if schema[n].is_integer()), words=words
    )


@dataclass(frozen=True)
class Preparation:
    """How the columns of a table are read."""

    schema: Mapping[str, pl.DataType]
    vocabulary: Vocabulary
    codes: Mapping[str, CodeClasses]
    _words: dict[str, Words] = field(default_factory=dict)
    """What has been looked up, by column."""

    def applied(self, frame: pl.LazyFrame, names: list[str], beside: Sequence[pl.Expr] = ()) -> pl.LazyFrame:
        """The columns that a plan reads, others beside them, and which rows are odd."""
        import polars as pl

        expressions = [expression for name in names for expression in self._read(name)]
        if CREDIT_CODE in self.schema:
            expressions.append(self._bad_credit_code().alias(CREDIT_CODE + ODD))
        never = (pl.col(ROW) < 0).alias(ODD)
        zero = (pl.col(ROW).cast(pl.Float64) * 0.0).alias(ZERO)
        read = frame.with_row_index(ROW).select(*expressions, *beside, never, zero)
        odd = [expression for name in names for expression in self._odd(name)]
        if CREDIT_CODE in self.schema:
            odd.append(pl.col(CREDIT_CODE + ODD))
        return read.with_columns(pl.any_horizontal(ODD, *odd).fill_null(False).alias(ODD))

    @staticmethod
    def _bad_credit_code() -> pl.Expr:
        """A code that is none as it stands; one that is only written otherwise is told apart one by one."""
        import polars as pl

        return ~pl.col(CREDIT_CODE).cast(pl.String).str.contains(CREDIT_CODE_FORM)

    def _fact(self, column: str) -> Fact:
        for end in (LOW, HIGH):
            column = column.removesuffix(end)
        return self.vocabulary[column]

    def _read(self, name: str) -> list[pl.Expr]:
        fact = self._fact(name)
        if fact.kind.is_numeric:
            return self._number(name, fact)
        return self._yes_no(name, fact) if fact.kind is Kind.YES_NO else [self._word(name, fact).alias(name)]

    def _odd(self, name: str) -> list[pl.Expr]:
        """What tells the odd rows among the columns that were read."""
        import polars as pl

        if self._is_plain(name):
            return []
        fact = self._fact(name)
        is_word = not fact.kind.is_numeric and fact.kind is not Kind.YES_NO
        return [pl.col(name) == ODD_WORD if is_word else pl.col(name + ODD)]

    def _is_plain(self, name: str) -> bool:
        """Every value of the column's type can be read as it is."""
        import polars as pl

        if name not in self.schema:
            return False
        fact, dtype = self._fact(name), self.schema[name]
        if fact.kind is Kind.YES_NO:
            return dtype == pl.Boolean
        if fact.kind.is_numeric:
            days = dtype == pl.Date and fact.kind is Kind.DATE
            return dtype == pl.Null or dtype.is_numeric() or dtype.is_decimal() or days
        return isinstance(dtype, pl.Enum) and own_order(fact, dtype.categories) is not None

    def _number(self, name: str, fact: Fact) -> list[pl.Expr]:
        import polars as pl

        column, dtype = pl.col(name), self.schema[name]
        if dtype == pl.Float64:
            return [column]
        if dtype == pl.Float32:
            return [column.cast(pl.String).cast(pl.Float64)]
        if self._is_plain(name):
            is_date = dtype == pl.Date
            return [(column.cast(pl.Int32) + DAYS_BEFORE_1970 if is_date else column).cast(pl.Float64)]
        if dtype == pl.String:
            number, odd = self._written_number(column, fact)
            return [number.alias(name), odd.alias(name + ODD)]
        return [pl.lit(None, dtype=pl.Float64).alias(name), column.is_not_null().alias(name + ODD)]

    @staticmethod
    def _written_number(column: pl.Expr, fact: Fact) -> tuple[pl.Expr, pl.Expr]:
        import polars as pl

        text = column.str.strip_chars()
        if fact.kind is Kind.RATIO:
            text = text.str.replace(r"^([-+]?\d+(?:\.\d+)?)%$", "${1}e-2")
        if fact.kind is Kind.DATE:
            number = (text.str.to_date("%Y-%m-%d", strict=False).cast(pl.Int32) + DAYS_BEFORE_1970).cast(pl.Float64)
        else:
            number = text.cast(pl.Float64, strict=False)
        return number, number.is_null() & (text.str.len_bytes() > 0)

    def _yes_no(self, name: str, fact: Fact) -> list[pl.Expr]:
        import polars as pl

        column, dtype = pl.col(name), self.schema[name]
        if dtype == pl.Boolean:
            return [column]
        if dtype.is_integer():
            plain = column.is_between(0, 1)
            odd = column.is_not_null() & ~plain
            return [pl.when(plain).then(column == 1).alias(name), odd.alias(name + ODD)]
        index = self._word(name, fact)
        yes = words_of(fact).index("yes")
        return [(index == yes).alias(name), (index == ODD_WORD).fill_null(False).alias(name + ODD)]

    def _word(self, name: str, fact: Fact) -> pl.Expr:
        """The number that stands for a word; 255 for one that cannot be read so."""
        import polars as pl

        words = self._words.setdefault(name, Words(fact, self.codes.get(fact.id)))
        if name == REGION and CREDIT_CODE in self.schema:
            return self._region(words)
        column, dtype = pl.col(name), self.schema[name]
        if self._is_plain(name):
            return column.to_physical().cast(pl.UInt8)
        if dtype.is_integer():
            column = column.cast(pl.String)
        elif dtype not in (pl.String, pl.Categorical, pl.Enum):
            return pl.when(column.is_not_null()).then(pl.lit(ODD_WORD, dtype=pl.UInt8))
        return column.map_batches(words.series, return_dtype=pl.UInt8, is_elementwise=True)

    def _region(self, words: Words) -> pl.Expr:
        """The class of the region as it is stated; where none is, of the region in the credit code."""
        import polars as pl

        def classes(both: pl.Series) -> pl.Series:
            codes = both.struct.field(CREDIT_CODE)
            if REGION not in self.schema:
                return words.series(derived(codes))
            found = words.series(both.struct.field(REGION))
            empty = found.is_null().arg_true()
            return found if empty.is_empty() else found.scatter(empty, words.series(derived(codes.gather(empty))))

        def derived(codes: pl.Series) -> pl.Series:
            return DERIVED + codes.cast(pl.String).str.slice(2, 6)

        columns = [name for name in (REGION, CREDIT_CODE) if name in self.schema]
        return pl.struct(columns).map_batches(classes, return_dtype=pl.UInt8, is_elementwise=True)
