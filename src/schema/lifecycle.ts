import type { GroupVersionKind } from '../core/policy.ts';
import { text } from './gen/lifecycles.ts';
import { apiVersionOf } from './schema.ts';

/** When a version of a kind came and went; minors of Kubernetes 1, null where it did not (yet). */
export interface ApiLifecycle {
  readonly introduced: number | null;
  readonly deprecated: number | null;
  /** The first minor that does not serve it. */
  readonly removed: number | null;
  /** What to use instead. */
  readonly replacement: GroupVersionKind | null;
}

type Row = readonly [
  introduced: string | null,
  deprecated: string | null,
  removed: string | null,
  replacement: string | null,
];

/** Versions whose Go types are gone, as the deprecation guide states them. */
const gone: Readonly<Record<string, Row>> = {
  'autoscaling/v2beta1/HorizontalPodAutoscaler': [
    '1.8',
    '1.22',
    '1.25',
    'autoscaling/v2/HorizontalPodAutoscaler',
  ],
  'autoscaling/v2beta2/HorizontalPodAutoscaler': [
    '1.12',
    '1.23',
    '1.26',
    'autoscaling/v2/HorizontalPodAutoscaler',
  ],
  'batch/v2alpha1/CronJob': ['1.8', null, '1.21', 'batch/v1/CronJob'],
  'extensions/v1beta1/PodSecurityPolicy': ['1.2', '1.10', '1.16', null],
  'policy/v1beta1/PodSecurityPolicy': ['1.10', '1.21', '1.25', null],
  '/v1/ComponentStatus': [null, '1.19', null, null],
  '/v1/Endpoints': [null, '1.33', null, 'discovery.k8s.io/v1/EndpointSlice'],
};

/** What replaced versions whose own facts name nothing: the stable version of the same kind. */
const stable: Readonly<Record<string, string>> = {
  'events.k8s.io': 'v1',
  'node.k8s.io': 'v1',
  policy: 'v1',
  'networking.k8s.io': 'v1',
  'resource.k8s.io': 'v1',
  'admissionregistration.k8s.io': 'v1',
  'authentication.k8s.io': 'v1',
};

let table: ReadonlyMap<string, ApiLifecycle> | undefined;

/** The life of a version of a kind, or undefined where nothing is recorded of it: custom and unknown kinds. */
export function apiLifecycle({ group, version, kind }: GroupVersionKind): ApiLifecycle | undefined {
  return apiLifecycleOf(apiVersionOf({ group, version }), kind);
}

/** The same, by `apiVersion` as it stands in a resource. */
export function apiLifecycleOf(apiVersion: string, kind: string): ApiLifecycle | undefined {
  table ??= readTable();
  return table.get(`${apiVersion}/${kind}`);
}

function readTable(): ReadonlyMap<string, ApiLifecycle> {
  const rows = { ...(JSON.parse(text) as Readonly<Record<string, Row>>), ...gone };
  return new Map(
    Object.entries(rows).map(([name, [introduced, deprecated, removed, replacement]]) => {
      const [group = '', version = '', kind = ''] = name.split('/');
      const other = replacement ?? (deprecated === null ? null : stableOf(group, version, kind, rows));
      return [
        `${apiVersionOf({ group, version })}/${kind}`,
        {
          introduced: minor(introduced),
          deprecated: minor(deprecated),
          removed: minor(removed),
          replacement: other === null ? null : parts(other),
        },
      ];
    }),
  );
}

function stableOf(
  group: string,
  version: string,
  kind: string,
  rows: Readonly<Record<string, Row>>,
): string | null {
  const name = `${group}/${stable[group] ?? version}/${kind}`;
  return stable[group] !== version && Object.hasOwn(rows, name) ? name : null;
}

function minor(version: string | null): number | null {
  return version === null ? null : Number(version.slice(version.indexOf('.') + 1));
}

function parts(name: string): GroupVersionKind {
  const [group = '', version = '', kind = ''] = name.split('/');
  return { group, version, kind };
}

/** What a version of Kubernetes makes of a version of a kind, as a sentence; null where all is well. */
export function lifecycleNote(gvk: GroupVersionKind, at: number): string | null {
  const life = apiLifecycle(gvk);
  if (life === undefined) return null;
  const name = `${apiVersionOf(gvk)} ${gvk.kind}`;
  const replacement = servedReplacement(life, at);
  const instead = replacement === null ? '' : `; use ${apiVersionOf(replacement)} ${replacement.kind}`;
  if (life.removed !== null && at >= life.removed)
    return `${name} is not served since 1.${life.removed}${instead}`;
  if (life.introduced !== null && at < life.introduced)
    return `${name} is not served before 1.${life.introduced}`;
  return life.deprecated !== null && at >= life.deprecated
    ? `${name} is deprecated since 1.${life.deprecated}${life.removed === null ? '' : ` and not served from 1.${life.removed}`}${instead}`
    : null;
}

/** What to use instead that is itself still served: replacements are replaced, too. */
function servedReplacement({ replacement }: ApiLifecycle, at: number): GroupVersionKind | null {
  const next = replacement === null ? undefined : apiLifecycle(replacement);
  if (next === undefined || next.removed === null || next.removed > at) return replacement;
  return servedReplacement(next, at) ?? replacement;
}
