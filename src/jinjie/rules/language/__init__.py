"""From YAML to a small typed tree: conditions, scores, editions, overlays."""
