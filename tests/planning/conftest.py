import pytest

from tests.cast import Cast
from tests.planning.stage import open_plan


@pytest.fixture
def plan(cast: Cast) -> Cast:
    """The cast around an empty plan that starts on Monday 4 May 2026."""
    open_plan(cast)
    return cast
