import pytest
from fontTools.ttLib import TTFont

from demo import ROOT
from labels import words

FONTS = ROOT / "Resources/assets/fonts"


@pytest.mark.parametrize("face", ["regular", "bold"])
@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_fonts_hold_every_character_of_the_words(face, language):
    held = TTFont(FONTS / f"andika-{face}.woff2").getBestCmap()

    assert {c for text in words(language).values() for c in text if ord(c) not in held} == set()


@pytest.mark.parametrize("face", ["regular", "bold"])
def test_a_font_is_small(face):
    assert (FONTS / f"andika-{face}.woff2").stat().st_size < 40_000
