import { fingerprint } from '../../core/fingerprint.ts';
import type { Finding, FindingResource } from '../../core/finding.ts';
import { severities } from '../../core/severity.ts';
import type { ChannelName, NoticeFinding } from '../notify-port.ts';
import type { Watch } from '../judging/watch.ts';

/** Gathers what each channel wants to know, as it is shown, the gravest first. */
export interface NewsWatch extends Watch {
  found(channel: ChannelName): readonly NoticeFinding[];
}

/** Nothing was found yet. What an exception or a baseline lifts nobody is told of. */
export function watchNews(): NewsWatch {
  const byChannel = new Map<string, Map<string, NoticeFinding>>();
  return {
    wantsAll: false,
    see(judged) {
      for (const finding of judged.findings) {
        const { result, exception, handling } = finding;
        if (exception !== null || (result !== 'fail' && result !== 'warn')) continue;
        if (handling === undefined || handling.channels.length === 0) continue;
        const told = toldOf(judged.place(finding));
        for (const channel of handling.channels) findingsOf(byChannel, channel).set(told.fingerprint, told);
      }
      return judged;
    },
    notes: () => [],
    found: (channel) =>
      [...(byChannel.get(channel)?.values() ?? [])].toSorted(
        (a, b) => severities.indexOf(b.severity) - severities.indexOf(a.severity),
      ),
  };
}

function findingsOf(
  byChannel: Map<string, Map<string, NoticeFinding>>,
  channel: string,
): Map<string, NoticeFinding> {
  const known = byChannel.get(channel);
  if (known !== undefined) return known;
  const made = new Map<string, NoticeFinding>();
  byChannel.set(channel, made);
  return made;
}

function toldOf(finding: Finding): NoticeFinding {
  const { policy, severity, category, message, remediation, resource, location } = finding;
  return {
    fingerprint: fingerprint(finding),
    policy,
    severity,
    category,
    message,
    remediation,
    resource: nameOf(resource),
    place: `${location.file}:${location.line}`,
  };
}

function nameOf({ kind, namespace, name }: FindingResource): string {
  return `${kind} ${namespace === null ? '' : `${namespace}/`}${name}`;
}
