"""Files of people: one table, one enterprise per row, read for screening and given back with the results."""

from jinjie.ingest.people.added import Added, AddedColumn, Tone
from jinjie.ingest.people.columns import PeopleColumns, columns_of
from jinjie.ingest.people.file import PeopleFile, open_people
from jinjie.ingest.people.returning import write_back
from jinjie.ingest.people.rows import PeopleRow

__all__ = [
    "Added",
    "AddedColumn",
    "PeopleColumns",
    "PeopleFile",
    "PeopleRow",
    "Tone",
    "columns_of",
    "open_people",
    "write_back",
]
