import { createTwoFilesPatch, FILE_HEADERS_ONLY } from 'diff';
import { mask } from '../../core/mask.ts';
import type { PatchOperation } from '../../fix/patch.ts';
import type { FixedFile, FixedResource, FixResult, LeftOver } from '../repair/fix-result.ts';
import type { FixReply } from './fix-shape.ts';
import { masking } from './masked-value.ts';
import { aliasesOf } from './rule-names.ts';

type Status = FixReply['fixed'][number]['status'];

/** One change of the object that was asked about. */
interface Change {
  readonly file: FixedFile;
  readonly resource: FixedResource;
  readonly status: Status;
}

/** Titles of rules by their ids. */
type TitleOf = (id: string) => string;

/** What a repair comes to, in the words of the document. */
export function fixReplyOf(
  result: FixResult,
  titleOf: TitleOf,
): Omit<FixReply, 'namespace' | 'deployment' | 'dryRun' | 'notes'> {
  const changes = changesOf(result);
  const outcomes = result.live?.objects ?? [];
  return {
    applied: changes.some(({ status }) => status === 'done' || status === 'failed'),
    plan: result.live?.plan ?? null,
    undo: result.undo,
    ...byOutcome(result, changes, titleOf),
    ...changed(changes),
    instead: outcomes.find(({ status }) => status === 'elsewhere')?.why ?? null,
  };
}

/** Each rule under what became of its repair. */
function byOutcome(result: FixResult, changes: readonly Change[], titleOf: TitleOf) {
  const refusal = result.live?.objects.find(({ status }) => status === 'not done');
  const why = refusal?.why ?? 'the cluster did not take it';
  const tried = left(result, titleOf, ({ refused }) => refused === true);
  return {
    fixed: refusal === undefined ? changes.flatMap(fixedBy) : [],
    failed: refusal === undefined ? tried : [...tried, ...changes.flatMap((change) => notDone(change, why))],
    unchanged: result.left
      .filter(({ risk }) => risk !== 'person')
      .map((one) => ({ ...named(one, titleOf), risk: one.risk, reason: one.reason })),
    manual: left(result, titleOf, ({ risk, refused }) => risk === 'person' && refused !== true),
  };
}

/** The changes one after another, and the way back. */
function changed(changes: readonly Change[]) {
  return {
    patch: changes.flatMap(({ file, resource }) => shown(resource.patch, file)),
    inverse: changes.toReversed().flatMap(({ file, resource }) => shown(resource.inverse, file)),
    diff: changes.length === 0 ? null : changes.map(({ file }) => diffOf(file)).join(''),
    before: sideOf(changes[0]?.resource.findings.before ?? {}),
    after: sideOf(changes.at(-1)?.resource.findings.after ?? {}),
  };
}

/** Each file that changes, with what became of it: those of a cluster stand beside their outcomes, in one order. */
function changesOf({ files, live }: FixResult): readonly Change[] {
  const outcomes = live?.objects ?? [];
  return files.flatMap((file, index) => {
    const [resource] = file.resources;
    if (resource === undefined) return [];
    const outcome = outcomes[index]?.status;
    const status = outcome === 'done' || outcome === 'waits' || outcome === 'failed' ? outcome : 'proposed';
    return [{ file, resource, status }];
  });
}

function fixedBy({ resource, status }: Change): FixReply['fixed'] {
  return resource.steps.map(({ policy, code, title, risk, caution }) => ({
    ruleId: policy,
    ruleName: title,
    aliases: aliasesOf({ id: policy, code }),
    status,
    risk,
    caution,
  }));
}

function notDone({ resource }: Change, reason: string): FixReply['failed'] {
  return resource.steps.map(({ policy, code, title }) => ({
    ruleId: policy,
    ruleName: title,
    aliases: aliasesOf({ id: policy, code }),
    reason,
  }));
}

function left(result: FixResult, titleOf: TitleOf, is: (one: LeftOver) => boolean): FixReply['manual'] {
  return result.left.filter(is).map((one) => ({ ...named(one, titleOf), reason: one.reason }));
}

function named({ policy, code }: LeftOver, titleOf: TitleOf) {
  return { ruleId: policy, ruleName: titleOf(policy), aliases: aliasesOf({ id: policy, code }) };
}

/** What is taken away may be a secret. */
function shown(patch: readonly PatchOperation[], { secrets }: FixedFile): FixReply['patch'] {
  return patch.map((operation) => {
    const { op, path } = operation;
    return 'value' in operation ? { op, path, value: masking(operation.value, secrets) } : { op, path };
  });
}

/** The change of a file, or of a live object as the manifest that somebody would have written. */
export function diffOf({ file, before, after, secrets }: FixedFile): string {
  const headerOptions = FILE_HEADERS_ONLY;
  return createTwoFilesPatch(file, file, before, after, '', '', { context: 3, headerOptions })
    .split('\n')
    .map((line) => mask(line, secrets))
    .join('\n');
}

function sideOf(rules: Readonly<Record<string, number>>): FixReply['before'] {
  return { violations: Object.values(rules).reduce((sum, places) => sum + places, 0), rules };
}
