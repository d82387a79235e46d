import { nameLabel } from '../../core/name-label.ts';
import type { LabelSelector, Operation, Scope, Subject } from '../../core/policy.ts';
import { listed } from '../reading/words.ts';
import { kindWords, quote, ruleWords, type KindNames } from './kind-words.ts';

/** Which requests, in parts that can be put together. */
interface Words {
  /** The objects, or null where the scope says nothing of their kind. */
  readonly things: string | null;
  /** What is done to them; null for all that can be. */
  readonly operations: readonly string[] | null;
  /** What else is true of them, each as it follows them: `in namespace "shop"`. */
  readonly where: readonly string[];
  /** What is left out of them, each as it follows `except`. */
  readonly except: readonly string[];
}

const everything: Words = { things: null, operations: null, where: [], except: [] };

/** Which requests a scope concerns, as noun phrases: each is a kind of request of its own. */
export function sayScope(scope: Scope, kindNames: KindNames): readonly string[] {
  return alternatives(scope, kindNames).map(phraseOf);
}

/** What is left out of a scope, as it reads after `lets through`. */
export function sayExcluded(scope: Scope, kindNames: KindNames): readonly string[] {
  const left = alternatives(scope, kindNames).flatMap(({ except }) => except);
  return [...new Set(left)].map((text) => text.replace(/^those /, 'whatever is '));
}

/** What a scope that narrows another says of requests: `in namespace "shop"`; null for everything. */
export function sayNarrowing(scope: Scope, kindNames: KindNames): string | null {
  const phrases = alternatives(scope, kindNames).map((words) => {
    const { things, operations, where } = words;
    if (things === null && operations === null && where.length === 0 && words.except.length === 0) return '';
    return things === null
      ? phraseOf(words).replace(/^objects of every kind,? ?/, '')
      : `for ${phraseOf(words)}`;
  });
  return phrases.includes('') ? null : listed(phrases, 'or');
}

/** The leaves of `any`, those of one kind of request put together. */
function alternatives(scope: Scope, kindNames: KindNames): readonly Words[] {
  if ('any' in scope && scope.any.length === 0) return [{ ...everything, things: 'nothing' }];
  if ('any' in scope) return grouped(scope.any.flatMap((part) => alternatives(part, kindNames)));
  if ('all' in scope) return grouped(productOf(scope.all.map((part) => alternatives(part, kindNames))));
  return [leafWords(scope, kindNames)];
}

const mostAlternatives = 60;

function productOf(parts: readonly (readonly Words[])[]): readonly Words[] {
  return parts.reduce<readonly Words[]>(
    (products, options) =>
      products.flatMap((one) => options.map((other) => both(one, other))).slice(0, mostAlternatives),
    [everything],
  );
}

function both(one: Words, other: Words): Words {
  const things = one.things ?? other.things;
  const also = one.things !== null && other.things !== null ? [`that are ${other.things}`] : [];
  return {
    things,
    operations: one.operations ?? other.operations,
    where: [...one.where, ...also, ...other.where],
    except: [...one.except, ...other.except],
  };
}

/** Things of which the same is said, said at once. */
function grouped(words: readonly Words[]): readonly Words[] {
  const groups = Map.groupBy(words, ({ operations, where, except, things }) =>
    things === null
      ? JSON.stringify([operations, where, except, words.length])
      : JSON.stringify([operations, where, except]),
  );
  return [...groups.values()].map(([first, ...more]) => ({
    ...(first ?? everything),
    things: first?.things === null ? null : thingsOf([first, ...more].flatMap((one) => one?.things ?? [])),
  }));
}

