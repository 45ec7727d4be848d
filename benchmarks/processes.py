"""What is measured runs in a process of its own, begun anew each time."""

from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from typing import ParamSpec, TypeVar

SPAWN = get_context("spawn")

Given = ParamSpec("Given")
Answer = TypeVar("Answer")


def in_fresh_process(measure: Callable[Given, Answer], *args: Given.args, **kwargs: Given.kwargs) -> Answer:
    """What `measure` gives; what it raises is raised here."""
    with ProcessPoolExecutor(1, mp_context=SPAWN) as one:
        return one.submit(measure, *args, **kwargs).result()
