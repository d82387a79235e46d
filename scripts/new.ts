// `npm run new -- rule <id>`: the file of a new rule, to be filled in.
import { existsSync, writeFileSync } from 'node:fs';
import { camel } from './generate/rule-index.ts';

const [what, id = ''] = process.argv.slice(2);
if (what !== 'rule' || !/^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/.test(id)) {
  console.error('usage: npm run new -- rule <id>, the id in lower-case words joined by hyphens');
  process.exit(2);
}
const path = `src/rules/${id}.ts`;
if (existsSync(path)) {
  console.error(`${path} exists`);
  process.exit(1);
}
writeFileSync(
  path,
  `import { defineRule } from './_define-rule.ts';
import { pod } from './_examples.ts';
import { kubernetesDocs } from './_sources.ts';
import { workload } from './_subjects.ts';

export const ${camel(id)} = defineRule({
  id: '${id}',
  code: null,
  title: 'What is wrong when it is broken',
  why: 'What goes wrong without it, for a manager to read.',
  severity: 'medium',
  category: 'operations',
  sources: [kubernetesDocs('Page', 'concepts/')],
  subject: workload,
  check: [{ id: 'check', expression: 'has(variables.podSpec.containers)', message: 'What is wrong here.' }],
  remedy: { advice: 'What to do.', risk: 'person', caution: null, edits: [] },
  prove: {
    pass: [{ because: 'it is as it should be', resource: pod() }],
    fail: [{ because: 'it is not', resource: pod() }],
  },
});
`,
);
console.log(`wrote ${path}; next: fill it in, then npm run generate && npm run unit -- test/rules`);
