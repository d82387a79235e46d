import type { JsonObject } from '../../src/core/json.ts';

const image = 'spec.template.spec.containers[*].image';

/** A configuration with one rule, which is good but for these parts. */
function rule(parts: JsonObject): string {
  const good = {
    id: 'own-001',
    name: 'Own',
    description: 'Because.',
    severity: 'high',
    category: 'security',
    conditions: [{ field: image, operator: 'exists' }],
    actions: [{ type: 'deny', message: 'no' }],
  };
  return JSON.stringify({ customRules: [{ ...good, ...parts }] }, null, 1);
}

/** A rule with this one condition. */
function condition(parts: JsonObject): string {
  return rule({ conditions: [{ field: image, operator: 'equals', ...parts }] });
}

/** As people write it: a key a line. */
export function text(value: unknown): string {
  return JSON.stringify(value, null, 1);
}

const organization = { name: 'Acme', environment: 'production' };
const exemption = {
  ruleIds: ['KP001'],
  resource: { names: ['agent'] },
  reason: 'vendor',
  approver: 'jane',
  expires: '2027-01-31',
};

/** What is wrong, the configuration, and the sentence that it must end in, with its place. */
export const broken: readonly (readonly [what: string, text: string, sentence: RegExp])[] = [
  // No configuration at all.
  ['nothing', '', /^1:1: the configuration is empty$/],
  ['only a comment', '# later\n', /^1:1: the configuration is empty$/],
  ['a list', '[]', /^1:1: a configuration must be an object$/],
  ['text', '"strict"', /^1:1: a configuration must be an object$/],
  ['JSON that breaks off', '{"global": {', /^1:\d+: the JSON breaks off here/],
  ['a comma too few', '{"customRules": [] "global": {}}', /^1:\d+: the JSON breaks off here/],
  ['YAML that is none', 'global: [strict\n', /^\d+:\d+: /],
  ['a key twice', '{"global":{},"global":{}}', /^1:14: the same key stands twice/],
  ['two documents', 'global: {}\n---\nglobal: {}\n', /^3:1: the file holds a second configuration$/],
  ['a loop of YAML', 'global: &a\n  enforcement: *a\n', /^2:16: /],
  ['aliases that explode', bomb(), /^\d+:\d+: .*aliases/],
  ['nesting of 5,000 levels', `${'['.repeat(5000)}${']'.repeat(5000)}`, /^1:\d+: it is nested deeper than/],
  ['a control character', 'global: "\u0001"\n', /^1:10: the control character U\+0001/],
  [
    '10 MB of text that is no configuration',
    `{"customRules": "${'a'.repeat(10_000_000)}"}`,
    /^1:2: `customRules` must be a list$/,
  ],
  // Keys.
  [
    'an unknown key',
    text({ customRule: [] }),
    /^2:2: `customRule` is not a field here; did you mean `customRules`\?$/,
  ],
  ['a key of a prototype', '{"__proto__": {}}', /^1:2: `__proto__` is not a field here$/],
  [
    'an unknown key deeper',
    text({ global: { autofix: true } }),
    /^3:3: `autofix` is not a field here; did you mean `autoFix`\?$/,
  ],
  [
    'an unknown category',
    text({ categories: { secruity: {} } }),
    /^3:3: `secruity` is not a field here; did you mean `security`\?$/,
  ],
  [
    'an unknown key of a rule',
    rule({ condition: [] }),
    /^\d+:4: `condition` is not a field here; did you mean `conditions`\?$/,
  ],
  ['a name missing', text({ organization: { environment: 'production' } }), /^2:2: `name` is missing$/],
  ['an environment missing', text({ organization: { name: 'Acme' } }), /^2:2: `environment` is missing$/],
  // Types and choices.
  [
    'an unknown environment',
    text({ organization: { name: 'Acme', environment: 'prod' } }),
    /^4:3: `environment` must be one of `development`, `staging`, `production`/,
  ],
  [
    'an unknown framework',
    text({ organization: { ...organization, compliance: ['PCI-DS'] } }),
    /^6:4: there is no framework `PCI-DS`; did you mean `pci-dss`\?$/,
  ],
  [
    'a framework that is a number',
    text({ organization: { ...organization, compliance: [27001] } }),
    /^6:4: element 1 of `compliance` must be text, not 27001: put it in quotes$/,
  ],
  [
    'an enforcement that is none',
    text({ global: { enforcement: 'strickt' } }),
    /^3:3: `enforcement` must be one of .*; did you mean `strict`\?$/,
  ],
  [
    'an enforcement in capitals',
    text({ global: { enforcement: 'STRICT' } }),
    /^3:3: `enforcement` must be .*; did you mean `strict`\?$/,
  ],
  ['autoFix in quotes', text({ global: { autoFix: 'true' } }), /^3:3: `autoFix` must be true or false$/],
  [
    'namespaces that are one text',
    text({ global: { excludedNamespaces: 'kube-system' } }),
    /^3:3: `excludedNamespaces` must be a list$/,
  ],
  ['a category that is on', text({ categories: { security: true } }), /^3:3: `security` must be an object$/],
  ['rules that are an object', text({ customRules: {} }), /^2:2: `customRules` must be a list$/],
  [
    'a severity that is none',
    rule({ severity: 'hihg' }),
    /^\d+:4: `severity` must be one of .*; did you mean `high`\?$/,
  ],
  [
    'a category that is none',
    rule({ category: 'costs' }),
    /^\d+:4: `category` must be one of .*; did you mean `cost`\?$/,
  ],
  [
    'a scope that is none',
    rule({ scope: 'deployments' }),
    /^\d+:4: `scope` must be one of .*; did you mean `deployment`\?$/,
  ],
  ['an id with a space', rule({ id: 'own rule' }), /^4:4: `id` must be lower-case words joined by hyphens$/],
  ['no conditions', rule({ conditions: [] }), /^\d+:4: `conditions` must not be empty$/],
  ['no actions', rule({ actions: [] }), /^\d+:4: `actions` must not be empty$/],
  [
    'an action that is none',
    rule({ actions: [{ type: 'block', message: 'no' }] }),
    /^\d+:6: `type` must be one of `deny`, `warn`, `modify`, `audit`, `notify`$/,
  ],
  [
    'a message that is blank',
    rule({ actions: [{ type: 'deny', message: ' ' }] }),
    /^\d+:6: `message` must not be empty$/,
  ],
  [
    'two rules of one id',
    text({ customRules: JSON.parse(`[${rules2().join(',')}]`) as unknown }),
    /^\d+:4: there are two rules `own-001`$/,
  ],
  // Conditions.
  [
    'an operator that is none',
    condition({ operator: 'equal', value: 'x' }),
    /^\d+:6: `operator` must be one of .*; did you mean `equals`\?$/,
  ],
  ['no value', condition({}), /^\d+:5: `value` is missing: `equals` compares with it$/],
  [
    'a value that is a list',
    condition({ value: ['a'] }),
    /^\d+:6: `value` must be text, a number, true or false$/,
  ],
  [
    'a field that leads nowhere',
    condition({ field: 'spec.template.spec.containers[*].imagePullPolcy', value: 'Always' }),
    /^\d+:6: `.*` leads nowhere: there is no field `imagePullPolcy`; did you mean `imagePullPolicy`\?/,
  ],
  [
    'a field without its end',
    condition({ field: 'spec.template.', value: 'x' }),
    /^\d+:6: `field` is no path: it ends too early/,
  ],
  [
    'a field with an open bracket',
    condition({ field: 'spec.containers[*', value: 'x' }),
    /^\d+:6: `field` is no path: `\[` at character 16 is unexpected/,
  ],
  [
    'a list without [*]',
    condition({ field: 'spec.template.spec.containers.image', value: 'x' }),
    /^\d+:6: .*it is a list: write `\[\*\]` for each of its elements/,
  ],
  [
    '[*] on a map',
    condition({ field: 'metadata.labels[*]', value: 'x' }),
    /^\d+:6: .*it is a map: name the key/,
  ],
  [
    'a dotted key without brackets',
    condition({ field: 'metadata.labels.app.kubernetes.io/name', value: 'x' }),
    /^\d+:6: .*write `metadata\.labels\["app\.kubernetes\.io\/name"\]`/,
  ],
  ['a path of 100,000 characters', condition({ field: 'a.'.repeat(50_000), value: 'x' }), /^\d+:6: `/],
  [
    'a quantifier without [*]',
    condition({ field: 'spec.template.spec.hostNetwork', operator: 'exists', quantifier: 'any' }),
    /^\d+:6: `quantifier` needs a `\[\*\]` in the field$/,
  ],
  [
    'a boolean in quotes',
    condition({ field: 'spec.template.spec.hostNetwork', value: 'true' }),
    /^\d+:6: the field is true or false, and `value` is not: take the quotes away$/,
  ],
  [
    'a number for text',
    condition({ field: 'metadata.labels.version', value: 2 }),
    /^\d+:6: the field is text, so `value` must be, too: put 2 in quotes$/,
  ],
  [
    'a quantity that is none',
    condition({
      field: 'spec.template.spec.containers[*].resources.limits.memory',
      operator: 'less_than',
      value: '2GiB',
    }),
    /^\d+:6: `value` is no quantity: `2GiB`; write it like 500m, 2 or 2Gi$/,
  ],
  [
    'an order of booleans',
    condition({ field: 'spec.template.spec.hostNetwork', operator: 'greater_than', value: 1 }),
    /^\d+:6: the field is true or false, which is neither more nor less/,
  ],
  [
    'an empty text to contain',
    condition({ operator: 'contains', value: '' }),
    /^\d+:6: `value` is empty, and every text contains that$/,
  ],
  [
    'half of a character',
    condition({ value: '\ud800' }),
    /^\d+:6: `value` is no text: half of a character is missing$/,
  ],
  // Regular expressions.
  [
    'a bracket that is not closed',
    condition({ operator: 'regex_match', value: '^(a|b' }),
    /^\d+:6: `value` is no regular expression \(RE2\): missing closing \)/,
  ],
  [
    'a star that repeats nothing',
    condition({ operator: 'regex_match', value: '*.acme.com' }),
    /^\d+:6: `value` is no regular expression \(RE2\): /,
  ],
  [
    'look-ahead',
    condition({ operator: 'regex_match', value: '^(?!docker)' }),
    /^\d+:6: .*RE2 has no look-around and no back-references$/,
  ],
  [
    'a back-reference, by which others blow up',
    condition({ operator: 'regex_match', value: '^(a+)+\\1$' }),
    /^\d+:6: .*RE2 has no look-around and no back-references$/,
  ],
  [
    'a repetition of a repetition, by which others blow up',
    condition({ operator: 'regex_match', value: '((a{1000}){1000}){1000}' }),
    /^\d+:6: `value` is no regular expression \(RE2\): /,
  ],
  [
    'an expression of a megabyte',
    condition({ operator: 'regex_match', value: 'a'.repeat(1_000_000) }),
    /^\d+:6: .*it is longer than 10000 characters/,
  ],
  // What a rule means.
  [
    'two values at once',
    rule({ conditions: ['a', 'b'].map((value) => ({ field: image, operator: 'equals', value })) }),
    /^\d+:5: no value satisfies these conditions on one field: the rule can only fail$/,
  ],
  [
    'more than 4 and less than 2',
    rule({ conditions: [order('greater_than', '4Gi'), { ...order('less_than', '2Gi'), onMissing: 'fail' }] }),
    /^\d+:5: no value satisfies these conditions on one field/,
  ],
  [
    'a name, which is always there',
    condition({ field: 'spec.template.spec.containers[*].name', operator: 'exists' }),
    /^\d+:5: the rule cannot fail/,
  ],
  [
    'a match of what cannot be',
    rule({
      match: [
        { field: 'metadata.labels.a', operator: 'exists' },
        { field: 'metadata.labels.a', operator: 'not_exists' },
      ],
    }),
    /^\d+:5: no object is selected/,
  ],
  [
    'a fix that is none',
    rule({ actions: [{ type: 'modify', message: 'no', fixAction: 'privileged-containr' }] }),
    /^\d+:6: `fixAction` names no rule: `privileged-containr`; did you mean `privileged-container`\?$/,
  ],
  [
    'a kind that is none',
    rule({ kinds: ['Deploymnt'] }),
    /^\d+:5: there is no kind `Deploymnt`; did you mean `Deployment`\?$/,
  ],
  [
    'a kind outside of the scope',
    rule({ scope: 'cluster', kinds: ['Deployment'] }),
    /^\d+:5: `Deployment` is outside the scope `cluster`$/,
  ],
  // Overrides, exemptions, the rest.
  [
    'an override of no rule',
    text({ ruleOverrides: { 'privileged-containr': {} } }),
    /^3:3: there is no rule `privileged-containr`; did you mean `privileged-container`\?$/,
  ],
  [
    'two overrides of one rule',
    text({ ruleOverrides: { 'sec-002': {}, KP001: {} } }),
    /^4:3: .*both mean `privileged-container`$/,
  ],
  [
    'an answer to no question',
    text({ ruleOverrides: { KP001: { answers: { registries: [] } } } }),
    /^5:5: the rule has no question `registries`$/,
  ],
  [
    'an empty selector',
    text({ ruleOverrides: { KP001: { selector: {} } } }),
    /^4:4: `selector` is empty and would mean everything/,
  ],
  [
    'an exemption of everything',
    text({ exemptions: [{ ...exemption, resource: {} }] }),
    /^\d+:4: `resource` is empty and would mean everything/,
  ],
  [
    'an exemption without an end',
    text({ exemptions: [{ ...exemption, expires: undefined }] }),
    /^3:3: `expires` is missing$/,
  ],
  [
    'an exemption until a day that is none',
    text({ exemptions: [{ ...exemption, expires: '2027-02-30' }] }),
    /^\d+:4: `expires` must be a day, such as 2027-01-31$/,
  ],
  [
    'an exemption that nobody answers for',
    text({ exemptions: [{ ...exemption, approver: '' }] }),
    /^\d+:4: `approver` must not be empty$/,
  ],
  [
    'an exemption from no rule',
    text({ exemptions: [{ ...exemption, ruleIds: ['KP999'] }] }),
    /^5:5: there is no rule `KP999`/,
  ],
  [
    'an exemption of a kind in small letters',
    text({ exemptions: [{ ...exemption, resource: { kinds: ['deployment'] } }] }),
    /^\d+:6: element 1 of `kinds` must be a kind, such as Deployment$/,
  ],
  [
    'an exemption by a selector with a key of a prototype',
    `{"exemptions":[{"ruleIds":["KP001"],"resource":{"labels":{"matchLabels":{"app":"a","__proto__":"x"}}},"reason":"a","approver":"b","expires":"2027-01-01"}]}`,
    /^1:\d+: `__proto__` cannot be a name here$/,
  ],
  [
    'an exclusion by nothing but a key of a prototype',
    '{"global":{"excludedSelectors":[{"matchLabels":{"__proto__":"x"}}]}}',
    /^1:33: element 1 of `excludedSelectors` is empty and would mean everything/,
  ],
  [
    'an exclusion by a key of a prototype, too',
    '{"global":{"excludedSelectors":[{"matchLabels":{"app":"a","__proto__":"x"}}]}}',
    /^1:\d+: `__proto__` cannot be a name here$/,
  ],
  [
    'an override of a prototype',
    '{"ruleOverrides":{"__proto__":{"enabled":false}}}',
    /^1:19: `__proto__` cannot be a name here$/,
  ],
  [
    'an override of what every object has',
    '{"ruleOverrides":{"constructor":{"enabled":false}}}',
    /^1:19: there is no rule `constructor`$/,
  ],
  [
    'an exemption from what every object has',
    text({ exemptions: [{ ...exemption, ruleIds: ['toString'] }] }),
    /^5:5: there is no rule `toString`$/,
  ],
  [
    'an answer of a prototype',
    '{"ruleOverrides":{"KP001":{"answers":{"__proto__":"x"}}}}',
    /^1:39: `__proto__` cannot be a name here$/,
  ],
  [
    'an answer of what every object has',
    text({ ruleOverrides: { KP001: { answers: { constructor: 'x' } } } }),
    /^5:5: the rule has no question `constructor`$/,
  ],
  [
    'an answer of another type',
    text({ ruleOverrides: { 'comp-001': { answers: { registries: 'ghcr.io' } } } }),
    /^5:5: `registries` must be a list of texts$/,
  ],
  [
    'an answer to no question of any rule of a name',
    text({ ruleOverrides: { 'res-001': { answers: { maxCpu: '2' } } } }),
    /^5:5: the rule has no question `maxCpu`$/,
  ],
  [
    'a channel that is none',
    rule({ actions: [{ type: 'notify', message: 'no', notificationChannels: ['slak'] }] }),
    /^\d+:\d+: element 1 of `notificationChannels` must be one of `slack`, `teams`, `webhook`, `email`; did you mean `slack`\?$/,
  ],
  [
    'a risk that is none',
    text({ global: { autoFixRisk: 'person' } }),
    /^3:3: `autoFixRisk` must be one of `safe`, `low`, `medium`, `high`$/,
  ],
  [
    'a selector with an operator that is none',
    text({ categories: { cost: { selector: { matchExpressions: [{ key: 'a', operator: 'Is' }] } } } }),
    /^\d+:\d+: `operator` must be one of `In`, `NotIn`, `Exists`, `DoesNotExist`/,
  ],
  [
    'two frameworks of one id',
    text({ frameworks: [framework({ rules: ['KP001'] }), framework({ rules: ['KP001'] })] }),
    /^\d+:4: there are two frameworks `acme`$/,
  ],
  [
    'a mail address that is none',
    text({ notifications: { email: { recipients: ['jane'] } } }),
    /^5:5: element 1 of `recipients` must be a mail address$/,
  ],
  [
    'a webhook that is no URL',
    text({ notifications: { slack: { webhookUrl: 'hooks' } } }),
    /^4:4: `webhookUrl` must be a URL$/,
  ],
  [
    'a control with rules and a reason',
    text({ frameworks: [framework({ rules: ['KP001'], reason: 'x' })] }),
    /^\d+:5: element 1 of `controls` needs either `rules`, or the `reason`/,
  ],
  [
    'a control of no rule',
    text({ frameworks: [framework({ rules: ['KP998'] })] }),
    /^\d+:7: there is no rule `KP998`/,
  ],
];

function order(operator: string, value: string): JsonObject {
  return { field: 'spec.template.spec.containers[*].resources.limits.memory', operator, value };
}

function framework(parts: JsonObject): JsonObject {
  return { id: 'acme', title: 'Acme', controls: [{ id: '1', title: 'One', ...parts }] };
}

function rules2(): readonly string[] {
  const { customRules } = JSON.parse(rule({})) as { readonly customRules: readonly JsonObject[] };
  return [...customRules, ...customRules].map((one) => JSON.stringify(one));
}

function bomb(): string {
  const lines = Array.from({ length: 8 }, (_, level) => {
    const of = level === 0 ? 'x' : `*a${level - 1}`;
    return `a${level}: &a${level} [${Array.from({ length: 10 }, () => of).join(', ')}]`;
  });
  return `${lines.join('\n')}\n`;
}
