import { WritError } from '../core/errors.ts';
import type { JsonObject, JsonPointer } from '../core/json.ts';
import { tokens } from '../core/json.ts';
import { parseException } from '../exceptions/parse-exception.ts';
import type { Exception } from '../exceptions/exception.ts';
import { knownRules } from './deciding/known-rules.ts';
import { defineOperation } from './operation.ts';
import { storeParameter } from './parameters/store-parameter.ts';
import type { StoredException } from './store-port.ts';
import { madeBy, withStore } from './recording/with-store.ts';

const list = (value: string, description: string) => ({ type: 'list', value, description }) as const;
const text = (value: string, description: string) => ({ type: 'text', value, description }) as const;

export const exceptionCreate = defineOperation({
  name: 'exception create',
  summary: 'Lift rules for some objects until a day, with a reason and who allowed it.',
  effect: 'write',
  paths: null,
  parameters: {
    rules: list('IDS', 'the rules that are lifted, by id, code or alias'),
    kinds: list('KINDS', 'only objects of these kinds'),
    namespaces: list('NAMES', 'only objects in these namespaces; * stands for any characters'),
    names: list('NAMES', 'only objects of these names; * stands for any characters'),
    containers: list('NAMES', 'only what is found in these containers'),
    labels: list('KEY=VALUE', 'only objects with all of these labels'),
    files: list('FILES', 'only objects in these files; * stands for any characters'),
    vulnerabilities: list('IDS', 'only these vulnerabilities of images, such as CVE-2026-31001'),
    reason: text('TEXT', 'why this is acceptable'),
    approver: text('NAME', 'who answers for it'),
    until: text('DAY', 'the last day on which it counts, as YYYY-MM-DD'),
    ...storeParameter,
  },
  examples: [
    [
      "writ exception create --rules privileged-container --kinds DaemonSet --names 'node-*' --reason 'vendor agent' --approver jane@example.com --until 2099-01-31",
      'lifts one rule for some DaemonSets',
    ],
    [
      'writ exception create --rules host-pid --namespaces shop --containers agent --reason debugging --approver jane --until 2099-01-31 --store shop.db',
      'keeps it in another store',
    ],
  ],
  verdict: () => 'clean',

  run: (input, context): Promise<StoredException> => {
    const exception = exceptionOf(input);
    return withStore(input.store, context, (store) => store.exceptions.create(exception, madeBy(context)));
  },
});

type Given = Readonly<
  Record<
    'rules' | 'kinds' | 'namespaces' | 'names' | 'containers' | 'labels' | 'files' | 'vulnerabilities',
    readonly string[]
  >
> &
  Readonly<Record<'reason' | 'approver' | 'until', string | null>>;

/** By the same rules as a file of it. */
function exceptionOf({ rules, reason, approver, until, labels, ...lists }: Given): Exception {
  const parts = ['kinds', 'namespaces', 'names', 'containers', 'files', 'vulnerabilities'] as const;
  const stated = parts.filter((part) => lists[part].length > 0).map((part) => [part, lists[part]] as const);
  const matchLabels = Object.fromEntries(labels.map(labelOf));
  const written: JsonObject = {
    apiVersion: 'writ/v1',
    kind: 'Exception',
    ...(rules.length > 0 && { rules }),
    selector: { ...Object.fromEntries(stated), ...(labels.length > 0 && { labels: { matchLabels } }) },
    ...(reason !== null && { reason }),
    ...(approver !== null && { approver }),
    ...(until !== null && { until }),
  };
  const parsed = parseException(written, knownRules([]));
  if ('exception' in parsed) return parsed.exception;
  throw new WritError(
    'USAGE',
    parsed.problems.map(({ pointer, message }) => told(pointer, message)).join('; '),
    {
      hint: 'An exception needs --rules, for which objects, --reason, --approver and --until.',
    },
  );
}

/** The whole selector is not a flag; what is wrong with a part of it is told as it is. */
function told(pointer: JsonPointer, message: string): string {
  return tokens(pointer).join('/') === 'selector'
    ? 'it would be for everything: say which --kinds, --namespaces, --names, --containers, --labels, --files or --vulnerabilities'
    : message;
}

function labelOf(label: string): readonly [string, string] {
  const equals = label.indexOf('=');
  if (equals > 0) return [label.slice(0, equals), label.slice(equals + 1)];
  throw new WritError('USAGE', `\`${label}\` is no label`, { hint: 'Write it as key=value.' });
}
