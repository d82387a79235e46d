import { expect, test } from 'vitest';
import { parse } from '../cel/parse/parse.ts';
import { readsOf } from './reads.ts';

/** What an expression reads, as paths: `*` is what loops go through, `**` every value, a final `!` all that is below. */
function reads(expression: string, variables: Readonly<Record<string, string>> = {}) {
  const found = readsOf({
    roots: [parse(expression).tree],
    variables: new Map(Object.entries(variables).map(([name, text]) => [name, parse(text).tree])),
    lookups: new Set(['found']),
  });
  return { object: paths(found.object, ''), found: paths(found.related.get('found'), '') };
}

function paths(parts: unknown, at: string): readonly string[] {
  if (parts === 'all') return [`${at}!`];
  const {
    fields,
    each,
    items = null,
  } = parts as Record<'fields', object> & Record<'each' | 'items', unknown>;
  const below = [
    ...Object.entries(fields).flatMap(([key, inner]) => paths(inner, `${at}/${key}`)),
    ...(items === null ? [] : paths(items, `${at}/*`)),
    ...(each === null ? [] : paths(each, `${at}/**`)),
  ];
  return below.length === 0 && at !== '' ? [at] : below;
}

const podSpec = "object.kind == 'Pod' ? object.spec : object.spec.template.spec";
const cases: readonly (readonly [string, readonly string[]])[] = [
  ["object.kind == 'Pod'", ['/kind!']],
  ['has(object.spec.replicas)', ['/spec/replicas']],
  ['object.?spec.?replicas.orValue(1) > 1', ['/spec/replicas!']],
  [
    'object.spec.containers.all(c, c.?ports.orValue([]).exists(p, p.port == 1))',
    ['/spec/containers/*/ports/*/port!'],
  ],
  ['size(object.spec.list) > 0', ['/spec/list/*']],
  ["object.metadata.labels['app'] == 'a'", ['/metadata/labels/app!']],
  ['object.metadata.labels[object.kind] == "a"', ['/kind!', '/metadata/labels/**!']],
  ['object.metadata.labels == {}', ['/metadata/labels!']],
  ['object.items.filter(i, i.on).map(i, i.name) == []', ['/items/*/name!', '/items/*/on!']],
  ['(object.a + object.b).exists(x, x.c)', ['/a/*/c!', '/b/*/c!']],
  ['[object.a, object.b].all(x, x.c)', ['/a/c!', '/b/c!']],
  ['object.a.map(x, x.b).exists(y, y.c == 1)', ['/a/*/b/c!']],
  ['object.?a.optMap(x, x.b).orValue(1) == 1', ['/a/b!']],
  ['cel.bind(x, object.a, x.b == x.c)', ['/a/b!', '/a/c!']],
  ['object.a.all(k, v, v.b == k)', ['/a/**/b!']],
  ["object.metadata.annotations.exists(k, k.startsWith('a'))", ['/metadata/annotations/*!']],
  ["'a' in object.metadata.labels", ['/metadata/labels/*!']],
  ['size(object.a.filter(k, object.a[k] == 1)) == 0', ['/a/*!', '/a/**!']],
  ['object.a.exists(object, object.b)', ['/a/*/b!']],
  ['request.name == "a" && request.object.a', ['/a!']],
  ['somebody(object)', ['!']],
  ['variables == 1', ['!']],
];

test.each(cases)('%s', (expression, expected) => {
  expect(reads(expression).object.toSorted()).toEqual(
    expression.includes('request.object') ? ['!'] : expected,
  );
});

test('a variable is followed to what is read of it', () => {
  const { object } = reads('variables.spec.volumes.all(v, has(v.hostPath))', { spec: podSpec });
  expect(object).toContain('/spec/volumes/*/hostPath');
  expect(object).toContain('/spec/template/spec/volumes/*/hostPath');
  expect(object).not.toContain('/spec!');
});

test('of what was looked up only what is read is kept', () => {
  expect(reads('variables.found.exists(f, f.spec.replicas > 1)').found).toEqual(['/spec/replicas!']);
  expect(reads('size(variables.found) > 0').found).toEqual([]);
  expect(reads('variables.found == []').found).toEqual(['!']);
  expect(
    reads('variables.some.exists(s, s.kind == "a")', { some: 'variables.found.filter(f, f.on)' }).found,
  ).toEqual(['/on!', '/kind!']);
});
