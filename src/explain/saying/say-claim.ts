import type { Atom, Claim, Quantified } from '../reading/claim.ts';
import { negated, negatedAtom } from '../reading/claim.ts';
import { listed } from '../reading/words.ts';
import { after, flatText, plain, type Block, type Mood } from './block.ts';
import { predicate, sayAtom, settled, subjectOf, type Subject } from './say-atom.ts';
import { entrySubject, leadOf } from './say-entries.ts';

const mostItems = 200;
const shortEnough = 170;

/** A claim as a sentence without its full stop, with a list below it where there is too much for one. */
export function sayClaim(claim: Claim, mood: Mood): Block {
  switch (claim.kind) {
    case 'constant':
      return plain(claim.value ? 'anything is let through' : 'nothing is let through');
    case 'atom':
      return plain(sayAtom(claim, mood));
    case 'all':
      return sayAll(claim.claims, mood);
    case 'any':
      return sayAny(claim.claims, mood);
    case 'if':
      return sayIf(claim, mood);
    case 'every':
    case 'some':
      return sayQuantified(claim, mood);
    case 'one':
      return sayOne(claim, mood);
  }
}

function sayAll(claims: readonly Claim[], mood: Mood): Block {
  const blocks = claims.map((claim) => sayClaim(claim, mood));
  const isSimple = claims.every(({ kind }) => kind === 'atom' || kind === 'every' || kind === 'some');
  const text = listed(blocks.map((block) => block.text));
  if (isSimple && blocks.length < 3 && isShort(blocks)) return plain(text);
  return listOf(mood === 'must' ? 'all of these must hold:' : 'all of these hold:', claims);
}

function isShort(blocks: readonly Block[]): boolean {
  const size = blocks.reduce((sum, { text }) => sum + text.length, 0);
  return size <= shortEnough && blocks.every(({ items }) => items.length === 0);
}

function listOf(text: string, claims: readonly Claim[]): Block {
  const items = claims.slice(0, mostItems).map((claim) => sayClaim(claim, 'is'));
  const left = claims.length - mostItems;
  return {
    text,
    items: left > 0 ? [...items, plain(`${left} conditions more, which are not said here`)] : items,
  };
}

function sayAny(claims: readonly Claim[], mood: Mood): Block {
  return sameSubject(claims, mood) ?? sayImplication(claims, mood) ?? sayAlternatives(claims, mood);
}

/** Alternatives for one subject: `x must start with "a" or end with "b"`. */
function sameSubject(claims: readonly Claim[], mood: Mood): Block | null {
  const atoms = claims.filter((claim): claim is Atom => claim.kind === 'atom');
  const [first] = atoms;
  if (first === undefined || atoms.length !== claims.length || atoms.length > 3) return null;
  const subject = subjectOf(first);
  const isSame = atoms.every((atom) => subjectOf(atom).text === subject.text && atom.positive);
  return isSame ? plain(predicates(atoms, mood, subject)) : null;
}

function predicates(atoms: readonly Atom[], mood: Mood, subject: Subject): string {
  const said = atoms.map((atom) => predicate(atom, mood, subject));
  return `${subject.text}${said.map((text, index) => (index === 0 ? text : text.replace(/^ must /, ' '))).join(' or')}`;
}

/** `!a || b` is that where a, b. */
function sayImplication(claims: readonly Claim[], mood: Mood): Block | null {
  const found = claims.filter(isCondition);
  const conditions = found.length === claims.length ? found.slice(0, -1) : found;
  const rest = claims.filter((claim) => !conditions.includes(claim));
  const [only] = rest;
  if (conditions.length === 0 || only === undefined) return null;
  const tests = conditions.map((claim) => sayTest(negated(claim)));
  const told = sayClaim(rest.length === 1 ? only : { kind: 'any', claims: rest }, mood);
  if (!isShort(tests)) return null;
  return after(`if ${listed(tests.map(({ text }) => text))},`, told);
}

/** A claim as the condition of another: what would be an implication there is said as alternatives. */
export function sayTest(claim: Claim): Block {
  if (claim.kind !== 'any') return sayClaim(claim, 'is');
  return sameSubject(claim.claims, 'is') ?? sayAlternatives(claim.claims, 'is');
}

/** What is better said as the condition for the rest than as an alternative to it. */
function isCondition(claim: Claim): boolean {
  if (claim.kind === 'atom')
    return claim.relation === 'null' || claim.relation === 'empty' ? true : !claim.positive;
  if (claim.kind === 'all')
    return claim.claims.every(({ kind }) => kind === 'atom') && claim.claims.some(isCondition);
  return claim.kind === 'every' && claim.claim.kind === 'atom' && !claim.claim.positive;
}

function sayAlternatives(claims: readonly Claim[], mood: Mood): Block {
  const unless = sayUnless(claims, mood);
  if (unless !== null) return unless;
  const blocks = claims.map((claim) => sayClaim(claim, mood === 'must' ? 'must' : 'is'));
  const most = mood === 'must' ? 2 : 3;
  const isSimple = claims.every(({ kind }) => kind === 'atom') && blocks.length <= most && isShort(blocks);
  if (isSimple)
    return plain(
      listed(
        blocks.map(({ text }) => text),
        'or',
      ),
    );
  return listOf(
    mood === 'must' ? 'at least one of these must hold:' : 'at least one of these holds:',
    claims,
  );
}

