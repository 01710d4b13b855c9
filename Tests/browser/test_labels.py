import pytest

from labels import GUIDE, plain, words


@pytest.mark.parametrize("key", GUIDE)
def test_a_label_of_the_guide_stands_word_for_word(key):
    assert plain(words("fr")[key]) == GUIDE[key]
