// @ts-check
// What the page needs to know of the command line: which commands only look, and what its buttons stand for.

const looking = new Set([
  'get',
  'describe',
  'logs',
  'events',
  'explain',
  'version',
  'api-resources',
  'api-versions',
  'config',
  'auth',
  'top',
  'diff',
  'help',
  'options',
  'cluster-info',
]);
const lookingBelow = /** @type {Record<string, Set<string>>} */ ({ rollout: new Set(['history']) });
const harmless = new Set([
  'echo',
  'grep',
  'head',
  'tail',
  'wc',
  'sort',
  'cut',
  'cat',
  'sed',
  'nslookup',
  'dig',
  'date',
  'ls',
  'true',
  '',
]);
const words = new Set(['for', 'do', 'done', 'in', 'while', 'if', 'then', 'fi']);

/**
 * Does this line only look? When in doubt it does not, and running it in the past makes a branch.
 * @param {string} line
 */
export function readsOnly(line) {
  if (/[>`]|\$\(/.test(line)) return false;
  return line.split(/&&|\|\||[;|\n]/).every((part) => {
    const argv = part
      .trim()
      .split(/\s+/)
      .filter((word) => word !== 'do' && word !== 'then');
    const [command = '', verb = '', below = ''] = argv;
    if (command === 'for') return true;
    if (words.has(command) || harmless.has(command)) return true;
    if (command !== 'kubectl' && command !== 'k') return false;
    if (/\s(-w|--watch)\b/.test(part)) return false;
    return looking.has(verb) || verb === '' || Boolean(lookingBelow[verb]?.has(below));
  });
}

/**
 * The line with its last word completed as far as all of `found` agree; with a blank behind it when there is one only.
 * @param {string} line
 * @param {readonly string[]} found what the last word could become
 */
export function completion(line, found) {
  if (!found.length) return line;
  const word = line.match(/\S*$/)?.[0] ?? '';
  const common = found.reduce((a, b) => {
    let n = 0;
    while (n < a.length && a[n] === b[n]) n++;
    return a.slice(0, n);
  });
  if (!common.startsWith(word)) return line;
  const end = found.length === 1 && !/[=/:,]$/.test(common) ? ' ' : '';
  return line.slice(0, line.length - word.length) + common + end;
}

export const commands = {
  /** @param {string} set @param {number} replicas @param {string} [namespace] */
  scale: (set, replicas, namespace) => `kubectl scale sts/${set} --replicas=${replicas}${inNamespace(namespace)}`,
  /** @param {string} pod @param {string} [namespace] */
  deletePod: (pod, namespace) => `kubectl delete pod ${pod}${inNamespace(namespace)}`,
  /** @param {string} pod @param {string} [namespace] */
  describePod: (pod, namespace) => `kubectl describe pod ${pod}${inNamespace(namespace)}`,
};

/** @param {string} [namespace] */
function inNamespace(namespace) {
  return namespace && namespace !== 'default' ? ` -n ${namespace}` : '';
}

/** Things to try in the seed's cluster, the tutorial's own steps first. */
export const suggestions = [
  'kubectl get svc',
  'kubectl get pods -l app=nginx',
  "for i in 0 1; do kubectl exec web-$i -- sh -c 'hostname'; done",
  'kubectl get pvc -l app=nginx',
  'kubectl scale sts web --replicas=4',
  'kubectl delete pod web-1',
  'kubectl set image sts/web nginx=registry.k8s.io/nginx-slim:0.9',
  'kubectl rollout status sts/web',
];
