"""What is asked of every page. A check opens nothing itself: it is given a page that stands there, in a context made
with the check's own options, and answers with what it found, in sentences; nothing found is a pass."""

import io
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from typing import Callable

from axe_playwright_python.sync_playwright import Axe
from PIL import Image

# An object of functions, each answering with plain data. Lengths are CSS pixels.
MEASURE = (Path(__file__).parent / "measure.js").read_text()
AXE_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"]

TARGET = 48
TEXT = 16
RING_CONTRAST = 3
PHONE = {"width": 320, "height": 640}

# WCAG 2.2, 1.4.12: what a reader may set, and nothing may be lost by it.
SPACING = "* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important }"
SPACING += " p { margin-bottom: 2em !important }"


def measure(page, call):
    return page.evaluate(f"({MEASURE}).{call}")


@dataclass(frozen=True)
class Check:
    name: str
    run: Callable
    # Of the browser's context.
    options: dict = field(default_factory=dict)


@dataclass(frozen=True)
class Expected:
    """What a page must offer, by its labels."""

    fields: tuple = ()
    buttons: tuple = ()
    language: str = "fr"


def axe(page, expected):
    results = Axe().run(page, options={"runOnly": {"type": "tag", "values": AXE_TAGS}, "resultTypes": ["violations"]})
    return [
        f"{violation['id']}: {violation['help']} — {node['html'][:160]}"
        for violation in results.response["violations"]
        for node in violation["nodes"]
    ]


def keyboard(page, expected):
    """Tab stops at everything that takes the focus, in the document's order, each time with a ring that is seen."""
    found = []
    names = measure(page, "stopNames()")
    # A page with mistakes puts the focus on their summary; the walk begins at the top all the same.
    page.evaluate("() => { const b = document.body; b.tabIndex = -1; b.focus({ preventScroll: true }); b.removeAttribute('tabindex'); scrollTo(0, 0) }")
    if not names or not measure(page, "skipTarget()"):
        found.append("the first stop is not a link that skips to the main content")
    strayed = False
    for at, name in enumerate(names):
        focus = _tab(page)
        if not strayed and (focus is None or focus["at"] != at):
            strayed = True
            found.append(f"Tab {at + 1} stops at {focus and focus['name']}, not at {name}")
        if focus is None:
            continue
        if focus["ring"] < RING_CONTRAST:
            found.append(f"no ring that is seen at {focus['name']} (contrast {focus['ring']:.1f})")
        if not focus["inSight"]:
            found.append(f"focused but out of sight: {focus['name']}")
        elif focus["covered"]:
            found.append(f"focused but covered: {focus['name']}")
    focus = _tab(page)
    if not strayed and len(names) > 1 and focus and focus["at"] == len(names) - 1:
        found.append(f"Tab doesn't leave {names[-1]}")
    return found


def _tab(page):
    """The next stop of this document: through a frame, and out of it."""
    for _ in range(20):
        page.keyboard.press("Tab")
        focus = measure(page, "focus()")
        if not (focus and focus.get("framed")):
            return focus
    return None


def overflow(page, expected):
    return measure(page, "overflows()")


def zoom(page, expected):
    """A window of 1280 × 1024 at 400 %."""
    session = page.context.new_cdp_session(page)
    session.send(
        "Emulation.setDeviceMetricsOverride", {"width": 320, "height": 256, "deviceScaleFactor": 4, "mobile": False}
    )
    return measure(page, "overflows()")


def spacing(page, expected):
    page.add_style_tag(content=SPACING)
    return measure(page, "overflows()")


def without_script(page, expected):
    found = []
    if page.locator("h1:visible").count() != 1:
        found.append("no title is seen")
    for label in expected.fields:
        if page.get_by_label(label).locator("visible=true").count() == 0:
            found.append(f"no field « {label} »")
    for label in expected.buttons:
        button = page.get_by_role("button", name=label).or_(page.get_by_role("link", name=label))
        if button.locator("visible=true").count() == 0:
            found.append(f"no button « {label} »")
    for form in page.locator("main form:visible").all():
        if form.locator("button:visible, input[type=submit]:visible").count() == 0:
            found.append("a form without a button to send it")
    return found


