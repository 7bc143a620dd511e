"""The parts of `benchmarks.reading`."""
