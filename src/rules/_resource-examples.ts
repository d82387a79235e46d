import type { JsonObject } from '../core/json.ts';
import type { Resource } from '../core/resource.ts';
import type { Example } from '../core/rule.ts';
import { limitRangeExamples } from './_releases.ts';
import { container, cronJob, deployment, pod } from './_examples.ts';

/** What differs between the rules that ask for an amount. */
interface Asked {
  readonly list: 'requests' | 'limits';
  readonly resource: string;
  readonly amount: string;
  /** Whether the amount may be stated for the pod as a whole. */
  readonly ofPod: boolean;
}

interface Examples {
  readonly pass: readonly [Example, ...Example[]];
  readonly fail: readonly [Example, ...Example[]];
}

/** A Pod whose only container has these resources. */
export function withResources(resources: JsonObject, spec: JsonObject = {}): Resource {
  return pod({ containers: [container({ resources })], ...spec });
}

/** Examples of a rule that asks every container for an amount. */
export function amountExamples(asked: Asked): Examples {
  const { list, resource, amount, ofPod } = asked;
  const good = { resources: { [list]: { [resource]: amount } } };
  const other = otherThan(resource);
  const more = [
    ...(ofPod ? [ofPodExamples(asked)] : []),
    ...(list === 'requests' ? [byLimit(asked)] : []),
    limitRangeExamples(list, resource),
  ];
  return {
    pass: [
      { because: 'it is stated', resource: pod({ containers: [container(good)] }) },
      { because: 'a number is an amount', resource: withResources({ [list]: { [resource]: 1 } }) },
      {
        because: 'what is no quantity is wrong in another way',
        resource: withResources({ [list]: { [resource]: 'plenty' } }),
      },
      {
        because: 'an init container that ends may go without',
        resource: pod({ containers: [container(good)], initContainers: [container({ name: 'migrate' })] }),
      },
      ...more.flatMap(({ pass }) => pass),
    ],
    fail: [
      { because: 'nothing is said', resource: pod() },
      { because: 'an empty list says nothing', resource: withResources({ [list]: {} }) },
      {
        because: 'another resource is another matter',
        resource: withResources({ [list]: { [other]: '1' } }),
      },
      { because: 'zero is nothing', resource: withResources({ [list]: { [resource]: '0' } }) },
      {
        because: 'one of two containers is enough',
        resource: pod({ containers: [container(good), container({ name: 'agent' })] }),
      },
      {
        because: 'a sidecar runs as long as the pod',
        resource: pod({
          containers: [container(good)],
          initContainers: [container({ name: 'proxy', restartPolicy: 'Always' })],
        }),
      },
      { because: 'Windows has it as well', resource: pod({ os: { name: 'windows' } }) },
      { because: 'a Deployment makes such pods', resource: deployment() },
      { because: 'a CronJob makes such pods', resource: cronJob() },
      ...more.flatMap(({ fail }) => fail),
    ],
  };
}

function otherThan(resource: string): string {
  return resource === 'cpu' ? 'memory' : 'cpu';
}

/** What the pod states for all of its containers together. */
function ofPodExamples({ list, resource, amount }: Asked): Examples {
  const good = { resources: { [list]: { [resource]: amount } } };
  return {
    pass: [
      { because: 'the pod has it for all of its containers', resource: pod(good), minor: 34 },
      { because: 'so it has in newer versions', resource: pod(good) },
      {
        because: 'what is no quantity for the pod is wrong in another way',
        resource: pod({ resources: { [list]: { [resource]: 'plenty' } } }),
      },
    ],
    fail: [
      { because: 'before 1.34 a pod had no resources of its own', resource: pod(good), minor: 33 },
      {
        because: 'zero for the pod is nothing',
        resource: pod({ resources: { [list]: { [resource]: '0' } } }),
      },
      {
        because: 'another resource of the pod is another matter',
        resource: pod({ resources: { [list]: { [otherThan(resource)]: '1' } } }),
      },
    ],
  };
}

/** A limit is the request, too, where none is stated. */
function byLimit({ resource, amount }: Asked): Examples {
  return {
    pass: [
      {
        because: 'a limit alone is the request, too',
        resource: withResources({ limits: { [resource]: amount } }),
      },
      {
        because: 'a limit of the pod is its request, too',
        resource: pod({ resources: { limits: { [resource]: amount } } }),
      },
      {
        because: 'a limit that is no quantity is wrong in another way',
        resource: withResources({ limits: { [resource]: 'plenty' } }),
      },
      {
        because: 'so it is for the pod',
        resource: pod({ resources: { limits: { [resource]: 'plenty' } } }),
      },
    ],
    fail: [
      { because: 'a limit of zero is none', resource: withResources({ limits: { [resource]: '0' } }) },
      {
        because: 'a limit of zero for the pod is none',
        resource: pod({ resources: { limits: { [resource]: '0' } } }),
      },
    ],
  };
}
