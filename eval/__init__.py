"""How good a digest is, in numbers that mean the same on every machine."""
