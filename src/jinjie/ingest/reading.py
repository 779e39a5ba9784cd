"""Any profile file, by its ending."""

from __future__ import annotations

import os
from pathlib import Path

from jinjie.basics.problems import InputError, Place, mistake
from jinjie.documents.reading import read_document
from jinjie.facts.profile import Profile, profile_from
from jinjie.facts.vocabulary import Vocabulary

TEXT_ENDINGS = frozenset({".yaml", ".yml", ".json"})
EXCEL_ENDINGS = frozenset({".xlsx", ".xlsm", ".xls", ".xlsb", ".et"})


def load_profile(path: Path, vocabulary: Vocabulary) -> Profile:
    """A profile from YAML, JSON or the Excel template.

    Raises InputError with every mistake in the file.
    """
    ending = path.suffix.lower()
    if ending in TEXT_ENDINGS:
        return profile_from(read_document(path), vocabulary)
    if ending in EXCEL_ENDINGS:
        from jinjie.ingest.workbook import read_workbook

        return read_workbook(path, vocabulary)
    raise _not_read(path, ending)


def _not_read(path: Path, ending: str) -> InputError:
    if os.path.isdir(path):  # unlike Path.is_dir, it takes names that are too long
        return mistake("这是文件夹", "it is a folder", Place(str(path)))
    what = (f"不支持“{ending}”文件", f"'{ending}' files are not read")
    if not ending:
        what = ("文件名没有扩展名", "the name has no ending")
    return mistake(f"{what[0]}，请用 .yaml、.json 或 .xlsx", f"{what[1]}; use .yaml, .json or .xlsx", Place(str(path)))
