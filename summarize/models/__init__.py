"""Which weights: a pinned table of models, and how they come to this machine."""
