// Light and dark follow the system until a reader chooses.
const THEME = "khulasa-theme";
const systemDark = matchMedia("(prefers-color-scheme: dark)");

function showTheme() {
  const chosen = localStorage.getItem(THEME) ?? (systemDark.matches ? "dark" : "light");
  document.body.classList.toggle("dark", chosen === "dark");
}

document.addEventListener("click", (event) => {
  if (!event.target.closest?.('[data-act="theme"]')) return;
  localStorage.setItem(THEME, document.body.classList.contains("dark") ? "light" : "dark");
  showTheme();
});
systemDark.addEventListener("change", () => queueMicrotask(showTheme));
showTheme();
