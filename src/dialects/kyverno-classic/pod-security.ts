import { own, type JsonObject, type JsonValue } from '../../core/json.ts';
import type { Named, Validation } from '../../core/policy.ts';
import {
  always,
  and,
  atom,
  choose,
  literal,
  loop,
  method,
  never,
  not,
  or,
  relation,
  type Cel,
} from './cel-text.ts';
import { objectsOf } from './foreach.ts';
import type { CheckPart, PodSecurityCheck } from './pod-security-check.ts';
import { podSecurityChecks } from './pod-security-checks.ts';
import { seccompUnset } from './pod-security-restricted.ts';
import { Refusal } from './refusal.ts';
import { matchesWildcard, wildcardCel } from './wildcard.ts';

/** One entry of `podSecurity.exclude`, or of an exception: what it lifts, and where. */
export interface Exclusion {
  readonly control: string;
  readonly images: readonly string[];
  readonly field: string;
  readonly values: readonly string[];
}

/** What a rule with `podSecurity` says, and the variables that it reads. */
export interface PodSecurity {
  readonly variables: readonly Named[];
  readonly validations: readonly Validation[];
}

const newest = 99;

/** The Pod Security Standards of a level and version, but what is excluded. */
export function podSecurity(raw: JsonObject, rule: JsonObject, name: string): PodSecurity {
  const level = own(raw, 'level');
  if (level !== 'baseline' && level !== 'restricted')
    throw new Refusal(
      `podSecurity.level ${textOr(level, 'unset')}`,
      'only baseline and restricted demand anything',
    );
  const version = textOr(own(raw, 'version'), 'latest');
  const exclusions = readExclusions(own(raw, 'exclude'));
  const checks = podSecurityChecks(minorOf(version)).filter(
    (check) => level === 'restricted' || check.level === 'baseline',
  );
  const validations = checks.map((check) => ({
    id: check.id,
    expression: checked(check, exclusions).text,
    message: `Validation rule '${name}' failed. It violates PodSecurity "${level}:${version}": ${check.reason}`,
    messageExpression: null,
    reason: 'Invalid' as const,
  }));
  const read = validations.map(({ expression }) => expression).join(' ');
  return {
    variables: variablesOf(rule).filter(
      (variable) => read.includes(`variables.${variable.name}`) || variable.name === 'podSpec',
    ),
    validations: validations.filter(({ expression }) => expression !== always.text),
  };
}

/** The exclusions that a rule or an exception states. */
export function readExclusions(raw: JsonValue | undefined): readonly Exclusion[] {
  return objectsOf(raw).map((entry) => ({
    control: textOr(own(entry, 'controlName'), ''),
    images: texts(own(entry, 'images')),
    field: textOr(own(entry, 'restrictedField'), ''),
    values: texts(own(entry, 'values')),
  }));
}

function textOr(raw: JsonValue | undefined, otherwise: string): string {
  return typeof raw === 'string' ? raw : otherwise;
}

function texts(raw: JsonValue | undefined): readonly string[] {
  return Array.isArray(raw) ? (raw as readonly JsonValue[]).filter((each) => typeof each === 'string') : [];
}

function minorOf(version: string): number {
  if (version === '' || version === 'latest') return newest;
  const minor = Number(/^v?1\.(\d+)$/.exec(version)?.[1]);
  if (Number.isNaN(minor))
    throw new Refusal(`podSecurity.version ${version}`, 'it is no version of Kubernetes');
  if (minor < 19)
    throw new Refusal(`podSecurity.version ${version}`, 'seccomp profiles were annotations before 1.19');
  return minor;
}

/** Where the Pod, or what stands for its metadata, is in a Pod, in what has a template, and in a CronJob. */
type Whereabouts = readonly [pod: string, template: string, cron: string];

const specs: Whereabouts = [
  'object.spec',
  'object.spec.template.spec',
  'object.spec.jobTemplate.spec.template.spec',
];

const metadata: Whereabouts = [
  'object.metadata',
  'object.spec.template.?metadata.orValue({})',
  'object.spec.jobTemplate.?metadata.orValue({})',
];

