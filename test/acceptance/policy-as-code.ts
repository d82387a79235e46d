import { testsIn, type Row } from './row.ts';

const endToEnd = testsIn('test/acceptance/policy-as-code.test.ts');
const samples = testsIn('test/configuration/samples.test.ts');
const builtIns = testsIn('test/configuration/built-in-rules.test.ts');
const decisions = testsIn('test/configuration/decisions.test.ts');
const previews = testsIn('test/configuration/preview.test.ts');
const door = testsIn('test/doors/configuration.test.ts');
const custom = testsIn('src/configuration/compile-custom-rule.test.ts');
const broken = testsIn('test/configuration/broken-configurations.test.ts');
const exceptions = testsIn('src/exceptions/exceptions.test.ts');
const exceptionDoor = testsIn('test/doors/exceptions.test.ts');
const said = testsIn('test/words/understand.test.ts');
const unharmed = testsIn('test/words/no-wrong-writes.test.ts');
const recorded = testsIn('test/report/recorded.test.ts');
const told = testsIn('test/notify/notify.test.ts');
const restarted = testsIn('test/notify/restart.test.ts');
const overTls = testsIn('test/notify/tls.test.ts');
const byName = testsIn('test/tools/policies.test.ts');
const documented = testsIn('test/tools/samples.test.ts');
const tampering = testsIn('test/store/tampering.test.ts');

const conditionExpression = 'src/configuration/condition-expression.ts';
const effectiveRules = 'src/configuration/effective-rules.ts';
const sample = 'the samples of the document (acceptance row 8) > ';

const nine = [
  'sec-001',
  'sec-002',
  'sec-003',
  'res-001',
  'res-002',
  'ops-001',
  'ops-002',
  'comp-001',
  'comp-002',
];

