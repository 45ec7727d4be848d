"""Any order of link runs, decisions, re-parses and crashes leaves the promises of docs/persons.md kept."""

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.persons.histories import History

ALL_AT_ONCE = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much]


@pytest.mark.parametrize(("histories", "steps"), [(40, 20), pytest.param(1000, 40, marks=pytest.mark.soak)])
def test_a_random_history_keeps_every_promise(histories: int, steps: int) -> None:
    run_state_machine_as_test(
        History,
        settings=settings(
            max_examples=histories,
            stateful_step_count=steps,
            deadline=None,
            suppress_health_check=ALL_AT_ONCE,
        ),
    )
