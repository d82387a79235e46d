import { WritError } from '../core/errors.ts';
import type { ConfigImportResult } from '../operations/config-import.ts';
import type { ConfigPreviewResult } from '../operations/config-preview.ts';
import type { ConfigValidateResult } from '../operations/config-validate.ts';
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
  if (operation === 'config validate')
    return (await import('./config-text.ts')).configValidateText(output as ConfigValidateResult, style);
  if (operation === 'config preview')
    return (await import('./config-text.ts')).configPreviewText(output as ConfigPreviewResult, style);
  if (operation === 'config import')
    return (await import('./config-text.ts')).configImportText(output as ConfigImportResult);
  return (await import('./prove-text.ts')).proveText(output as ProveResult, style);
}