def targets(page, expected):
    return measure(page, f"smallTargets({TARGET})")


def text_sizes(page, expected):
    return measure(page, f"smallTexts({TEXT})")


def forced_colours(page, expected):
    """Where the reader's own colours rule, what is pressed or filled in still has an edge: its pixels are measured."""
    found = []
    page.add_style_tag(content="*, ::before, ::after { transition: none !important; caret-color: transparent !important }")
    picture = Image.open(io.BytesIO(page.screenshot(full_page=True))).convert("RGB")
    for box in measure(page, "controls()"):
        middle = int(box["y"] + box["height"] / 2)
        left = int(box["x"])
        row = [picture.getpixel((x, middle)) for x in range(max(0, left - 4), min(picture.width, left + 6)) if middle < picture.height]
        if not row or max(_contrast(row[0], pixel) for pixel in row) < RING_CONTRAST:
            found.append(f"no edge is seen in forced colours: {box['name']}")
    return found


def markup(page, expected):
    """The document as it was sent: language, title, one h1, nothing inline that a strict policy would stop."""
    found = []
    document = _Document()
    document.feed(page.watch.document())
    if document.language != expected.language:
        found.append(f"the language is {document.language!r}, not {expected.language!r}")
    if not document.title.strip():
        found.append("no title")
    if document.count.get("h1", 0) != 1:
        found.append(f"{document.count.get('h1', 0)} h1")
    if "width=device-width" not in document.viewport:
        found.append("no viewport for phones")
    if "user-scalable=no" in document.viewport or "maximum-scale" in document.viewport:
        found.append("zooming is forbidden")
    policy = page.watch.headers().get("content-security-policy", "")
    if "default-src" not in policy or "unsafe" in policy or "http" in policy:
        found.append(f"the content security policy is too weak: {policy!r}")
    return found + document.inline


CHECKS = [
    Check("axe, light", axe, {"color_scheme": "light"}),
    Check("axe, dark", axe, {"color_scheme": "dark"}),
    Check("axe, phone", axe, {"viewport": PHONE}),
    Check("keyboard", keyboard),
    Check("keyboard, dark phone", keyboard, {"viewport": PHONE, "color_scheme": "dark"}),
    Check("320 px", overflow, {"viewport": PHONE}),
    Check("400 %", zoom, {"viewport": {"width": 320, "height": 256}}),
    Check("text spacing", spacing, {"viewport": PHONE, "bypass_csp": True}),
    Check("without script", without_script, {"java_script_enabled": False}),
    Check("targets", targets, {"viewport": PHONE}),
    Check("text sizes", text_sizes),
    Check("forced colours", forced_colours, {"forced_colors": "active", "bypass_csp": True}),
    Check("markup", markup),
]


def _contrast(one, other):
    def luminance(pixel):
        linear = [v / 12.92 if v <= 0.04045 else ((v + 0.055) / 1.055) ** 2.4 for v in (c / 255 for c in pixel)]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    darker, lighter = sorted([luminance(one), luminance(other)])
    return (lighter + 0.05) / (darker + 0.05)


class _Document(HTMLParser):
    def __init__(self):
        super().__init__()
        self.language, self.title, self.viewport, self.count, self.inline, self.open = None, "", "", {}, [], None

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        self.open = tag
        self.count[tag] = self.count.get(tag, 0) + 1
        if tag == "html":
            self.language = attributes.get("lang")
        if tag == "meta" and attributes.get("name") == "viewport":
            self.viewport = (attributes.get("content") or "").replace(" ", "")
        if tag == "style":
            self.inline.append("an inline <style>")
        # A block of data (its type is not a script's) is not run.
        if tag == "script" and "src" not in attributes and attributes.get("type") not in ("application/json", "application/ld+json"):
            self.inline.append("an inline <script>")
        self.inline += [f"<{tag} {name}>" for name in attributes if name == "style" or name.startswith("on")]

    def handle_data(self, data):
        if self.open == "title":
            self.title += data

    def handle_endtag(self, tag):
        self.open = None
