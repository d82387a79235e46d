// What auditors see, as files: read their diff as the product. `vitest run test/report/golden.test.ts -u` renews them.
import { describe, expect, test } from 'vitest';
import { formatsOf, renderOutput } from '../../src/formats/output.ts';
import { writ } from '../doors/cli.ts';
import { eventful } from './eventful.ts';

const endings: Readonly<Record<string, string>> = {
  text: 'txt',
  markdown: 'md',
  policyreport: 'policyreport.json',
  openreports: 'openreports.json',
};
const at = ['--now', '2026-11-21T09:00:00Z'];

describe('the shop against the Pod Security Standards', () => {
  test.each(
    formatsOf('report').map((format) => [format, `../golden/report/shop.${endings[format] ?? format}`]),
  )('%s', async (format, file) => {
    const { out } = await writ([
      'report',
      'examples/shop',
      '--framework',
      'pod-security',
      '--format',
      format,
      ...at,
    ]);
    await expect(out).toMatchFileSnapshot(file);
  });
});

test('the shop against every framework', async () => {
  const { out } = await writ(['report', 'examples/shop', ...at]);
  await expect(out).toMatchFileSnapshot('../golden/report/shop-all.txt');
});

describe('a report over time', () => {
  test.each(['text', 'markdown', 'html', 'json'])('%s', async (format) => {
    const text = await renderOutput('report', format, eventful, false);
    await expect(text).toMatchFileSnapshot(`../golden/report/eventful.${endings[format] ?? format}`);
  });
});
