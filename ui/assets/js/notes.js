// The note of a mark: shown above or below it on hover, focus and tap, always inside the window. A screen reader reads
// the note in the mark itself, so the floating copy is hidden from it.
const note = document.body.appendChild(document.createElement("div"));
note.id = "kh-note";
note.setAttribute("aria-hidden", "true");
note.setAttribute("dir", "auto");
let noted = null;
const markOf = (element) => element?.closest?.(".kh-mark, .kh-badge") ?? null;

function showNote(element) {
  noted = markOf(element);
  note.className = noted ? "kh-open" : "";
  if (!noted) return;
  note.innerHTML = noted.querySelector(".kh-why").innerHTML;
  placeNote();
}

function placeNote() {
  if (!noted?.isConnected) return;
  const place = noted.getClientRects()[0];
  const room = document.documentElement.clientWidth;
  const left = Math.min(Math.max(8, place.left + place.width / 2 - note.offsetWidth / 2), room - note.offsetWidth - 8);
  const above = place.top - note.offsetHeight - 8;
  note.style.left = `${left}px`;
  note.style.top = `${above > 8 ? above : place.bottom + 8}px`;
}

// A pointer that rests somewhere else must not close what the keyboard has opened.
document.addEventListener("pointerover", ({ target }) => showNote(markOf(target) ?? document.activeElement));
document.addEventListener("focusin", ({ target }) => showNote(target));
document.addEventListener("click", ({ target }) => showNote(target));
document.addEventListener("scroll", placeNote, { passive: true, capture: true });
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") showNote(null);
  if (!["Enter", " "].includes(event.key) || !markOf(event.target)) return;
  event.preventDefault();
  showNote(event.target);
});
