// @ts-check
// The page's keys. They rest while somebody types.

/** @type {[string[], string][]} */
export const keyHelp = [
  [['Space'], 'key.play'],
  [['.', ','], 'key.decision'],
  [[']', '['], 'key.change'],
  [['Home'], 'key.start'],
  [['End'], 'key.rest'],
  [[':'], 'key.terminal'],
  [['/'], 'key.filter'],
  [['e'], 'key.manifest'],
  [['Esc'], 'key.escape'],
  [['?'], 'key.help'],
];

/**
 * @param {import('./session.js').Session} session
 * @param {{help: () => void, focus: (what: string) => void}} page
 * @param {AbortSignal} signal ends it
 */
export function listenToKeys(session, page, signal) {
  const { clockwork } = session;
  /** @type {Record<string, () => unknown>} */
  const actions = {
    ' ': () => clockwork.toggle(),
    '.': () => clockwork.step(1, 'decision'),
    ',': () => clockwork.step(-1, 'decision'),
    ']': () => clockwork.step(1, 'change'),
    '[': () => clockwork.step(-1, 'change'),
    Home: () => clockwork.seek(0),
    End: () => session.rest(),
    ':': () => page.focus('terminal'),
    '/': () => page.focus('filter'),
    e: () => page.focus('manifest'),
    '?': () => page.help(),
    Escape: () => session.select(null),
  };
  document.addEventListener(
    'keydown',
    (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
      const target = /** @type {Element} */ (event.composedPath()[0]);
      if (target.closest('input:not([type=range]), textarea, select, dialog')) return;
      if (event.key === ' ' && target.closest('button, a, summary')) return;
      if (target.closest('[role=region], [role=log]') && (event.key === 'Home' || event.key === 'End')) return;
      const action = actions[event.key];
      if (!action) return;
      event.preventDefault();
      action();
    },
    { signal },
  );
}
