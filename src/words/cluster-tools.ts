import { anyNamespace, deployment, namespace } from './places.ts';
import type { Tool } from './tool.ts';

/** The largest number of an `int32`, which replicas and revisions are. */
const mostReplicas = 2_147_483_647;

/** What is asked of a cluster and its deployments, one row each. */
export const clusterTools: readonly Tool[] = [
  {
    name: 'get_cluster_info',
    summary: 'Show what cluster this is',
    effect: 'read',
    arguments: [],
    meanings: [
      { deeds: ['show', 'check'], about: ['cluster'] },
      { deeds: ['show'], about: ['information'] },
    ],
    also: ['information', 'status', 'version'],
  },
  {
    name: 'list_namespaces',
    summary: 'List the namespaces',
    effect: 'read',
    arguments: [],
    meanings: [{ deeds: ['show'], about: ['namespaces', 'everywhere'] }],
    also: ['cluster'],
  },
  {
    name: 'list_deployments',
    summary: 'List deployments, of one namespace or all',
    effect: 'read',
    arguments: [anyNamespace],
    meanings: [{ deeds: ['show'], about: ['deployments'] }],
    also: ['everywhere', 'cluster'],
  },
  {
    name: 'get_deployment_status',
    summary: 'Show whether a deployment is healthy',
    effect: 'read',
    arguments: [
      namespace,
      deployment,
      { name: 'includeEvents', kind: 'flag', yes: ['events'], no: [], question: null },
    ],
    meanings: [
      { deeds: ['show', 'check'], about: ['status', 'replicas'] },
      { deeds: ['show', 'check'], about: [] },
    ],
    also: ['information'],
  },
  {
    name: 'scale_deployment',
    summary: 'Change how many replicas a deployment has',
    effect: 'write',
    arguments: [
      namespace,
      deployment,
      {
        name: 'replicas',
        kind: 'count',
        cue: 'replicas',
        bare: true,
        least: 0,
        most: mostReplicas,
        question: 'To how many replicas?',
      },
    ],
    meanings: [
      { deeds: ['scale'], about: ['replicas', 'deployment'] },
      { deeds: ['set'], about: ['replicas'] },
      { deeds: ['scale'], about: [] },
    ],
    also: [],
  },
  {
    name: 'toggle_feature_flag',
    summary: 'Switch a feature flag of a deployment on or off',
    effect: 'write',
    arguments: [
      {
        name: 'flagName',
        kind: 'name',
        cue: ['flag'],
        pattern: /^[A-Za-z_][\w.-]{0,252}$/,
        question: 'Which feature flag?',
      },
      namespace,
      deployment,
      {
        name: 'enabled',
        kind: 'flag',
        yes: ['enable'],
        no: ['disable'],
        question: 'Is the flag to be on or off?',
      },
      {
        name: 'flagType',
        kind: 'choice',
        choices: {
          configmap: 'configmap',
          'config-map': 'configmap',
          env_var: 'env_var',
          'env-var': 'env_var',
          'env var': 'env_var',
          'environment variable': 'env_var',
        },
        cue: [],
        question: null,
      },
    ],
    meanings: [
      { deeds: ['enable', 'disable'], about: ['flag'] },
      { deeds: ['toggle', 'set'], about: ['flag'] },
    ],
    also: [],
  },
  {
    name: 'rollback_deployment',
    summary: 'Take a deployment back to an earlier revision',
    effect: 'write',
    arguments: [
      namespace,
      deployment,
      {
        name: 'revision',
        kind: 'count',
        cue: 'revision',
        bare: false,
        least: 1,
        most: mostReplicas,
        question: null,
      },
    ],
    meanings: [
      { deeds: ['rollback', 'undo'], about: ['deployment', 'revision', 'version'] },
      { deeds: ['rollback'], about: [] },
    ],
    also: ['previous'],
  },
  {
    name: 'deploy_version',
    summary: 'Give a deployment another image',
    effect: 'write',
    arguments: [
      {
        name: 'image',
        kind: 'pattern',
        pattern:
          /^(?=.{3,255}$)[a-z0-9][\w./-]*(?::\d{1,5}\/[\w./-]+)?(?::[\w.-]{1,128}(?:@sha256:[0-9a-f]{64})?|@sha256:[0-9a-f]{64})$/,
        question: 'Which image, with its tag or digest?',
      },
      namespace,
      deployment,
      {
        name: 'strategy',
        kind: 'choice',
        choices: { rollingupdate: 'RollingUpdate', recreate: 'Recreate' },
        cue: [],
        question: null,
      },
    ],
    meanings: [
      { deeds: ['deploy'], about: ['version', 'deployment'] },
      { deeds: ['set'], about: ['version'] },
      { deeds: ['deploy'], about: [] },
    ],
    also: [],
  },
  {
    name: 'get_pod_logs',
    summary: 'Show what the pods of a deployment wrote',
    effect: 'read',
    arguments: [
      {
        name: 'container',
        kind: 'name',
        cue: ['container'],
        pattern: /^[a-z0-9](?:[-a-z0-9]{0,61}[a-z0-9])?$/,
        question: null,
      },
      namespace,
      deployment,
      { name: 'lines', kind: 'count', cue: 'lines', bare: false, least: 1, most: 100_000, question: null },
      { name: 'previous', kind: 'flag', yes: ['previous'], no: [], question: null },
      { name: 'follow', kind: 'flag', yes: ['follow'], no: [], question: null },
    ],
    meanings: [{ deeds: ['show', 'check'], about: ['logs'] }],
    also: ['replicas'],
  },
];
