import type { CallContext } from '../../compile/call-context.ts';
import type { Library } from '../../library.ts';
import { dyn, map, opaque, string } from '../../type.ts';
import { Opaque } from '../../value/boxes.ts';
import { CelError } from '../../value/cel-error.ts';
import { formatValue } from '../../value/format.ts';
import { find, isMap } from '../../value/map.ts';
import type { Value } from '../../value/value.ts';
import { ask } from './ask.ts';
import { Context, method } from './context.ts';
import type { MethodSignature } from './context.ts';

const contextType = opaque('resource.Context');
const gvrType = opaque('schema.GroupVersionResource');
const texts = map(string, string);
const object = map(string, dyn);
const otherwise = 'only a cluster knows its resources';

/** A resource by group, version and plural name, as `resource.ToGVR` gives it. */
class GroupVersionResource extends Opaque {
  readonly type = { kind: 'opaque', name: 'schema.GroupVersionResource' } as const;
  readonly apiVersion: string;
  readonly resource: string;

  constructor(apiVersion: string, resource: string) {
    super();
    this.apiVersion = apiVersion;
    this.resource = resource;
  }

  /** Whether another one is of the same group, version and name. */
  equals(other: Opaque): boolean {
    const isOne = other instanceof GroupVersionResource;
    return isOne && other.apiVersion === this.apiVersion && other.resource === this.resource;
  }
}

/** Which resource a call names, in one argument or in two, and the arguments after it. */
function target([first = null, second = null, ...rest]: readonly Value[]): {
  readonly resource: readonly [apiVersion: Value, resource: Value];
  readonly rest: readonly Value[];
} {
  return first instanceof GroupVersionResource
    ? { resource: [first.apiVersion, first.resource], rest: [second, ...rest] }
    : { resource: [first, second], rest };
}

/** Whether a policy sees one namespace only, which its calls then do not name. */
type Reach = 'cluster' | 'namespace';

/** The namespace of a call, and the arguments after it. */
function within(
  reach: Reach,
  rest: readonly Value[],
  { namespace }: CallContext,
): readonly [namespace: Value, ...rest: Value[]] {
  if (reach === 'namespace') return [namespace ?? '', ...rest];
  const [first = '', ...others] = rest;
  return [first, ...others];
}

function getIn(reach: Reach): MethodSignature['run'] {
  return (args, context) => {
    const { resource: named, rest } = target(args);
    if (!isGroupVersion(named[0])) return noGroupVersion('get', named[0]);
    const question = {
      library: 'resource.Get',
      args: [...named, ...within(reach, rest, context)],
      otherwise,
    };
    const answer = ask(context, question);
    return answer instanceof CelError ? answer : answer.value;
  };
}

function listIn(reach: Reach): MethodSignature['run'] {
  return (args, context) => {
    const { resource: named, rest } = target(args);
    if (!isGroupVersion(named[0])) return noGroupVersion('list', named[0]);
    const [namespace, labels = null] = within(reach, rest, context);
    const question = { library: 'resource.List', args: [...named, namespace, labels], otherwise };
    const answer = ask(context, question);
    if (answer instanceof CelError) return answer;
    return (
      answer.value ?? new CelError(`failed to list resource: ${groupResource(named)} resource not found`)
    );
  };
}

function isGroupVersion(apiVersion: Value): boolean {
  return typeof apiVersion === 'string' && apiVersion.split('/', 3).length < 3;
}

function noGroupVersion(verb: string, apiVersion: Value): CelError {
  return new CelError(
    `failed to ${verb} resource: unexpected GroupVersion string: ${formatValue(apiVersion)}`,
  );
}

function groupResource([apiVersion, resource]: readonly [Value, Value]): string {
  const [group = '', version] = formatValue(apiVersion).split('/');
  return version === undefined ? formatValue(resource) : `${formatValue(resource)}.${group}`;
}

