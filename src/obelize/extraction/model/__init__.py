"""The trained part: tokens as numbers, a small network, and the judgement that calibrates it."""
