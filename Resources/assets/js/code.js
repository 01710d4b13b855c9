// The link of the e-mail and the letter's QR code carry number and code behind the #, which no server sees. They leave the address bar
// at once, fill the two fields, and wait for the person's own button.

const area = document.querySelector("[data-code]");
const carried = new URLSearchParams(location.hash.slice(1));
const number = carried.get("n");
const code = carried.get("c");

if (location.hash.length > 1 && (number !== null || code !== null)) {
    history.replaceState(null, "", location.pathname);
}
if (area && /^\d{7}(\d{2})?$/.test(number ?? "") && /^[0-9A-Za-z-]{12,14}$/.test(code ?? "")) {
    area.querySelector("input[name=numero]").value = number;
    area.querySelector("input[name=mot_de_passe]").value = code.replaceAll("-", "").replace(/(.{4})(?=.)/g, "$1-");
    area.querySelector("[data-code-status]").textContent = area.dataset.filled;
    area.querySelector("button").focus();
}
