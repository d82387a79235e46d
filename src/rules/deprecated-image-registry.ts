import { defineRule } from './_define-rule.ts';
import { container, cronJob, deployment, pod, withEphemeral, withInit } from './_examples.ts';
import { workload } from './_subjects.ts';

const old = { image: 'k8s.gcr.io/pause:3.8' };

/** A Pod whose only container runs this image. */
function running(image: string) {
  return pod({ containers: [container({ image })] });
}

export const deprecatedImageRegistry = defineRule({
  id: 'deprecated-image-registry',
  code: 'KP069',
  title: 'Image comes from the frozen registry k8s.gcr.io',
  why: 'Nothing has been published there since April 2023, also no fix of a vulnerability, and one day it will be switched off: then pods stop starting.',
  severity: 'low',
  category: 'security',
  sources: [
    {
      title: 'Kubernetes: k8s.gcr.io image registry will be frozen from 3 April 2023',
      section: null,
      url: 'https://kubernetes.io/blog/2023/02/06/k8s-gcr-io-freeze-announcement/',
    },
  ],
  subject: workload,
  check: [
    {
      id: 'served',
      expression: "variables.containers.all(c, !c.image.startsWith('k8s.gcr.io/'))",
      message: 'The image comes from k8s.gcr.io, which is frozen.',
    },
  ],
  remedy: {
    advice: 'Write registry.k8s.io instead of k8s.gcr.io: it has the same images, and the newer ones.',
    risk: 'person',
    caution: null,
    edits: [],
  },
  limits: ['Copies of it under other names, such as gcr.io/google-containers, are not looked for.'],
  prove: {
    pass: [
      { because: 'its successor is kept', resource: pod() },
      {
        because: 'a folder of that name is no registry',
        resource: running('registry.example.com/k8s.gcr.io/pause:3.8'),
      },
      {
        because: 'a host that only begins alike is another one',
        resource: running('k8s.gcr.io.example/pause:3.8'),
      },
    ],
    fail: [
      { because: 'it is frozen', resource: running(old.image) },
      {
        because: 'a digest is served from there, too',
        resource: running(`k8s.gcr.io/pause@sha256:${'1'.repeat(64)}`),
      },
      {
        because: 'one of two containers is enough',
        resource: pod({ containers: [container(), container({ name: 'agent', ...old })] }),
      },
      { because: 'init containers are pulled, too', resource: withInit({}, old) },
      withEphemeral('debugging containers are pulled, too', {}, old),
      { because: 'a Deployment makes such pods', resource: deployment({ containers: [container(old)] }) },
      { because: 'a CronJob makes such pods', resource: cronJob({ containers: [container(old)] }) },
    ],
  },
});
