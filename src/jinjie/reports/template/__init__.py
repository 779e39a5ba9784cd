"""The Excel template for profiles, written from the vocabulary. ``jinjie.ingest.workbook`` reads it back."""

from jinjie.reports.template.writing import write_template

__all__ = ["write_template"]
