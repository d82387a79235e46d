import { defineRule } from './_define-rule.ts';
import { container, cronJob, deployment, pod, withEphemeral, withInit } from './_examples.ts';
import { kubernetesDocs } from './_sources.ts';
import { workload } from './_subjects.ts';

const latest = { image: 'registry.example.com/shop/checkout:latest' };
const stale = { ...latest, imagePullPolicy: 'IfNotPresent' };

/** A Pod with one container that has these fields. */
function having(fields: Readonly<Record<string, string>>) {
  return pod({ containers: [container(fields)] });
}

export const imagePullPolicyMutableTag = defineRule({
  id: 'image-pull-policy-mutable-tag',
  code: 'KP070',
  title: 'Moving tag is not pulled again',
  why: 'Each node keeps the image that it once pulled under this name, so one service runs in several versions, and a fix arrives on some nodes only.',
  severity: 'low',
  category: 'operations',
  sources: [kubernetesDocs('Images', 'concepts/containers/images/#image-pull-policy')],
  subject: workload,
  check: [
    {
      id: 'always',
      // The last branch is the place: the policy, not the image.
      expression:
        "variables.containers.all(c, c.image.matches(':[^/:]+$') && !c.image.endsWith(':latest') ? true : c.?imagePullPolicy.orValue('Always') == 'Always')",
      message:
        'The image has no tag, or the tag latest, and a node that has it does not ask for a newer one.',
    },
  ],
  remedy: {
    advice: 'Name the version that you tested, or set `imagePullPolicy` to Always.',
    risk: 'low',
    caution: 'Each start of a container then asks the registry, and fails while that does not answer.',
    edits: [{ set: '/{containers}/*/imagePullPolicy', to: 'Always' }],
  },
  limits: ['Other tags may be moved, too; only a digest never changes.'],
  prove: {
    pass: [
      { because: 'it is pulled each time', resource: having({ ...latest, imagePullPolicy: 'Always' }) },
      { because: 'that is the default of latest', resource: having(latest) },
      { because: 'and of no tag', resource: having({ image: 'registry.example.com:5000/shop/checkout' }) },
      {
        because: 'a version need not be pulled again',
        resource: having({ imagePullPolicy: 'IfNotPresent' }),
      },
      {
        because: 'a digest never changes',
        resource: having({ image: `checkout:latest@sha256:${'0'.repeat(64)}`, imagePullPolicy: 'Never' }),
      },
    ],
    fail: [
      { because: 'the first pull stays', resource: having(stale) },
      { because: 'it is never pulled', resource: having({ ...latest, imagePullPolicy: 'Never' }) },
      {
        because: 'the number is the port of the registry, not a tag',
        resource: having({
          image: 'registry.example.com:5000/shop/checkout',
          imagePullPolicy: 'IfNotPresent',
        }),
      },
      {
        because: 'one of two containers is enough',
        resource: pod({ containers: [container(), container({ name: 'agent', ...stale })] }),
      },
      { because: 'init containers are pulled, too', resource: withInit({}, stale) },
      withEphemeral('debugging containers are pulled, too', {}, stale),
      { because: 'a Deployment makes such pods', resource: deployment({ containers: [container(stale)] }) },
      { because: 'a CronJob makes such pods', resource: cronJob({ containers: [container(stale)] }) },
    ],
  },
});
