"""The networks whose state dicts Tests/Conformance/architectures.py converts, one file per library."""
