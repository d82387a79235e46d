import type { Inputs } from '../src/operations/inputs.ts';
import type { Context } from '../src/operations/operation.ts';

/** A context of an operation that reads these inputs and must touch nothing else. */
export function contextOf(inputs: Inputs): Context {
  const none = (): never => {
    throw new Error('the operation touches what its test does not give it');
  };
  return {
    inputs,
    now: () => 0n,
    pause: async () => undefined,
    wait: async () => none(),
    interrupted: none,
    version: '0',
    openStore: async () => none(),
    write: none,
    makeFolder: none,
    openCluster: async () => none(),
    openNotifier: async () => none(),
    target: none,
    user: none,
  };
}
