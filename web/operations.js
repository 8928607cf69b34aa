// @ts-check
// What you did, as a list with virtual times: enough to have the same cluster again.

/** @typedef {{at: number, method: 'apply' | 'shell' | 'writeFile', args: string[]}} Operation */

/** What somebody would have typed. @param {Operation} operation */
export function commandOf({ method, args }) {
  return method === 'shell' ? args[0] : `kubectl apply -f ${args[0]}`;
}

/** The manifest that was applied last. @param {readonly Operation[]} operations */
export function manifestIn(operations) {
  return operations.filter(({ method }) => method === 'apply').at(-1)?.args[1];
}

/** What the manifest's file holds. @param {readonly Operation[]} operations */
export function fileIn(operations) {
  return operations.filter(({ method }) => method !== 'shell').at(-1)?.args[1];
}

/** Your decisions, for the axis of time. @param {readonly Operation[]} operations */
export function markersOf(operations) {
  const decisions = operations.filter(({ method }) => method !== 'writeFile');
  return decisions.map((one) => ({
    at: one.at,
    actor: 'you',
    text: { code: 'marker.command', params: { command: commandOf(one) } },
  }));
}
