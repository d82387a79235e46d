import type { JsonObject } from '../core/json.ts';
import type { Resource } from '../core/resource.ts';
import { defineRule } from './_define-rule.ts';
import { container, cronJob, pod } from './_examples.ts';
import { kubernetesDocs } from './_sources.ts';
import { workload } from './_subjects.ts';

/** A Pod whose only container declares these ports. */
function open(...ports: readonly JsonObject[]): Resource {
  return pod({ containers: [container({ ports })] });
}

export const sshPort = defineRule({
  id: 'ssh-port',
  code: 'KP120',
  title: 'Container opens the port of SSH',
  why: 'Who logs in past the API server is seen by no audit log and held by no role; and the keys in the image outlive everybody who should have them.',
  severity: 'low',
  category: 'security',
  sources: [
    kubernetesDocs(
      'Get a Shell to a Running Container',
      'tasks/debug/debug-application/get-shell-running-container/',
    ),
    {
      title: 'NIST SP 800-190',
      section: '4.1.2',
      url: 'https://nvlpubs.nist.gov/nistpubs/SpecialPublications/NIST.SP.800-190.pdf',
    },
  ],
  subject: workload,
  check: [
    {
      id: 'closed',
      expression:
        "variables.containers.all(c, c.?ports.orValue([]).all(p, p.containerPort == 22 ? p.?protocol.orValue('TCP') != 'TCP' : true))",
      message: 'The container declares port 22, at which people log in by SSH.',
    },
  ],
  remedy: {
    advice:
      'Take the SSH server out of the image; `kubectl exec` and `kubectl debug` are asked for and recorded.',
    risk: 'person',
    caution: null,
    edits: [],
  },
  limits: [
    'A server that listens at port 22 and does not declare it is not known here.',
    'Servers of git or SFTP speak SSH on purpose: make an exception for them.',
  ],
  prove: {
    pass: [
      { because: 'no port is declared', resource: pod() },
      { because: 'another port', resource: open({ containerPort: 8080 }) },
      { because: 'SSH does not speak this protocol', resource: open({ containerPort: 22, protocol: 'UDP' }) },
      {
        because: 'a port of the node is another matter',
        resource: open({ containerPort: 80, hostPort: 22 }),
      },
    ],
    fail: [
      { because: 'it is declared', resource: open({ containerPort: 22 }) },
      { because: 'the protocol is stated', resource: open({ containerPort: 22, protocol: 'TCP' }) },
      {
        because: 'one of two ports is enough',
        resource: open({ containerPort: 8080 }, { containerPort: 22, name: 'ssh' }),
      },
      {
        because: 'one of two containers is enough',
        resource: cronJob({
          containers: [container(), container({ name: 'shell', ports: [{ containerPort: 22 }] })],
        }),
      },
      {
        because: 'an init container opens it, too',
        resource: pod({ initContainers: [container({ name: 'shell', ports: [{ containerPort: 22 }] })] }),
      },
    ],
  },
});
