import type { Node } from '../../cel/index.ts';
import { whenAbsent } from '../reading/absence.ts';
import type { Atom, Relation } from '../reading/claim.ts';
import type { Noun } from '../reading/noun.ts';
import { spoken, standIn } from '../reading/stand-in.ts';
import { listed } from '../reading/words.ts';
import type { Mood } from './block.ts';

interface Verb {
  readonly base: string;
  readonly third: string;
  /** What follows it, before the values. */
  readonly then: string;
}

const be = (then: string): Verb => ({ base: 'be', third: 'is', then });

const verbs: Readonly<Record<Relation, Verb>> = {
  is: be(''),
  among: be('one of the entries of'),
  shares: { base: 'have', third: 'has', then: 'an entry in common with' },
  includes: { base: 'contain', third: 'contains', then: 'each of' },
  set: be('set'),
  null: be('null'),
  empty: be('empty'),
  true: be('true'),
  has: { base: 'contain', third: 'contains', then: '' },
  hasOnce: { base: 'contain', third: 'contains', then: '' },
  contains: { base: 'contain', third: 'contains', then: '' },
  starts: { base: 'start', third: 'starts', then: 'with' },
  ends: { base: 'end', third: 'ends', then: 'with' },
  fits: { base: 'match', third: 'matches', then: '' },
  matches: { base: 'match', third: 'matches', then: 'the regular expression' },
  less: be('less than'),
  atMost: be('at most'),
  more: be('greater than'),
  atLeast: be('at least'),
  between: be('between'),
};

/** Who a statement is about, in words, and how that conjugates. */
export interface Subject {
  readonly text: string;
  readonly isPlural: boolean;
  /** `no …`: the negation is said by the subject. */
  readonly isNone: boolean;
}

/** The subject of a statement as it is. */
export function subjectOf({ subjects, isAnySubject }: Atom): Subject {
  const texts = subjects.map(({ text }) => text);
  if (subjects.length > 1 && isAnySubject) {
    return { text: `at least one of ${listed(texts)}`, isPlural: false, isNone: false };
  }
  return { text: listed(texts), isPlural: texts.length > 1 || subjects[0]?.isPlural === true, isNone: false };
}

/** One statement as a clause: `spec.type must not be "NodePort"`. */
export function sayAtom(atom: Atom, mood: Mood, subject: Subject = subjectOf(atom)): string {
  return `${subject.text}${predicate(atom, mood, subject)}`;
}

/** What is said of the subject, with the space or comma before it. */
export function predicate(given: Atom, mood: Mood, subject: Subject): string {
  const atom = settled(given);
  const [before, behind] = absenceWords(atom, mood, subject);
  return `${before} ${verbWords(atom, mood, subject)}${complement(atom)}${behind}`;
}

/** What is said of an absent field before the verb, and at the end. */
function absenceWords(atom: Atom, mood: Mood, subject: Subject): readonly [string, string] {
  const counted = countsAs(atom);
  if (counted !== '' || atom.relation === 'set' || whenAbsent(atom) !== true) return [counted, ''];
  if (atom.positive && isBe(atom)) return ['', ' or unset'];
  if (atom.positive && mood === 'is') return ['', subject.isPlural ? ' or are unset' : ' or is unset'];
  return subject.isNone ? ['', ' (it may be unset)'] : [', if set,', ''];
}

function isBe({ relation }: Atom): boolean {
  return verbs[relation].base === 'be';
}

/** The verb, after `be set and` where the rest would be true of nothing, too. */
function verbWords(atom: Atom, mood: Mood, subject: Subject): string {
  const verb = verbOf(atom);
  const said = conjugated(verb, mood, subject, subject.isNone || atom.positive);
  const isRequired = whenAbsent(atom) === false && !atom.positive && atom.relation !== 'set';
  if (!isRequired || countsAs(atom) !== '' || atom.subjects.length > 1) return said;
  const required = conjugated(be('set'), mood, { ...subject, isNone: false }, true);
  return `${required} and ${isBe(atom) ? ['not', verb.then].filter(Boolean).join(' ') : said}`;
}

/** Two places are equal; a place is a value. */
function verbOf({ relation, values }: Atom): Verb {
  const isPlaces = relation === 'is' && values.some(({ place }) => place !== null);
  return isPlaces ? be('equal to') : verbs[relation];
}

/** That something is not true is that it is false. */
export function settled(atom: Atom): Atom {
  const value = atom.relation === 'true' ? true : onlyTruth(atom);
  if (value === null) return atom;
  const wanted = value === atom.positive;
  return { ...atom, relation: 'is', positive: true, values: [truth(wanted)], whenAbsent: whenAbsent(atom) };
}

/** The truth value that something is said to be; null where it is none. */
function onlyTruth({ relation, values }: Atom): boolean | null {
  const literal = values.length === 1 ? values[0]?.literal : null;
  if (relation !== 'is' || literal?.kind !== 'literal') return null;
  return typeof literal.value === 'boolean' ? literal.value : null;
}

function truth(value: boolean): Noun {
  const literal: Node = { kind: 'literal', value, start: 0, end: 0 };
  return { text: String(value), isPlural: false, place: null, literal, listing: null };
}

function conjugated(verb: Verb, mood: Mood, subject: Subject, positive: boolean): string {
  const then = verb.then === '' ? '' : ` ${verb.then}`;
  if (mood === 'must')
    return `${subject.isNone ? 'may' : positive ? 'must' : 'must not'} ${verb.base}${then}`;
  return `${present(verb, subject.isPlural, positive || subject.isNone)}${then}`;
}

function present({ base, third }: Verb, isPlural: boolean, positive: boolean): string {
  const word = base === 'be' && isPlural ? 'are' : isPlural ? base : third;
  if (positive) return word;
  return base === 'be' ? `${word} not` : `${isPlural ? 'do' : 'does'} not ${base}`;
}

function complement(atom: Atom): string {
  const { relation, values, positive, join } = atom;
  if (values.length === 0) return '';
  const texts = values.map(spoken);
  if (relation === 'between') return ` ${texts.join(' and ')}`;
  if (relation === 'hasOnce') return ` ${listed(texts)} exactly once`;
  if (values.length === 1) return ` ${texts.join('')}`;
  if (relation === 'is' && positive && values.length > 2) return ` one of ${listed(texts)}`;
  return ` ${listed(texts, join === 'any' ? 'or' : 'and')}`;
}

/** What an absent field counts as, where that is not plain. */
function countsAs({ subjects, relation, values }: Atom): string {
  const [subject] = subjects;
  if (subject === undefined || relation === 'set') return '';
  const counted = standIn(subject);
  return values.some(({ text }) => counted === ` (${text} if unset)`) ? '' : counted;
}
