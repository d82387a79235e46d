import type { JsonPointer } from '../core/json.ts';
import type { Rule } from '../core/rule.ts';
import type { Configuration } from './configuration-shape.ts';
import type { CustomRule } from './custom-rule-shape.ts';
import { configured } from './handling.ts';
import type { Remark } from './remark.ts';

type Action = CustomRule['actions'][number];

/** Actions that promise what nothing keeps: a fix that there is none of, a message that nobody reads. */
export function lintActions(
  { customRules, notifications }: Configuration,
  compiled: readonly Rule[],
): readonly Remark[] {
  const known = configured(notifications);
  return customRules.flatMap(({ id, actions }, rule) => {
    const hasFix = (compiled.find((one) => one.id === id)?.remedy.edits.length ?? 0) > 0;
    return actions.flatMap((action, index): readonly Remark[] => {
      const pointer: JsonPointer = `/customRules/${rule}/actions/${index}`;
      return [
        ...(hasFix ? [] : fixless(action, pointer)),
        ...channelless(action, known, pointer),
        ...unread(action, index, actions).map((message) => ({ pointer, message })),
      ];
    });
  });
}

function fixless({ type, autoFix }: Action, pointer: JsonPointer): readonly Remark[] {
  if (type !== 'modify' && !autoFix) return [];
  const what = type === 'modify' ? '`modify` proposes no fix' : '`autoFix` has no fix to apply';
  return [{ pointer, message: `${what}: none follows from the conditions; say \`fixAction\` or \`edits\`` }];
}

function channelless(
  { type, notificationChannels: named }: Action,
  known: readonly string[],
  pointer: JsonPointer,
): readonly Remark[] {
  const at: JsonPointer = `${pointer}/notificationChannels`;
  if (type !== 'notify') {
    const message = `only \`notify\` sends: on \`${type}\` it changes nothing`;
    return named.length === 0 ? [] : [{ pointer: at, message }];
  }
  if (named.length === 0 && known.length === 0)
    return [{ pointer, message: '`notify` tells nobody: describe a channel in `notifications`' }];
  return named.flatMap((name, index) =>
    known.includes(name)
      ? []
      : [{ pointer: `${at}/${index}` as const, message: `\`notifications\` does not describe \`${name}\`` }],
  );
}

function unread({ message }: Action, index: number, [first]: readonly Action[]): readonly string[] {
  return index === 0 || first === undefined || message === first.message
    ? []
    : ['findings say the message of the first action, not this one'];
}
