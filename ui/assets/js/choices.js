// The sidebar opens from the page's head; Gradio's own handle has no name and stands where nobody looks for it.
const sidebar = () => document.getElementById("kh-choices");
const isOpen = () => sidebar().classList.contains("open");
const opener = () => document.querySelector('#kh-head [data-act="choices"]');
const toggleChoices = () => sidebar().querySelector(".toggle-button").click();

// What has just become visible takes focus only after the next frames.
function focusSoon(place, frames = 60) {
  place.focus();
  if (document.activeElement !== place && frames) requestAnimationFrame(() => focusSoon(place, frames - 1));
}

// Focus goes in as the sidebar opens and back as it closes; Gradio does both a little after the click.
new MutationObserver(() => {
  const open = isOpen();
  if (opener().getAttribute("aria-expanded") === String(open)) return;
  opener().setAttribute("aria-expanded", String(open));
  focusSoon(open ? sidebar().querySelector("h2") : opener());
}).observe(sidebar(), { attributes: true, attributeFilter: ["class"] });

document.addEventListener("click", (event) => {
  const inside = event.target.closest?.("#kh-choices, ul.options");
  if (event.target.closest?.('[data-act="choices"]')) toggleChoices();
  else if (isOpen() && !inside && event.target.isConnected) toggleChoices();
});
document.addEventListener("keydown", (event) => {
  const inList = event.target.closest?.("#kh-choices") && event.target.getAttribute("aria-expanded") === "true";
  if (event.key === "Escape" && isOpen() && !inList) toggleChoices();
});
