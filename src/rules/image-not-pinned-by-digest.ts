import { defineRule } from './_define-rule.ts';
import { container, cronJob, deployment, pod, withEphemeral, withInit } from './_examples.ts';
import { kubernetesDocs } from './_sources.ts';
import { workload } from './_subjects.ts';

const tagged = { image: 'registry.example.com:5000/shop/checkout:4.18.2' };
const pinned = { image: `registry.example.com/shop/checkout@sha256:${'0a'.repeat(32)}` };

const digest = '@sha(256:[0-9a-f]{64}|512:[0-9a-f]{128})$';

/** A Pod with a good container and this image as a volume. */
function withVolume(image: Readonly<Record<string, string>>) {
  return pod({ containers: [container(pinned)], volumes: [{ name: 'model', image }] });
}

export const imageNotPinnedByDigest = defineRule({
  id: 'image-not-pinned-by-digest',
  code: 'KP067',
  title: 'Image is not pinned by its digest',
  why: 'A tag is a name that a registry lets people move: what was scanned and tested is not certainly what runs, and whoever gets into the registry gets into the cluster.',
  severity: 'low',
  category: 'security',
  sources: [kubernetesDocs('Images', 'concepts/containers/images/#image-names')],
  subject: workload,
  check: [
    {
      id: 'containers',
      expression: `variables.containers.all(c, c.image.matches('${digest}'))`,
      message: 'The image of the container is named without its digest.',
    },
    {
      id: 'volumes',
      expression: `variables.podSpec.?volumes.orValue([]).all(v, v.?image.?reference.optMap(r, r.matches('${digest}')).orValue(true))`,
      message: 'The image that is mounted as a volume is named without its digest.',
    },
  ],
  remedy: {
    advice: 'Add the digest that the registry tells for the tag: `image:4.18.2@sha256:…`.',
    risk: 'person',
    caution: null,
    edits: [],
  },
  limits: ['Whether the registry has an image of that digest, and who signed it, is not asked.'],
  prove: {
    pass: [
      { because: 'a digest never changes', resource: pod({ containers: [container(pinned)] }) },
      {
        because: 'beside a digest the tag is only a remark',
        resource: pod({
          containers: [
            container({ image: `registry.example.com:5000/shop/checkout:latest@sha256:${'7'.repeat(64)}` }),
          ],
        }),
      },
      {
        because: 'a longer digest is one, too',
        resource: pod({ containers: [container({ image: `checkout@sha512:${'f'.repeat(128)}` })] }),
      },
      { because: 'the mounted image is pinned', resource: withVolume({ reference: pinned.image }) },
      {
        because: 'other volumes have no image',
        resource: pod({ containers: [container(pinned)], volumes: [{ name: 'scratch', emptyDir: {} }] }),
      },
    ],
    fail: [
      { because: 'a tag may be moved', resource: pod({ containers: [container(tagged)] }) },
      { because: 'no tag means latest', resource: pod({ containers: [container({ image: 'checkout' })] }) },
      {
        because: 'half a digest is none',
        resource: pod({ containers: [container({ image: `checkout@sha256:${'0'.repeat(63)}` })] }),
      },
      {
        because: 'one of two containers is enough',
        resource: pod({ containers: [container(pinned), container({ name: 'agent', ...tagged })] }),
      },
      { because: 'a mounted image may be moved, too', resource: withVolume({ reference: tagged.image }) },
      { because: 'init containers are pulled too', resource: withInit(pinned, tagged) },
      withEphemeral('debugging containers are pulled too', pinned, tagged),
      { because: 'a Deployment makes such pods', resource: deployment({ containers: [container(tagged)] }) },
      { because: 'a CronJob makes such pods', resource: cronJob({ containers: [container(tagged)] }) },
    ],
  },
});
