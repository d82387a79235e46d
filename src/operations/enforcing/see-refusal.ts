import { WritError } from '../../core/errors.ts';
import type { Context } from '../operation.ts';
import type { PlannedProbes } from './enforce-plan.ts';
import { policyChecks, type PolicyChecks } from './policy-checks.ts';
import type { Answered } from './read-answer.ts';
import { offerTo, waitToLook, type Verified, type Verifying } from './verifying.ts';

/**
 * Waits until a policy says of one of the objects what it should. Where the answers do not tell, because it only audits
 * or another policy refuses the same before, the API server's own count does.
 */
export async function seeRefusal(
  probes: PlannedProbes,
  verifying: Verifying,
  context: Pick<Context, 'now' | 'wait'>,
): Promise<Verified> {
  return probes.action === 'audit'
    ? seeCounted(probes, verifying, context)
    : seeAnswered(probes, verifying, context);
}

async function seeCounted(
  probes: PlannedProbes,
  verifying: Verifying,
  context: Pick<Context, 'now' | 'wait'>,
): Promise<Verified> {
  const before = await checksOf(probes, verifying);
  if ('why' in before) return { verified: false, ...before };
  for (;;) {
    const { answers } = await offerAll(probes, verifying);
    if (await isMore(before, probes, verifying)) return { verified: true, why: null };
    if (!(await waitToLook(verifying, context)))
      return { verified: false, why: whyNot(answers, probes), untried: false };
  }
}

async function seeAnswered(
  probes: PlannedProbes,
  verifying: Verifying,
  context: Pick<Context, 'now' | 'wait'>,
): Promise<Verified> {
  let before: PolicyChecks | Uncounted | null = null;
  for (;;) {
    const { isSeen, answers } = await offerAll(probes, verifying);
    if (isSeen) return { verified: true, why: null };
    if (before !== null && (await isMore(before, probes, verifying))) return { verified: true, why: counted };
    const hopeless = whyHopeless(answers);
    if (hopeless !== null) return { verified: false, why: hopeless, untried: true };
    before ??= await checksOf(probes, verifying);
    if (!(await waitToLook(verifying, context)))
      return { verified: false, why: whyNot(answers, probes), untried: false };
  }
}

const counted = 'answers do not tell, because others refuse the same; the API server counts it';

/** Offers objects until the policy says of one what it should. */
async function offerAll(
  probes: PlannedProbes,
  verifying: Verifying,
): Promise<{ readonly isSeen: boolean; readonly answers: readonly Answered[] }> {
  const answers: Answered[] = [];
  for (const object of probes.fail) {
    const answer = await offerTo(verifying, object, probes.policy);
    if (isAsAsked(answer, probes)) return { isSeen: true, answers };
    answers.push(answer);
  }
  return { isSeen: false, answers };
}

/** Why nothing can be counted, and whether that lies in the policy. */
interface Uncounted {
  readonly why: string;
  readonly untried: boolean;
}

/** How often the API server counted that a policy was broken. */
async function checksOf(
  { kind, policy }: PlannedProbes,
  { metrics }: Verifying,
): Promise<PolicyChecks | Uncounted> {
  if (kind !== 'ValidatingAdmissionPolicy')
    return { why: 'what only audits answers no request: its reports show it at work', untried: true };
  try {
    return policyChecks(await metrics(), policy);
  } catch (cause) {
    if (!(cause instanceof WritError) || cause.code !== 'CLUSTER_FORBIDDEN') throw cause;
    const why = 'what only audits shows in the metrics of the API server, which you may not read';
    return { why, untried: false };
  }
}

async function isMore(
  before: PolicyChecks | Uncounted,
  probes: PlannedProbes,
  verifying: Verifying,
): Promise<boolean> {
  const { action } = probes;
  if ('why' in before || action === 'change') return false;
  const now = await checksOf(probes, verifying);
  return !('why' in now) && now[action] > before[action];
}

function isAsAsked(answer: Answered, { action }: PlannedProbes): boolean {
  if (answer.by !== 'policy' || action === 'audit') return false;
  return action === 'deny' ? answer.how === 'denied' : answer.how === 'warned';
}

/** What is no valid object comes to no policy, however often it is offered. */
function whyHopeless(answers: readonly Answered[]): string | null {
  const [first] = answers;
  const isHopeless = answers.every((one) => one.by === 'another' && isInvalid(one.said));
  return isHopeless && first?.by === 'another'
    ? `what it must refuse is no valid object here: ${first.said}`
    : null;
}

function isInvalid(said: string): boolean {
  return (
    !said.includes('denied') &&
    /\bis invalid: |cannot be handled as a |strict decoding error|could not find the requested resource/.test(
      said,
    )
  );
}

function whyNot(answers: readonly Answered[], { action }: PlannedProbes): string {
  const webhook = answers.find(({ by }) => by === 'webhook');
  if (webhook !== undefined && 'said' in webhook) return `a webhook does not answer: ${webhook.said}`;
  const another = answers.find(({ by }) => by === 'another');
  if (another !== undefined && 'said' in another && !answers.some(({ by }) => by === 'nobody'))
    return `what it must refuse is refused by something else before: ${another.said}`;
  const other = answers.find(({ by }) => by === 'policy');
  if (other !== undefined && 'how' in other)
    return `it ${other.how === 'denied' ? 'denies' : 'warns'}, where it should ${action}`;
  return 'it lets pass what it must refuse: nothing enforces it yet';
}
