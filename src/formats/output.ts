import { WritError } from '../core/errors.ts';
import type { ProveResult } from '../operations/prove.ts';
import type { RulesResult } from '../operations/rules.ts';
import { styler } from './style.ts';

/**
 * Renders the output of an operation that does not stream findings.
 * @throws {WritError} `USAGE` for a format other than text and json.
 */
export async function renderOutput(
  operation: string,
  format: string,
  output: unknown,
  colour: boolean,
): Promise<string> {
  if (format === 'json') return `${JSON.stringify(output, null, 2)}\n`;
  if (format !== 'text') {
    throw new WritError('USAGE', `\`${operation}\` has no format \`${format}\``, {
      hint: 'Choose text or json.',
    });
  }
  const style = styler(colour);
  if (operation === 'rules') return (await import('./rules-text.ts')).rulesText(output as RulesResult, style);
  if (operation.startsWith('config '))
    return (await import('./config-text.ts')).configText(operation, output, style);
  return (await import('./prove-text.ts')).proveText(output as ProveResult, style);
}
