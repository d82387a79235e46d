import type { JsonObject } from '../core/json.ts';
import type { Resource } from '../core/resource.ts';
import type { Example } from '../core/rule.ts';
import { defineRule } from './_define-rule.ts';
import { container, cronJob, deployment, pod, withEphemeral, withInit } from './_examples.ts';
import { kubernetesDocs } from './_sources.ts';
import { workload } from './_subjects.ts';

const answers = {
  registries: ['registry.example.com', 'docker.io/library', 'ghcr.io/tools', 'ghcr.io/shop/'],
};
const ours = { image: 'registry.example.com/shop/checkout:4.18.2' };
const foreign = { image: 'quay.io/shop/checkout:4.18.2' };

/** The same verdict on a container's image and on one that is mounted as a volume. */
function both(
  because: string,
  image: string,
  registries: readonly string[] = answers.registries,
): readonly [Example, Example] {
  return [
    { because, resource: pod({ containers: [container({ image })] }), answers: { registries } },
    {
      because: `mounted: ${because}`,
      resource: withVolume({ image: { reference: image } }),
      answers: { registries: registries.length === 0 ? registries : [...registries, 'registry.example.com'] },
    },
  ];
}

/** A Pod with a good container and this volume. */
function withVolume(volume: JsonObject): Resource {
  return pod({ containers: [container(ours)], volumes: [{ name: 'model', ...volume }] });
}

// An image whose name begins with no host is of Docker Hub; without a folder, of the one named `library`.
// Compared with itself where it is allowed, so that the place is the image, not the container.
function allowed(image: string): string {
  const hub = `${image}.matches('^([^/]*[.:A-Z][^/]*|localhost)/') ? [] : ${image}.contains('/') ? ['docker.io'] : ['docker.io', 'library']`;
  return `${image} == (variables.registries.exists(r, ((${hub}) + [${image}]).join('/').startsWith(r.endsWith('/') ? r : r + '/')) ? ${image} : null)`;
}

export const imageRegistryNotAllowed = defineRule({
  id: 'image-registry-not-allowed',
  code: 'KP068',
  title: 'Image comes from a registry that is not allowed',
  why: 'What nobody has scanned or mirrored runs with the rights of the pod, and may be changed or gone tomorrow.',
  severity: 'medium',
  category: 'security',
  sources: [kubernetesDocs('Images', 'concepts/containers/images/#image-names')],
  subject: workload,
  ask: {
    registries: {
      type: 'list',
      prompt:
        'From which registries, or folders of registries, may images come? For example registry.example.com or ghcr.io/shop; Docker Hub is docker.io',
    },
  },
  check: [
    {
      id: 'containers',
      expression: `variables.containers.all(c, ${allowed('c.image')})`,
      message:
        'The image of the container comes from a registry that is not on the list of the organization.',
    },
    {
      id: 'volumes',
      expression: `variables.podSpec.?volumes.orValue([]).all(v, v.?image.?reference.optMap(i, ${allowed('i')}).orValue(true))`,
      message:
        'The image that is mounted as a volume comes from a registry that is not on the list of the organization.',
    },
  ],
  remedy: {
    advice: 'Mirror the image into an allowed registry and name it there.',
    risk: 'person',
    caution: null,
    edits: [],
  },
  limits: ['That a node asks a mirror instead of the registry that is named is not known here.'],
  prove: {
    pass: [
      ...both('it is ours', ours.image),
      ...both('a name alone is of Docker Hub', 'nginx:1.29'),
      ...both('the same, with its host', 'docker.io/library/nginx:1.29'),
      ...both('a folder may be allowed', 'ghcr.io/shop/checkout:1'),
      ...both('a folder of Docker Hub may be allowed', 'bitnami/redis:7', ['docker.io/bitnami']),
      ...both('a port is part of the name of a registry', 'registry:5000/checkout:1', ['registry:5000']),
      ...both('a host in capitals is one', 'REGISTRY/checkout:1', ['REGISTRY']),
      ...both('localhost is a host', 'localhost/checkout:1', ['localhost']),
      { because: 'other volumes have no image', resource: withVolume({ emptyDir: {} }), answers },
    ],
    fail: [
      ...both('it is not on the list', foreign.image),
      ...both('another folder is not allowed', 'ghcr.io/other/checkout:1'),
      ...both('a folder that only begins alike is another one', 'ghcr.io/shop-mirror/checkout:1'),
      ...both('also where the list has no slash at the end', 'ghcr.io/tools-mirror/checkout:1'),
      ...both('a host that only begins alike is another one', 'registry.example.com.evil.example/checkout:1'),
      ...both('the same host at another port is another registry', 'registry.example.com:5000/checkout:1'),
      ...both('the name of a registry as a folder is no registry', 'quay.io/registry.example.com/checkout:1'),
      ...both('a folder of Docker Hub is not its library', 'bitnami/redis:7'),
      ...both('an empty list allows nothing', ours.image, []),
      {
        because: 'one of two containers is enough',
        resource: pod({ containers: [container(ours), container({ name: 'agent', ...foreign })] }),
        answers,
      },
      { because: 'init containers are pulled, too', resource: withInit(ours, foreign), answers },
      { ...withEphemeral('debugging containers are pulled, too', ours, foreign), answers },
      {
        because: 'a Deployment makes such pods',
        resource: deployment({ containers: [container(foreign)] }),
        answers,
      },
      {
        because: 'a CronJob makes such pods',
        resource: cronJob({ containers: [container(foreign)] }),
        answers,
      },
    ],
  },
});
