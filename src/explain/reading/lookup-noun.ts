import type { CallNode, Node } from '../../cel/index.ts';
import { phrase, type Noun } from './noun.ts';
import type { Mark, Reading } from './reading.ts';
import { spoken } from './stand-in.ts';

type Words = (args: readonly string[]) => string | null;

interface Lookup {
  readonly mark: Mark;
  readonly words: Words;
}

/** Functions that ask something of the world, by what they are called on and named. */
const lookups: Readonly<Record<string, Lookup>> = {
  'resource.Get': { mark: 'other objects', words: getWords },
  'resource.List': { mark: 'other objects', words: listWords },
  'resource.Post': {
    mark: 'other objects',
    words: ([version, kind]) => `the cluster's answer to new ${bare(kind)} (${bare(version)})`,
  },
  'image.GetMetadata': {
    mark: 'image metadata',
    words: ([image]) => `the registry's metadata of image ${image}`,
  },
  'http.Get': { mark: 'web service', words: ([address]) => `what ${address} answers` },
  'http.Post': { mark: 'web service', words: ([address]) => `what ${address} answers` },
  'globalContext.Get': {
    mark: 'other objects',
    words: ([name, projection]) =>
      `the global context entry ${name}${projection === undefined ? '' : `, projection ${projection}`}`,
  },
  'time.now': { mark: 'clock', words: () => 'the current time' },
};

/** What is asked of the cluster, a registry, a web service or the clock; null for any other call. */
export function lookupNoun({ target, name, args }: CallNode, reading: Reading): Noun | null {
  if (target?.kind !== 'ident') return null;
  const key = `${target.name}.${name}`;
  const lookup = Object.hasOwn(lookups, key) ? lookups[key] : undefined;
  const words = lookup?.words(args.map((arg: Node) => spoken(reading.nounOf(arg, reading)))) ?? null;
  if (lookup === undefined || words === null) return null;
  reading.marks.add(lookup.mark);
  return phrase(words);
}

/** The name of an API or a resource, without quotes where it is written out. */
function bare(text: string | undefined): string {
  return (text ?? '').replace(/^"([\w./-]+)"$/, '$1');
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
