import { z } from 'zod';
import { configurationShape } from '../../src/configuration/configuration-shape.ts';
import { checkLineJson, checkResultJson } from '../../src/formats/check-result-json.ts';
import { complianceReportJson } from '../../src/formats/compliance-report-json.ts';
import { baselineShape } from '../../src/exceptions/baseline.ts';
import { frameworkFileShape } from '../../src/frameworks/framework-shape.ts';
import { exceptionShape } from '../../src/exceptions/exception-shape.ts';
import { ruleFileShape } from '../../src/rules/rule-file-shape.ts';
import type { Generated } from './generated.ts';

/** The published schemas: of rule files and configurations, for editors, and of what `check` prints. Draft 7, which editors know best. */
export function jsonSchemas(): readonly Generated[] {
  return [
    schemaOf('rule', ruleFileShape, 'input'),
    schemaOf('configuration', configurationShape, 'input'),
    schemaOf('exception', exceptionShape, 'input'),
    schemaOf('framework', frameworkFileShape, 'input'),
    schemaOf('baseline', baselineShape, 'output'),
    schemaOf('check-result', checkResultJson, 'output'),
    schemaOf('check-line', checkLineJson, 'output'),
    schemaOf('compliance-report', complianceReportJson, 'output'),
  ];
}

function schemaOf(name: string, type: z.ZodType, io: 'input' | 'output'): Generated {
  const schema = z.toJSONSchema(type, { target: 'draft-7', io, unrepresentable: 'any' });
  const { $schema, ...rest } = schema;
  const content = { $schema, $id: `https://writ.dev/schemas/${name}.schema.json`, ...rest };
  return { path: `schemas/${name}.schema.json`, content: `${JSON.stringify(content, null, 2)}\n` };
}
