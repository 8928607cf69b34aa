// The simulator as JavaScript sees it. Everything behind `call` runs in a worker; what comes back is plain data,
// never changed afterwards. Times are whole milliseconds of virtual time since the cluster began.
// Texts for people are codes with parameters (web/messages/ has the sentences); only what Kubernetes itself
// says (kubectl's output, events, Status messages) arrives as text.

export type Ms = number;

/** A sentence to be looked up: web/messages/<language>.js. */
export interface Text {
  code: string;
  params?: Record<string, string | number>;
}

export interface Options {
  seed?: number;
  /** as the API server's flag, e.g. "apps/v1beta1=true,apps/v1beta2=true" */
  runtimeConfig?: string;
  nodes?: number;
}

export interface Output {
  stdout: string;
  stderr: string;
  exit: number;
}

export interface ManifestError {
  message: string;
  /** from 1; 0 when the error belongs to no line */
  line: number;
  column: number;
}

export interface Applied extends Output {
  /** when not empty, nothing was changed */
  errors: ManifestError[];
}

export type PodState =
  'pending' | 'creating' | 'running' | 'ready' | 'terminating' | 'failed' | 'succeeded' | 'crashing';

/** `to` is null while it lasts. */
export interface Span {
  from: Ms;
  to: Ms | null;
}
export interface Bar extends Span {
  state: PodState;
  /** the letter of its ControllerRevision, "" for a pod of no set */
  revision: string;
  uid: string;
}
export interface ClaimSpan extends Span {
  claim: string;
  phase: 'Pending' | 'Bound' | 'Lost';
  uid: string;
}
export interface Lane {
  name: string;
  /** -1 for a pod of no set */
  ordinal: number;
  bars: Bar[];
  claims: ClaimSpan[];
  /** when <pod>.<service> resolves */
  dns: Span[];
  /** when the set wants this pod and there is none */
  awaited: Span[];
}
export interface Group {
  kind: 'StatefulSet' | 'Pods';
  namespace: string;
  name: string;
  lanes: Lane[];
}
export interface Marker {
  at: Ms;
  /** "you", or the controller that decided */
  actor: string;
  text: Text;
}

/** Everything that was, up to `end`: what the lanes draw. Changes only when time or the cluster moves on. */
export interface History {
  end: Ms;
  revision: number;
  /**
   * -1 when this is everything; else the revision that the asker named: only the lanes that changed after it, whole, and
   * only later markers and instants
   */
  since: number;
  /** nothing will happen by itself any more, but for timers that change nothing */
  atRest: boolean;
  groups: Group[];
  /** decisions, in order of time */
  markers: Marker[];
  /** when anything in the cluster changed, ascending */
  instants: Ms[];
}

export interface SetRow {
  namespace: string;
  name: string;
  service: string;
  replicas: number;
  ready: number;
  policy: string;
  strategy: string;
  partition: number;
  currentRevision: string;
  updateRevision: string;
}
export interface PodRow {
  namespace: string;
  name: string;
  hostname: string;
  ordinal: number;
  ready: string;
  /** kubectl's STATUS column */
  status: string;
  /** "awaited" when there is no such pod yet; then `why` says why not */
  state: PodState | 'awaited';
  restarts: number;
  revision: string;
  ip: string;
  node: string;
  image: string;
  created: Ms;
  why?: Text;
}
export interface DnsRow {
  name: string;
  type: string;
  answers: string[];
  /** why the name does not resolve */
  absent?: Text;
}
export interface ClaimRow {
  namespace: string;
  name: string;
  status: string;
  volume: string;
  capacity: string;
  access: string;
  storageClass: string;
  usedBy: string;
  /** kept although its pod is gone */
  kept: boolean;
  awaited: boolean;
}
export interface VolumeRow {
  name: string;
  capacity: string;
  reclaim: string;
  status: string;
  claim: string;
  storageClass: string;
}
export interface EventRow {
  at: Ms;
  type: string;
  reason: string;
  object: string;
  message: string;
  count: number;
}
/** Why something is as it is, or is not there. */
export interface Why {
  /** e.g. "pod/web-2", "pvc/www-web-1", "statefulset/web" */
  subject: string;
  namespace: string;
  /** the pod beside whose lane it belongs, if the subject is a claim: "pod/web-1" */
  lane?: string;
  /** something is waited for, or somebody; rows that are open come first */
  open: boolean;
  /** what became of the subject: why.outcome.notCreated; stands before the text */
  outcome?: Text;
  /** the reason: why.<code of core/why/reason.hpp> */
  text: Text;
  /** when it was decided first, by whom ("" if it was only found by looking) */
  since: Ms;
  actor: string;
  /** the objects waited for, as "pod/web-1" */
  blockedBy: string[];
  evidence: { object: string; field: string; value: string }[];
  next?: Text;
  /** path and function in the Kubernetes source */
  upstream: string;
}

/** The cluster at one instant. */
export interface View {
  at: Ms;
  revision: number;
  hash: string;
  sentence: Text;
  sets: SetRow[];
  pods: PodRow[];
  dns: DnsRow[];
  claims: ClaimRow[];
  volumes: VolumeRow[];
  events: EventRow[];
  why: Why[];
}

export interface Methods {
  kubernetesVersion(): string;
  /** starts a new cluster; whatever was before is gone */
  create(options?: Options): History;
  /** puts a file into the shell's working directory */
  writeFile(name: string, text: string): void;
  /** `kubectl apply -f <name>` of that text, unless it has errors */
  apply(name: string, text: string): Applied;
  /** one line as typed into the terminal */
  shell(line: string): Output;
  /** lets virtual time pass until that instant, until rest (or `limit`), or for one event */
  run(until: Ms | 'rest' | 'step', limit?: Ms, since?: number): History;
  history(since?: number): History;
  view(at: Ms): View;
  /** what the last word of the line could become */
  complete(line: string): string[];
}

export interface Playground {
  call<M extends keyof Methods>(method: M, ...args: Parameters<Methods[M]>): Promise<ReturnType<Methods[M]>>;
  destroy(): void;
}

/** Starts the worker. When it dies, `call` rejects and a new playground has to be created. */
export function createPlayground(workerUrl?: string | URL): Playground;
