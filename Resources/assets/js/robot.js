// « Je ne suis pas un robot »: ticking the box starts the proof of work in a worker. The page stays usable; a form sent before the work
// is done waits for it, says so, and then leaves by itself. Where no worker runs, the form's signed ticket stands in for the proof.

for (const check of document.querySelectorAll("[data-robot]")) {
    const box = check.querySelector("input[type=checkbox]");
    const proof = check.querySelector("input[name=preuve]");
    const status = check.querySelector("[data-robot-status]");
    const form = check.closest("form");
    let worker = null;
    let waiting = null;

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

    const fallBack = () => {
        worker = null;
        waiting = null;
        say(check.dataset.fallback, "fallback");
    };

    const start = () => {
        if (worker || proof.value) { return; }
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
            worker.terminate();
            worker = null;
            say(check.dataset.done, "done");
            release();
        };
        worker.postMessage({ challenge: check.dataset.challenge, difficulty: Number(check.dataset.difficulty), count });
    };

    box.addEventListener("change", () => { if (box.checked) { start(); } });
    // A page that came back for another reason brings the work that was already done.
    if (box.checked) {
        if (proof.value) { say(check.dataset.done, "done"); } else { start(); }
    }

    // First among the form's listeners, so that a form that waits isn't taken for one that has left.
    form.addEventListener("submit", (event) => {
        if (!worker || !box.checked) { return; }
        event.preventDefault();
        event.stopImmediatePropagation();
        waiting = { submitter: event.submitter };
        say(check.dataset.waiting, "working");
    }, { capture: true });
}
