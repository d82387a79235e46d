import { both, pod, profile, type CheckPart, type PodSecurityCheck } from './pod-security-check.ts';

const volumeTypes =
  "['configMap', 'csi', 'downwardAPI', 'emptyDir', 'ephemeral', 'image', 'persistentVolumeClaim', 'projected', 'secret']";

const runAsUser = (of: string): Pick<CheckPart, 'right' | 'value'> => ({
  right: `${of}.?securityContext.?runAsUser.orValue(1) != 0`,
  value: "'0'",
});

/** What level restricted demands beyond baseline. */
export const restrictedChecks: readonly PodSecurityCheck[] = [
  {
    id: 'restrictedVolumes',
    level: 'restricted',
    control: 'Volume Types',
    reason: 'restricted volume types',
    parts: [
      {
        on: 'pod',
        field: 'volumes[*]',
        over: `${pod}.?volumes.orValue([])`,
        right: `${volumeTypes}.exists(type, type in item)`,
        value: null,
      },
    ],
  },
  {
    id: 'allowPrivilegeEscalation',
    level: 'restricted',
    control: 'Privilege Escalation',
    reason: 'allowPrivilegeEscalation != false',
    parts: [
      {
        on: 'container',
        field: 'securityContext.allowPrivilegeEscalation',
        right: 'container.?securityContext.?allowPrivilegeEscalation.orValue(true) == false',
        value: "has(container.securityContext.allowPrivilegeEscalation) ? 'true' : 'nil'",
        hasValue: 'has(container.securityContext)',
      },
    ],
    windowsSince: 25,
  },
  {
    id: 'capabilities_restricted',
    level: 'restricted',
    control: 'Capabilities',
    reason: 'unrestricted capabilities',
    parts: [
      {
        on: 'container',
        field: 'securityContext.capabilities.drop',
        right: "'ALL' in container.?securityContext.?capabilities.?drop.orValue([])",
        value: 'drop',
      },
      {
        on: 'container',
        field: 'securityContext.capabilities.add',
        over: 'container.?securityContext.?capabilities.?add.orValue([])',
        right: "item == 'NET_BIND_SERVICE'",
        value: 'item',
        isTogether: true,
      },
    ],
    windowsSince: 25,
  },
  {
    id: 'runAsNonRoot',
    level: 'restricted',
    control: 'Running as Non-root',
    reason: 'runAsNonRoot != true',
    parts: [
      {
        on: 'pod',
        field: 'securityContext.runAsNonRoot',
        right: `${pod}.?securityContext.?runAsNonRoot.orValue(true) == true`,
        value: "'false'",
      },
      {
        on: 'container',
        field: 'securityContext.runAsNonRoot',
        right: `container.?securityContext.?runAsNonRoot.orValue(${pod}.?securityContext.?runAsNonRoot.orValue(false)) == true`,
        value: "'false'",
        hasValue: 'container.?securityContext.?runAsNonRoot.hasValue()',
        isDemanded: true,
      },
    ],
  },
  {
    id: 'runAsUser',
    level: 'restricted',
    control: 'Running as Non-root user',
    reason: 'runAsUser=0',
    parts: both('securityContext.runAsUser', runAsUser),
  },
  {
    id: 'seccompProfile_restricted',
    level: 'restricted',
    control: 'Seccomp',
    reason: 'seccompProfile',
    parts: profile('seccompProfile').map((part) =>
      part.on === 'pod' ? part : { ...part, isDemanded: true },
    ),
    windowsSince: 25,
  },
];

/** The check of a seccomp profile that nobody names: reported only where no bad one is named. */
export const seccompUnset: CheckPart = {
  on: 'container',
  field: 'securityContext.seccompProfile.type',
  right: `container.?securityContext.?seccompProfile.hasValue() || ${pod}.?securityContext.?seccompProfile.?type.orValue('') in ['RuntimeDefault', 'Localhost']`,
  value: null,
  isDemanded: true,
};
