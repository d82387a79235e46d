import { describe, expect, test } from 'vitest';
import { folder, writ } from './cli.ts';

describe('a command line that is wrong ends with 2, and says what was probably meant', () => {
  test.each([
    ['chek .', 'there is no command `writ chek`', 'Did you mean `check`? Choose among check,'],
    ['help chek', 'there is no command `writ chek`', 'Did you mean `check`?'],
    ['chek --help', 'there is no command `writ chek`', 'Did you mean `check`?'],
    [
      'exception lst',
      'there is no command `writ exception lst`',
      'Did you mean `list`? Choose among create,',
    ],
    ['help exception creat', 'there is no command `writ exception creat`', 'Did you mean `create`?'],
    ['config zzz', 'there is no command `writ config zzz`', 'Choose among validate,'],
    ['check . --rulez a', '`writ check` has no flag `--rulez`', 'Did you mean `--rules`?'],
    [
      'check . --profile basline',
      '`--profile` does not take `basline`',
      'Did you mean `baseline`? Choose among',
    ],
    ['check . --category cost,securty', '`--category` does not take `securty`', 'Did you mean `security`?'],
    ['check . --profile', '`--profile` needs a value', '`writ check --help` shows'],
    ['check . --max-depth 0', '`--max-depth` does not take `0`', 'It takes a whole number above 0'],
    ['check', '`writ check` needs a path', 'such as `writ check .`'],
    ['exception expire', '`writ exception expire` needs an id', '`writ exception expire --help`'],
    ['exception list now', '`writ exception list` takes no further words', '--help'],
    ['check . --cluster', '--cluster judges what lives in a cluster, and no files', 'Leave out the paths'],
    ['check . --context prod', '--context is about a cluster', 'Add --cluster.'],
    ['check . --namespace shop', '--namespace is about a cluster', 'Add --cluster.'],
    ['check . --watch', '--watch is about a cluster', 'Add --cluster.'],
    [
      'check --cluster --watch --record',
      '--record keeps what a whole run found, and --watch never ends',
      'Leave out one of them.',
    ],
    [
      'check --cluster --watch --format sarif',
      '--watch tells what changes in the formats text and jsonl only',
      'Leave out --watch or --format.',
    ],
    ['rules --fixing', '--fixing is about a role', 'Add --cluster-role.'],
    ['completion tcsh', '`writ completion` does not take `tcsh`', 'Choose among bash, zsh, fish.'],
  ])('%s', async (line, said, hint) => {
    const { code, out, err } = await writ(line.split(' '));
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err.split('\n')[0]).toBe(`writ: ${said}`);
    expect(err).toContain(hint);
  });

  test('escapes in what was typed do not reach the terminal', async () => {
    const { err } = await writ(['check', '.', '--profile', '\u001B[2J']);
    expect(err).toContain('does not take `\\u{1b}[2J`');
  });
});

test.each([
  [['help', 'check'], 'Usage: writ check '],
  [['help', 'exception', 'create'], 'Usage: writ exception create '],
  [['exception', 'help', 'create'], 'Usage: writ exception create '],
  [['help', 'exception'], 'Usage: writ exception '],
  [['help'], 'Usage: writ [options]'],
  [[], 'Usage: writ [options]'],
])('writ %j shows what it takes', async (args, beginning) => {
  const { out, err } = await writ(args);
  expect(`${out}${err}`.startsWith(beginning)).toBe(true);
});

describe('where there is nothing to show, that is said, with what to do', () => {
  test.each([
    ['rules --profile baseline --category cost', 0, 'No rule is all of that. Widen'],
    ['check here --rules host-pid --category cost', 2, 'no rule is left to judge by\n  Widen'],
    ['prove here', 3, 'There is no rule file here. In folders they are named `*.rule.yaml`'],
    ['config validate here', 3, 'There is no configuration here.'],
    ['config suggest here', 3, 'No Kubernetes object was found'],
    ['config preview here --config here/one.config.yaml', 3, 'No Kubernetes object was found'],
    ['exception import here --approver jane', 0, 'nothing that another tool lets be was found in here'],
    ['exception export --to kyverno --store new.db', 0, 'no exception that still counts was found'],
    ['exception list --store new.db', 0, 'no exceptions'],
    ['check here', 3, 'there is no Kubernetes object in it; --allow-empty lets that pass'],
    ['check nowhere', 3, 'there is no such file or folder'],
  ])('%s', async (line, code, said) => {
    using made = folder({
      'here/words.txt': 'nothing\n',
      'here/one.config.yaml': 'organization: { name: Shop, environment: staging }\n',
    });
    const ran = await writ(line.split(' '), { cwd: made.path });
    expect(ran.code).toBe(code);
    expect(`${ran.out}${ran.err}`).toContain(said);
  });
});
