// « Je ne suis pas un robot »: ticking the box starts the proof of work in a worker, or opens the third party's widget that the fund chose,
// which is not loaded before. The page stays usable; a form sent before the check is done waits for it, says so, and then leaves by itself.
// Where neither runs, the form's signed ticket stands in.

/** Our own check: `tell.done(solution)` in the end. What it returns stops it. */
function work({ worker, challenge, difficulty, count }, tell) {
    const solver = new Worker(worker);
    solver.onerror = tell.failed;
    solver.onmessage = ({ data }) => {
        if (data.proof === undefined) { tell.progress(data.solved / count); return; }
        solver.terminate();
        tell.done(data.proof);
    };
    solver.postMessage({ challenge, difficulty: Number(difficulty), count: Number(count) });
    return () => solver.terminate();
}

// A third party that hasn't shown itself by then won't.
const PATIENCE = 12_000;

/** A third party's script, loaded once: resolves with the object that it leaves behind. */
function load(address, name) {
    load.loading ??= new Promise((resolve, reject) => {
        const script = document.createElement("script");
        window.perronRobotReady = () => resolve(window[name]);
        script.onerror = reject;
        script.src = address;
        document.head.append(script);
        setTimeout(reject, PATIENCE);
    });
    return load.loading;
}

/** The third party's check: `tell.done(token)`, and `tell.expired()` where the form was not sent in time. */
function ask({ widget, script, key, action, language }, place, tell) {
    let stopped = false;
    load(script, widget).then((service) => {
        if (stopped) { return; }
        const frame = document.createElement("div");
        place.replaceChildren(frame);
        service.render(frame, {
            sitekey: key, action, language, callback: tell.done,
            "expired-callback": tell.expired, "error-callback": () => { tell.failed(); return true; },
            theme: matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light",
            // The wide one is 304 px wide.
            size: place.clientWidth < 304 ? "compact" : "normal",
        });
    }).catch(tell.failed);
    return () => { stopped = true; place.replaceChildren(); };
}

for (const check of document.querySelectorAll("[data-robot]")) {
    const box = check.querySelector("input[type=checkbox]");
    const place = check.querySelector("[data-robot-widget]");
    // Where what is found goes: our own solution, or the third party's token.
    const found = check.querySelector(place ? "input[name=temoin]" : "input[name=preuve]");
    const pass = check.querySelector("input[name=laissez_passer]");
    const status = check.querySelector("[data-robot-status]");
    const form = check.closest("form");
    let stop = null;
    let waiting = null;
    let hasFailed = false;
    let solved = false;

    const say = (words, state) => {
        status.textContent = words;
        check.dataset.state = state;
    };

    const release = () => {
        if (!waiting) { return; }
        const { submitter } = waiting;
        waiting = null;
        form.requestSubmit(submitter);
    };

    // What was to be corrected about the check is done.
    const settle = () => {
        say(check.dataset.done, "done");
        check.classList.remove("has-error");
        check.querySelector(".error")?.remove();
        box.removeAttribute("aria-invalid");
        const summary = document.querySelector("[data-error-summary]");
        summary?.querySelector(`a[href="#${box.id}"]`)?.closest("li").remove();
        if (summary && !summary.querySelector("li")) { summary.remove(); }
    };

    const tell = {
        progress: (share) => check.style.setProperty("--done", share),
        done: (value) => {
            found.value = value;
            solved = true;
            if (!place) { stop = null; }
            settle();
            release();
        },
        // The widget says itself that it is to be done again.
        expired: () => {
            found.value = "";
            solved = false;
            say(check.dataset.working, "working");
        },
        failed: () => {
            stop?.();
            stop = null;
            hasFailed = true;
            waiting = null;
            // Where nothing may stand in, there is nothing to tick.
            if ("strict" in check.dataset) { box.checked = false; box.disabled = true; }
            say(check.dataset.fallback, "fallback");
        },
    };

    // Another challenge, from the page as the server would show it now; where there is none the server says so when the form is sent.
    const renew = async () => {
        stop?.();
        stop = null;
        solved = false;
        found.value = "";
        if (pass) { pass.value = ""; }
        if (place) { return; }
        try {
            const page = await (await fetch(form.action, { credentials: "same-origin" })).text();
            const fresh = new DOMParser().parseFromString(page, "text/html").querySelector("[data-robot]");
            for (const name of ["challenge", "difficulty", "count", "ticket"]) { check.dataset[name] = fresh?.dataset[name] ?? check.dataset[name]; }
        } catch {
            // No network: the form can't be sent either.
        }
    };

    const start = () => {
        if (stop || hasFailed) { return; }
        if (found.value || pass?.value) { settle(); return; }
        say(check.dataset.working, "working");
        try {
            stop = place ? ask(check.dataset, place, tell) : work(check.dataset, tell);
        } catch {
            tell.failed();
        }
    };

    box.addEventListener("change", () => { if (box.checked) { start(); } });
    // A page that came back for another reason brings the work that was already done.
    if (box.checked) { start(); }

    // The browser's arrow brings back a ticked box, and perhaps fields of an earlier visit whose proof was spent: what this page was given
    // counts, and a page kept whole asks for a new challenge. Done again without a word.
    window.addEventListener("pageshow", async ({ persisted }) => {
        const given = place ? "" : check.dataset.proof;
        if (persisted) { await renew(); } else if (!stop && found.value !== given && !solved) { found.value = given; }
        if (!place) { check.querySelector("input[name=defi]").value = check.dataset.challenge; }
        check.querySelector("input[name=ticket]").value = check.dataset.ticket;
        if (box.checked) { start(); }
    });

    // First among the form's listeners, so that a form that waits isn't taken for one that has left.
    form.addEventListener("submit", (event) => {
        if (event.submitter?.name === "langue" || !box.checked) { return; }
        start();
        if (!stop || solved) { return; }
        event.preventDefault();
        event.stopImmediatePropagation();
        waiting = { submitter: event.submitter };
        say(check.dataset.waiting, "working");
    }, { capture: true });
}
