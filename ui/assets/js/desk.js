// Small things that need no server: one side or both, copying, files dropped on the input.
const SIDE = "khulasa-side";

function showSide(side) {
  document.documentElement.dataset.side = side;
  for (const button of document.querySelectorAll("[data-side]:not(html)")) {
    button.setAttribute("aria-pressed", String(button.dataset.side === side));
  }
}

async function copy(button) {
  try {
    await navigator.clipboard.writeText(button.dataset.copy);
  } catch {
    const field = document.body.appendChild(document.createElement("textarea")); // no clipboard without https
    field.value = button.dataset.copy;
    field.select();
    document.execCommand("copy");
    field.remove();
  }
  const status = button.parentElement.querySelector("[role=status]");
  status.replaceChildren(button.parentElement.querySelector("template").content.cloneNode(true));
  setTimeout(() => status.replaceChildren(), 2000);
}

document.addEventListener("click", (event) => {
  const side = event.target.closest?.("button[data-side]");
  if (side) {
    localStorage.setItem(SIDE, side.dataset.side);
    showSide(side.dataset.side);
  }
  const button = event.target.closest?.("[data-copy]");
  if (button) copy(button);
});

const composerUnder = (event) => event.target.closest?.(".kh-composer");
const showDrop = (over) => document.querySelector(".kh-composer").classList.toggle("kh-dragging", Boolean(over));
document.addEventListener("dragover", (event) => {
  const over = composerUnder(event);
  if (over) event.preventDefault();
  showDrop(over);
});
document.addEventListener("dragleave", (event) => !event.relatedTarget && showDrop(false));
document.addEventListener("drop", (event) => {
  showDrop(false);
  const input = composerUnder(event) && document.querySelector("input:has(+ #kh-upload)");
  if (!input || !event.dataTransfer.files.length) return;
  event.preventDefault();
  input.files = event.dataTransfer.files;
  input.dispatchEvent(new Event("change", { bubbles: true }));
});

// What Python asks for when its work is done. Whoever's button is gone by then goes on reading at the verdict.
function focusOn(place) {
  if (!place) return;
  place.tabIndex = -1;
  place.focus({ preventScroll: true });
}
window.khulasa = {
  land() {
    requestAnimationFrame(() => {
      const place = document.activeElement;
      if (place !== document.body && place.checkVisibility()) return;
      focusOn(document.querySelector("#kh-progress .kh-problem, #kh-sheet .kh-verdict"));
    });
  },
  bring(id) {
    document.getElementById(id).scrollIntoView({ block: "start" });
    focusOn(document.getElementById(id));
  },
};
showSide(localStorage.getItem(SIDE) ?? "both");
