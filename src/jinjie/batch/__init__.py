"""batch: whole files of enterprises, in pieces that are finished one by one."""