/** What the checks read; autogen's rules know the kind, so theirs is shorter. */
function variablesOf(rule: JsonObject): readonly Named[] {
  const kinds = kindsOf(rule);
  const containers =
    'variables.podSpec.containers + variables.podSpec.?initContainers.orValue([]) + variables.podSpec.?ephemeralContainers.orValue([])';
  return [
    { name: 'podSpec', expression: byKind(kinds, specs) },
    { name: 'podMetadata', expression: byKind(kinds, metadata) },
    { name: 'containers', expression: containers },
  ];
}

function byKind(kinds: readonly string[], [pod, template, cron]: Whereabouts): string {
  const isAny = kinds.length === 0 || kinds.includes('*');
  const withPod = isAny || kinds.includes('Pod');
  const withCron = isAny || kinds.includes('CronJob');
  const withTemplate = isAny || kinds.some((kind) => kind !== 'Pod' && kind !== 'CronJob');
  const choices: readonly (readonly [isMeant: boolean, kind: string, place: string])[] = [
    [withPod, 'Pod', pod],
    [withCron, 'CronJob', cron],
    [withTemplate, '', template],
  ];
  const meant = choices.filter(([isMeant]) => isMeant);
  return meant
    .map(([, kind, place], at) =>
      at === meant.length - 1 ? place : `object.kind == '${kind}' ? ${place} : `,
    )
    .join('');
}

/** The kinds that a rule matches, without their groups. */
function kindsOf(rule: JsonObject): readonly string[] {
  const match = own(rule, 'match');
  const text = JSON.stringify(match ?? null);
  return [...text.matchAll(/"kinds":\[([^\]]*)\]/g)]
    .flatMap(([, list = '']) => list.split(','))
    .map((kind) => kind.replaceAll('"', '').split('/').at(-1) ?? '')
    .filter((kind) => kind !== '');
}

function checked(check: PodSecurityCheck, all: readonly Exclusion[]): Cel {
  const exclusions = all.filter(({ control }) => control === check.control);
  const right =
    check.id === 'seccompProfile_restricted' ? seccomp(check, exclusions) : every(check.parts, exclusions);
  if (check.windowsSince === undefined) return right;
  return or(atom("variables.podSpec.?os.?name.orValue('') == 'windows'"), right);
}

/** Nothing wrong in any of the fields, but what is excluded. */
function every(parts: readonly CheckPart[], exclusions: readonly Exclusion[]): Cel {
  return and(
    ...parts.map((part) => (part.on === 'pod' ? inPod(part, exclusions) : inContainers(part, exclusions))),
  );
}

/** A profile that nobody names is reported only where no bad one is named. */
function seccomp({ parts }: PodSecurityCheck, exclusions: readonly Exclusion[]): Cel {
  if (exclusions.length === 0) return every([...parts, seccompUnset], []);
  return choose(every(parts, []), every([seccompUnset], exclusions), every(parts, exclusions));
}

function inPod(part: CheckPart, exclusions: readonly Exclusion[]): Cel {
  const lifting = exclusions.filter(
    ({ images, field }) => images.length === 0 && fits(field, `spec.${part.field}`),
  );
  if (part.field === 'volumes[*]') return restrictedVolumes(part, exclusions);
  const right = or(rank(part.right), ...lifting.map((exclusion) => valuesFit(part, exclusion)));
  return part.over === undefined ? right : loop(atom(part.over), 'all', 'item', right);
}

/** A type of volume is reported as the field that it is. */
function restrictedVolumes(part: CheckPart, exclusions: readonly Exclusion[]): Cel {
  const lifting = exclusions.map(({ field }) => {
    const type = /^spec\.volumes\[\*\]\.(\w+)$/.exec(field)?.[1];
    if (field === '') return always;
    return type === undefined ? never : relation(literal(type), 'in', atom('item'));
  });
  return loop(atom(part.over ?? ''), 'all', 'item', or(rank(part.right), ...lifting));
}

const lists = ['containers', 'initContainers', 'ephemeralContainers'] as const;

