// The button that shows a password, and the strength of one being chosen.

for (const field of document.querySelectorAll("[data-password]")) {
    const input = field.querySelector("input");
    addShowButton(field, input);
    const meter = field.querySelector("[data-strength]");
    if (meter) { watchStrength(meter, input); }
}

function addShowButton(field, input) {
    const { show, hide, showName, hideName, shown, hidden } = field.dataset;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "show-password";
    button.setAttribute("aria-controls", input.id);
    const said = document.createElement("span");
    said.className = "unseen";
    said.setAttribute("role", "status");

    const set = (visible) => {
        input.type = visible ? "text" : "password";
        button.textContent = visible ? hide : show;
        button.setAttribute("aria-label", visible ? hideName : showName);
    };
    set(false);
    button.addEventListener("click", () => {
        const visible = input.type === "password";
        set(visible);
        said.textContent = visible ? shown : hidden;
    });
    // Never sent as plain text: a browser would remember it among the words typed.
    input.form.addEventListener("submit", () => set(false));
    input.after(button);
    button.after(said);
}

function watchStrength(meter, input) {
    const label = meter.querySelector("[data-strength-label]");
    const advice = meter.querySelector("[data-strength-advice]");
    const token = input.form.querySelector("input[name=jeton]").value;
    let timer = 0;
    let asked = 0;

    const show = (answer) => {
        if (answer.score === null) { delete meter.dataset.score; } else { meter.dataset.score = answer.score; }
        label.textContent = answer.label ? `${answer.label}.` : "";
        advice.textContent = answer.advice;
    };
    const empty = () => show({ score: null, label: "", advice: meter.dataset.empty });

    const ask = async () => {
        const turn = ++asked;
        if (!input.value) { empty(); return; }
        try {
            const response = await fetch(meter.dataset.url, {
                method: "POST",
                body: new URLSearchParams({ jeton: token, mot_de_passe: input.value }),
                headers: { accept: "application/json" },
                credentials: "same-origin",
            });
            if (!response.ok) { throw new Error(String(response.status)); }
            const answer = await response.json();
            if (turn === asked) { show(answer); }
        } catch {
            if (turn === asked) { show({ score: null, label: "", advice: meter.dataset.offline }); }
        }
    };

    meter.hidden = false;
    empty();
    input.addEventListener("input", () => {
        clearTimeout(timer);
        timer = setTimeout(ask, 350);
    });
    if (input.value) { ask(); }
}
