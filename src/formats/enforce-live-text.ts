import type {
  BlastRadius,
  EnforcedOutcome,
  EnforceLiveResult,
  PromotionEvidence,
} from '../operations/enforcing/enforce-live-result.ts';
import { nameOf } from './name-of.ts';
import { printable } from './printable.ts';
import type { Style } from './style.ts';

/** What is, or is to be, enforced in a cluster. */
export function enforceLiveText(result: EnforceLiveResult, style: Style): string {
  const lines = [
    style.bold(printable(headOf(result))),
    ...result.objects.map((one) => objectLine(one, style)),
    ...evidenceLines(result.evidence, style),
    ...(result.blastRadius === null ? [] : radiusLines(result.blastRadius, style)),
    ...result.notes.map((note) => `${style.dim('note:')} ${printable(note)}`),
    '',
    printable(closingOf(result)),
  ];
  return `${lines.join('\n')}\n`;
}

function headOf({ place, versions }: EnforceLiveResult): string {
  if (versions === null) return place;
  const kyverno = versions.kyverno === null ? '' : `, Kyverno ${versions.kyverno}`;
  return `${place}  Kubernetes ${versions.kubernetes}${kyverno}`;
}

function objectLine({ resource, status, why }: EnforcedOutcome, style: Style): string {
  const text = why === null ? '' : `\n    ${style.green('→')} ${printable(why)}`;
  return `  ${printable(nameOf(resource))}  ${paint(status, style)}${text}`;
}

const bad: ReadonlySet<EnforcedOutcome['status']> = new Set([
  'refused',
  'taken back',
  'not done',
  'pending',
  'drifted',
  'missing',
  'orphaned',
  'superseded',
]);

function paint(status: EnforcedOutcome['status'], style: Style): string {
  if (bad.has(status)) return style.red(status);
  return status === 'verified' || status === 'removed' ? style.green(status) : status;
}

function evidenceLines(evidence: readonly PromotionEvidence[], style: Style): readonly string[] {
  if (evidence.length === 0) return [];
  return [
    '',
    style.bold('What it would have done'),
    ...evidence.map(({ policy, from, to, since, live, reported, logged }) => {
      const parts = [
        `${count(live, 'live object')} ${live === 1 ? 'breaks' : 'break'} it`,
        reported === null ? 'no reports' : `${reported} open in reports`,
        logged === null ? 'no audit log' : `${logged} in the audit log`,
      ];
      const when = since === null ? '' : `, since ${since}`;
      return `  ${printable(policy)}  ${from} → ${to}${when}: ${parts.join(', ')}`;
    }),
  ];
}

/** How many owners are told by name. */
const mostShown = 30;

function radiusLines(
  { judged, broken, changed, owners, objects, unjudged }: BlastRadius,
  style: Style,
): readonly string[] {
  const what =
    broken === 0
      ? 'none breaks them'
      : `${broken} ${broken === 1 ? 'breaks' : 'break'} them, and would be refused where they deny`;
  const head = `Of ${count(judged, 'live object')} in their scope, ${what}`;
  const messages = new Map(objects.map(({ policy, message }) => [policy, message]));
  const shown = owners.slice(0, mostShown);
  const more = owners.length - shown.length;
  return [
    '',
    style.bold(head),
    ...shown.map(({ namespace, owner, team, policies, objects: of }) => {
      const who = team === null ? '' : `, ${team}`;
      const where = namespace === null ? '' : `${namespace}  `;
      return `  ${printable(`${where}${owner}`)}  ${count(of, 'object')}${printable(who)}  ${style.dim(policies.map(printable).join(', '))}`;
    }),
    ...(more === 0 ? [] : [`  … and ${count(more, 'owner')} more; --format json has all`]),
    ...(changed === 0 ? [] : [`  ${count(changed, 'object')} would be changed when next written`]),
    ...[...messages].map(
      ([policy, message]) => `  ${style.dim(`${printable(policy)}:`)} ${printable(message)}`,
    ),
    ...unjudged.map(({ what, why, objects: of }) => {
      const many = of === 0 ? '' : `${of} × `;
      return `  ${style.yellow('not judged')}  ${printable(`${many}${what}: ${why}`)}`;
    }),
  ];
}

function closingOf({ does, plan, objects }: EnforceLiveResult): string {
  const of = (...statuses: readonly EnforcedOutcome['status'][]): number =>
    objects.filter(({ status }) => statuses.includes(status)).length;
  switch (does) {
    case 'status':
      return statusClosing(objects);
    case 'refuse':
      return `the plan ${plan ?? ''} is refused: nothing is changed`;
    case 'approve':
      return doneClosing(of);
    default:
      if (plan !== null)
        return `nothing is changed yet: \`writ enforce --approve ${plan} --reason …\` carries it out, \`--refuse ${plan}\` ends it`;
      return of('refused') > 0 ? 'nothing is planned' : 'there is nothing to do';
  }
}

type Count = (...statuses: readonly EnforcedOutcome['status'][]) => number;

function doneClosing(of: Count): string {
  if (of('pending') > 0)
    return 'the cluster was lost: `writ enforce --status` finds out what was done, and the same --apply does the rest';
  if (of('refused', 'taken back', 'not done') > 0)
    return 'it was refused: nothing of it is left in the cluster';
  const parts = [
    [of('verified'), 'seen at work'],
    [of('applied'), 'applied, and not seen at work'],
    [of('removed'), 'removed'],
  ] as const;
  return parts.flatMap(([many, what]) => (many === 0 ? [] : [`${count(many, 'object')} ${what}`])).join(', ');
}

function statusClosing(objects: readonly EnforcedOutcome[]): string {
  if (objects.length === 0) return 'nothing of Writ is in the cluster';
  const off = objects.filter(({ status }) => bad.has(status)).length;
  return off === 0
    ? `${count(objects.length, 'object')}, all as they were put there`
    : `${off} of ${count(objects.length, 'object')} ${off === 1 ? 'is' : 'are'} not as they should be: \`writ enforce … --apply\` puts back what is missing or drifted, \`--prune\` takes out what is orphaned or superseded`;
}

function count(many: number, what: string): string {
  return `${many} ${what}${many === 1 ? '' : 's'}`;
}
