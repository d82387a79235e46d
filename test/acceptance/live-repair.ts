import { testsIn, type Row } from './row.ts';

const live = testsIn('test/fix/live-fix.test.ts');
const fields = testsIn('src/fix/field-changes.test.ts');

const plans = 'src/operations/live/plan-live-change.ts';
const applies = 'src/operations/live/apply-live-plan.ts';

/** Rows of “Policy as code” on dry runs, rollback, approval and the accuracy of repairs. */
export const repairRows: readonly Row[] = [
  {
    row: 11,
    text: 'A dry run shows the exact patch, tried on the server, which keeps nothing of it.',
    proofs: [
      {
        file: plans,
        from: 'targetOf(found), patch, true)',
        to: 'targetOf(found), patch, false)',
        tests: live('row 11: a dry run > shows the exact patch, tried on the server, and changes nothing'),
      },
      {
        file: plans,
        from: 'change, file: shown(makes)',
        to: 'change, file: shown(repaired.after)',
        tests: live('row 11: a dry run > shows what the server would make of it'),
      },
    ],
  },
  {
    row: 12,
    text: 'What was done is taken back by its inverse; what others changed since stays, and is never overwritten.',
    proofs: [
      {
        file: 'src/operations/live/take-back-live.ts',
        from: "if (state === 'changed since')",
        to: "if (state === ('never' as typeof state))",
        tests: live(
          'row 12: what was done > stays where somebody changed the same fields since, or put another in its place',
        ),
      },
      {
        file: 'src/fix/field-changes.ts',
        from: 'before === undefined ? without(current, path) : put(current, path, before)',
        to: 'before === undefined ? current : put(current, path, before)',
        tests: [
          ...live('row 12: what was done > is taken back, and what others changed since stays'),
          ...fields('a change by its fields > is taken back among other changes, which stay'),
        ],
      },
      {
        file: applies,
        from: 'changes: JSON.stringify(undoOf(plan))',
        to: "changes: '[]'",
        tests: live(
          'row 12: what was done > is known from the object where the process ended before it could say so',
        ),
      },
    ],
  },
  {
    row: 13,
    text: 'Nothing of a cluster is changed that nobody approved; who did, when and why is kept, and it is done once.',
    proofs: [
      {
        file: 'src/operations/live/live-fix.ts',
        from: "if (scope === 'asked') return all;",
        to: 'if (all.length > 0) return all;',
        tests: live(
          'row 13: a change of a cluster > waits for an approval, which is kept with who, when and why, and counts once',
          'row 13: a change of a cluster > is made at once where the configuration approves it, up to its risk',
        ),
      },
      {
        file: applies,
        from: 'writtenDigest(found) === written',
        to: 'written !== null',
        tests: live(
          'row 13: a change of a cluster > is of the very state that was approved: what changed since is not touched',
        ),
      },
      {
        file: 'src/operations/live/fix-live.ts',
        from: "decision: 'refused', reason, ...made",
        to: "decision: 'approved', reason, ...made",
        tests: live('row 13: a change of a cluster > that somebody refused is never made'),
      },
    ],
  },
  {
    row: 14,
    text: 'A repair counts once the object, as the server has it, was judged anew and nothing is found any more.',
    proofs: [
      {
        file: plans,
        from: 'const objection = objectionTo(repaired, judge(makes));',
        to: 'const objection = objectionTo(repaired, new Map());',
        tests: live('row 14: a repair is reported > as none where the server makes something else of it'),
      },
      {
        file: applies,
        from: "if (doubt !== null) return { outcome: outcomeOf(change, 'failed', doubt), file };",
        to: '',
        tests: live(
          'row 14: a repair is reported > as failed where the server answers with something else than it tried, or its pods do not come',
        ),
      },
    ],
  },
  {
    row: 18,
    text: 'The API server is asked whether one may, before anything is sent that would write.',
    proofs: [
      {
        file: plans,
        from: 'if (forbidden !== null) return barred(forbidden);',
        to: '',
        tests: live('row 18: what one may not do > is asked before anything is sent, and told'),
      },
      {
        file: applies,
        from: 'await refuseForbidden(plan, applying.rights);',
        to: '',
        tests: live(
          'row 18: what one may not do > is not done by approving it either, nor taken back, and the plan goes on waiting',
        ),
      },
    ],
  },
];