function postIn(reach: Reach): MethodSignature['run'] {
  return (args, context) => {
    const [apiVersion = null, name = null, ...rest] = args;
    const hasNamespace = reach === 'namespace' || rest.length > 1;
    const sent = hasNamespace ? within(reach, rest, context) : ['', ...rest];
    const answer = ask(context, { library: 'resource.Post', args: [apiVersion, name, ...sent], otherwise });
    return answer instanceof CelError ? answer : answer.value;
  };
}

const toGvr: MethodSignature['run'] = (args, context) => {
  const answer = ask(context, { library: 'resource.ToGVR', args, otherwise });
  if (answer instanceof CelError) return answer;
  const [group, version, resource] = ['group', 'version', 'resource'].map((key) => textAt(answer.value, key));
  if (!version || !resource) {
    const [apiVersion, kind] = args.map((arg) => formatValue(arg));
    return new CelError(
      `failed to map kind to resource: no matches for kind "${kind}" in version "${apiVersion}"`,
    );
  }
  return new GroupVersionResource(group ? `${group}/${version}` : version, resource);
};

function textAt(value: Value, key: string): string | undefined {
  const found = isMap(value) ? find(value, key) : undefined;
  return typeof found === 'string' ? found : undefined;
}

function libraryOf(
  reach: Reach,
  signatures: Readonly<Record<'list' | 'get' | 'post', readonly MethodSignature[]>>,
) {
  return {
    name: reach === 'cluster' ? 'kyverno.resource' : 'kyverno.resource namespaced',
    functions: [
      ...method('List', contextType, signatures.list),
      ...method('Get', contextType, signatures.get),
      ...method('Post', contextType, signatures.post),
      ...method('ToGVR', contextType, [
        { id: 'convert_to_gvr_string_string', params: [string, string], result: gvrType, run: toGvr },
      ]),
    ],
    constants: { resource: { type: contextType, value: new Context('resource.Context') } },
  } satisfies Library;
}

const list = { result: object, run: listIn('cluster') };
const get = { result: object, run: getIn('cluster') };
const post = { result: object, run: postIn('cluster') };

/** Kyverno's library of the cluster's resources, as policies of the whole cluster see them. */
export const resource: Library = libraryOf('cluster', {
  list: [
    { id: 'resource_list_string_string_string', params: [string, string, string], ...list },
    { id: 'resource_list_string_string_string_map', params: [string, string, string, texts], ...list },
    { id: 'list_resources_gvr_string', params: [gvrType, string], ...list },
    { id: 'list_resources_gvr_string_map', params: [gvrType, string, texts], ...list },
  ],
  get: [
    { id: 'resource_get_string_string_string_string', params: [string, string, string, string], ...get },
    { id: 'resource_get_gvr_string_string', params: [gvrType, string, string], ...get },
  ],
  post: [
    { id: 'resource_post_string_string_string_map', params: [string, string, string, object], ...post },
    { id: 'resource_post_string_string_map', params: [string, string, object], ...post },
  ],
});

const ownList = { result: object, run: listIn('namespace') };
const ownGet = { result: object, run: getIn('namespace') };
const ownPost = { result: object, run: postIn('namespace') };

/** The same as policies of one namespace see them: their calls name none. */
export const namespacedResource: Library = libraryOf('namespace', {
  list: [
    { id: 'resource_list_string_string', params: [string, string], ...ownList },
    { id: 'resource_list_string_string_map', params: [string, string, texts], ...ownList },
    { id: 'list_resources_gvr', params: [gvrType], ...ownList },
    { id: 'list_resources_gvr_map', params: [gvrType, texts], ...ownList },
  ],
  get: [
    { id: 'resource_get_string_string_string', params: [string, string, string], ...ownGet },
    { id: 'resource_get_gvr_string', params: [gvrType, string], ...ownGet },
  ],
  post: [{ id: 'resource_post_string_string_map', params: [string, string, object], ...ownPost }],
});
