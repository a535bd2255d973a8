"""The programs that Tests/Conformance/programs.py exports and converts, one file per family."""
