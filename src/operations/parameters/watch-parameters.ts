import type { Decided } from '../deciding/decided.ts';
import type { Context } from '../operation.ts';
import type { GivenPolicies } from '../policies/given-policies.ts';
import type { WatchInput, Watching } from '../recording/watching.ts';

/** Arguments by which a run looks at exceptions, and is recorded. */
export const recordParameters = {
  exceptions: {
    type: 'list',
    value: 'FILES',
    description: 'lift what these exception files say; `writ exception` keeps others in the store',
  },
  notify: {
    type: 'flag',
    description: "tell the configuration's `notifications` what nobody was told yet; the store remembers",
  },
  record: { type: 'flag', description: 'keep the run in the store, and apply its exceptions' },
  store: {
    type: 'text',
    value: 'FILE',
    description:
      'the store, whose exceptions apply (default: WRIT_STORE, else writ/store.db in XDG_STATE_HOME)',
  },
} as const;

/** The same, and a baseline. */
export const watchParameters = {
  baseline: {
    type: 'text',
    value: 'FILE',
    description: 'findings that are known: only what is new fails',
  },
  writeBaseline: { type: 'flag', description: 'write what is found now to the file of --baseline' },
  ...recordParameters,
} as const;

/** What a run judges by. */
interface Judged {
  readonly decided: Decided;
  readonly given?: GivenPolicies | undefined;
  readonly now: bigint;
}

/** Opens what the flags ask for; null, and nothing loaded, where they ask for nothing. */
export async function watchingFor(
  input: WatchInput,
  { decided, given, now }: Judged,
  context: Context,
): Promise<Watching | null> {
  const { exceptions, baseline, writeBaseline, notify, record, store } = input;
  const isAsked =
    exceptions.length > 0 ||
    baseline !== null ||
    writeBaseline ||
    notify ||
    record ||
    store !== null ||
    decided.exceptions.length > 0;
  if (!isAsked) return null;
  const { openWatching } = await import('../recording/watching.ts');
  const { evidenceOf } = await import('../recording/evidence.ts');
  const rules = [...decided.rules.map(({ rule }) => rule), ...(given?.told ?? [])];
  const evidence = evidenceOf(decided);
  const { exceptions: lifted, news } = decided;
  return openWatching(input, { rules, evidence, exceptions: lifted, news, now }, context);
}
