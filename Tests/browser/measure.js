// What is measured inside a page: an object of functions, each answering with plain data. Lengths are CSS pixels.
{
    // A short name of an element, for a message.
    named(element) {
        const text = (element.getAttribute("aria-label") || element.innerText || element.getAttribute("name") || element.id).trim();
        return `<${element.localName}> ${text.replace(/\s+/g, " ").slice(0, 50)}`;
    },

    shown(element) {
        return element.checkVisibility({ visibilityProperty: true }) && !element.closest("[inert]");
    },

    // Hidden from the eye but there for a screen reader (a point's size, cut away or transparent).
    onlyRead(element) {
        for (let e = element; e && e !== document.body; e = e.parentElement) {
            const box = e.getBoundingClientRect(), style = getComputedStyle(e);
            if (box.width <= 1 && box.height <= 1 && style.overflow !== "visible") return true;
            if (style.clipPath === "inset(50%)" || style.opacity === "0") return true;
        }
        return false;
    },

    // Outside at the top or the left, where a skip link waits until it has the focus.
    outside(box) {
        return box.right <= 0 || box.bottom <= 0;
    },

    // Where Tab must stop, in the order of the document; of radios in a group, one.
    stops() {
        const all = [...document.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex], [contenteditable]")];
        const able = all.filter(e => !e.disabled && e.type !== "hidden" && e.tabIndex >= 0 && this.shown(e));
        const groups = new Map();
        for (const e of able.filter(e => e.type === "radio")) {
            const group = `${e.form ? [...document.forms].indexOf(e.form) : ""} ${e.name}`;
            if (!groups.has(group) || e.checked) groups.set(group, e);
        }
        return able.filter(e => e.type !== "radio" || [...groups.values()].includes(e));
    },

    stopNames() { return this.stops().map(e => this.named(e)); },

    colour(text) {
        const canvas = new OffscreenCanvas(1, 1).getContext("2d");
        canvas.fillStyle = text;
        canvas.fillRect(0, 0, 1, 1);
        return [...canvas.getImageData(0, 0, 1, 1).data];
    },

    luminance([r, g, b]) {
        const line = v => (v /= 255) <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4;
        return 0.2126 * line(r) + 0.7152 * line(g) + 0.0722 * line(b);
    },

    contrast(one, other) {
        const [a, b] = [this.luminance(one), this.luminance(other)].sort((x, y) => y - x);
        return (a + 0.05) / (b + 0.05);
    },

    // The colour behind an element: that of the nearest opaque ancestor.
    behind(element) {
        for (let e = element.parentElement; e; e = e.parentElement) {
            const colour = this.colour(getComputedStyle(e).backgroundColor);
            if (colour[3] === 255) return colour;
        }
        return [255, 255, 255, 255];
    },

    // The ring's best contrast with what is behind it; 0 where there is no ring at least 2 px wide.
    ring(element) {
        const style = getComputedStyle(element), colours = [];
        if (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2) colours.push(style.outlineColor);
        for (const shadow of style.boxShadow.match(/(rgba?|color|oklch|lab)\([^)]*\)[^,]*/g) || []) {
            const [, colour, spread] = shadow.match(/^(\w+\([^)]*\)).* ([\d.]+)px/) || [];
            if (colour && !shadow.includes("inset") && parseFloat(spread) >= 2) colours.push(colour);
        }
        const behind = this.behind(element);
        return Math.max(0, ...colours.map(text => this.colour(text)).filter(c => c[3] > 200).map(c => this.contrast(c, behind)));
    },

    // What has the focus: its place among the stops, its ring, whether it is in sight and not covered.
    focus() {
        const element = document.activeElement;
        if (!element || element === document.body || element === document.documentElement) return null;
        // Stops inside a frame belong to another document, which has its own look.
        if (element.localName === "iframe") return { framed: true };
        // A field drawn by its label shows the focus there, or on the row that holds both.
        const bearers = [element, ...(element.labels || [])];
        if (element.type === "radio" || element.type === "checkbox")
            bearers.push(...bearers.flatMap(e => [e.parentElement, e.nextElementSibling, ...e.children]));
        const seen = bearers.filter(e => e && !this.onlyRead(e));
        const box = (seen[0] || element).getBoundingClientRect();
        const x = Math.min(Math.max((box.left + box.right) / 2, 0), innerWidth - 1);
        const y = Math.min(Math.max((box.top + box.bottom) / 2, 0), innerHeight - 1);
        const top = document.elementFromPoint(x, y);
        return {
            at: this.stops().indexOf(element),
            name: this.named(element),
            ring: Math.max(0, ...seen.map(e => this.ring(e))),
            inSight: seen.length > 0 && box.width > 1 && box.height > 1 && box.top < innerHeight && box.bottom > 0 && box.left < innerWidth && box.right > 0,
            covered: !top || !bearers.some(e => e && (e.contains(top) || top.contains(e))),
        };
    },

    // Where the first stop leads, if it leads inside this page.
    skipTarget() {
        const link = this.stops()[0], href = link && link.getAttribute("href") || "";
        const target = href.length > 1 && href.startsWith("#") && document.getElementById(href.slice(1));
        return !!target && (target.localName === "main" || !!target.closest("main") || !!target.querySelector("h1"));
    },

    // The visible pieces of text, each with its element and boxes.
    texts() {
        const found = [], walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
        while (walker.nextNode()) {
            const node = walker.currentNode, element = node.parentElement;
            if (!node.data.trim() || ["script", "style", "noscript", "template", "option"].includes(element.localName)) continue;
            if (!this.shown(element)) continue;
            const range = document.createRange();
            range.selectNodeContents(node);
            const boxes = [...range.getClientRects()].filter(b => b.width > 0 && b.height > 0 && !this.outside(b));
            if (boxes.length) found.push({ node, element, boxes });
        }
        return found;
    },

    scrollable(element) {
        for (let e = element; e && e !== document.body; e = e.parentElement)
            if (["auto", "scroll"].includes(getComputedStyle(e).overflowX)) return true;
        return false;
    },

    // What doesn't fit: the page scrolled sideways, text past an edge, boxes that cut their content off.
    overflows() {
        const wide = document.documentElement.clientWidth, told = [];
        const content = document.scrollingElement.scrollWidth;
        if (content > wide) told.push(`scrolls sideways: ${content} px of content in ${wide}`);
        for (const { node, element, boxes } of this.texts()) {
            if (this.onlyRead(element) || this.scrollable(element)) continue;
            if (boxes.some(b => b.right + scrollX > wide + 1 || b.left + scrollX < -1)) told.push(`text past the edge: ${node.data.trim().slice(0, 50)}`);
        }
        for (const element of document.body.querySelectorAll("*")) {
            const style = getComputedStyle(element);
            if (!this.shown(element) || this.onlyRead(element) || element.closest("svg") || ["input", "select", "textarea"].includes(element.localName)) continue;
            const cuts = v => v === "hidden" || v === "clip";
            if (cuts(style.overflowX) && element.scrollWidth > element.clientWidth + 1) told.push(`cut off sideways: ${this.named(element)}`);
            if (cuts(style.overflowY) && element.scrollHeight > element.clientHeight + 1 && element.clientHeight > 0) told.push(`cut off below: ${this.named(element)}`);
        }
        for (const button of document.querySelectorAll("button, input[type=submit]"))
            if (this.shown(button) && button.scrollWidth > button.clientWidth + 1) told.push(`wider than its button: ${this.named(button)}`);
        return told;
    },

    // How far a press may miss: of a radio or checkbox, the area that hits it or its label (a whole row may), felt out
    // pixel by pixel from its middle; of all else, the element's own box.
    target(element) {
        const box = element.getBoundingClientRect();
        if (!["radio", "checkbox"].includes(element.type)) return { width: box.width, height: box.height };
        element.scrollIntoView({ block: "center", behavior: "instant" });
        const { left, right, top, bottom } = element.getBoundingClientRect(), x = (left + right) / 2, y = (top + bottom) / 2;
        const hits = (x, y) => {
            const hit = document.elementFromPoint(x, y);
            return !!hit && [element, ...element.labels].some(e => e.contains(hit));
        };
        const reach = (dx, dy) => { let n = 0; while (n < 200 && hits(x + n * dx, y + n * dy)) n++; return n; };
        return { width: reach(-1, 0) + reach(1, 0), height: reach(0, -1) + reach(0, 1) };
    },

    // A link in a running sentence is as high as its line.
    inSentence(element) {
        if (element.localName !== "a" || getComputedStyle(element).display !== "inline") return false;
        const block = element.closest("p, li, dd, td, label, legend, figcaption, div, blockquote");
        return !!block && block.innerText.trim().length > element.innerText.trim().length + 1;
    },

    smallTargets(least) {
        return [...document.querySelectorAll("a[href], button, input, select, textarea, summary")]
            .filter(e => e.type !== "hidden" && this.shown(e) && !this.inSentence(e))
            .map(e => [e, this.target(e), e.getBoundingClientRect()])
            .filter(([, t, box]) => !this.outside(box) && (t.width < least - 0.5 || t.height < least - 0.5))
            .map(([e, t]) => `${this.named(e)} is ${Math.round(t.width)} × ${Math.round(t.height)} px`);
    },

    smallTexts(least) {
        const told = new Set();
        for (const { node, element } of this.texts()) {
            if (element.closest("svg[aria-hidden=true]")) continue;
            const svg = element.closest("svg"), scale = svg && element.getScreenCTM ? element.getScreenCTM().a : 1;
            const size = parseFloat(getComputedStyle(element).fontSize) * scale;
            if (size < least) told.add(`${size.toFixed(1)} px: ${node.data.trim().slice(0, 50)}`);
        }
        return [...told];
    },

    // The boxes of what is pressed or filled in, as far as it is in sight.
    controls() {
        return [...document.querySelectorAll("button, input:not([type=hidden]):not([type=radio]):not([type=checkbox]), select, textarea, a[class*=button]")]
            .filter(e => this.shown(e) && !this.onlyRead(e))
            .map(e => { const b = e.getBoundingClientRect(); return { name: this.named(e), x: b.left + scrollX, y: b.top + scrollY, width: b.width, height: b.height }; })
            .filter(b => b.width > 0 && b.height > 0 && b.x >= 0 && b.y >= 0);
    },
}
