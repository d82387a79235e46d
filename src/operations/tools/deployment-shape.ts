import { z } from 'zod';

const count = z.number().int();

/** What is told of a deployment. */
export const deploymentShape = {
  namespace: z.string(),
  name: z.string(),
  desired: count.describe('replicas that are wanted'),
  ready: count,
  healthy: z.boolean().describe('whether all its pods are of the newest version and ready'),
  why: z.string().describe('how far its rollout is'),
  images: z.array(z.string()),
} as const;
