// @ts-nocheck
// Stands in for the simulator until its wasm is there: one recorded world, whatever is asked.
/** @returns {import('statefulset-playground').Playground} */
export function createPlayground() {
  const bar = (from, to, state, revision, uid) => ({
    from: from * 1000,
    to: to === null ? null : to * 1000,
    state,
    revision,
    uid,
  });
  const span = (from, to) => ({ from: from * 1000, to: to === null ? null : to * 1000 });
  const lanes = [
    {
      name: 'web-0',
      ordinal: 0,
      awaited: [],
      bars: [bar(0, 1, 'pending', 'A', 'a'), bar(1, 2.6, 'creating', 'A', 'a'), bar(2.6, null, 'ready', 'A', 'a')],
      claims: [{ ...span(0, null), claim: 'www-web-0', phase: 'Bound', uid: '1' }],
      dns: [span(2.6, null)],
    },
    {
      name: 'web-1',
      ordinal: 1,
      awaited: [span(0, 2.6), span(19.6, 20)],
      bars: [
        bar(2.6, 3.4, 'pending', 'A', 'b'),
        bar(3.4, 5.4, 'creating', 'A', 'b'),
        bar(5.4, 18, 'ready', 'A', 'b'),
        bar(18, 19.6, 'terminating', 'A', 'b'),
        bar(20, 20.6, 'pending', 'A', 'c'),
        bar(20.6, 22.4, 'creating', 'A', 'c'),
        bar(22.4, 41, 'ready', 'A', 'c'),
        bar(41, 44, 'terminating', 'A', 'c'),
        bar(44.4, 47, 'creating', 'B', 'd'),
        bar(47, null, 'ready', 'B', 'd'),
      ],
      claims: [{ ...span(2.6, null), claim: 'www-web-1', phase: 'Bound', uid: '2' }],
      dns: [span(5.4, 18), span(22.4, 41), span(47, null)],
    },
    {
      name: 'web-2',
      ordinal: 2,
      awaited: [],
      bars: [
        bar(5.4, 6.2, 'pending', 'A', 'e'),
        bar(6.2, 8.4, 'creating', 'A', 'e'),
        bar(8.4, 34, 'ready', 'A', 'e'),
        bar(34, 36, 'terminating', 'A', 'e'),
        bar(36.2, 38.2, 'creating', 'B', 'f'),
        bar(38.2, 40.8, 'running', 'B', 'f'),
        bar(40.8, null, 'ready', 'B', 'f'),
      ],
      claims: [{ ...span(5.4, null), claim: 'www-web-2', phase: 'Bound', uid: '3' }],
      dns: [span(8.4, 34), span(40.8, null)],
    },
    {
      name: 'web-3',
      ordinal: 3,
      awaited: [span(37, 54)],
      bars: [bar(54, 56, 'creating', 'B', 'g'), bar(56, null, 'ready', 'B', 'g')],
      claims: [{ ...span(54, null), claim: 'www-web-3', phase: 'Bound', uid: '4' }],
      dns: [span(56, null)],
    },
  ];
  const marks = [
    [0, 'you', 'marker.command', { command: 'kubectl apply -f web.yaml' }],
    [0.4, 'statefulset', 'marker.create', { pod: 'web-0' }],
    [2.6, 'statefulset', 'marker.create', { pod: 'web-1' }],
    [5.4, 'statefulset', 'marker.create', { pod: 'web-2' }],
    [18, 'you', 'marker.command', { command: 'kubectl delete pod web-1' }],
    [20, 'statefulset', 'marker.recreate', { pod: 'web-1' }],
    [33.4, 'you', 'marker.command', { command: 'kubectl set image' }],
    [34, 'statefulset', 'marker.delete', { pod: 'web-2' }],
    [36.2, 'statefulset', 'marker.recreate', { pod: 'web-2' }],
    [37, 'you', 'marker.command', { command: 'kubectl scale sts web --replicas=4' }],
    [41, 'statefulset', 'marker.delete', { pod: 'web-1' }],
    [44.4, 'statefulset', 'marker.recreate', { pod: 'web-1' }],
    [54, 'statefulset', 'marker.create', { pod: 'web-3' }],
  ];
  const markers = marks.map(([at, actor, code, params]) => ({ at: at * 1000, actor, text: { code, params } }));
  const history = {
    end: 60000,
    revision: 200,
    atRest: true,
    groups: [{ kind: 'StatefulSet', namespace: 'default', name: 'web', lanes }],
    markers,
    instants: markers.map((m) => m.at),
  };
  const view = (at) => {
    const pods = lanes.map((lane) => {
      const now = lane.bars.find((b) => b.from <= at && (b.to === null || b.to > at));
      const status = {
        pending: 'Pending',
        creating: 'ContainerCreating',
        running: 'Running',
        ready: 'Running',
        terminating: 'Terminating',
      };
      return now
        ? {
            namespace: 'default',
            name: lane.name,
            hostname: lane.name,
            ordinal: lane.ordinal,
            ready: now.state === 'ready' ? '1/1' : '0/1',
            status: status[now.state],
            state: now.state,
            restarts: 0,
            revision: now.revision,
            ip: `10.244.${lane.ordinal}.4`,
            node: `node-${lane.ordinal + 1}`,
            image: 'k8s.gcr.io/nginx-slim:0.8',
            created: now.from,
          }
        : {
            namespace: 'default',
            name: lane.name,
            hostname: lane.name,
            ordinal: lane.ordinal,
            ready: '',
            status: '',
            state: 'awaited',
            restarts: 0,
            revision: '',
            ip: '',
            node: '',
            image: '',
            created: 0,
            why: { code: 'awaited.terminating', params: { pod: 'web-1' } },
          };
    });
    return {
      at,
      revision: 100,
      hash: '9f3c21ab00',
      sentence: { code: 'sentence.replacing', params: { pod: 'web-1', revision: 'A', update: 'B' } },
      sets: [
        {
          namespace: 'default',
          name: 'web',
          service: 'nginx',
          replicas: 4,
          ready: 2,
          policy: 'OrderedReady',
          strategy: 'RollingUpdate',
          partition: 0,
          currentRevision: 'A',
          updateRevision: 'B',
        },
      ],
      pods,
      dns: [
        { name: 'nginx', type: 'A', answers: ['10.244.0.4', '10.244.2.4'] },
        ...pods.map((p) =>
          p.state === 'ready'
            ? { name: `${p.name}.nginx`, type: 'A', answers: [p.ip] }
            : {
                name: `${p.name}.nginx`,
                type: 'A',
                answers: [],
                absent: { code: 'dns.absent.terminating', params: { pod: p.name } },
              },
        ),
      ],
      claims: pods.map((p) => ({
        namespace: 'default',
        name: `www-${p.name}`,
        status: 'Bound',
        volume: 'pvc-2ad27247-61bd-11e9-88eb-025000000001',
        capacity: '1Gi',
        access: 'RWO',
        storageClass: 'hostpath',
        usedBy: p.name,
        kept: p.state === 'awaited',
        awaited: false,
      })),
      volumes: [
        {
          name: 'pvc-2ad27247-61bd-11e9-88eb-025000000001',
          capacity: '1Gi',
          reclaim: 'Delete',
          status: 'Bound',
          claim: 'default/www-web-0',
          storageClass: 'hostpath',
        },
      ],
      events: [
        {
          at: 400,
          type: 'Normal',
          reason: 'SuccessfulCreate',
          object: 'statefulset/web',
          message: 'create Pod web-0 in StatefulSet web successful',
          count: 1,
        },
        {
          at: 2600,
          type: 'Warning',
          reason: 'Unhealthy',
          object: 'pod/web-0',
          message: 'Readiness probe failed: HTTP probe failed with statuscode: 503',
          count: 3,
        },
      ],
      why: [
        {
          subject: 'pod/web-3',
          text: { code: 'why.ordered', params: { subject: 'web-3', pod: 'web-1' } },
          evidence: [
            { object: 'sts/web', field: 'spec.replicas', value: '4' },
            { object: 'pod/web-1', field: 'metadata.deletionTimestamp', value: '00:41.0' },
          ],
          next: { code: 'why.next.ready', params: { pod: 'web-1', other: 'web-3' } },
          upstream: 'pkg/controller/statefulset/stateful_set_control.go processReplica',
        },
      ],
    };
  };
  const methods = {
    kubernetesVersion: () => '1.36',
    create: () => history,
    writeFile: () => undefined,
    history: () => history,
    view,
    complete: () => [],
    run: () => history,
    apply: (_, text) =>
      text.includes('!')
        ? {
            stdout: '',
            stderr: '',
            exit: 1,
            errors: [
              {
                message: 'error converting YAML to JSON: yaml: line 3: mapping values are not allowed in this context',
                line: 3,
                column: 4,
              },
            ],
          }
        : {
            stdout: 'service/nginx created\nstatefulset.apps/web created\n',
            stderr:
              'Warning: apps/v1beta1 StatefulSet is deprecated in v1.8+, unavailable in v1.16+; use apps/v1 StatefulSet\n',
            exit: 0,
            errors: [],
          },
    shell: () => ({
      stdout:
        'NAME    READY   STATUS        RESTARTS   AGE\nweb-0   1/1     Running       0          42s\nweb-1   1/1     Terminating   0          22s\n',
      stderr: '',
      exit: 0,
    }),
  };
  return { call: async (method, ...args) => structuredClone(methods[method](...args)), destroy() {} };
}
