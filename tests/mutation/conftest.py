"""Nothing here is a test: `run.py` needs cosmic-ray, which the tests do not."""

collect_ignore_glob = ["*.py"]
