// The sidebar opens from the page's head; Gradio's own handle has no name and stands where nobody looks for it.
const sidebar = () => document.getElementById("kh-choices");
const isOpen = () => sidebar().classList.contains("open");
const opener = () => document.querySelector('[data-act="choices"]');

function toggleChoices() {
  sidebar().querySelector(".toggle-button").click();
  requestAnimationFrame(() => {
    opener().setAttribute("aria-expanded", String(isOpen()));
    (isOpen() ? sidebar().querySelector("h2") : opener()).focus();
  });
}

document.addEventListener("click", (event) => {
  const inside = event.target.closest?.("#kh-choices, ul.options");
  if (event.target.closest?.('[data-act="choices"]')) toggleChoices();
  else if (isOpen() && !inside && event.target.isConnected) toggleChoices();
});
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && isOpen() && event.target.getAttribute("aria-expanded") !== "true") toggleChoices();
});
