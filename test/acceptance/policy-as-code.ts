import { testIn, type Row } from './row.ts';

const endToEnd = testIn('test/acceptance/policy-as-code.test.ts');
const samples = testIn('test/configuration/samples.test.ts');
const builtIns = testIn('test/configuration/built-in-rules.test.ts');
const decisions = testIn('test/configuration/decisions.test.ts');
const preview = testIn('test/configuration/preview.test.ts');
const door = testIn('test/doors/configuration.test.ts');
const custom = testIn('src/configuration/compile-custom-rule.test.ts');
const broken = testIn('src/configuration/broken-configurations.test.ts');
const recorded = testIn('test/report/recorded.test.ts');

