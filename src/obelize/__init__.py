"""obelize: find what can be checked in a talk or a summary, look it up, let a person decide, report."""

__version__ = "0.1.0"
