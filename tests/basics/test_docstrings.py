"""The examples in the documentation of the lower rooms say what happens."""

import doctest
import importlib
import pkgutil

import pytest

import jinjie

ROOMS = ("basics", "terms", "documents", "facts")
MODULES = [
    found.name for room in ROOMS for found in pkgutil.iter_modules([f"{jinjie.__path__[0]}/{room}"], f"jinjie.{room}.")
]


@pytest.mark.parametrize("name", MODULES)
def test_the_examples_of_a_module_are_true(name):
    assert doctest.testmod(importlib.import_module(name)).failed == 0


def test_there_are_modules_to_look_at():
    assert len(MODULES) > 15
