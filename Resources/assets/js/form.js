// Two small kindnesses for every page: what is to be corrected takes the focus, and a form that has left isn't sent twice.

const summary = document.querySelector("[data-error-summary]");
if (summary) {
    summary.focus();
    // Lands in the field itself rather than beside it, its label in sight.
    for (const link of summary.querySelectorAll("a[href^='#']")) {
        link.addEventListener("click", (event) => {
            const field = document.getElementById(link.hash.slice(1));
            if (!field) { return; }
            event.preventDefault();
            field.closest(".field")?.scrollIntoView({ block: "start" });
            field.focus({ preventScroll: true });
        });
    }
}

// The language switch sends what was typed along, so that the page comes back with it; of a password or a code only that there was one.
for (const form of document.querySelectorAll("form#saisie")) {
    let speaks = false;
    form.addEventListener("submit", ({ submitter }) => { speaks = submitter?.name === "langue"; });
    form.addEventListener("formdata", ({ formData }) => {
        if (!speaks) { return; }
        for (const { name } of form.querySelectorAll("[data-password] input, input.code")) {
            if (formData.get(name)) { formData.set(name, "•"); }
        }
    });
}

for (const form of document.querySelectorAll("form")) {
    form.addEventListener("submit", (event) => {
        if (form.dataset.sent) { event.preventDefault(); return; }
        form.dataset.sent = "yes";
        event.submitter?.setAttribute("aria-disabled", "true");
        // A page that never answers mustn't lock its form for good.
        setTimeout(() => release(form), 15_000);
    });
}

function release(form) {
    delete form.dataset.sent;
    for (const button of form.querySelectorAll("[aria-disabled]")) { button.removeAttribute("aria-disabled"); }
}

// Coming back by the browser's arrow shows the page as it was left: its forms work again.
window.addEventListener("pageshow", ({ persisted }) => {
    if (persisted) { document.querySelectorAll("form").forEach(release); }
});
