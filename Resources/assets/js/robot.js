// « Je ne suis pas un robot »: ticking the box starts the proof of work in a worker. The page stays usable; a form sent before the work
// is done waits for it, says so, and then leaves by itself. Where no worker runs, the form's signed ticket stands in for the proof.

for (const check of document.querySelectorAll("[data-robot]")) {
    const box = check.querySelector("input[type=checkbox]");
    const proof = check.querySelector("input[name=preuve]");
    const status = check.querySelector("[data-robot-status]");
    const form = check.closest("form");
    let worker = null;
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

    const fallBack = () => {
        worker = null;
        hasFailed = true;
        waiting = null;
        say(check.dataset.fallback, "fallback");
    };

    // Another challenge, from the page as the server would show it now; where there is none the server says so when the form is sent.
    const renew = async () => {
        worker?.terminate();
        worker = null;
        solved = false;
        proof.value = "";
        try {
            const page = await (await fetch(form.action, { credentials: "same-origin" })).text();
            const fresh = new DOMParser().parseFromString(page, "text/html").querySelector("[data-robot]");
            for (const name of ["challenge", "difficulty", "count", "ticket"]) { check.dataset[name] = fresh?.dataset[name] ?? check.dataset[name]; }
        } catch {
            // No network: the form can't be sent either.
        }
    };

    const start = () => {
        if (worker || hasFailed) { return; }
        if (proof.value) { settle(); return; }
        if (!window.Worker) { fallBack(); return; }
        try {
            worker = new Worker(check.dataset.worker);
        } catch {
            fallBack();
            return;
        }
        say(check.dataset.working, "working");
        const count = Number(check.dataset.count);
        worker.onerror = fallBack;
        worker.onmessage = ({ data }) => {
            if (data.proof === undefined) {
                check.style.setProperty("--done", data.solved / count);
                return;
            }
            proof.value = data.proof;
            solved = true;
            worker.terminate();
            worker = null;
            settle();
            release();
        };
        worker.postMessage({ challenge: check.dataset.challenge, difficulty: Number(check.dataset.difficulty), count });
    };

    box.addEventListener("change", () => { if (box.checked) { start(); } });
    // A page that came back for another reason brings the work that was already done.
    if (box.checked) { start(); }

    // The browser's arrow brings back a ticked box, and perhaps fields of an earlier visit whose proof was spent: what this page was given
    // counts, and a page kept whole asks for a new challenge. Worked out again without a word.
    window.addEventListener("pageshow", async ({ persisted }) => {
        if (persisted) { await renew(); } else if (!worker && proof.value !== check.dataset.proof && !solved) { proof.value = check.dataset.proof; }
        check.querySelector("input[name=defi]").value = check.dataset.challenge;
        check.querySelector("input[name=ticket]").value = check.dataset.ticket;
        if (box.checked) { start(); }
    });

    // First among the form's listeners, so that a form that waits isn't taken for one that has left.
    form.addEventListener("submit", (event) => {
        if (event.submitter?.name === "langue" || !box.checked) { return; }
        start();
        if (!worker) { return; }
        event.preventDefault();
        event.stopImmediatePropagation();
        waiting = { submitter: event.submitter };
        say(check.dataset.waiting, "working");
    }, { capture: true });
}
