// What a finding shows of its source: the right place, and nothing of a neighbour's secrets.
import { expect, test } from 'vitest';
import { folder, writ } from './cli.ts';

const pod = (extra = ''): string =>
  `{"apiVersion":"v1","kind":"Pod",${extra}"spec":{"hostNetwork":true,"containers":[]}}`;
const secret = '{"apiVersion":"v1","kind":"Secret","metadata":{"name":"s"},"stringData":{"p":"canary-7"}}';

async function shown(text: string, file: string): Promise<string> {
  using made = folder({ [file]: text });
  const { out } = await writ(['check', file, '--rules', 'host-network'], { cwd: made.path });
  return out;
}

test('the caret stands under the place, also behind what is not shown', async () => {
  const out = await shown(
    pod('"metadata":{"annotations":{"a":"canary canary canary canary canary"}},'),
    'a.json',
  );
  const [source = '', caret = ''] = out.split('\n').slice(3, 5);
  expect(source.slice(caret.indexOf('^'))).toMatch(/^"hostNetwork"/);
  expect(out).not.toContain('canary');
});

test.each([
  ['before it', `[${secret},${pod()}]`],
  ['after it', `[${pod()},${secret}]`],
  ['after it, in an outer list', `[{"apiVersion":"v1","kind":"List","items":[\n${pod()}]},${secret}]`],
  [
    'around it',
    `{"apiVersion":"v1","kind":"List","metadata":{"annotations":{"a":"canary-7"}},"items":[${pod()}]}`,
  ],
])('a line that a neighbour stands on is not shown: %s', async (_, text) => {
  const out = await shown(text, 'list.json');
  expect(out).toContain('host-network');
  expect(out).not.toMatch(/canary|\^/);
});

test('an item of a list on lines of its own is shown', async () => {
  const list =
    'apiVersion: v1\nkind: List\nitems:\n- kind: Pod\n  apiVersion: v1\n  spec: {hostNetwork: true}\n';
  expect(await shown(list, 'a.yaml')).toContain('6 |   spec: {hostNetwork: true}');
});
