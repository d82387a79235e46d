import { WritError } from '../core/errors.ts';
import type { Named, Policy } from '../core/policy.ts';
import type { Answers, Question, Rule } from '../core/rule.ts';

/** For which cluster a rule is bound. */
export interface BindOptions {
  /** The Kubernetes minor version: 36 for 1.36. It becomes `variables.minor`. */
  readonly minor: number;
}

/**
 * Makes a policy from a rule and an organization's answers, filling in defaults.
 * Answers become constant variables; variables that no expression reads are left out.
 * @throws {WritError} `ANSWER_INVALID` if an answer is missing, unknown or of the wrong type.
 */
export function bind(rule: Rule, answers: Answers, { minor }: BindOptions): Policy {
  const variables = [
    { name: 'minor', expression: String(minor) },
    ...constants(rule, answers),
    ...rule.subject.variables,
    ...rule.variables,
  ];
  return {
    id: rule.id,
    dialect: { name: 'vap', version: `1.${minor}` },
    scope: { any: rule.subject.resources.map((resources) => ({ resources, equivalent: true })) },
    conditions: [],
    params: null,
    variables: used(variables, [
      ...rule.check.map(({ expression }) => expression),
      ...Object.values(rule.related).map(({ key }) => key),
      ...Object.values(rule.unless ?? {}).flatMap(({ key, when }) => [key, when]),
    ]),
    validations: rule.check.map(({ id, expression, message }) => ({
      id,
      expression,
      message,
      messageExpression: null,
      reason: 'Invalid',
    })),
    mutations: [],
    auditAnnotations: [],
    onError: 'Fail',
    ...(Object.keys(rule.related).length > 0 && { related: rule.related }),
    ...(rule.unless !== undefined && { unless: rule.unless }),
    about: {
      title: rule.title,
      severity: rule.severity,
      category: rule.category,
      code: rule.code,
      rule: null,
      variantOf: null,
      source: null,
      remediation: rule.remedy.advice,
    },
  };
}

const placeholders = { text: '', flag: false, number: 0, list: [] } as const;

/** Answers that make a rule compile though nobody has answered; its verdicts mean nothing. */
export function placeholderAnswers(rule: Rule): Answers {
  return Object.fromEntries(
    unanswered(rule, {}).map((key) => [key, placeholders[rule.ask[key]?.type ?? 'text']]),
  );
}

/** The rule's questions that have neither an answer nor a default. */
export function unanswered(rule: Rule, answers: Answers): readonly string[] {
  return Object.entries(rule.ask)
    .filter(([key, question]) => !Object.hasOwn(answers, key) && question.default === undefined)
    .map(([key]) => key);
}

function constants(rule: Rule, answers: Answers): readonly Named[] {
  const unknown = Object.keys(answers).find((key) => !Object.hasOwn(rule.ask, key));
  if (unknown !== undefined) throw invalid(rule, `it has no question \`${unknown}\``);
  return Object.entries(rule.ask).map(([name, question]) => {
    const answer = Object.hasOwn(answers, name) ? answers[name] : question.default;
    if (!fits(question, answer)) throw invalid(rule, `\`${name}\` needs a ${question.type}`);
    return { name, expression: JSON.stringify(answer) }; // A JSON text is a CEL literal of the same value.
  });
}

/** Keeps what expressions read, directly or through other variables. */
function used(variables: readonly Named[], expressions: readonly string[]): readonly Named[] {
  let text = expressions.join('\n');
  const kept: Named[] = [];
  for (const variable of variables.toReversed()) {
    if (!new RegExp(`\\bvariables\\.\\??${variable.name}\\b`).test(text)) continue;
    kept.unshift(variable);
    text += `\n${variable.expression}`;
  }
  return kept;
}

function fits({ type }: Question, answer: unknown): boolean {
  switch (type) {
    case 'text':
      return typeof answer === 'string';
    case 'flag':
      return typeof answer === 'boolean';
    case 'number':
      return typeof answer === 'number' && Number.isFinite(answer);
    case 'list':
      return Array.isArray(answer) && answer.every((item) => typeof item === 'string');
  }
}

function invalid(rule: Rule, problem: string): WritError {
  return new WritError('ANSWER_INVALID', `cannot apply \`${rule.id}\`: ${problem}`, {
    hint: `See its questions with \`writ rules ${rule.id}\`.`,
  });
}
