"""The unified social credit code of GB 32100-2015.

The check digit is worked out here a second time: character values 0 to 30 in the order of the standard's table, weights
that are the powers of 3 modulo 31, and 31 less the remainder, modulo 31.
"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jinjie.basics.credit_code import check_digit, error_in, normal_form, region_of, warning_about

CHARACTERS = [*"0123456789", *(c for c in "ABCDEFGHIJKLMNOPQRSTUVWXYZ" if c not in "IOSVZ")]
SEVENTEEN = st.text(st.sampled_from(CHARACTERS), min_size=17, max_size=17)


def standard_check_digit(first_seventeen):
    total = sum(CHARACTERS.index(c) * 3**i % 31 for i, c in enumerate(first_seventeen))
    return CHARACTERS[-total % 31]


def whole_code(first_seventeen):
    return first_seventeen + standard_check_digit(first_seventeen)


def test_the_standard_has_31_characters():
    assert len(CHARACTERS) == 31


@given(SEVENTEEN)
def test_the_check_digit_is_that_of_the_standard(first_seventeen):
    assert check_digit(first_seventeen) == standard_check_digit(first_seventeen)


@given(SEVENTEEN)
def test_a_well_made_code_has_no_error_and_no_warning(first_seventeen):
    code = whole_code(first_seventeen)
    assert error_in(code) is None
    assert warning_about(code) is None


@given(SEVENTEEN, st.integers(0, 17), st.sampled_from(CHARACTERS))
def test_one_wrong_character_is_always_noticed(first_seventeen, at, other):
    code = whole_code(first_seventeen)
    changed = code[:at] + other + code[at + 1 :]
    assert (warning_about(changed) is None) == (changed == code)
    assert error_in(changed) is None


def test_the_usual_example_of_a_code_passes():
    assert standard_check_digit("91350100M000100Y4") == "3"
    assert warning_about("91350100M000100Y43") is None


def test_a_failed_check_digit_is_a_warning_in_both_languages():
    warning = warning_about("91350100M000100Y44")
    assert warning.zh == "统一社会信用代码 91350100M000100Y44 的校验位不符，请核对"
    assert warning.en == "the check digit of the credit code 91350100M000100Y44 does not fit: please check it"
    assert error_in("91350100M000100Y44") is None


@pytest.mark.parametrize("length", [0, 1, 15, 17, 19])
def test_another_length_is_an_error_that_says_both_lengths(length):
    error = error_in("9" * length)
    assert error.zh == f"统一社会信用代码应为 18 位，这里是 {length} 位"
    assert error.en == f"a unified social credit code has 18 characters, this one has {length}"


@pytest.mark.parametrize("letter", ["I", "O", "S", "V", "Z", "-", "a", "中", "*"])
def test_a_character_that_is_never_used_is_an_error(letter):
    error = error_in("9135010" + letter + "M000100Y43")
    assert letter in error.zh.split("（")[0]
    assert letter in error.en.split("(")[0]
    assert "I、O、S、V、Z" in error.zh
    assert "I, O, S, V, Z" in error.en


def test_all_wrong_characters_are_named_once_in_order():
    error = error_in("ZO350100MI00100YIZ")
    assert "不会出现 IOZ（" in error.zh
    assert "never contains IOZ (" in error.en


@pytest.mark.parametrize(
    "typed",
    [
        "91350100m000100y43",
        "９１３５０１００Ｍ０００１００Ｙ４３",
        " 91350100 M000100Y4 3 ",
        "91350100-M000100Y-43",
        "９１３５０１００ｍ０００１００ｙ４３\u3000",
    ],
)
def test_a_code_is_read_in_any_spelling(typed):
    assert normal_form(typed) == "91350100M000100Y43"


def test_the_region_of_registration_is_in_the_code():
    assert region_of("91350100M000100Y43") == "350100"


def test_a_check_digit_needs_seventeen_characters():
    for wrong in ("9135010", "91350100M000100Y43"):
        with pytest.raises(ValueError, match="zip"):
            check_digit(wrong)
