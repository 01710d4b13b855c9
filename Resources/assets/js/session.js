// Announces the session's end two minutes before, offers to stay, and says it when it has ended. Tabs of one browser tell each other
// that the session was kept.

const session = document.querySelector("[data-session]");
if (session) { watch(session); }

function watch(session) {
    const warning = session.querySelector("[data-session-warning]");
    const ended = session.querySelector("[data-session-ended]");
    const form = warning.querySelector("form");
    const idle = Number(session.dataset.idleSeconds) * 1000;
    const notice = Number(session.dataset.warningSeconds) * 1000;
    const others = "BroadcastChannel" in window ? new BroadcastChannel("perron-session") : null;
    let end = 0;

    // Compared with the clock rather than counted: a sleeping computer counts nothing.
    const look = () => {
        const left = end - Date.now();
        if (left <= 0) { finish(); } else if (left <= notice && !warning.open) { warning.showModal(); }
    };
    let timer = setInterval(look, 1000);
    document.addEventListener("visibilitychange", look);

    const kept = () => {
        end = Date.now() + idle;
        if (warning.open) { warning.close(); }
    };
    const finish = () => {
        clearInterval(timer);
        document.removeEventListener("visibilitychange", look);
        if (warning.open) { warning.close(); }
        // Nobody who comes by should read on.
        for (const details of document.querySelectorAll("details[open]")) { details.open = false; }
        if (!ended.open) { ended.showModal(); }
    };

    const stay = async () => {
        try {
            const response = await fetch(form.action, {
                method: "POST", body: new URLSearchParams(new FormData(form)), credentials: "same-origin", redirect: "manual",
            });
            if (!response.ok) { finish(); return; }
            kept();
            others?.postMessage("kept");
        } catch {
            // No network: the dialog stays open, and the button may be pressed again.
        }
    };

    form.addEventListener("submit", (event) => {
        event.preventDefault();
        event.stopImmediatePropagation();
        stay();
    }, { capture: true });
    // Escape means « I am here ».
    warning.addEventListener("cancel", (event) => { event.preventDefault(); stay(); });
    ended.addEventListener("cancel", (event) => event.preventDefault());
    others?.addEventListener("message", kept);

    kept();
    others?.postMessage("kept");
}
