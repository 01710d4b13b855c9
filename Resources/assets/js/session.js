// Announces the session's end some minutes before, offers to stay as long as the server can put it off, and says it when it has ended.
// Tabs of one browser tell each other how long the session lasts now.

const session = document.querySelector("[data-session]");
if (session) { watch(session); }

function watch(session) {
    const warning = session.querySelector("[data-session-warning]");
    const last = session.querySelector("[data-session-last]");
    const ended = session.querySelector("[data-session-ended]");
    const form = warning.querySelector("form");
    const status = warning.querySelector("[data-session-status]");
    const idle = Number(session.dataset.idleSeconds);
    const notice = Number(session.dataset.warningSeconds) * 1000;
    const others = "BroadcastChannel" in window ? new BroadcastChannel("perron-session") : null;
    let end = 0;
    let isFinal = false;
    let isUnderstood = false;

    // Compared with the clock rather than counted: a sleeping computer counts nothing.
    const look = () => {
        const left = end - Date.now();
        if (left <= 0) { finish(); return; }
        if (left > notice) { return; }
        if (!isFinal && !warning.open) { warning.showModal(); }
        if (isFinal && !isUnderstood && !last.open) { last.showModal(); }
    };
    const timer = setInterval(look, 1000);
    document.addEventListener("visibilitychange", look);

    // A session that the server gives less than the idle time can't be put off any more.
    const lasts = (seconds) => {
        end = Date.now() + seconds * 1000;
        isFinal = seconds < idle;
        isUnderstood = isUnderstood && isFinal;
        status.textContent = "";
        closeWarnings();
    };
    const closeWarnings = () => {
        for (const dialog of [warning, last]) { if (dialog.open) { dialog.close(); } }
    };
    const finish = () => {
        clearInterval(timer);
        document.removeEventListener("visibilitychange", look);
        closeWarnings();
        // Nobody who comes by should read on.
        for (const details of document.querySelectorAll("details[open]")) { details.open = false; }
        if (!ended.open) { ended.showModal(); }
    };

    const stay = async () => {
        status.textContent = "";
        try {
            const response = await fetch(form.action, {
                method: "POST", body: new URLSearchParams(new FormData(form)), credentials: "same-origin", redirect: "manual",
            });
            // To the sign-in page, or another file's by now: this page's session is over.
            if (response.type === "opaqueredirect" || response.status === 410) { finish(); return; }
            if (!response.ok) { throw new Error(String(response.status)); }
            const { seconds } = await response.json();
            lasts(seconds);
            others?.postMessage(seconds);
        } catch {
            // No network, or the server is away for a moment: the dialog stays, and the button may be pressed again.
            status.textContent = status.dataset.failed;
        }
    };

    form.addEventListener("submit", (event) => {
        event.preventDefault();
        event.stopImmediatePropagation();
        stay();
    }, { capture: true });
    // Escape means « I am here ».
    warning.addEventListener("cancel", (event) => { event.preventDefault(); stay(); });
    last.querySelector("button").addEventListener("click", () => { isUnderstood = true; last.close(); });
    last.addEventListener("cancel", () => { isUnderstood = true; });
    ended.addEventListener("cancel", (event) => event.preventDefault());
    others?.addEventListener("message", ({ data }) => lasts(data));

    lasts(Number(session.dataset.secondsLeft));
    others?.postMessage(Number(session.dataset.secondsLeft));
}
