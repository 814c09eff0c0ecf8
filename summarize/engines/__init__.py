"""How weights run: one protocol (``base``), CTranslate2 (``ct2``) and transformers (``torch``) behind it."""
