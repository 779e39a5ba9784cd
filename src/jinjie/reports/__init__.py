"""Reports: one document model, filled by ``content``, shown by ``text`` and ``page``."""
