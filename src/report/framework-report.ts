import type { Framework } from '../frameworks/framework.ts';
import { controlReport, withheld, type ControlReport } from './control-report.ts';
import type { JudgedRule } from './judged-run.ts';
import { percentage } from './scores.ts';

/** What a report says of a framework: three numbers, and the evidence for each control. */
export interface FrameworkReport {
  readonly id: string;
  readonly title: string;
  readonly version: string | null;
  readonly url: string | null;
  readonly caution: string;
  /** Assessed and passing, assessed and failing, not assessable here: together all controls. */
  readonly passing: number;
  readonly failing: number;
  readonly notAssessable: number;
  /** Of the not assessable, those that could be: switched off, unanswered, excepted or in error. */
  readonly withheld: number;
  /** 100 · passing / (passing + failing + withheld); null where nothing could be assessed. */
  readonly score: number | null;
  readonly controls: readonly ControlReport[];
}

/** Judges every control of a framework. */
export function frameworkReport(
  framework: Framework,
  rules: ReadonlyMap<string, JudgedRule>,
): FrameworkReport {
  const controls = framework.controls.map((control) => controlReport(control, rules));
  const count = (status: ControlReport['status']): number =>
    controls.filter((control) => control.status === status).length;
  const [passing, failing] = [count('passing'), count('failing')];
  const held = controls.filter(({ because }) => because !== null && withheld.has(because)).length;
  const { id, title, version, url, caution } = framework;
  return {
    id,
    title,
    version,
    url,
    caution,
    passing,
    failing,
    notAssessable: count('not-assessable'),
    withheld: held,
    score: percentage(passing, passing + failing + held),
    controls,
  };
}
