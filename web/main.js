// @ts-check
// The page's entry: language and theme, the session, and the elements in their places.
import { createPlayground } from 'statefulset-playground';
import seed from '../examples/seed/manifest.yaml';
import { h } from './dom.js';
import { sessionElement } from './elements/element.js';
import './elements/fact-tables.js';
import './elements/help-dialog.js';
import './elements/kubectl-terminal.js';
import './elements/lane-legend.js';
import './elements/lanes-table.js';
import './elements/manifest-editor.js';
import './elements/now-sentence.js';
import './elements/page-header.js';
import './elements/pod-lanes.js';
import './elements/pods-table.js';
import './elements/share-dialog.js';
import './elements/time-bar.js';
import './elements/why-panel.js';
import { t, useLanguage } from './i18n.js';
import { listenToKeys } from './keys.js';
import { preferences } from './preferences.js';
import { Session } from './session.js';
import { decode } from './share.js';

/** The tutorial is older than apps/v1: this cluster serves the legacy versions, too, and the editor says so. */
const options = { seed: 1, runtimeConfig: 'apps/v1beta1=true,apps/v1beta2=true' };

/** @param {Session} session */
function layOut(session) {
  const make = (/** @type {string} */ tag) => sessionElement(tag, session);
  const wide = (/** @type {string} */ tag) => Object.assign(make(tag), { className: 'wide' });
  const half = (/** @type {string} */ tag) => Object.assign(make(tag), { className: 'wide half' });
  const header = make('page-header');
  const help = /** @type {import('./elements/help-dialog.js').HelpDialog} */ (make('help-dialog'));
  header.addEventListener('help', () => help.open());
  const share = /** @type {import('./elements/share-dialog.js').ShareDialog} */ (make('share-dialog'));
  header.addEventListener('share', () => share.open());
  header.addEventListener('language', () => show(session));
  header.addEventListener('restart', (event) =>
    session.start(/** @type {CustomEvent} */ (event).detail === 'seed' ? seed : ''),
  );
  document.title = t('title');
  document.body.replaceChildren(
    h('a', { class: 'skip', href: '#terminal' }, t('skip')),
    h('header', {}, header),
    h(
      'main',
      {},
      h('div', { class: 'left' }, make('manifest-editor'), Object.assign(make('kubectl-terminal'), { id: 'terminal' })),
      h(
        'div',
        { class: 'right' },
        h(
          'section',
          { class: 'stage card', 'aria-label': t('stage') },
          make('now-sentence'),
          make('time-bar'),
          make('pod-lanes'),
          make('lane-legend'),
          make('lanes-table'),
        ),
        h(
          'div',
          { class: 'facts' },
          wide('pods-table'),
          make('dns-table'),
          make('why-panel'),
          half('claims-table'),
          half('volumes-table'),
          wide('events-table'),
        ),
      ),
    ),
    h(
      'footer',
      {},
      h('span', {}, t('footer.local')),
      h('span', {}, t('footer.runtime'), ' ', h('code', {}, options.runtimeConfig)),
      h('a', { href: 'deviations.html' }, t('help.deviations')),
      h('a', { href: 'NOTICES.txt' }, t('footer.notices')),
    ),
    help,
    share,
  );
  return help;
}

/** @type {AbortController | undefined} */
let keys;

/** Draws everything in the language that is in use. @param {Session} session */
function show(session) {
  const help = layOut(session);
  keys?.abort();
  keys = new AbortController();
  listenToKeys(
    session,
    {
      help: () => help.open(),
      focus: (what) => /** @type {HTMLElement | null} */ (document.querySelector(`[data-focus="${what}"]`))?.focus(),
    },
    keys.signal,
  );
}

async function main() {
  await useLanguage(preferences.language);
  const session = new Session(createPlayground, options);
  // The page is made while the simulator starts, and shown when there is something to see.
  document.documentElement.dataset.starting = '';
  show(session);
  const shared = await decode(location.hash.slice(1));
  if (shared) await session.open(shared);
  else await session.start(seed);
  delete document.documentElement.dataset.starting;
}

main().catch((error) => {
  delete document.documentElement.dataset.starting;
  document.body.replaceChildren(
    h(
      'div',
      { class: 'failed card', role: 'alert' },
      h('p', {}, t('failed')),
      h('code', {}, String(error?.message ?? error)),
    ),
  );
  console.error(error);
});
