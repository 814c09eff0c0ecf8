// A sentence and its counterparts light up together: in the article, its translation, the key sentences, the summary.
// Which ones is said by a style rule, not by classes, because Gradio replaces the page's HTML while it streams.
const lit = document.head.appendChild(document.createElement("style"));
let pinned = [];
let cameFrom = null;

const indicesOf = (element) => {
  const place = element?.closest?.("[data-go], [data-s], [data-from]");
  const said = place?.dataset.go ?? place?.dataset.s ?? place?.dataset.from;
  return said ? said.split(" ") : [];
};

function light(indices) {
  lit.textContent = indices
    .map((index) => `[data-s="${index}"], [data-from~="${index}"] { --kh-lit: var(--kh-tint); --kh-shown: block; }`)
    .join("\n");
}

function goTo(index, from) {
  const line = document.getElementById(`kh-s${index}`);
  if (!line) return;
  if (from && !from.closest("#kh-lines")) cameFrom = from;
  pinned = [index];
  light(pinned);
  line.focus({ preventScroll: true });
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  line.scrollIntoView({ block: "center", behavior: calm ? "auto" : "smooth" });
}

document.addEventListener("pointerover", (event) => {
  const indices = indicesOf(event.target);
  light(indices.length ? indices : pinned);
});

document.addEventListener("focusin", (event) => {
  const indices = indicesOf(event.target);
  if (indices.length) light((pinned = indices));
});

document.addEventListener("click", (event) => {
  if (event.target.closest?.(".kh-mark, .kh-badge, button")) return;
  const link = event.target.closest?.("[data-go]");
  const claim = event.target.closest?.("[data-from]");
  if (link) event.preventDefault();
  if (link || claim) return goTo(indicesOf(link ?? claim)[0], link ?? claim.querySelector("[data-go]"));
  const line = event.target.closest?.(".kh-line");
  pinned = line ? [line.dataset.s] : [];
  light(pinned);
});

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && cameFrom?.isConnected) {
    cameFrom.focus();
    cameFrom = null;
  }
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  const line = step && event.target.closest?.("#kh-lines .kh-line");
  const next = line && document.getElementById(`kh-s${Number(line.dataset.s) + step}`);
  if (!next) return;
  event.preventDefault();
  goTo(next.dataset.s);
});
