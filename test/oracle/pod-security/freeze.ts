// `node test/oracle/pod-security/freeze.ts [seed]`: renews what `npm test` compares with where there is no Go.
import { writeFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import type { FrozenVerdicts } from './judge-profiles.ts';
import { askPodSecurity, openPodSecurity, type Question } from './pod-security.ts';
import { randomQuestions } from './run.ts';

const seed = Number(process.argv[2] ?? Date.now() % 1_000_000_007);
const program = await openPodSecurity();
if ('missing' in program) throw new Error(program.missing);
const questions = randomQuestions(seed, 5000);
const verdicts = await askPodSecurity(program.path, questions);
const frozen: FrozenVerdicts = {
  source: 'generated pods, judged by k8s.io/pod-security-admission v0.36.3',
  seed,
  cases: verdicts.map((verdict, index) => ({ ...(questions[index] as Question), verdict })),
};
const file = new URL('../../fixtures/oracle/pod-security.json.gz', import.meta.url);
const bytes = gzipSync(JSON.stringify(frozen), { level: 9 });
writeFileSync(file, bytes);
console.log(`seed ${seed}: ${verdicts.length} verdicts in ${bytes.length} bytes`);
