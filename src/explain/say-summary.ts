import type { Policy, Scope } from '../core/policy.ts';
import type { Effect, Sentence } from './explanation.ts';
import { ownConditions } from './own-conditions.ts';
import { isOfDeletion, type Family } from './family.ts';
import { negated, type Claim } from './reading/claim.ts';
import type { PolicyReading } from './reading/open-reading.ts';
import { tidy } from './reading/tidy.ts';
import { sentence, shortened, someOf } from './reading/words.ts';
import { sayScope } from './scope/say-scope.ts';
import type { KindNames } from './scope/kind-words.ts';
import type { Block } from './saying/block.ts';
import { sayClaim, sayTest } from './saying/say-claim.ts';

/** What a summary is made from. */
export interface Summary {
  readonly family: Family;
  readonly effect: Effect;
  readonly read: PolicyReading;
  readonly kindNames: KindNames;
  /** What it changes, as it is said. */
  readonly changes: readonly Sentence[];
}

const shortEnough = 220;
const longestThings = 160;
const mostTold = 200;

/** What a policy does in one sentence. */
export function saySummary(given: Summary): string {
  const { effect } = given;
  const { policy } = given.family;
  const things = thingsOf(given);
  const work = changesObjects(policy)
    ? `changes ${changedThings(given)}${conditionWords(given)}${changeWords(given)}`
    : `${acts[effect]} ${things}${demandWords(given)}`;
  if (effect !== 'none') return sentence(work);
  return sentence(`does nothing yet: no binding puts it to work. Bound, it ${work}`);
}

const acts: Readonly<Record<Effect, string>> = {
  deny: 'refuses',
  warn: 'warns of, and does not block,',
  audit: 'reports, and does not block,',
  none: 'could refuse',
  rule: 'finds fault with',
  change: 'changes',
};

function changesObjects({ mutations, dialect }: Policy): boolean {
  return mutations.length > 0 || dialect.name === 'map' || dialect.name === 'kyverno-mutating';
}

/** The only change, where it is short. */
function changeWords({ changes }: Summary): string {
  const [only, ...more] = changes;
  if (only === undefined || more.length + only.items.length > 0 || only.text.length > shortEnough) return '';
  return `: ${only.text.charAt(0).toLowerCase()}${only.text.slice(1, -1)}`;
}

/** What is changed: the objects of the requests, or existing ones whenever there is such a request. */
function changedThings(given: Summary): string {
  const { targets } = given.family.policy;
  const things = thingsOf(given);
  if (targets === undefined) return things;
  const existing = targets.expression === null ? shortThings(targets.scope, given.kindNames) : 'objects';
  return `existing ${existing} whenever there is a request for ${things}`;
}

function shortThings(scope: Scope, kindNames: KindNames): string {
  const things = sayScope(scope, kindNames)
    .map((text) => text.replace(/,? when .*$/s, ''))
    .join('; ');
  if (things.length <= longestThings) return things;
  const some = someOf(things.split('; '), 2).join('; ');
  return some.replace(/ 1 more$/, ' one more kind').replace(/ more$/, ' more kinds');
}

function thingsOf({ family, kindNames }: Summary): string {
  const { policy, variants } = family;
  if (policy.judges === 'json') return 'JSON documents';
  const things = shortThings(policy.scope, kindNames);
  const closed = things.includes(', except ') ? `${things},` : things;
  return variants.every(({ id }) => isOfDeletion(id)) ? closed : `${closed} and what makes them`;
}

/** Its conditions, the only one in full where that is short. */
function conditionWords({ family, read }: Summary): string {
  const [only, ...more] = ownConditions(family.policy, read);
  if (only === undefined) return '';
  const claim = more.length === 0 ? read.claim(only.expression) : null;
  return (claim === null ? null : shortWords('where', sayTest(claim))) ?? ' that meet its conditions';
}

function demandWords(given: Summary): string {
  const { family, read } = given;
  const { validations } = family.policy;
  const [only, ...more] = validations;
  const where = conditionWords(given);
  if (only === undefined) return `${where}, but demands nothing of them`;
  if (more.length > 0) return ` that break any of ${validations.length} demands${also(where)}`;
  const claim = read.claim(only.expression);
  if (claim?.kind === 'constant') return claim.value ? ', but demands nothing of them' : where;
  const said = claim === null ? null : faultWords(claim);
  const told = only.message === null ? '' : `: ${JSON.stringify(shortened(only.message.trim(), mostTold))}`;
  if (said === null) return ` that break its demand${also(where)}${told}`;
  return `${where}${where.startsWith(' where') ? said.replace(/^ where/, ' and') : said}`;
}

/** A condition after another one. */
function also(where: string): string {
  return where.replace(/^ that/, ' and');
}

/** What breaks a demand: what is so, where that is said without a negation, or unless what is demanded. */
function faultWords(claim: Claim): string | null {
  const fault = tidy(negated(claim));
  const isPlain = fault.kind === 'atom' || (fault.kind === 'some' && fault.claim.kind === 'atom');
  const atom = fault.kind === 'some' ? fault.claim : fault;
  if (isPlain && atom.kind === 'atom' && atom.positive) return shortWords('where', sayClaim(fault, 'is'));
  return shortWords('unless', sayClaim(claim, 'is'));
}

function shortWords(word: string, { text, items }: Block): string | null {
  const isShort = items.length === 0 && text.length <= shortEnough;
  return isShort && !/\b(?:if|unless) /.test(text.replaceAll(/if (?:un)?set/g, ''))
    ? ` ${word} ${text}`
    : null;
}
