import type { FunctionDeclaration, Library, Overload } from '../../library.ts';
import { bytes, dyn, map, opaque, string } from '../../type.ts';
import type { Type } from '../../type.ts';
import { CelError } from '../../value/cel-error.ts';
import { global, member } from '../standard/overload.ts';
import { Context } from './context.ts';

const resourceContext = opaque('resource.Context');
const gvr = opaque('schema.GroupVersionResource');
const httpContext = opaque('http.Context');
const globalContext = opaque('globalcontext.Context');
const imageContext = opaque('imagedata.Context');
const yamlType = opaque('yaml.Yaml');
const texts = map(string, string);
const object = map(string, dyn);

type Signatures = readonly (readonly [id: string, params: readonly Type[], result: Type])[];

/** A method that only a running Kyverno can answer, under both of its names. */
function asking(
  name: string,
  what: string,
  of: Type,
  signatures: Signatures,
): readonly FunctionDeclaration[] {
  const camel = name.charAt(0).toLowerCase() + name.slice(1);
  const fault = new CelError(`not evaluable: ${what}`);
  const overloads = (style: string): readonly Overload[] =>
    signatures.map(([id, params, result]) =>
      member(`${id}_${style}`, { params: [of, ...params], result, run: () => fault }),
    );
  return [
    { name, overloads: overloads('pascal') },
    { name: camel, overloads: overloads('camel') },
  ];
}

/** A function that nothing here can answer. */
function refusing(name: string, what: string, signatures: Signatures): FunctionDeclaration {
  const fault = new CelError(`not evaluable: ${what}`);
  const overloads = signatures.map(([id, params, result]) =>
    global(id, { params, result, run: () => fault }),
  );
  return { name, overloads };
}

function constant(name: string, type: string): NonNullable<Library['constants']> {
  return { [name]: { type: opaque(type), value: new Context(type) } };
}

const inCluster = 'only a cluster knows its resources';

/** Kyverno's library of the cluster's resources, as policies of the whole cluster see them. */
export const resource: Library = {
  name: 'kyverno.resource',
  functions: [
    ...asking('List', inCluster, resourceContext, [
      ['resource_list_string_string_string', [string, string, string], object],
      ['resource_list_string_string_string_map', [string, string, string, texts], object],
      ['list_resources_gvr_string', [gvr, string], object],
      ['list_resources_gvr_string_map', [gvr, string, texts], object],
    ]),
    ...asking('Get', inCluster, resourceContext, [
      ['resource_get_string_string_string_string', [string, string, string, string], object],
      ['resource_get_gvr_string_string', [gvr, string, string], object],
    ]),
    ...asking('Post', inCluster, resourceContext, [
      ['resource_post_string_string_string_map', [string, string, string, object], object],
      ['resource_post_string_string_map', [string, string, object], object],
    ]),
    ...asking('ToGVR', inCluster, resourceContext, [['convert_to_gvr_string_string', [string, string], gvr]]),
  ],
  constants: constant('resource', 'resource.Context'),
};

const overNetwork = 'only a server knows its answer';

/** Kyverno's library of requests over HTTP. */
export const http: Library = {
  name: 'kyverno.http',
  functions: [
    ...asking('Get', overNetwork, httpContext, [
      ['http_get_string', [string], dyn],
      ['http_get_string_headers', [string, texts], dyn],
    ]),
    ...asking('Post', overNetwork, httpContext, [
      ['http_post_string_any', [string, dyn], dyn],
      ['http_post_string_any_headers', [string, dyn, texts], dyn],
    ]),
    ...asking('Client', overNetwork, httpContext, [['http_client_string', [string], httpContext]]),
  ],
  constants: constant('http', 'http.Context'),
};

/** Kyverno's library of values that it keeps for all policies. */
export const cached: Library = {
  name: 'kyverno.globalcontext',
  functions: asking('Get', 'only Kyverno knows its global context', globalContext, [
    ['globalcontext_get_string', [string], dyn],
    ['globalcontext_get_string_string', [string, string], dyn],
  ]),
  constants: constant('globalContext', 'globalcontext.Context'),
};

/** Kyverno's library of what registries know of images. */
export const imageData: Library = {
  name: 'kyverno.imagedata',
  functions: asking('GetMetadata', 'only a registry knows its images', imageContext, [
    ['imagedata_get_string', [string], dyn],
  ]),
  constants: constant('image', 'imagedata.Context'),
};

const unsupported = 'this function of Kyverno is not supported';

/** Functions of Kyverno without a meaning here: chance, certificates, compression, YAML. */
export const others: Library = {
  name: 'kyverno.others',
  functions: [
    refusing('random', 'chance decides', [
      ['random_string_non_prefixed', [string], string],
      ['random_string_default_expr_non_prefixed', [], string],
    ]),
    refusing('random.random', 'chance decides', [
      ['random_string_prefixed', [string], string],
      ['random_string_default_expr_prefixed', [], string],
    ]),
    refusing('x509.decode', unsupported, [['x509_decode_string', [string], dyn]]),
    refusing('gzip.decompress', unsupported, [['decompress_bytes_string', [bytes], string]]),
    refusing('gzip.compress', unsupported, [['compress_any_bytes', [dyn], bytes]]),
    {
      name: 'parse',
      overloads: [
        member('parse_string_dyn', {
          params: [yamlType, string],
          result: dyn,
          run: () => new CelError(`not evaluable: ${unsupported}`),
        }),
      ],
    },
  ],
  constants: constant('yaml', 'yaml.Yaml'),
};
