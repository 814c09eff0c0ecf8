// The page's language: ?lang=, then what was chosen before, then the browser's. Our own HTML holds both languages and
// follows html[lang]. Gradio's parts follow its locale, which its core module lets us change in place; labels that it
// wrote once and forgot (closed tabs, hidden buttons) are found by their words in the other language.
const LANGUAGE = "khulasa-language";
const dictionaries = window.gradio_config?.i18n_translations ?? {};

function preferredLanguage() {
  const asked = new URLSearchParams(location.search).get("lang") ?? localStorage.getItem(LANGUAGE) ?? navigator.language;
  return asked.toLowerCase().startsWith("ar") ? "ar" : "en";
}

function relabel() {
  const to = document.documentElement.lang;
  const from = to === "ar" ? "en" : "ar";
  const words = new Map(Object.entries(dictionaries[from] ?? {}).map(([key, text]) => [text, dictionaries[to][key]]));
  for (const part of document.querySelectorAll("gradio-app :is(button, label, [data-testid=block-info])")) {
    if (part.closest(".html-container")) continue;
    for (const node of [part, ...part.querySelectorAll("span")].flatMap(({ childNodes }) => [...childNodes])) {
      const said = node.nodeType === Node.TEXT_NODE && words.get(node.data.trim());
      if (said) node.data = said;
    }
  }
  for (const field of document.querySelectorAll("[placeholder]")) {
    field.placeholder = words.get(field.placeholder) ?? field.placeholder;
  }
}

async function showLanguage(language) {
  document.documentElement.lang = language;
  document.documentElement.dir = language === "ar" ? "rtl" : "ltr";
  const core = performance.getEntriesByType("resource").find(({ name }) => /\/assets\/core-[\w-]+\.js$/.test(name));
  if (core) (await import(core.name)).changeLocale?.(language);
  relabel();
}

let waiting = 0;
new MutationObserver(() => {
  cancelAnimationFrame(waiting);
  waiting = requestAnimationFrame(relabel);
}).observe(document.querySelector("gradio-app"), { childList: true, subtree: true });

document.addEventListener("click", (event) => {
  if (!event.target.closest?.('[data-act="language"]')) return;
  const next = document.documentElement.lang === "ar" ? "en" : "ar";
  localStorage.setItem(LANGUAGE, next);
  showLanguage(next);
});
showLanguage(preferredLanguage());
