"""Numbers: what a text counts, whether its own arithmetic holds, and whether it agrees with the talk."""

from obelize.appraisal.numbers.comparison import NumberMismatch, number_mismatches
from obelize.appraisal.numbers.lint import lint_numbers
from obelize.appraisal.numbers.quantities import Quantity, QuantityKind, quantities

__all__ = ["NumberMismatch", "Quantity", "QuantityKind", "lint_numbers", "number_mismatches", "quantities"]
