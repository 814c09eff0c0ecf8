"""How the embedded weights were made; ``python -m train --help``, and ``train/README.md``."""
