import { describe, expect, test } from 'vitest';
import { assessed, beyond, direct, partial, weak } from '../../src/frameworks/control.ts';
import type { Control } from '../../src/frameworks/framework.ts';
import type { ControlReport } from '../../src/report/control-report.ts';
import { about, frameworkOf, reportOf, type Row } from './matrix.ts';

function judged(
  control: Control,
  ...all: readonly Row[]
): Pick<ControlReport, 'status' | 'because' | 'reason'> {
  const [own] = reportOf(all, [frameworkOf([control])]).frameworks;
  const { status, because, reason } = own?.controls[0] ?? {
    status: 'passing',
    because: null,
    reason: 'none',
  };
  return { status, because, reason };
}

const [a, b] = [about('a'), about('b')];
const control = assessed('1', 'A control', [...direct('corroborated', 'a'), ...partial('single', 'b')]);

describe('a control', () => {
  test('passes where all that decides it passes', () => {
    expect(judged(control, { rule: a, verdicts: ['pass'] }, { rule: b, verdicts: ['pass'] })).toEqual({
      status: 'passing',
      because: null,
      reason: null,
    });
  });

  test('fails where one of its rules fails, whatever is switched off beside it', () => {
    const found = judged(
      control,
      { rule: a, verdicts: ['fail'] },
      { rule: b, verdicts: ['pass'], off: true },
    );
    expect(found).toEqual({ status: 'failing', because: null, reason: null });
  });

  test('is not assessed where one of its rules is switched off, and says which', () => {
    const found = judged(
      control,
      { rule: a, verdicts: ['pass'] },
      { rule: b, verdicts: ['fail'], off: true },
    );
    expect(found).toEqual({ status: 'not-assessable', because: 'switched-off', reason: 'Switched off: b.' });
  });

  test('is not assessed where a rule waits for an answer, is lifted, or cannot be evaluated', () => {
    const found = (verdict: 'open' | 'excepted' | 'error') =>
      judged(control, { rule: a, verdicts: ['pass'] }, { rule: b, verdicts: [verdict] }).because;
    expect([found('open'), found('excepted'), found('error')]).toEqual(['unanswered', 'excepted', 'error']);
  });

  test('is not assessed where nothing concerns it', () => {
    expect(judged(control, { rule: a, verdicts: [null] }, { rule: b, verdicts: [null] }).because).toBe(
      'nothing-concerned',
    );
  });

  test('is judged by the rules that concern something, where another concerns nothing', () => {
    expect(judged(control, { rule: a, verdicts: ['pass'] }, { rule: b, verdicts: [null] }).status).toBe(
      'passing',
    );
  });

  test('is never decided by supporting evidence, neither way', () => {
    const supported = assessed('1', 'A control', weak('inferred', 'a'));
    expect(judged(supported, { rule: a, verdicts: ['pass'] }).because).toBe('supporting-only');
    expect(judged(supported, { rule: a, verdicts: ['fail'] }).because).toBe('supporting-only');
  });

  test('beyond manifests says why', () => {
    expect(judged(beyond('2', 'Training', 'People are not in manifests.'))).toEqual({
      status: 'not-assessable',
      because: 'beyond-manifests',
      reason: 'People are not in manifests.',
    });
  });

  test('without a rule in the catalogue says so', () => {
    expect(judged(control, { rule: about('other'), verdicts: ['pass'] }).because).toBe('no-rule');
  });

  test('shows each rule with its strength, its confidence and its resources', () => {
    const [own] = reportOf(
      [{ rule: a, verdicts: ['fail', 'pass', 'excepted'] }],
      [frameworkOf([control])],
    ).frameworks;
    expect(own?.controls[0]?.evidence).toEqual([
      {
        rule: 'a',
        code: null,
        title: 'Something about a',
        strength: 'direct',
        confidence: 'corroborated',
        passed: 1,
        failed: 1,
        open: 1,
      },
    ]);
  });
});