/** The rows of “Policy as code” that concern judging and reporting. */
export const policyAsCode: readonly Row[] = [
  {
    row: 1,
    text: 'A condition over the elements of a list holds of all of them; each that breaks it is found at its index.',
    proofs: [
      {
        file: conditionExpression,
        from: 'return `${list}.${quantifying.macro}(${name}, ${inner})`',
        to: 'return `${list}.exists(${name}, ${inner})`',
        tests: [
          ...endToEnd('row 1: [*] is every element'),
          ...custom('a custom rule > finds one place for each element that breaks it'),
        ],
      },
      {
        file: conditionExpression,
        from: 'switch (quantifier) {',
        to: "switch ('all' as typeof quantifier) {",
        tests: endToEnd(
          'row 1: [*] is every element > one of all is enough where the rule says any, and none may be where it says none',
        ),
      },
    ],
  },
  {
    row: 2,
    text: 'Each of the nine built-in rules, by the name of the document, passes and fails what it should.',
    proofs: [
      {
        file: 'src/configuration/find-rule.ts',
        from: '(aliasNamed(lower)?.rules.includes(id) ?? false)',
        to: 'false',
        tests: builtIns(...nine.map((name) => `${name} > judges its fixtures on %s`)),
      },
      {
        file: 'src/rules/recommended-labels.ts',
        from: 'expression:',
        to: "expression: 'true' ||",
        tests: endToEnd('row 2: the labels that ops-002 asks for'),
      },
    ],
  },
  {
    row: 3,
    text: 'A workload that complies passes everything, with a hundred.',
    proofs: [
      {
        file: 'src/rules/run-as-non-root.ts',
        from: 'expression:',
        to: "expression: 'false' ||",
        tests: [
          ...endToEnd('row 3: a compliant workload passes'),
          ...builtIns(
            'a compliant workload passes all nine of them on all eight kinds: 100 % (acceptance row 3)',
          ),
        ],
      },
    ],
  },
  {
    row: 4,
    text: 'All eight kinds that bear a pod are judged at their own place, init containers too, and Namespaces.',
    proofs: [
      {
        file: 'src/rules/_subjects.ts',
        from: `"object.kind == 'Pod' ? object.spec : object.kind`,
        to: `"object.kind != 'Pod' ? object.spec : object.kind`,
        tests: endToEnd(
          'row 4: every kind that bears a pod, and what bears none > %s is judged at its own place',
        ),
      },
      {
        file: 'src/rules/_subjects.ts',
        from: 'variables.podSpec.containers + variables.podSpec.?initContainers.orValue([]) + ',
        to: 'variables.podSpec.containers + ',
        tests: endToEnd(
          'row 4: every kind that bears a pod, and what bears none > init containers are containers, and a Namespace is an object',
        ),
      },
      {
        file: 'src/configuration/judged-kinds.ts',
        from: "kindsOf(schema, 'v1/Namespace'), every: null",
        to: "kindsOf(schema, 'v1/ConfigMap'), every: null",
        tests: endToEnd(
          'row 4: every kind that bears a pod, and what bears none > init containers are containers, and a Namespace is an object',
        ),
      },
    ],
  },
  {
    row: 5,
    text: 'Quantities are compared by their exact value, in whatever notation.',
    proofs: [
      {
        file: 'src/configuration/operator-expression.ts',
        from: '`quantity(${text}).${method}(quantity(${JSON.stringify(limit)}))`',
        to: "`${text} ${method === 'isLessThan' ? '<' : '>'} ${JSON.stringify(limit)}`",
        tests: [
          ...endToEnd('row 5: quantities are exact > in every notation, to the byte'),
          ...samples(`${sample}startup: less than 2Gi, exactly, and only a warning`),
        ],
      },
      {
        file: 'src/rules/oversized-limit.ts',
        from: 'isGreaterThan(quantity(variables.maxCpu))',
        to: "isGreaterThan(quantity('1000'))",
        tests: endToEnd('row 5: quantities are exact > 2 is 2000m'),
      },
    ],
  },
  {
    row: 6,
    text: 'What is said of a rule goes before its category, that before the whole, that before the environment.',
    proofs: [
      {
        file: effectiveRules,
        from: 'override?.enforcement ?? custom?.enforcement ?? category?.enforcement ?? global.enforcement ?? usual(said)',
        to: 'usual(said) ?? override?.enforcement ?? custom?.enforcement ?? category?.enforcement ?? global.enforcement',
        tests: [
          ...endToEnd(
            'row 6: which enforcement counts > the override before the category, the category before the global one, that before the environment',
          ),
          ...decisions(
            'enforcement (acceptance row 6) > global before environment',
            'enforcement (acceptance row 6) > disabled is not judged',
            'enforcement (acceptance row 6) > override before category',
          ),
        ],
      },
      {
        file: effectiveRules,
        from: 'category?.enforcement ?? global.enforcement',
        to: 'global.enforcement ?? category?.enforcement',
        tests: [
          ...endToEnd(
            'row 6: which enforcement counts > the override before the category, the category before the global one, that before the environment',
          ),
          ...decisions('enforcement (acceptance row 6) > category before global'),
        ],
      },
      {
        file: effectiveRules,
        from: "if (environment === 'development') return 'advisory';",
        to: '',
        tests: endToEnd(
          'row 6: which enforcement counts > the override before the category, the category before the global one, that before the environment',
        ),
      },
      {
        file: effectiveRules,
        from: "if (enforcementOf(said) === 'advisory') return false;",
        to: '',
        tests: [
          ...decisions('enforcement (acceptance row 6) > a rule of the catalogue is denied or told alike'),
          ...samples(`${sample}production is strict, development is only told`),
        ],
      },
      {
        file: effectiveRules,
        from: 'if (custom === null || custom.actions',
        to: 'if (custom !== null || custom.actions',
        tests: [
          ...endToEnd(
            'row 6: which enforcement counts > a warning blocks only where strict is said of the rule itself',
          ),
          ...decisions(
            'enforcement (acceptance row 6) > nothing is said: warn warns',
            'enforcement (acceptance row 6) > audit never blocks',
            'enforcement (acceptance row 6) > notify never blocks',
          ),
        ],
      },
    ],
  },
  {
    row: 7,
    text: 'What is in an excluded namespace is not judged, and is reported as skipped.',
    proofs: [
      {
        file: 'src/configuration/exclusion.ts',
        from: 'return `the namespace ${place}`;',
        to: 'return null;',
        tests: [
          ...endToEnd('row 7: namespaces that are left out'),
          ...decisions(
            'namespaces and selectors (acceptance row 7) > what is in an excluded namespace is skipped, and the namespace itself',
          ),
        ],
      },
      {
        file: 'src/configuration/exclusion.ts',
        from: "return isLabelled ? 'objects with its labels' : null;",
        to: 'return null;',
        tests: decisions(
          'namespaces and selectors (acceptance row 7) > says why it is skipped where all results are asked for',
        ),
      },
    ],
  },
  {
    row: 8,
    text: 'The rules that the document shows are judged, also those without `enabled` and `scope`, and an inverted selector is told.',
    proofs: [
      {
        file: 'src/configuration/custom-rule-shape.ts',
        from: 'enabled: z.boolean().default(true)',
        to: 'enabled: z.boolean().default(false)',
        tests: samples(
          `${sample}SecureBank: denies what does not say that it is in scope, and is told that it may have meant the contrary`,
          `${sample}healthcare: every volume is a claim`,
          `${sample}startup: less than 2Gi, exactly, and only a warning`,
        ),
      },
      {
        file: 'src/configuration/lint-rule.ts',
        from: '...inverted(custom, read),',
        to: '',
        tests: samples(
          `${sample}SecureBank: denies what does not say that it is in scope, and is told that it may have meant the contrary`,
        ),
      },
      {
        file: 'src/configuration/operator-expression.ts',
        from: '`${asText(value, type)}.matches(${wanted(condition)})`',
        to: '`${asText(value, type)}.contains(${wanted(condition)})`',
        tests: samples(
          `${sample}ACME: only images of its registry, in every container, on every kind`,
          `${sample}all six are taken, and their rules keep the laws`,
        ),
      },
    ],
  },
  {
    row: 15,
    text: 'A recorded report is what the next one is compared with, as a whole and by category.',
    proofs: [
      {
        file: 'src/operations/reporting/report-history.ts',
        from: 'runs: scored.toReversed()',
        to: 'runs: scored.slice(scored.length)',
        tests: [
          ...endToEnd('row 15: trends'),
          ...recorded('a recorded report is what the next one is compared with'),
        ],
      },
      {
        file: 'src/operations/reporting/report-history.ts',
        from: 'open: (await source.openPrints(target))',
        to: 'open: (await source.openPrints(`not ${target}`))',
        tests: [
          ...endToEnd('row 15: trends'),
          ...recorded('what is gone counts as fixed, and what is not recorded is not compared with'),
        ],
      },
    ],
  },
  {
    row: 16,
    text: 'Findings are told to Slack, Teams, a webhook and by mail: once, by severity and category, whatever fails meanwhile.',
    proofs: [
      {
        file: 'src/store/notices.ts',
        from: 'isTold.get(channel, target, fingerprint) === undefined',
        to: 'true',
        tests: told(
          'row 16: findings are told > to every channel, in its own shape, in one message a run, and once',
          'row 16: findings are told > only what is new, and again what was fixed and is back',
        ),
      },
      {
        file: 'src/operations/recording/deliver-news.ts',
        from: 'waits.first * 2 ** before',
        to: 'waits.first',
        tests: told(
          'row 16: an outage loses nothing > a message waits twice as long after each try, and arrives once, under one name',
        ),
      },
      {
        file: 'src/store/notices.ts',
        from: "database.prepare('UPDATE notices SET due = ? WHERE id = ?').run(until, String(row['id']));",
        to: '',
        tests: restarted('row 16: %s gets a message once, after an outage, our violent end, and a restart'),
      },
      {
        file: 'src/notify/post.ts',
        from: 'agent: false,',
        to: 'agent: false,\n      rejectUnauthorized: false,',
        tests: overTls('%s > a certificate %s is refused, and nothing is sent'),
      },
    ],
  },
  {
    row: 17,
    text: 'The audit log tells who did what on which bytes, by what, and how it ended; whoever changes it is found.',
    proofs: [
      {
        file: 'src/store/audit-verify.ts',
        from: "entry.digest !== auditDigest(entry, last?.digest ?? '')",
        to: 'false',
        tests: tampering(
          'row 17: whoever changes the audit log is found, even without an anchor, where > who did it is another',
          'row 17: whoever changes the audit log is found, even without an anchor, where > the detail has a space more',
        ),
      },
      {
        file: 'src/operations/recording/watching.ts',
        from: '...bytes.evidence(), ...run.evidence',
        to: '',
        tests: tampering(
          'row 17: the log tells who judged or changed which bytes, by what, and how it ended',
        ),
      },
    ],
  },
  {
    row: 19,
    text: 'An exemption has a reason, an approver and an end; it is counted apart, and lifts nothing after its end.',
    proofs: [
      {
        file: 'src/exceptions/lifting.ts',
        from: 'const current = matching.filter(({ isOver }) => !isOver);',
        to: 'const current = matching;',
        tests: [
          ...endToEnd(
            'row 19: exemptions end > they lift until their last day is over, are counted apart, and then fail with a note',
          ),
          ...decisions(
            'exemptions (acceptance row 19) > count on their last day, and fail with a note after it',
          ),
        ],
      },
      {
        file: 'src/exceptions/lifting.ts',
        from: 'selectsPlace(exception.selector, {',
        to: 'true || selectsPlace(exception.selector, {',
        tests: decisions('exemptions (acceptance row 19) > lift nothing else'),
      },
      {
        file: 'src/exceptions/lifting.ts',
        from: 'return first === undefined ? null : told(first.exception);',
        to: 'return null;',
        tests: [
          ...endToEnd(
            'row 19: exemptions end > they lift until their last day is over, are counted apart, and then fail with a note',
          ),
          ...decisions(
            'exemptions (acceptance row 19) > lift a rule for what they select, and are counted by themselves',
          ),
        ],
      },
      {
        file: 'src/core/is-past.ts',
        from: 'return BigInt(',
        to: 'return now < 0n && BigInt(',
        tests: [
          ...exceptions('a finding is lifted until the end of the last day'),
          ...exceptionDoor(
            'exception files > lift what they name until their last day is over, and then say so',
          ),
        ],
      },
    ],
  },
  {
    row: 20,
    text: 'A configuration is validated in its shape and its meaning, each fault with its place and what was meant.',
    proofs: [
      {
        file: 'src/core/nearest.ts',
        from: 'if (wrong.length > 80) return null;',
        to: 'if (wrong.length >= 0) return null;',
        tests: [
          ...endToEnd(
            'row 20: a configuration is validated > by its shape, with the place and what was meant',
          ),
          ...broken('a broken configuration ends in a sentence with its place > an unknown key'),
        ],
      },
      {
        file: 'src/configuration/lint-rule.ts',
        from: 'const cannotFail = ',
        to: 'const cannotFail = custom === null && ',
        tests: [
          ...endToEnd(
            'row 20: a configuration is validated > by what it means: a rule that cannot fail, a condition that cannot hold',
          ),
          ...broken(
            'a broken configuration ends in a sentence with its place > a name, which is always there',
          ),
        ],
      },
      {
        file: 'src/configuration/lint-configuration.ts',
        from: '...unreachableOverrides(configuration, [...known.rules, ...customRules]),',
        to: '',
        tests: decisions(
          'lints (acceptance row 20) > an override of a rule whose category is off',
          'lints (acceptance row 20) > an override of a rule that it switches off',
        ),
      },
    ],
  },
  {
    row: 21,
    text: 'A preview compares finding by finding, and what is no longer looked at is a loss.',
    proofs: [
      {
        file: 'src/operations/config-preview.ts',
        from: "return after.has(policy) ? 'the object is left out' : 'the rule is switched off';",
        to: "return 'repaired';",
        tests: [
          ...endToEnd('row 21: a preview'),
          ...previews('switching a rule off is a loss, not a repair', 'leaving an object out is a loss, too'),
        ],
      },
      {
        file: 'src/operations/config-preview.ts',
        from: 'const proposed = await look(input.config, asked, world);',
        to: 'const proposed = current;',
        tests: [
          ...endToEnd('row 21: a preview'),
          ...previews('what a rule of one’s own finds is new', 'says that %s'),
        ],
      },
    ],
  },
  {
    row: 22,
    text: 'A sentence means one operation with its arguments, or a question; what would write is asked for plainly.',
    proofs: [
      {
        file: 'src/words/understand.ts',
        from: 'a.unread.length - b.unread.length ||',
        to: '',
        tests: said(
          'row 22: sentences > the sentences of the document > Check the compliance status of my web-app deployment in the production namespace.',
        ),
      },
      {
        file: 'src/operations/tools/natural-language-command.ts',
        from: 'executed: false',
        to: 'executed: true as never',
        tests: documented(
          'no sentence does anything, and none is read as a write that is none: 0 wrong writes',
        ),
      },
      {
        file: 'src/words/understand.ts',
        from: "if (!aside.isClear) return 'refused';",
        to: '',
        tests: said('row 22: sentences > negations > Show the deployments that are not in production'),
      },
      {
        file: 'src/words/understand.ts',
        from: "if (refused.length > 0) return 'refused';",
        to: '',
        tests: said(
          'row 22: sentences > a write and a refusal in one > Roll back web-app in production without scaling it',
        ),
      },
      {
        file: 'src/words/understand.ts',
        from: "before.every(({ part }) => part !== 'asking') &&\n    clause.every(({ part, key }) => part === 'filler' && !leadsToNoun.test(key))",
        to: 'before.length >= 0',
        tests: [
          ...said(
            'row 22: sentences > asking about a deed is not asking for it > How do I scale web-app in production to 5 replicas?',
            'row 22: sentences > nouns that look like deeds > The scale of web-app in production is 5',
          ),
          ...unharmed('%s is no write'),
        ],
      },
      {
        file: 'src/words/understand.ts',
        from: "if (unread.length > 0) return 'unread-words';\n  if (words.some",
        to: 'if (words.some',
        tests: [
          ...said('row 22: sentences > unknown words > Scale web-app in production to 5 replicas tomorrow'),
          ...unharmed('where all is named, one more word that is not known ends the write'),
        ],
      },
    ],
  },
  {
    row: 23,
    text: 'list_tools lists every tool, with what it takes and answers.',
    proofs: [
      {
        file: 'src/operations/tools/list-tools.ts',
        from: 'const all = tools()',
        to: 'const all = tools().slice(1)',
        tests: byName('row 23: list_tools lists every tool, with schemas of what it takes and answers'),
      },
    ],
  },
  {
    row: 24,
    text: 'A bad configuration keeps everything from starting; defaults never take its place.',
    proofs: [
      {
        file: 'src/operations/deciding/decided-by.ts',
        from: 'const opened = await openConfiguration(path, inputs, world);',
        to: 'const opened = await openConfiguration(path, inputs, world).catch(() => null);\n  if (opened === null) return { decided: undecided(selectRules(input)), notes: [], file: null };',
        tests: [
          ...endToEnd('row 24: a bad configuration'),
          ...door(
            'a bad configuration is refused before anything is judged, with every reason and its place',
          ),
        ],
      },
    ],
  },
];