/** Several things: those of one API together, and semicolons between those that are lists themselves. */
function thingsOf(things: readonly string[]): string {
  const found = [...new Set(things)];
  const byApi = Map.groupBy(found, (thing) => /^\w+ (\([\w./*-]+\))$/.exec(thing)?.[1] ?? thing);
  const texts = [...byApi].map(([api, those]) =>
    those.length === 1
      ? those.join('')
      : `${listed(those.map((thing) => thing.slice(0, -api.length - 1)))} ${api}`,
  );
  const isNested = texts.some((text) => / and |, /.test(text));
  return isNested && texts.length > 1 ? texts.join('; ') : listed(texts);
}

type Leaf = Exclude<Scope, { all: readonly Scope[] } | { any: readonly Scope[] }>;

function leafWords(scope: Leaf, kindNames: KindNames): Words {
  if ('not' in scope) return { ...everything, except: exceptions(scope.not, kindNames) };
  if ('resources' in scope) {
    const { operations } = scope.resources;
    const exactly = scope.equivalent ? [] : ['asked for in exactly this version'];
    return {
      ...everything,
      things: ruleWords(scope.resources, kindNames),
      operations: operations.includes('*') ? null : operationWords(operations),
      where: exactly,
    };
  }
  if ('kinds' in scope) return { ...everything, things: thingsOf(scope.kinds.map(kindWords)) };
  if ('operations' in scope) return { ...everything, operations: operationWords(scope.operations) };
  const words = narrowingWords(scope);
  return words === '' ? everything : { ...everything, where: [words] };
}

function exceptions(scope: Scope, kindNames: KindNames): readonly string[] {
  return alternatives(scope, kindNames).map((words) => {
    const isBare = words.things === null && words.except.length === 0;
    return isBare ? phraseOf(words).replace(/^objects of every kind,? ?/, 'those ') : phraseOf(words);
  });
}

type Narrowing = Exclude<
  Leaf,
  | { readonly not: Scope }
  | Extract<Scope, { resources: unknown }>
  | Extract<Scope, { kinds: unknown }>
  | Extract<Scope, { operations: unknown }>
>;

function narrowingWords(scope: Narrowing): string {
  if ('names' in scope) return `named ${listed(scope.names.map(quote), 'or')}`;
  if ('namespaces' in scope) {
    return `in namespace${scope.namespaces.length > 1 ? 's' : ''} ${listed(scope.namespaces.map(quote), 'or')}`;
  }
  if ('labels' in scope) return labelWords(scope.labels);
  if ('namespaceLabels' in scope) return namespaceWords(scope.namespaceLabels);
  if ('annotations' in scope) {
    const wanted = Object.entries(scope.annotations).map(([key, value]) => `${quote(key)}: ${quote(value)}`);
    return `with the annotation${wanted.length > 1 ? 's' : ''} ${listed(wanted)}`;
  }
  if ('users' in scope) return `asked for by ${listed(scope.users.map(userWords), 'or')}`;
  const kind = scope.cluster ? 'ClusterRole' : 'Role';
  return `asked for by whoever has the ${kind} ${listed(scope.roles.map(quote), 'or')}`;
}

function labelWords(labels: LabelSelector): string {
  return isOfAll(labels) ? '' : `with ${selectorWords(labels)}`;
}

/** Whether a selector selects everything. */
function isOfAll({ matchLabels, matchExpressions }: LabelSelector): boolean {
  return Object.keys(matchLabels).length + matchExpressions.length === 0;
}

/** Which namespaces; the label with their name names them. */
function namespaceWords(selector: LabelSelector): string {
  const [only, ...more] = selector.matchExpressions;
  const isNamed = Object.keys(selector.matchLabels).length + more.length === 0 && only?.key === nameLabel;
  const names = listed((only?.values ?? []).map(quote), 'or');
  if (isNamed && only.operator === 'In') return `in namespace ${names}`;
  if (isNamed && only.operator === 'NotIn') return `in namespaces other than ${names}`;
  return isOfAll(selector) ? '' : `in namespaces with ${selectorWords(selector)}`;
}

function userWords({ kind, name, namespace }: Subject): string {
  const words = { User: 'user', Group: 'group', ServiceAccount: 'service account' }[kind];
  return `${words} ${quote(namespace === null ? name : `${namespace}/${name}`)}`;
}

/** What a selector asks of labels. */
export function selectorWords({ matchLabels, matchExpressions }: LabelSelector): string {
  const equal = Object.entries(matchLabels).map(
    ([key, value]) => `the label ${quote(key)} set to ${quote(value)}`,
  );
  const asked = matchExpressions.map(({ key, operator, values }) => {
    const name = `label ${quote(key)}`;
    if (operator === 'Exists') return `the ${name}`;
    if (operator === 'DoesNotExist') return `no ${name}`;
    const texts = listed(values.map(quote), 'or');
    return operator === 'In' ? `the ${name} set to ${texts}` : `the ${name} unset or other than ${texts}`;
  });
  const all = [...equal, ...asked];
  return all.length === 0 ? 'any labels or none' : listed(all);
}

const done: Readonly<Record<Operation | '*', string>> = {
  CREATE: 'created',
  UPDATE: 'updated',
  DELETE: 'deleted',
  CONNECT: 'connected to',
  '*': 'changed in any way',
};

function operationWords(operations: readonly (Operation | '*')[]): readonly string[] {
  return operations.map((operation) => done[operation]);
}

function phraseOf({ things, operations, where, except }: Words): string {
  const when = operations === null ? '' : `, when ${listed(operations, 'or')}`;
  const what = [things ?? 'objects of every kind', ...where].join(' ');
  return `${what}${when}${except.length === 0 ? '' : `, except ${listed(except)}`}`;
}
