// @ts-check
// Language and theme: from the address's query (a link may carry them), else remembered, else what the browser
// asks for.

/** Storage may be forbidden (a sandboxed frame); then nothing is remembered. */
const storage = {
  /** @param {string} key */
  get(key) {
    try {
      return localStorage.getItem(`sts.${key}`);
    } catch {
      return null;
    }
  },
  /** @param {string} key @param {string} value */
  set(key, value) {
    try {
      localStorage.setItem(`sts.${key}`, value);
    } catch {
      // Then not.
    }
  },
};

/** @param {string} key */
function fromQuery(key) {
  return new URLSearchParams(location.search).get(key);
}

/** @param {string} theme */
function applyTheme(theme) {
  if (theme === 'auto') delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
}

export const preferences = {
  language: fromQuery('lang') ?? storage.get('lang') ?? navigator.language ?? 'en',
  theme: fromQuery('theme') ?? storage.get('theme') ?? 'auto',

  /** @param {string} language */
  setLanguage(language) {
    this.language = language;
    storage.set('lang', language);
  },

  /** The other theme than the one that is seen. */
  switchTheme() {
    const dark = this.theme === 'auto' ? matchMedia('(prefers-color-scheme: dark)').matches : this.theme === 'dark';
    this.theme = dark ? 'light' : 'dark';
    storage.set('theme', this.theme);
    applyTheme(this.theme);
  },
};

applyTheme(preferences.theme);
