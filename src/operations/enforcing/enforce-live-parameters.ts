import { liveParameters } from '../live/live-parameters.ts';
import type { InputOf, Parameters } from '../operation.ts';
import { storeParameter } from '../parameters/store-parameter.ts';

const { context, as, asGroup } = liveParameters;

/** What is done in a cluster. */
export const enforceLiveParameters = {
  apply: {
    type: 'flag',
    description: 'plan to put them into a cluster, and show which live objects they would refuse',
  },
  status: {
    type: 'flag',
    description: 'compare what is in a cluster with what was put there; ends with 1 where it differs',
  },
  promote: {
    type: 'list',
    value: 'NAMES',
    description: 'plan to raise these policies or rules, or `all`: from audit to warn, from warn to deny',
  },
  auditLog: {
    type: 'list',
    value: 'FILES',
    description: 'audit logs of the API server, as evidence for --promote',
  },
  remove: {
    type: 'list',
    value: 'NAMES',
    description: 'plan to take these policies or rules, or `all`, out of a cluster',
  },
  prune: {
    type: 'flag',
    description:
      'plan to take out what is ours and orphaned or superseded; where rules are named, all others',
  },
  approve: { type: 'text', value: 'PLAN', description: 'carry out a plan, with a --reason' },
  refuse: { type: 'text', value: 'PLAN', description: 'refuse a plan, with a --reason' },
  reason: {
    type: 'text',
    value: 'TEXT',
    description: 'why a plan is approved or refused, or promoted in spite of violations',
  },
  verifyTimeout: {
    type: 'number',
    value: 'SECONDS',
    default: 30,
    whole: true,
    description: 'how long to wait until each policy is seen at work',
  },
  context,
  as,
  asGroup,
  store: {
    ...storeParameter.store,
    description:
      'where plans and what is in which cluster are kept (default: WRIT_STORE, else writ/store.db in XDG_STATE_HOME)',
  },
} as const satisfies Parameters;

/** What is asked of a cluster. */
export type EnforceLiveInput = InputOf<typeof enforceLiveParameters>;
