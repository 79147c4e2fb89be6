"""Right-to-left names and joined letters, in the order and shape in which they are drawn."""

from hypothesis import given
from hypothesis import strategies as st

from mlplanner.exchange.pdf.scripts import visual


def test_that_english_text_stays_as_it_is() -> None:
    assert visual("Owner (Łukasz), 山田 太郎") == "Owner (Łukasz), 山田 太郎"


def test_that_a_hebrew_name_is_turned_round() -> None:
    assert visual("דוד כהן") == "ןהכ דוד"[::1]


def test_that_a_hebrew_name_inside_an_english_line_is_turned_round_alone() -> None:
    assert visual("Owner: דוד, Sales") == "Owner: דוד"[:7] + "דוד"[::-1] + ", Sales"


def test_that_a_number_inside_hebrew_keeps_its_order() -> None:
    assert visual("א 12 ב") == "ב 12 א"


def test_that_brackets_inside_hebrew_still_open_before_what_they_hold() -> None:
    assert visual("א (ב) ג") == "ג (ב) א"


def test_that_arabic_letters_take_their_joined_shapes() -> None:
    # beh-yeh-teh, written from right to left: initial, medial, final
    assert visual("بيت") == "\ufe96\ufef4\ufe91"


def test_that_lam_and_alef_become_one_sign() -> None:
    assert visual("لا") == "\ufefb"


def test_that_a_letter_that_does_not_reach_forward_leaves_the_next_one_alone() -> None:
    # dal-alef-reh: none joins the following letter
    assert visual("دار") == "\ufead\ufe8d\ufea9"


def test_that_marks_stay_on_their_letter() -> None:
    assert visual("\u05d3\u05bc\u05d1") == "\u05d1\u05d3\u05bc"


def test_that_the_devanagari_vowel_i_is_drawn_before_its_consonants() -> None:
    assert visual("\u0939\u093f\u0928") == "\u093f\u0939\u0928"


def test_that_vowels_written_before_their_letter_are_drawn_there() -> None:
    assert visual("செ") == "ெச"  # Tamil: before the last letter
    assert visual("ঠিক") == "িঠক"  # Bengali
    assert visual("အောင်")[:2] == "ေအ"  # Myanmar


def test_that_a_vowel_on_both_sides_of_a_letter_is_drawn_in_its_halves() -> None:
    assert visual("கோ") == "\u0bc7க\u0bbe"
    assert visual("গো") == "\u09c7গ\u09be"


@given(st.text(alphabet="abc 12,.()אבגדה", max_size=30))
def test_that_no_character_is_added_or_lost(line: str) -> None:
    swapped = str.maketrans("()", "((")
    assert sorted(visual(line).translate(swapped)) == sorted(line.translate(swapped))
