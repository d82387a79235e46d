import { defineRule } from './_define-rule.ts';
import { container, cronJob, deployment, pod, withEphemeral, withInit } from './_examples.ts';
import { kubernetesDocs } from './_sources.ts';
import { workload } from './_subjects.ts';

const latest = { image: 'registry.example.com/shop/checkout:latest' };

export const imageTagMutable = defineRule({
  id: 'image-tag-mutable',
  code: 'KP066',
  title: 'Image has no tag, or the tag latest',
  why: 'Such an image is another one after each push: two pods of one Deployment may run different code, and nobody can say which, or go back to it.',
  severity: 'medium',
  category: 'security',
  sources: [kubernetesDocs('Images', 'concepts/containers/images/#image-names')],
  subject: workload,
  check: [
    {
      id: 'pinned',
      expression: "variables.containers.all(c, c.image.matches(':[^/:]+$') && !c.image.endsWith(':latest'))",
      message: 'The image has no tag, or the tag latest, so that what runs depends on when it was pulled.',
    },
  ],
  remedy: {
    advice: 'Name the version that you tested, or better its digest (`image@sha256:…`).',
    risk: 'person',
    caution: null,
    edits: [],
  },
  covers: ['image-not-pinned-by-digest'],
  limits: ['Any other tag passes, though a registry may let people move it; only a digest never changes.'],
  prove: {
    pass: [
      {
        because: 'it names a version',
        resource: pod({
          containers: [container({ image: 'registry.example.com:5000/shop/checkout:4.18.2' })],
        }),
      },
      {
        because: 'a digest never changes',
        resource: pod({
          containers: [container({ image: `registry.example.com/shop/checkout@sha256:${'0'.repeat(64)}` })],
        }),
      },
      {
        because: 'beside a digest the tag is only a remark',
        resource: pod({ containers: [container({ image: `checkout:latest@sha256:${'0'.repeat(64)}` })] }),
      },
      {
        because: 'a tag that only begins alike is a version',
        resource: pod({
          containers: [container({ image: 'registry.example.com/shop/checkout:latest-2.1' })],
        }),
      },
    ],
    fail: [
      { because: 'latest moves', resource: pod({ containers: [container(latest)] }) },
      {
        because: 'no tag means latest',
        resource: pod({ containers: [container({ image: 'registry.example.com/shop/checkout' })] }),
      },
      {
        because: 'the number is the port of the registry, not a tag',
        resource: pod({ containers: [container({ image: 'registry.example.com:5000/shop/checkout' })] }),
      },
      {
        because: 'one of two containers is enough',
        resource: pod({ containers: [container(), container({ name: 'agent', ...latest })] }),
      },
      { because: 'init containers are pulled too', resource: withInit({}, latest) },
      withEphemeral('debugging containers are pulled too', {}, latest),
      { because: 'a Deployment makes such pods', resource: deployment({ containers: [container(latest)] }) },
      { because: 'a CronJob makes such pods', resource: cronJob({ containers: [container(latest)] }) },
    ],
  },
});
