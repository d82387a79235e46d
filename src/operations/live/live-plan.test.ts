import { expect, test } from 'vitest';
import type { JsonObject } from '../../core/json.ts';
import { writtenDigest } from './live-plan.ts';

const written = (annotations?: JsonObject): JsonObject => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'a', ...(annotations === undefined ? {} : { annotations }) },
  spec: { replicas: 1 },
});
const revision = { 'deployment.kubernetes.io/revision': '1' };

test('what a controller notes of an object is nothing that somebody wrote', () => {
  expect(writtenDigest(written(revision))).toBe(writtenDigest(written()));
  expect(writtenDigest(written({ ...revision, team: 'shop' }))).toBe(
    writtenDigest(written({ team: 'shop' })),
  );
  expect(writtenDigest({ ...written(), status: { replicas: 1 } })).toBe(writtenDigest(written()));
});

test('whatever somebody wrote makes a difference', () => {
  expect(writtenDigest(written({ team: 'shop' }))).not.toBe(writtenDigest(written()));
  expect(writtenDigest({ ...written(), spec: { replicas: 2 } })).not.toBe(writtenDigest(written()));
});
