import { z } from 'zod';
import { profileNames } from '../../rules/profiles.ts';

/** The most bytes that one text of a call may have. */
export const textSize = 16_777_216;

/** A namespace as Kubernetes takes it. */
export const namespaceArgument = z
  .string()
  .regex(/^[a-z0-9](?:[-a-z0-9]{0,61}[a-z0-9])?$/, 'must be the name of a namespace');

/** A name of an object as Kubernetes takes it. */
export const nameArgument = z
  .string()
  .regex(/^[a-z0-9](?:[-.a-z0-9]{0,251}[a-z0-9])?$/, 'must be the name of a deployment');

const textSource = z.strictObject({
  text: z.string().max(textSize).describe('YAML or JSON, of one object or several'),
  name: z
    .string()
    .regex(/^[^\p{C}<>]{1,200}$/u, 'must be a short text without control characters')
    .optional()
    .describe('what it is called in findings'),
});

const clusterSource = z.strictObject({
  cluster: z
    .string()
    .min(1)
    .max(253)
    .nullable()
    .describe('a context of the kubeconfig; null for the current one'),
});

const pathSource = z
  .strictObject({ path: z.string().min(1).max(4096).describe('a file, a folder or a glob') })
  .meta({ 'x-local': true });

/** Which cluster is meant. */
export const clusterArgument = z
  .string()
  .min(1)
  .max(253)
  .optional()
  .describe('a context of the kubeconfig (default: the current one)');

/** How long a call waits for the pods of what it changed to be replaced. */
export const waitArgument = z
  .number()
  .int()
  .min(1)
  .max(3600)
  .default(120)
  .describe('how many seconds to wait for the pods of a changed deployment to be replaced');

/** Where objects come from, one of it. */
export type CallSource =
  | z.infer<typeof textSource>
  | z.infer<typeof clusterSource>
  | z.infer<typeof pathSource>;

/** Where objects come from; without it the current cluster. */
export const sourcesArgument = z
  .array(
    z.union(
      [textSource, clusterSource, pathSource],
      'must be one of `{ text, name }`, `{ cluster }`, `{ path }`',
    ),
  )
  .min(1)
  .max(1000)
  .optional()
  .describe(
    'what is looked at: manifests in the call, or one cluster (default: the current one); paths only where the caller works on this machine',
  );

/** A configuration in the call. */
export const configurationArgument = z
  .union(
    [z.string().max(4_194_304), z.record(z.string(), z.unknown())],
    'must be a configuration, as text or as JSON',
  )
  .optional()
  .describe('a configuration of policies, as its text or as JSON (default: the one that is at work)');

/** A configuration in a file of this machine. */
export const configPathArgument = z
  .string()
  .min(1)
  .max(4096)
  .optional()
  .describe('its file, where the caller works on this machine; elsewhere give the text as configuration')
  .meta({ 'x-local': true });

/** What is judged by. */
export const judgingArguments = {
  profile: z
    .enum(profileNames)
    .optional()
    .describe("the rules (default: the configuration's, else the default profile)"),
  configuration: configurationArgument,
} as const;

/** One deployment, and where it is looked for. */
export const deploymentArguments = {
  namespace: namespaceArgument.describe('the namespace of the deployment'),
  deployment: nameArgument.describe('the name of the deployment'),
  sources: sourcesArgument,
  ...judgingArguments,
} as const;
