import { at, isJsonObject, own, type JsonObject, type JsonPointer, type JsonValue } from '../core/json.ts';

/** What brings an object about again and again, so that a change of the object itself would not last. */
export interface Manager {
  readonly tool: 'Helm' | 'Argo CD' | 'Flux' | 'an add-on manager' | 'an operator';
  /** What it calls the object's origin, or null where nothing tells. */
  readonly name: string | null;
  /** Where to make the change instead, as one sentence. */
  readonly instead: string;
}

/**
 * Who manages a live object, told by the labels, annotations, owners and field managers that Helm, Argo CD, Flux and
 * others leave behind; null where people or nobody do. Who deploys through another is named before it: Flux before Helm.
 */
export function managerOf(object: JsonObject): Manager | null {
  return flux(object) ?? argo(object) ?? helm(object) ?? addOn(object) ?? operator(object);
}

function flux(object: JsonObject): Manager | null {
  const release = named(object, 'labels', 'helm.toolkit.fluxcd.io');
  if (release !== null || isWrittenBy(object, ['helm-controller']))
    return {
      tool: 'Flux',
      name: release,
      instead: `Change the values or the chart of the HelmRelease${quoted(release)} in the repository that Flux follows.`,
    };
  const kustomization = named(object, 'labels', 'kustomize.toolkit.fluxcd.io');
  return kustomization === null && !isWrittenBy(object, ['kustomize-controller'])
    ? null
    : {
        tool: 'Flux',
        name: kustomization,
        instead: `Change the manifest in the repository that the Kustomization${quoted(kustomization)} follows.`,
      };
}

function argo(object: JsonObject): Manager | null {
  const tracking = text(object, 'annotations', 'argocd.argoproj.io/tracking-id')?.split(':')[0];
  const name = tracking ?? text(object, 'labels', 'argocd.argoproj.io/instance');
  const isWritten = isWrittenBy(object, ['argocd-controller', 'argocd-application-controller']);
  return name === null && !isWritten
    ? null
    : {
        tool: 'Argo CD',
        name,
        instead: `Change the manifest in the repository of the Application${quoted(name)}.`,
      };
}

function helm(object: JsonObject): Manager | null {
  const release = text(object, 'annotations', 'meta.helm.sh/release-name');
  const isHelm =
    text(object, 'labels', 'app.kubernetes.io/managed-by') === 'Helm' || isWrittenBy(object, ['helm']);
  if (release === null && !isHelm) return null;
  return {
    tool: 'Helm',
    name: release,
    instead: `Change the values or the chart of the release${quoted(release)}, then run \`helm upgrade\`.`,
  };
}

function addOn(object: JsonObject): Manager | null {
  const mode = text(object, 'labels', 'addonmanager.kubernetes.io/mode');
  return mode === 'Reconcile'
    ? {
        tool: 'an add-on manager',
        name: null,
        instead: 'Change it where the add-ons of the cluster are configured.',
      }
    : null;
}

function operator(object: JsonObject): Manager | null {
  const owner = controllerOf(object);
  if (owner === null) return null;
  const name = `${owner.kind} ${owner.name}`;
  return { tool: 'an operator', name, instead: `Change the ${name}, from which it is made.` };
}

/** Whether somebody applies it from a manifest, by `kubectl apply` or the like: what is changed here stands not there. */
export function isApplied(object: JsonObject): boolean {
  const fields = at(object, '/metadata/managedFields');
  return (
    text(object, 'annotations', 'kubectl.kubernetes.io/last-applied-configuration') !== null ||
    (Array.isArray(fields) ? (fields as readonly JsonValue[]) : []).some(
      (one) => at(one, '/operation') === 'Apply',
    )
  );
}

/** Its owner that controls it; null where there is none. */
export function controllerOf(object: JsonObject): { readonly kind: string; readonly name: string } | null {
  const owners = at(object, '/metadata/ownerReferences');
  const owner = (Array.isArray(owners) ? (owners as readonly JsonValue[]) : []).find(
    (one) => isJsonObject(one) && own(one, 'controller') === true,
  );
  const [kind, name] = [at(owner, '/kind'), at(owner, '/name')];
  return typeof kind === 'string' && typeof name === 'string' ? { kind, name } : null;
}

/** `namespace/name` by the two keys of a prefix. */
function named(object: JsonObject, where: 'labels' | 'annotations', prefix: string): string | null {
  const name = text(object, where, `${prefix}/name`);
  const namespace = text(object, where, `${prefix}/namespace`);
  return name === null || namespace === null ? name : `${namespace}/${name}`;
}

function text(object: JsonObject, where: 'labels' | 'annotations', key: string): string | null {
  const map = at(object, `/metadata/${where}` as JsonPointer);
  const value = map !== undefined && isJsonObject(map) ? own(map, key) : undefined;
  return typeof value === 'string' && value !== '' ? value : null;
}

/** Whether one of these wrote fields of its own; what it only changed of the status does not count. */
function isWrittenBy(object: JsonObject, managers: readonly string[]): boolean {
  const fields = at(object, '/metadata/managedFields');
  return (Array.isArray(fields) ? (fields as readonly JsonValue[]) : []).some(
    (one) =>
      isJsonObject(one) &&
      managers.some((manager) => own(one, 'manager') === manager) &&
      own(one, 'subresource') !== 'status',
  );
}

function quoted(name: string | null): string {
  return name === null ? '' : ` \`${name}\``;
}
