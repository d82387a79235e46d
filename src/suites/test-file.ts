import { z } from 'zod';
import type { JsonObject, JsonValue } from '../core/json.ts';

const texts = z.array(z.string());
const json: z.ZodType<JsonValue> = z.custom<JsonValue>(() => true);
const object = z.custom<JsonObject>(
  (value) => typeof value === 'object' && value !== null && !Array.isArray(value),
);

const row = z.strictObject({
  policy: z.string(),
  rule: z.string().optional(),
  result: z.enum(['pass', 'fail', 'skip', 'warn', 'error']),
  kind: z.string().optional(),
  operation: z.enum(['CREATE', 'UPDATE', 'DELETE']).optional(),
  resources: texts.nullish(),
  resourceSpecs: z
    .array(
      z.strictObject({
        group: z.string().optional(),
        version: z.string().optional(),
        kind: z.string().optional(),
        namespace: z.string().optional(),
        subresource: z.string().optional(),
        name: z.string().optional(),
      }),
    )
    .nullish(),
  patchedResources: z.string().optional(),
  generatedResource: z.string().optional(),
  generatedResources: texts.nullish(),
  cloneSourceResource: z.string().optional(),
  failOnMissingResources: z.boolean().optional(),
  isValidatingAdmissionPolicy: z.boolean().optional(),
  isMutatingAdmissionPolicy: z.boolean().optional(),
  isValidatingPolicy: z.boolean().optional(),
  isMutatingPolicy: z.boolean().optional(),
  isImageValidatingPolicy: z.boolean().optional(),
  isGeneratingPolicy: z.boolean().optional(),
  isDeletingPolicy: z.boolean().optional(),
});

const valuesSpec = {
  globalValues: object.nullish(),
  policies: z
    .array(
      z.strictObject({
        name: z.string(),
        resources: z.array(z.strictObject({ name: z.string(), values: object.nullish() })).nullish(),
        rules: z
          .array(
            z.strictObject({ name: z.string(), values: object.nullish(), foreachValues: object.nullish() }),
          )
          .nullish(),
      }),
    )
    .nullish(),
  namespaceSelector: z
    .array(z.strictObject({ name: z.string(), labels: z.record(z.string(), z.string()).nullish() }))
    .nullish(),
  namespaces: z.array(object).nullish(),
  subresources: z.array(z.strictObject({ subresource: object, parentResource: object })).nullish(),
};

/** What a values file says (`cli.kyverno.io/v1alpha1` Values); `metadata` and the like may stand beside it. */
export const valuesShape = z.looseObject(valuesSpec);

const answer = z.strictObject({
  url: z.string().optional(),
  urlPath: z.string().optional(),
  method: z.string().optional(),
  response: z.strictObject({ statusCode: z.number().optional(), body: json }),
});

const globalEntry = z.strictObject({
  name: z.string(),
  data: json.optional(),
  resources: z.array(object).nullish(),
  resourceFiles: texts.nullish(),
  fieldPath: z.string().optional(),
  projections: z.array(z.strictObject({ name: z.string(), path: z.string() })).nullish(),
});

/** A `kyverno-test.yaml` as Kyverno 1.19 takes it; fields that it took away make it invalid, there and here. */
export const testShape = z.strictObject({
  apiVersion: z.string().optional(),
  kind: z.literal('Test').optional(),
  metadata: z.custom<JsonObject>().optional(),
  name: z.string().optional(),
  policies: texts.nullish(),
  resources: texts.nullish(),
  jsonPayload: z.string().optional(),
  jsonPayloads: texts.nullish(),
  httpPayloads: texts.nullish(),
  envoyPayloads: texts.nullish(),
  targetResources: texts.nullish(),
  variables: z.string().optional(),
  paramResources: texts.nullish(),
  userinfo: z.string().optional(),
  results: z.array(row).nullish(),
  values: z.strictObject(valuesSpec).nullish(),
  exceptions: texts.nullish(),
  context: z.string().optional(),
  clusterResources: texts.nullish(),
  apiCallResponses: z.array(answer).nullish(),
  globalContextEntries: z.array(globalEntry).nullish(),
});

/** The user of a userinfo file (`cli.kyverno.io/v1alpha1` UserInfo). */
export const userShape = z.looseObject({
  roles: texts.nullish(),
  clusterRoles: texts.nullish(),
  userInfo: z.looseObject({ username: z.string().optional(), groups: texts.nullish() }).nullish(),
});

/** What a context file holds (`cli.kyverno.io/v1alpha1` Context): objects of a cluster, and images of a registry. */
export const contextShape = z.looseObject({
  spec: z.looseObject({ resources: z.array(object).nullish(), images: z.array(object).nullish() }),
});

/** What a cluster-resource file holds: CustomResourceDefinitions by path, and objects. */
export const clusterShape = z.looseObject({
  spec: z.looseObject({ crds: texts.nullish(), resources: z.array(object).nullish() }),
});

/** A test file. */
export type TestFile = z.infer<typeof testShape>;

/** One expectation of a test file. */
export type Row = z.infer<typeof row>;

/** What a values file says. */
export type Values = z.infer<typeof valuesShape>;

/** Who asks. */
export type User = z.infer<typeof userShape>;
