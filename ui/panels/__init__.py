"""The parts of the page that Gradio runs: inputs, buttons, and what happens when they are used."""
