import type { FunctionDeclaration, Library } from '../../library.ts';
import { bool, list, map, opaque, string } from '../../type.ts';
import { Opaque } from '../../value/boxes.ts';
import { CelError } from '../../value/cel-error.ts';
import { celMap } from '../../value/map.ts';
import type { Value } from '../../value/value.ts';
import { traverseFirst } from '../standard/cost.ts';
import { global, member } from '../standard/overload.ts';
import { isPort, parseUrl, requestFault } from './parse-url.ts';
import type { UrlParts } from './parse-url.ts';
import { UrlFault, escapeUrl, toText, unescapeUrl } from './url-escape.ts';

/** The type of `url('https://example.com')`. */
export const urlType = opaque('kubernetes.URL');

/** An absolute URL, or an absolute path. */
export class Url extends Opaque {
  readonly type = { kind: 'opaque', name: 'kubernetes.URL' } as const;
  readonly parts: UrlParts;

  constructor(parts: UrlParts) {
    super();
    this.parts = parts;
  }

  /** Whether another value is a URL of the same text. */
  equals(other: Opaque): boolean {
    return other instanceof Url && formatUrl(other.parts) === formatUrl(this.parts);
  }
}

/** A URL as text, in bytes. */
function formatUrl(parts: UrlParts): string {
  const scheme = parts.scheme === '' ? '' : `${parts.scheme}:`;
  const query = parts.hasEmptyQuery || parts.query !== '' ? `?${parts.query}` : '';
  const fragment = parts.fragment === '' ? '' : `#${parts.fragment}`;
  return `${scheme}${parts.opaque === '' ? formatHierarchy(parts) : parts.opaque}${query}${fragment}`;
}

function formatHierarchy({ scheme, user, host, omitsHost, path }: UrlParts): string {
  const hasAuthority = host !== '' || user !== null;
  if (!hasAuthority && (scheme === '' || omitsHost)) return path;
  const slashes = hasAuthority || path !== '' ? '//' : '';
  return `${slashes}${user === null ? '' : `${user}@`}${escapeUrl(host, 'host')}${path}`;
}

function toUrl(text: string): Value {
  // The API server reads twice: only the stricter way minds a relative URL, only the other sees fragments.
  const url = requestFault(text) ?? parseUrl(text);
  return url instanceof UrlFault
    ? new CelError(`URL parse error during conversion from string: ${url.message}`)
    : new Url(url);
}

/** The name and the port of a host. */
function splitHost({ host }: UrlParts): { readonly name: string; readonly port: string } {
  const colon = host.lastIndexOf(':');
  const hasPort = colon >= 0 && isPort(host.slice(colon));
  const name = hasPort ? host.slice(0, colon) : host;
  const port = hasPort ? host.slice(colon + 1) : '';
  return { name: name.startsWith('[') && name.endsWith(']') ? name.slice(1, -1) : name, port };
}

const mostParameters = 10_000;

function getQuery({ parts }: Url): Value {
  const found = new Map<string, string[]>();
  const written = parts.query.split('&');
  if (written.length > mostParameters) return celMap([]);
  for (const parameter of written) {
    const [key, value] = readParameter(parameter);
    if (key !== undefined && value !== undefined) {
      const known = found.get(key);
      if (known === undefined) found.set(key, [value]);
      else known.push(value);
    }
  }
  return celMap(found);
}

/** A parameter's key and value; nothing of what cannot be read. */
function readParameter(text: string): readonly [string?, string?] {
  if (text === '' || text.includes(';')) return [];
  const [, key = '', value = ''] = /^([^=]*)=?(.*)$/s.exec(text) ?? [];
  const [plainKey, plainValue] = [unescapeUrl(key, 'query'), unescapeUrl(value, 'query')];
  if (plainKey instanceof UrlFault || plainValue instanceof UrlFault) return [];
  return [toText(plainKey), toText(plainValue)];
}

function part(name: string, id: string, of: (parts: UrlParts) => string): FunctionDeclaration {
  const run = ({ parts }: Url): string => toText(of(parts));
  return { name, overloads: [member(id, { params: [urlType], result: string, run })] };
}

/** Kubernetes' library of URLs, as Go's `net/url` reads them. In all versions. */
export const url: Library = {
  name: 'kubernetes.url',
  functions: [
    {
      name: 'url',
      overloads: [
        global('string_to_url', { params: [string], result: urlType, run: toUrl, cost: traverseFirst }),
      ],
    },
    {
      name: 'isURL',
      overloads: [
        global('is_url_string', {
          params: [string],
          result: bool,
          run: (text: string) => requestFault(text) === undefined,
        }),
      ],
    },
    part('getScheme', 'url_get_scheme', ({ scheme }) => scheme),
    part('getHost', 'url_get_host', ({ host }) => host),
    part('getHostname', 'url_get_hostname', (parts) => splitHost(parts).name),
    part('getPort', 'url_get_port', (parts) => splitHost(parts).port),
    part('getEscapedPath', 'url_get_escaped_path', ({ path }) => path),
    {
      name: 'getQuery',
      overloads: [
        member('url_get_query', { params: [urlType], result: map(string, list(string)), run: getQuery }),
      ],
    },
  ],
};
