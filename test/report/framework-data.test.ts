import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Framework } from '../../src/frameworks/framework.ts';
import { parseFramework } from '../../src/frameworks/framework-file.ts';
import { evidenceOf, frameworkNamed, frameworks, rulesOf } from '../../src/frameworks/index.ts';
import { everyRule, idsNamed } from '../../src/operations/deciding/catalogue.ts';
import { rules } from '../../src/rules/index.ts';

const suites = process.env['WRIT_SUITES'] ?? join(import.meta.dirname, '../../../shared');
const source = join(suites, 'data/rule-catalog.json');
if (!existsSync(source)) console.warn(`SKIPPED: ${source} is not there`);

interface Catalogue {
  readonly rules: readonly {
    readonly id: string;
    readonly pss: { readonly level: string } | null;
    readonly frameworks: readonly {
      readonly fw: string;
      readonly id: string;
      readonly confidence: string;
      readonly strength: string;
    }[];
  }[];
}

describe.each(frameworks.map((framework) => [framework.id, framework] as const))('%s', (_, framework) => {
  test('has a caution, and every control is told either by rules or by a reason, once', () => {
    const ids = framework.controls.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(framework.caution).toMatch(/\.$/);
    for (const { id, title, evidence, unassessable } of framework.controls) {
      expect([id, evidence.length > 0]).toEqual([id, unassessable === null]);
      expect(title).not.toBe('');
      expect(unassessable ?? 'It is.').toMatch(/\.$/);
      const named = evidence.map(({ rule }) => rule);
      expect([id, new Set(named).size]).toEqual([id, named.length]);
    }
  });

  test('is found by its id and its other names, however they are written', () => {
    for (const name of [framework.id, framework.id.toUpperCase(), ...framework.aliases])
      expect(frameworkNamed(name)?.id).toBe(framework.id);
  });

  test('never says that somebody is compliant', () => {
    expect(JSON.stringify(framework)).not.toMatch(/complian/i);
  });
});

test('the names of the document’s compliance list are known', () => {
  const named = ['SOC2', 'HIPAA', 'PCI-DSS', 'ISO27001', 'GDPR'].map((name) => frameworkNamed(name)?.id);
  expect(named).toEqual(['soc-2', 'hipaa', 'pci-dss', 'iso-27001', 'gdpr']);
  expect(frameworkNamed('constructor')).toBeUndefined();
});

test('every rule of a Pod Security level is evidence for the Pod Security Standards, and no other', () => {
  const [standards] = frameworks;
  const named = rules.filter(({ level }) => level !== null).map(({ id }) => id);
  expect([...rulesOf(standards as Framework)].toSorted()).toEqual(named.toSorted());
});

test.skipIf(rules.length < 113)('every rule that is evidence is in the catalogue', () => {
  const ids = new Set(everyRule().map(({ id }) => id));
  const named = new Set(frameworks.flatMap((framework) => [...rulesOf(framework)]));
  expect([...named].filter((id) => !ids.has(id))).toEqual([]);
});

test('rules on images are evidence only of controls that are beyond manifests without a scan', () => {
  const controls = frameworks.flatMap((framework) => framework.controls);
  const scans = new Set(everyRule().flatMap(({ id, judgedBy }) => (judgedBy === 'scan' ? [id] : [])));
  const [usual, scanned] = [
    controls.map(({ evidence }) => evidence),
    controls.map((one) => one.scanned ?? []),
  ].map((all) => all.flat().map(({ rule }) => scans.has(rule)));
  expect([usual?.includes(true), scanned?.includes(false), scanned?.length]).toEqual([false, false, 13]);
});

test('the PCI guidance for containers has all of its sixteen sections, as its text numbers them', () => {
  const controls = frameworkNamed('pci-containers')?.controls ?? [];
  const sections = new Set(controls.map(({ id }) => Number.parseInt(id, 10)));
  expect([...sections]).toEqual(Array.from({ length: 16 }, (_, index) => index + 1));
  const deciding = (id: string): readonly string[] =>
    controls
      .filter((control) => control.id === id)
      .flatMap(({ evidence }) => evidence)
      .filter(({ strength }) => strength !== 'weak')
      .map(({ rule }) => rule);
  // Least privilege is section 2; what hardens a container is no hypervisor, which section 9 asks for.
  expect(deciding('2.1')).toContain('rbac-cluster-admin-binding');
  expect(deciding('2.2')).toEqual(['rbac-system-masters']);
  expect(deciding('9.1')).toEqual([]);
  expect(deciding('8.2')).toEqual([]);
});

test('a rule knows what it is evidence for', () => {
  expect(evidenceOf('privileged-container').map(({ framework }) => framework.id)).toContain('cis-kubernetes');
  expect(evidenceOf('no-such-rule')).toEqual([]);
});

