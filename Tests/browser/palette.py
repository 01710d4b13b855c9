"""Makes the file of a photograph small without making its colours false."""

from PIL import Image


def indexed(picture):
    """In 256 colours: the commonest as they are (paper, ink, what is pressed), the rest chosen so that rare ones keep a neighbour."""
    picture = picture.convert("RGB")
    counted = sorted(picture.getcolors(picture.width * picture.height), reverse=True)
    common = [colour for _, colour in counted[:128]]
    rare = picture.quantize(128, method=Image.Quantize.MAXCOVERAGE).getpalette()
    palette = (common + [tuple(rare[i : i + 3]) for i in range(0, len(rare), 3)])[:256]
    # Pillow itself looks a colour up by its six upper bits only, and would tint the paper.
    place = {colour: at for at, colour in reversed(list(enumerate(palette)))}
    for _, colour in counted:
        place.setdefault(colour, min(range(len(palette)), key=lambda at: sum((a - b) ** 2 for a, b in zip(colour, palette[at]))))
    small = Image.new("P", picture.size)
    small.putdata([place[colour] for colour in picture.getdata()])
    small.putpalette([part for colour in palette for part in colour])
    return small
