import { at } from '../../core/json.ts';
import type { Resource } from '../../core/resource.ts';

/** Why a resource is skipped whose owner is in the same input. */
export const ownerJudged = 'its owner is judged in its place';

/** Why a workload without replicas is skipped. */
export const scaledToZero = 'it is scaled to zero';

/** Why an object is skipped that the API server makes itself. */
export const ofServer = 'the API server makes it itself';

/** A ReplicaSet without replicas is what a Deployment keeps to go back to. */
export function idle(resource: Resource): string | null {
  return resource.kind === 'ReplicaSet' && at(resource, '/spec/replicas') === 0 ? scaledToZero : null;
}

const excludes = 'the configuration excludes ';

/** Why an object is skipped that the configuration leaves out: by its namespace, or with others of its labels. */
export function excluded(by: string): string {
  return `${excludes}${by}`;
}

/** Why a rule is skipped that the configuration switches off, where a report still counts it. */
export const switchedOff = 'the configuration switches it off';

const unanswered = 'needs an answer: ';

/** Why a rule is skipped whose question nobody has answered. */
export function needsAnswer(question: string): string {
  return `${unanswered}${question}`;
}

/** Whether a rule was skipped for want of an answer. */
export function isUnanswered(reason: string): boolean {
  return reason.startsWith(unanswered);
}

/** Whether a resource is no part of what is looked at: another is judged in its place, none runs, or it was decided so. */
export function isLeftOut(reason: string): boolean {
  return (
    reason === ownerJudged || reason === scaledToZero || reason === ofServer || reason.startsWith(excludes)
  );
}