describe.skipIf(!existsSync(source))('the links', () => {
  const versions: Readonly<Record<string, string>> = {
    'cis-kubernetes-1.12': 'cis-kubernetes',
    'nsa-cisa-1.2': 'nsa-cisa',
    'nist-800-53r5': 'nist-800-53',
    'pci-dss-4.0.1': 'pci-dss',
    'soc2-tsc': 'soc-2',
    'iso-27001-2022': 'iso-27001',
  };

  test('are those of the research, each with its strength and its confidence', () => {
    const catalogue = JSON.parse(readFileSync(source, 'utf8')) as Catalogue;
    const researched = catalogue.rules.flatMap((rule) =>
      rule.frameworks
        .filter(({ fw }) => fw !== 'pci-container-guidance-2022')
        .map((link) =>
          [versions[link.fw] ?? link.fw, link.id, rule.id, link.strength, link.confidence].join(' | '),
        ),
    );
    const ours = frameworks
      // What was researched of the PCI guidance follows one mapping, whose numbers are not those of the text.
      .filter(({ id }) => id !== 'pod-security' && id !== 'pci-containers')
      .flatMap(({ id, controls }) =>
        controls.flatMap((control) =>
          control.evidence.map((link) =>
            [id, control.id, link.rule, link.strength, link.confidence].join(' | '),
          ),
        ),
      );
    expect(ours.toSorted()).toEqual([...new Set(researched)].toSorted());
  });
});

describe('a framework of one’s own', () => {
  const good = {
    id: 'acme-baseline',
    title: 'ACME platform baseline',
    controls: [
      {
        id: 'ACME-1',
        title: 'Nothing runs with privileges',
        rules: ['KP001', 'host-pid'],
        strength: 'direct',
      },
      { id: 'ACME-2', title: 'Everybody is trained', reason: 'People are not in manifests.' },
    ],
  };

  test('is read, its rules by any of their names', () => {
    const parsed = parseFramework(good, idsNamed);
    expect(parsed).toEqual({
      framework: {
        id: 'acme-baseline',
        title: 'ACME platform baseline',
        version: null,
        url: null,
        aliases: [],
        caution: 'The mapping is the organization’s own.',
        controls: [
          {
            id: 'ACME-1',
            title: 'Nothing runs with privileges',
            evidence: [
              { rule: 'privileged-container', strength: 'direct', confidence: 'own' },
              { rule: 'host-pid', strength: 'direct', confidence: 'own' },
            ],
            unassessable: null,
          },
          {
            id: 'ACME-2',
            title: 'Everybody is trained',
            evidence: [],
            unassessable: 'People are not in manifests.',
          },
        ],
      },
    });
  });

  test('tells everything that keeps it from being one, and where', () => {
    const bad = {
      id: 'ACME baseline',
      titel: 'x',
      version: 3,
      controls: [
        { id: 'A', title: 'a', rules: ['no-such-rule', 1], strength: 'strong' },
        { id: 'A', title: 'a' },
        'text',
        { id: 'B', title: '', rules: 'host-pid' },
      ],
    };
    const parsed = parseFramework(bad, idsNamed);
    const told =
      'problems' in parsed ? parsed.problems.map(({ pointer, message }) => `${pointer}: ${message}`) : [];
    expect(told).toEqual([
      '/id: `id` must be small letters, digits and dashes, such as `acme-baseline`',
      '/title: `title` is missing',
      '/version: `version` must be text, not 3: put it in quotes',
      '/controls/0/rules/1: element 2 of `rules` must be text, not 1: put it in quotes',
      '/controls/0/strength: `strength` must be one of `direct`, `partial`, `weak`',
      '/controls/1: element 2 of `controls` needs either `rules`, or the `reason` why it cannot be assessed here',
      '/controls/2: element 3 of `controls` must be an object',
      '/controls/3/title: `title` must not be empty',
      '/controls/3/rules: `rules` must be a list',
      '/titel: `titel` is not a field here; did you mean `title`?',
      '/controls/0/rules/0: there is no rule `no-such-rule`',
    ]);
  });

  test('tells rules that there are none of, and what stands twice', () => {
    const one = { id: 'ACME-1', title: 'Nothing runs with privileges', rules: ['KP001'] };
    const bad = { ...good, controls: [one, { ...one, rules: ['no-such-rule'] }] };
    expect(parseFramework(bad, idsNamed)).toEqual({
      problems: [
        { pointer: '/controls/1/id', message: 'there are two controls `ACME-1`' },
        { pointer: '/controls/1/rules/0', message: 'there is no rule `no-such-rule`' },
      ],
    });
  });

  test('may say of itself what it is', () => {
    const whole = { apiVersion: 'writ/v1', kind: 'Framework', caution: 'Ours.', ...good };
    expect(parseFramework(whole, idsNamed)).toMatchObject({ framework: { caution: 'Ours.' } });
  });

  test.each([null, [], 'text', 1, {}])('is not %j', (value) => {
    expect(parseFramework(value, idsNamed)).toHaveProperty('problems');
  });
});
