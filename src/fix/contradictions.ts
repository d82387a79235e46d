import {
  at,
  child,
  isJsonObject,
  own,
  type JsonObject,
  type JsonPointer,
  type JsonValue,
} from '../core/json.ts';
import type { Resource } from '../core/resource.ts';
import { amount, amounts, requestedIn } from './resource-amounts.ts';

/** Two things that an object must not say together. */
interface Contradiction {
  /** Who refuses it, and what. */
  readonly because: string;
  readonly holds: (container: JsonObject, pod: JsonObject) => boolean;
}

/** What the API server (validation of PodSpec) or the kubelet refuses, though each part is valid by itself. */
const contradictions: readonly Contradiction[] = [
  {
    because: 'the kubelet starts no container with `runAsNonRoot` whose `runAsUser` is 0',
    holds: (container, pod) =>
      security(container, pod, 'runAsNonRoot') === true && isZero(security(container, pod, 'runAsUser')),
  },
  {
    because: 'the API server takes no privileged container without `allowPrivilegeEscalation`',
    holds: (container) => isUnescalated(container) && at(container, '/securityContext/privileged') === true,
  },
  {
    because: 'the API server takes no container with CAP_SYS_ADMIN and without `allowPrivilegeEscalation`',
    holds: (container) =>
      isUnescalated(container) &&
      listAt(container, '/securityContext/capabilities/add').includes('CAP_SYS_ADMIN'),
  },
  {
    because: 'the API server takes `mountPropagation: Bidirectional` from privileged containers only',
    holds: (container) =>
      at(container, '/securityContext/privileged') !== true &&
      listAt(container, '/volumeMounts').some((mount) => at(mount, '/mountPropagation') === 'Bidirectional'),
  },
  {
    because: 'the API server takes `hostProcess` from pods with `hostNetwork` only',
    holds: (container, pod) =>
      at(pod, '/hostNetwork') !== true &&
      (at(container, '/securityContext/windowsOptions/hostProcess') ??
        at(pod, '/securityContext/windowsOptions/hostProcess')) === true,
  },
  {
    because: 'the API server takes no settings of Linux where `os.name` is windows',
    holds: (container, pod) =>
      at(pod, '/os/name') === 'windows' &&
      [container, pod].some((one) =>
        linuxOnly.some((key) => at(one, `/securityContext/${key}`) !== undefined),
      ),
  },
  {
    because: 'the API server takes no limit below its request',
    holds: (container) =>
      amounts(container, 'requests').some(([name, request]) => {
        const limit = amount(at(container, child('/resources/limits', name)));
        return limit !== null && limit < request;
      }),
  },
  {
    because: 'the API server takes what cannot be overcommitted only with a limit that equals its request',
    holds: (container) =>
      amounts(container, 'requests').some(
        ([name, request]) =>
          !isOvercommitted(name) && amount(at(container, child('/resources/limits', name))) !== request,
      ),
  },
  {
    because: 'the API server takes huge pages only with a request or limit of `cpu` or `memory`',
    holds: (container) => {
      const names = (['requests', 'limits'] as const).flatMap((part) =>
        amounts(container, part).map(([name]) => name),
      );
      return (
        names.some((name) => name.startsWith('hugepages-')) &&
        !names.some((name) => name === 'cpu' || name === 'memory')
      );
    },
  },
];

/** `IsOvercommitAllowed` of the API server: what Kubernetes itself measures, but huge pages. */
function isOvercommitted(name: string): boolean {
  return !name.startsWith('hugepages-') && (!name.includes('/') || name.startsWith('kubernetes.io/'));
}

/** The same of a pod that says what it takes as a whole. */
const podContradictions: readonly {
  readonly because: string;
  readonly holds: (pod: JsonObject) => boolean;
}[] = [
  {
    because: 'the API server takes no pod that requests less than its containers together',
    holds: (pod) => amounts(pod, 'requests').some(([name, request]) => request < requestedIn(pod, name)),
  },
  {
    because: 'the API server takes no limit of a pod below what it, or its containers together, request',
    holds: (pod) =>
      amounts(pod, 'limits').some(([name, limit]) => {
        const request = amount(at(pod, child('/resources/requests', name)));
        return limit < (request ?? requestedIn(pod, name));
      }),
  },
];

const linuxOnly = [
  'allowPrivilegeEscalation',
  'capabilities',
  'fsGroup',
  'privileged',
  'procMount',
  'readOnlyRootFilesystem',
  'runAsGroup',
  'runAsUser',
  'seLinuxOptions',
  'seccompProfile',
];

/** What in an object nobody would run, each as a sentence; the container to which it belongs is part of its key. */
export function contradictionsIn(resource: Resource): ReadonlyMap<string, string> {
  const pod = podSpecOf(resource);
  if (pod === null) return new Map();
  const ofPod = podContradictions.flatMap(({ because, holds }): readonly (readonly [string, string])[] =>
    holds(pod) ? [[`pod ${because}`, because]] : [],
  );
  return new Map([
    ...ofPod,
    ...['initContainers', 'containers', 'ephemeralContainers'].flatMap((list) =>
      listAt(pod, `/${list}`).flatMap((container, index) =>
        contradictions.flatMap(({ because, holds }): readonly (readonly [string, string])[] =>
          isJsonObject(container) && holds(container, pod) ? [[`${list}/${index} ${because}`, because]] : [],
        ),
      ),
    ),
  ]);
}

function podSpecOf(resource: Resource): JsonObject | null {
  const places = ['/spec/jobTemplate/spec/template/spec', '/spec/template/spec', '/spec'] as const;
  const spec = places
    .map((place) => at(resource, place))
    .find((one) => one !== undefined && isJsonObject(one) && Array.isArray(own(one, 'containers')));
  return spec !== undefined && isJsonObject(spec) ? spec : null;
}

/** What a container says, or its pod for all. */
function security(container: JsonObject, pod: JsonObject, key: string): JsonValue | undefined {
  return at(container, `/securityContext/${key}`) ?? at(pod, `/securityContext/${key}`);
}

function isUnescalated(container: JsonObject): boolean {
  return at(container, '/securityContext/allowPrivilegeEscalation') === false;
}

function isZero(value: JsonValue | undefined): boolean {
  return Number(value ?? Number.NaN) === 0;
}

function listAt(value: JsonValue, path: JsonPointer): readonly JsonValue[] {
  const list = at(value, path);
  return Array.isArray(list) ? (list as readonly JsonValue[]) : [];
}
