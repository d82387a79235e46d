/** Judging by the catalogue, reading left out: objects a second, and which rules are dear. */
import { bind } from '../src/ask/bind.ts';
import { createJudge, type Judge } from '../src/check/judge.ts';
import { requestOf } from '../src/check/request-of.ts';
import type { Request } from '../src/core/policy.ts';
import { isResource } from '../src/core/resource.ts';
import type { Rule } from '../src/core/rule.ts';
import { openBench } from '../src/operations/bench.ts';
import { rules as catalogue } from '../src/rules/index.ts';
import { read } from '../src/yaml/read.ts';
import { stream } from './corpus.ts';
import type { Figure } from './report.ts';
import { inTurn } from './timing.ts';

const objects = 500;
const shown = 10;

/** Judges manifests by all rules together, and by each alone, in turn. */
export async function rules(rounds: number): Promise<readonly Figure[]> {
  const bench = await openBench(0n);
  const requests: Request[] = [];
  for await (const one of read(stream(objects))) {
    if (!('document' in one) || !isResource(one.document.value)) throw new Error('the corpus is unreadable');
    requests.push(requestOf(one.document.value, bench.kinds));
  }
  const judgeOf = (some: readonly Rule[]): Judge =>
    createJudge(
      some.map((rule) => bind(rule, {}, { minor: bench.minor })),
      { environment: bench.environment, form: 'budget' },
    );
  const judged = catalogue.filter(isAnswered);
  const judges = [judgeOf(judged), ...judged.map((rule) => judgeOf([rule]))];
  const [all = 0, ...each] = inTurn(
    judges.map((judge) => () => {
      for (const request of requests) judge.judge(request, bench.facts);
    }),
    rounds,
  );
  const dear = judged
    .map(({ id }, index) => ({ id, milliseconds: each[index] ?? 0 }))
    .toSorted((a, b) => b.milliseconds - a.milliseconds)
    .slice(0, shown);
  return [
    {
      what: `all ${judged.length} rules together`,
      value: objects / (all / 1000),
      unit: 'objects/s',
      wanted: null,
    },
    ...dear.map(({ id, milliseconds }) => ({
      what: `${id}, alone`,
      value: (milliseconds / objects) * 1000,
      unit: 'µs an object',
      wanted: null,
    })),
  ];
}

/** What an organization has not answered is not judged by. */
function isAnswered({ ask }: Rule): boolean {
  return Object.values(ask).every(({ default: answer }) => answer !== undefined);
}
