import type { Unplaced } from '../../core/finding.ts';

/** Counts what the organization wants done about findings, and says what of it is not. */
export interface Duties {
  see(finding: Unplaced): void;
  notes(): readonly string[];
}

/** What the run itself does about findings. */
export interface Kept {
  readonly records: boolean;
  readonly notifies: boolean;
}

/** Nothing to be done yet. */
export function createDuties({ records, notifies }: Kept): Duties {
  const channels = new Map<string, number>();
  let audited = 0;
  return {
    see({ handling, exception }) {
      if (handling === undefined || exception !== null) return;
      if (handling.actions.includes('audit')) audited++;
      for (const channel of handling.channels) channels.set(channel, (channels.get(channel) ?? 0) + 1);
    },
    notes() {
      const sent = Array.from(channels, ([channel, count]) => `${counted(count)} to ${channel}`);
      return [
        ...(sent.length === 0 || notifies
          ? []
          : [`to be sent: ${sent.join(', ')}; only --notify sends them`]),
        ...(audited === 0 || records
          ? []
          : [`${counted(audited)} of rules that say \`audit\`: only --record keeps them`]),
      ];
    },
  };
}

function counted(count: number): string {
  return `${count} ${count === 1 ? 'finding' : 'findings'}`;
}
