import { risks } from '../../core/rule.ts';
import { profileNames } from '../../rules/profiles.ts';
import { limitParameters } from '../parameters/limits.ts';
import { liveParameters } from '../live/live-parameters.ts';
import { narrowing } from '../parameters/narrowing.ts';
import type { InputOf, Parameters } from '../operation.ts';
import { storeParameter } from '../parameters/store-parameter.ts';
import { recordParameters } from '../parameters/watch-parameters.ts';
import { clusterParameters, configParameter } from '../parameters/world-parameters.ts';

/** Risks of what can be done mechanically. */
export const mechanical = risks.filter((risk) => risk !== 'person');

/** What `fix` may be asked. */
export const fixParameters = {
  risk: {
    type: 'choice',
    value: 'RISK',
    choices: mechanical,
    description:
      'the most that a change may break: safe is shown not to alter what runs (default: what the configuration approves, else safe)',
  },
  write: {
    type: 'flag',
    description:
      'write the files, or make the changes of the cluster that are approved and a plan of the others; what was there can be taken back',
  },
  undo: { type: 'text', value: 'ID', description: 'take back what --write or --approve did' },
  ...liveParameters,
  cluster: { type: 'flag', description: 'repair what lives in a cluster, instead of files' },
  namespace: {
    type: 'list',
    value: 'NAMES',
    description: 'of a cluster, only what is in these namespaces (default: all but those of Kubernetes)',
  },
  approve: { type: 'text', value: 'PLAN', description: 'carry out a plan for a cluster, with a --reason' },
  refuse: { type: 'text', value: 'PLAN', description: 'refuse a plan for a cluster, with a --reason' },
  reason: { type: 'text', value: 'TEXT', description: 'why a plan is approved or refused' },
  rolloutTimeout: {
    type: 'number',
    value: 'SECONDS',
    default: 300,
    whole: true,
    description: 'how long to wait for the pods of one changed object to be replaced',
  },
  rules: { type: 'list', value: 'IDS', description: 'repair by these rules only' },
  profile: {
    type: 'choice',
    value: 'NAME',
    choices: profileNames,
    description: 'repair by the rules of a profile; without --rules the default one',
  },
  ...narrowing,
  ...configParameter,
  ...clusterParameters,
  now: {
    type: 'text',
    value: 'RFC3339',
    description: 'the time at which exceptions are looked at (default: now)',
  },
  exceptions: recordParameters.exceptions,
  store: {
    ...storeParameter.store,
    description:
      'where --write keeps plans and how to take changes back, and whose exceptions apply where it is named (default: WRIT_STORE, else writ/store.db in XDG_STATE_HOME)',
  },
  ...limitParameters,
} as const satisfies Parameters;

/** What `fix` is asked. */
export type FixInput = InputOf<typeof fixParameters>;
