"""What several test files share: the embedded model, loaded once."""

import pytest

from summarize import Digester


@pytest.fixture(scope="session")
def embedded() -> Digester:
    """A digester with the default settings: the embedded weights, really run."""
    return Digester()