function inContainers(part: CheckPart, exclusions: readonly Exclusion[]): Cel {
  const isForAll = exclusions.every(({ field, images }) => field === '' && images.length > 0);
  if (isForAll) return loop(atom('variables.containers'), 'all', 'container', inContainer(part, exclusions));
  return and(...lists.map((list) => inList(part, list, exclusions)));
}

function inList(part: CheckPart, list: (typeof lists)[number], exclusions: readonly Exclusion[]): Cel {
  const fitting = exclusions.filter(({ field }) => fits(field, `spec.${list}[*].${part.field}`));
  const over =
    list === 'containers' ? 'variables.podSpec.containers' : `variables.podSpec.?${list}.orValue([])`;
  const right = inContainer(
    part,
    fitting.filter(({ images }) => images.length > 0),
  );
  const allowed = list === 'containers' ? oneAllowed(part, fitting) : never;
  const all = loop(atom(over), 'all', 'container', right);
  if (allowed.text === never.text) return all;
  const wrong = method(atom(over), 'filter', atom('container'), not(right));
  return or(all, and(allowed, relation(method(wrong, 'size'), '<=', literal(1))));
}

/**
 * Without images an exclusion is judged on the pod with one empty container in it; what that one lacks is lifted
 * from one container of the real pod.
 */
function oneAllowed({ field, isDemanded }: CheckPart, fitting: readonly Exclusion[]): Cel {
  if (isDemanded !== true || !fitting.some(({ images }) => images.length === 0)) return never;
  return atom(
    field === 'securityContext.runAsNonRoot'
      ? 'variables.podSpec.?securityContext.?runAsNonRoot.orValue(false) == false'
      : '!variables.podSpec.?securityContext.?seccompProfile.hasValue()',
  );
}

function inContainer(part: CheckPart, exclusions: readonly Exclusion[]): Cel {
  if (part.over === undefined)
    return or(rank(part.right), ...exclusions.map((each) => and(ofImages(each), valuesFit(part, each))));
  const over = atom(part.over);
  const right = rank(part.right);
  if (part.isTogether !== true) {
    const lifted = exclusions.map((each) => and(ofImages(each), valuesFit(part, each)));
    return loop(over, 'all', 'item', or(right, ...lifted));
  }
  const lifted = exclusions.map((each) =>
    and(ofImages(each), loop(over, 'all', 'item', or(right, valuesFit(part, each)))),
  );
  return or(loop(over, 'all', 'item', right), ...lifted);
}

function ofImages({ images }: Exclusion): Cel {
  return or(...images.map((image) => wildcardCel(atom("container.?image.orValue('')"), image)));
}

function fits(field: string, reported: string): boolean {
  return field === '' || field === reported;
}

/** Whether what was wrong is one of the values, which may be wildcards; of nothing reported any will do. */
function valuesFit(part: CheckPart, { values }: Exclusion): Cel {
  if (values.length === 0 || part.value === null) return always;
  if (part.value === 'drop') return droppedFit(values);
  const stated = /^'([^']*)'$/.exec(part.value)?.[1];
  const fit =
    stated === undefined
      ? or(...values.map((value) => wildcardCel(wrapped(part.value ?? ''), value)))
      : values.some((value) => matchesWildcard(value, stated))
        ? always
        : never;
  return part.hasValue === undefined ? fit : or(not(atom(part.hasValue)), fit);
}

function droppedFit(values: readonly string[]): Cel {
  const one = or(...values.map((value) => wildcardCel(atom('item'), value)));
  return loop(atom('container.?securityContext.?capabilities.?drop.orValue([])'), 'all', 'item', one);
}

/** Text with `?:` or `||` binds weakly. */
function rank(text: string): Cel {
  if (text.includes(' ? ')) return { text, rank: 0 };
  if (text.includes(' || ')) return { text, rank: 1 };
  if (text.includes(' && ')) return { text, rank: 2 };
  return { text, rank: / (?:==|!=|in) /.test(text) ? 3 : text.startsWith('!') ? 6 : 7 };
}

function wrapped(text: string): Cel {
  return text.includes(' ? ') ? atom(`(${text})`) : atom(text);
}
