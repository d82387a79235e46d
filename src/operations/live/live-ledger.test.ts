import { expect, test } from 'vitest';
import type { Placed } from '../../check/findings.ts';
import type { Finding, Unplaced } from '../../core/finding.ts';
import type { Resource } from '../../core/resource.ts';
import type { Judged } from '../judging/judge-resource.ts';
import { LiveLedger } from './live-ledger.ts';
import type { Surroundings } from '../judging/surroundings.ts';

/** A judge that finds what the annotation `found` of an object names, and of `waits` what others decide. */
function ledger(): LiveLedger & { readonly judged: string[] } {
  const judged: string[] = [];
  const judge = (placed: Placed): Judged => {
    judged.push(placed.named.name);
    const { found = '' } = annotationsOf(placed.resource);
    const findings = found
      .split(',')
      .filter((one) => one !== '')
      .map((policy) => unplaced(policy));
    const waits = annotationsOf(placed.resource)['waits'] === 'yes';
    const later = waits
      ? { policies: [], held: [], object: placed.resource, written: placed.resource }
      : null;
    return { findings, notes: [], later, mask: (line) => line, place: (one) => place(one, placed) };
  };
  const made = new LiveLedger({
    judge,
    skip: (placed) => ({
      findings: [],
      notes: [],
      later: null,
      mask: (line) => line,
      place: (one) => place(one, placed),
    }),
    keep: (later) => later,
    judgeLater: (_later, placed, surroundings) => ({
      findings: surroundings.notes().length === 0 ? [unplaced('lonely')] : [],
      notes: [],
      later: null,
      mask: (line) => line,
      place: (one) => place(one, placed),
    }),
    surroundings: companions,
  });
  return Object.assign(made, { judged });
}

/** Surroundings whose notes are the names of the Services there are. */
function companions(): Surroundings {
  const names = new Set<string>();
  return {
    waits: true,
    add(resource) {
      const name = JSON.stringify(resource['metadata']);
      if (resource.kind === 'Service') names.add(name);
      return () => void names.delete(name);
    },
    miss: () => undefined,
    facts: () => {
      throw new Error('nobody asks');
    },
    notes: () => [...names],
  };
}

function annotationsOf(resource: Resource): Readonly<Record<string, string>> {
  return (resource['metadata'] as { annotations?: Record<string, string> }).annotations ?? {};
}

function unplaced(policy: string): Unplaced {
  return { policy, validation: 'v', result: 'fail', exception: null, path: '' } as Unplaced;
}

function place(one: Unplaced, { named, file }: Placed): Finding {
  return { ...one, resource: named, location: { file, line: 0, column: 0 }, anchor: () => named.name };
}

function pod(name: string, annotations: object = {}, owner: string | null = null): Resource {
  const ownerReferences = owner === null ? [] : [{ kind: 'ReplicaSet', name: owner, controller: true }];
  return { apiVersion: 'v1', kind: 'Pod', metadata: { name, annotations, ownerReferences } } as never;
}

function other(kind: string, name: string): Resource {
  return { apiVersion: 'v1', kind, metadata: { name } };
}

function told(one: LiveLedger): readonly string[] {
  return one.settle().map(({ change, finding }) => `${change} ${finding.policy} ${finding.resource.name}`);
}

test('what changes of an object opens and is fixed, once', () => {
  const one = ledger();
  one.put('p/a', pod('a', { found: 'x,y' }), null);
  expect(told(one)).toEqual(['opened x a', 'opened y a']);
  expect(told(one)).toEqual([]);
  one.put('p/a', pod('a', { found: 'y,z' }), null);
  expect(told(one)).toEqual(['fixed x a', 'opened z a']);
  one.drop('p/a', pod('a'));
  expect(told(one)).toEqual(['fixed y a', 'fixed z a']);
});

test('an object whose content is the same is not judged again', () => {
  const one = ledger();
  for (let times = 0; times < 3; times++) one.put('p/a', pod('a', { found: 'x' }), null);
  expect(one.judged).toEqual(['a']);
});

test('what others decide is judged again when they come and go', () => {
  const one = ledger();
  one.put('p/a', pod('a', { waits: 'yes' }), null);
  expect(told(one)).toEqual(['opened lonely a']);
  one.lookUp(other('Service', 's'));
  expect(told(one)).toEqual(['fixed lonely a']);
  one.drop('p/s', other('Service', 's'));
  expect(told(one)).toEqual(['opened lonely a']);
});

test('what is owned is left out as long as its owner is there', () => {
  const one = ledger();
  one.put('p/r', other('ReplicaSet', 'r'), null);
  one.put('p/a', pod('a', { found: 'x' }, 'r'), null);
  expect(told(one)).toEqual([]);
  expect(one.hasOrphans()).toBe(false);
  one.drop('p/r', other('ReplicaSet', 'r'));
  expect(one.hasOrphans()).toBe(true);
});

test('reading anew tells what came and went meanwhile, and nothing twice', () => {
  const one = ledger();
  one.put('p/a', pod('a', { found: 'x' }), null);
  one.put('p/b', pod('b', { found: 'x' }), null);
  told(one);
  one.restart();
  one.put('p/b', pod('b', { found: 'x' }), null);
  one.put('p/c', pod('c', { found: 'x' }), null);
  expect(told(one)).toEqual(['fixed x a', 'opened x c']);
});

test('where not all could be read, nothing counts as fixed for being gone', () => {
  const one = ledger();
  one.put('p/a', pod('a', { found: 'x' }), null);
  told(one);
  one.restart();
  one.miss();
  expect(told(one)).toEqual([]);
  expect([...one.open()]).toHaveLength(1);
});
