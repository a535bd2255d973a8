"""Calls of PyTorch's operators that Tests/Conformance/aten_operators.py exports, one file per family."""
