import type { Severity } from '../core/severity.ts';

/** Port: takes messages to people. */
export interface Notifier {
  /** Sends one message once; resolves when the other side has said what it thinks of it, never rejects for that. */
  send(channel: Channel, notice: Notice): Promise<Sent>;
}

/** Whether a message was acknowledged; else why not, without any secret, and for how many milliseconds to wait. */
export type Sent =
  | { readonly arrived: true }
  | { readonly arrived: false; readonly why: string; readonly wait: number | null };

/** A secret, or where it is: `env:NAME`, `file:PATH`. */
export type SecretReference = string;

/** Where messages go. */
export type Channel = { readonly privateAddresses: boolean } & (
  | { readonly name: 'slack'; readonly url: SecretReference; readonly channel: string | null }
  | { readonly name: 'teams'; readonly url: SecretReference }
  | { readonly name: 'webhook'; readonly url: SecretReference; readonly secret: SecretReference }
  | {
      readonly name: 'email';
      readonly recipients: readonly string[];
      readonly from: string;
      readonly smtp: SmtpServer;
    }
);

export type ChannelName = Channel['name'];

/** A server that takes mails. */
export interface SmtpServer {
  readonly host: string;
  readonly port: number;
  readonly security: 'starttls' | 'tls' | 'none';
  readonly login: { readonly user: string; readonly password: SecretReference } | null;
}

/** One message: what a run found and nobody was told yet. */
export interface Notice {
  /** The same at every attempt: who gets it twice can tell. */
  readonly id: string;
  /** When the run was, in milliseconds since the epoch. */
  readonly at: number;
  readonly target: string;
  readonly organization: string | null;
  /** How many findings it is about. */
  readonly total: number;
  /** The gravest of them. */
  readonly findings: readonly NoticeFinding[];
}

/** A finding in a message. */
export interface NoticeFinding {
  readonly fingerprint: string;
  readonly policy: string;
  readonly severity: Severity;
  readonly category: string;
  readonly message: string;
  readonly remediation: string | null;
  /** `Deployment shop/checkout`. */
  readonly resource: string;
  /** `shop.yaml:3`. */
  readonly place: string;
}
