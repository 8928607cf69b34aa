// @ts-check
// The page's entry.
import { createPlayground } from 'statefulset-playground';

const playground = createPlayground();
const version = /** @type {HTMLOutputElement} */ (document.getElementById('version'));
version.value = await playground.call('kubernetesVersion');
