/** The simulator in a worker of its own. */
export function createPlayground(workerUrl?: string | URL): {
  call(method: string, ...args: any[]): Promise<any>;
  destroy(): void;
};
