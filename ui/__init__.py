"""The page: a reader's desk for Arabic news, in Gradio."""
