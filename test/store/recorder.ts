// Records without end into the store that it is given, and says what was stored as soon as it is told so. To be killed.
import { openSqliteStore } from '../../src/store/sqlite-store.ts';
import { noSelector } from '../../src/exceptions/exception.ts';
import { checkout, row } from './rows.ts';

const [file = '', life = ''] = process.argv.slice(2);
const store = openSqliteStore(file);
const say = (text: string): void => void process.stdout.write(`${text}\n`);
say('opened');
for (let turn = 0; ; turn++) {
  const mark = `${life}.${turn}`;
  const recording = await store.findings.record({
    target: mark,
    at: turn,
    by: 'recorder',
    version: '0',
    policies: [{ id: 'host-pid', code: null, category: 'security' }],
  });
  const number = recording.resource(checkout);
  for (let index = 0; index < 2000; index++) recording.finding(number, row('host-pid', `${index}`));
  const { id } = await recording.finish({ whole: true, summary: {} });
  say(`run ${id} ${mark}`);
  const exception = await store.exceptions.create(
    {
      rules: ['host-pid'],
      selector: { ...noSelector, names: [mark] },
      reason: 'a test',
      approver: 'jane',
      until: '2027-01-31',
    },
    { at: turn, by: 'recorder' },
  );
  say(`exception ${exception.id}`);
  await store.backup(`${file}.copy`);
  say('backup');
}
