// What is written is what the kinds' schemas take, in every version.
import { expect, test } from 'vitest';
import { bind, placeholderAnswers } from '../../src/ask/bind.ts';
import { WritError } from '../../src/core/errors.ts';
import { bundle } from '../../src/enforce/bundle/bundle.ts';
import type { Enforceable } from '../../src/enforce/enforceable.ts';
import { mutatingPolicy } from '../../src/enforce/mutation/mutating-policy.ts';
import { renderPolicy } from '../../src/enforce/render-policy.ts';
import { targetFor, type TargetName } from '../../src/enforce/targets.ts';
import { rules } from '../../src/rules/index.ts';
import { kubernetesSchema } from '../../src/schema/kubernetes.ts';
import { validate } from '../../src/schema/validate.ts';

const schema = await kubernetesSchema();
const objectRules = rules.filter(({ related }) => Object.keys(related).length === 0);

const versions: readonly (readonly [TargetName, readonly number[]])[] = [
  ['vap', [36]],
  ['kyverno', [11, 12, 13, 14, 15, 16, 17, 18, 19]],
  ['kyverno-clusterpolicy', [11, 13, 19]],
  ['map', [36]],
  ['kyverno-mutating', [15, 16, 17, 19]],
];

test.each(versions)('%s of every version', (name, minors) => {
  for (const minor of minors) {
    const target = targetFor(name, { kubernetes: 36, kyverno: minor });
    const wanted = objectRules.flatMap((rule): readonly Enforceable[] => {
      const answers = placeholderAnswers(rule);
      if (target.changes && rule.remedy.edits.length === 0) return [];
      const policy = refusable(() =>
        target.changes ? mutatingPolicy(rule, answers, { minor: 36 }) : bind(rule, answers, { minor: 36 }),
      );
      if (policy === null) return [];
      const scope = {
        all: [
          { not: { namespaces: ['kube-system'] } },
          { labels: { matchLabels: { a: 'b' }, matchExpressions: [] } },
        ],
      };
      return [{ policy, scope, actions: ['Deny'], params: null, exceptions: [], why: null }];
    });
    const bundled = name === 'vap' || minor === 19 ? bundle(wanted).map(({ one }) => one) : [];
    const objects = [...wanted, ...bundled].flatMap(
      (one) => refusable(() => renderPolicy(one, target, schema)) ?? [],
    );
    expect(objects.length).toBeGreaterThan(10);
    for (const object of objects) {
      expect(schema.find(object.apiVersion, object.kind)).toBeDefined();
      expect(validate(object, schema)).toEqual([]);
    }
  }
});

function refusable<T>(make: () => T): T | null {
  try {
    return make();
  } catch (error) {
    if (error instanceof WritError && error.code === 'TARGET_UNSUPPORTED') return null;
    throw error;
  }
}
