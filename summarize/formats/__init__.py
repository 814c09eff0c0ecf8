"""A digest as something to read: terminal text, Markdown, DOCX. JSON is ``Digest.to_json``."""