/** `unless a, b`, where a is one statement and b is more, or a is about the request. */
function sayUnless(claims: readonly Claim[], mood: Mood): Block | null {
  const [first, second, ...more] = claims;
  if (first === undefined || second === undefined || more.length > 0) return null;
  const exempt = claims.find(isOfRequest) ?? onlyAtom(claims);
  if (exempt === undefined) return null;
  const said = sayClaim(exempt, 'is');
  return isShort([said])
    ? after(`unless ${said.text},`, sayClaim(exempt === first ? second : first, mood))
    : null;
}

function onlyAtom(claims: readonly Claim[]): Claim | undefined {
  const atoms = claims.filter(({ kind }) => kind === 'atom');
  return atoms.length === 1 ? atoms[0] : undefined;
}

/** Whether something is said of the request rather than of the object. */
function isOfRequest(claim: Claim): boolean {
  return (
    claim.kind === 'atom' && claim.subjects.every(({ place }) => place?.path.startsWith('request.') === true)
  );
}

function sayIf({ test, then, otherwise }: Extract<Claim, { kind: 'if' }>, mood: Mood): Block {
  const asked = sayTest(test);
  const [yes, no] = [sayClaim(then, mood), sayClaim(otherwise, mood)];
  if (isShort([asked, yes]))
    return { text: `if ${asked.text}, ${yes.text}; otherwise ${no.text}`, items: no.items };
  return {
    text: 'what holds depends on a condition:',
    items: [after('the condition:', asked), after('if so:', yes), after('otherwise:', no)],
  };
}

/** Of every entry, or of at least one: in the subject where one thing is said of it, before the rest where more is. */
function sayQuantified(claim: Quantified, mood: Mood): Block {
  const body = claim.claim.kind === 'atom' ? settled(claim.claim) : claim.claim;
  if (body.kind === 'atom') {
    const subject = entrySubject(claim, body);
    if (subject !== null) return plain(sayAtom(body, mood, subject));
  }
  const alternatives = body.kind === 'any' ? sayEntryAlternatives(claim, body.claims, mood) : null;
  if (alternatives !== null) return alternatives;
  const inner = sayClaim(body, mood);
  if (body.kind === claim.kind && claim.over.where === null && isSaidBy(inner, claim)) return inner;
  const preposition = claim.kind === 'every' ? 'for' : 'in';
  return after(`${preposition} ${leadOf(claim, allText(inner), sayWhere(claim))},`, inner);
}

/** `every capability must be "A" or start with "B"`, and `every key that contains "x" must be "y"`. */
function sayEntryAlternatives(claim: Quantified, claims: readonly Claim[], mood: Mood): Block | null {
  const atoms = claims.filter((one): one is Atom => one.kind === 'atom' && one.subjects.length === 1);
  const [first] = atoms;
  if (first === undefined || atoms.length !== claims.length || atoms.length > 3) return null;
  const subject = entrySubject(claim, { ...first, positive: true });
  const isSame = atoms.every((atom) => atom.subjects[0]?.text === first.subjects[0]?.text);
  if (subject === null || !isSame) return null;
  const [conditions, rest] = [atoms.filter((atom) => !atom.positive), atoms.filter((atom) => atom.positive)];
  if (rest.length === 0 || claim.kind === 'some') return null;
  if (conditions.length === 0) return plain(predicates(rest, mood, subject));
  const tests = conditions.map((atom) => predicate(negatedAtom(atom), 'is', { ...subject, isPlural: false }));
  const narrowed = { ...subject, text: `${subject.text} that${tests.join(' and')}` };
  return plain(predicates(rest, mood, narrowed));
}

function allText({ text, items }: Block): string {
  return [text, ...items.map(allText)].join(' ');
}

/** Whether what is said of the inner entries already names those around them by their path. */
function isSaidBy({ text }: Block, { entry, over }: Quantified): boolean {
  const path = over.parts.length === 1 ? entry.place?.path : undefined;
  return path !== undefined && path !== '' && text.includes(`\`${path}`);
}

function sayWhere({ over }: Quantified): string {
  if (over.where === null) return '';
  return ` where ${flatText(sayClaim(over.where, 'is'))}`;
}

function sayOne(claim: Extract<Claim, { kind: 'one' }>, mood: Mood): Block {
  const inner = sayClaim(claim.claim, claim.positive ? mood : 'is');
  const quantified: Quantified = { ...claim, kind: 'some' };
  const lead = leadOf(quantified, allText(inner), sayWhere(quantified)).replace(
    /^at least one/,
    'exactly one',
  );
  if (claim.positive) return after(`in ${lead},`, inner);
  return after(`it ${mood === 'must' ? 'must not be' : 'is not'} ${lead} of which this holds:`, inner);
}
