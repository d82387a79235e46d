import type { CallNode, Node } from '../../cel/index.ts';
import { phrase, type Noun } from './noun.ts';
import type { Mark, Reading } from './reading.ts';
import { valueText } from '../saying/value-text.ts';

type Words = (args: readonly string[]) => string | null;

interface Lookup {
  readonly mark: Mark;
  readonly words: Words;
}

/** Functions that ask something of the world, by what they are called on and named. */
const lookups: Readonly<Record<string, Lookup>> = {
  'resource.get': { mark: 'other objects', words: getWords },
  'resource.list': { mark: 'other objects', words: listWords },
  'resource.post': {
    mark: 'other objects',
    words: ([version, kind, ...rest]) =>
      `the cluster's answer to ${rest.at(-1) ?? 'nothing'} as new ${bare(kind)} (${bare(version)})`,
  },
  'image.getmetadata': {
    mark: 'image metadata',
    words: ([image]) => `the registry's metadata of image ${image}`,
  },
  'http.get': { mark: 'web service', words: ([address]) => `what ${address} answers` },
  'http.post': {
    mark: 'web service',
    words: (args) => `what ${args[0]} answers to ${args.slice(1).join(' with ')}`,
  },
  'globalcontext.get': {
    mark: 'other objects',
    words: ([name, projection]) =>
      `the global context entry ${name}${projection === undefined ? '' : `, projection ${projection}`}`,
  },
  'time.now': { mark: 'clock', words: () => 'the current time' },
};

/** What is asked of the cluster, a registry, a web service or the clock; null for any other call. */
export function lookupNoun({ target, name, args }: CallNode, reading: Reading): Noun | null {
  if (target?.kind !== 'ident') return null;
  const key = `${target.name}.${name}`.toLowerCase();
  const lookup = Object.hasOwn(lookups, key) ? lookups[key] : undefined;
  const words = lookup?.words(flatArgs(args).map((arg) => valueText(arg, reading))) ?? null;
  if (lookup === undefined || words === null) return null;
  reading.marks.add(lookup.mark);
  return phrase(words);
}

/** The name of an API or a resource, without quotes where it is written out. */
function bare(text: string | undefined): string {
  return (text ?? '').replace(/^"([\w./-]+)"$/, '$1');
}

/** `resource.ToGVR(version, resource)` stands for its two arguments. */
function flatArgs(args: readonly Node[]): readonly Node[] {
  return args.flatMap((arg) => (arg.kind === 'call' && arg.name === 'ToGVR' ? arg.args : [arg]));
}

function getWords(args: readonly string[]): string | null {
  const [version, resource, ...rest] = args;
  const [namespace, name] = rest.length === 1 ? [undefined, rest[0]] : rest;
  if (name === undefined || rest.length > 2) return null;
  const within = namespace === undefined ? '' : ` in namespace ${namespace}`;
  return `the ${bare(resource)} object ${name} (${bare(version)})${within}`;
}

function listWords([version, resource, namespace, ...more]: readonly string[]): string | null {
  if (resource === undefined || more.length > 1) return null;
  const within = namespace === undefined ? '' : ` in namespace ${namespace}`;
  const labelled = more.length === 0 ? '' : ` with labels ${more.join(', ')}`;
  return `the list of ${bare(resource)} (${bare(version)})${within}${labelled}`;
}
