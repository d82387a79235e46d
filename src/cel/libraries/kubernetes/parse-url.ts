import { AddressFault, parseAddress } from './parse-address.ts';
import { goQuote } from './go-quote.ts';
import { UrlFault, escapeUrl, isValidEncoding, toBytes, toText, unescapeUrl } from './url-escape.ts';

/** A URL's parts, as bytes, the way Go holds them. */
export interface UrlParts {
  readonly scheme: string;
  /** What follows the scheme where that is no path. */
  readonly opaque: string;
  /** Escaped; null where there is none. */
  readonly user: string | null;
  /** Unescaped, with its port. */
  readonly host: string;
  /** Whether a scheme is followed by a path at once. */
  readonly omitsHost: boolean;
  /** Escaped. */
  readonly path: string;
  readonly query: string;
  /** Whether the URL ends with a question mark. */
  readonly hasEmptyQuery: boolean;
  /** Escaped; empty where there is none. */
  readonly fragment: string;
}

const nothing: UrlParts = {
  scheme: '',
  opaque: '',
  user: null,
  host: '',
  omitsHost: false,
  path: '',
  query: '',
  hasEmptyQuery: false,
  fragment: '',
};

/** Why a text is no absolute URL or path, as Go's `url.ParseRequestURI` decides; undefined where it is one. */
export function requestFault(text: string): UrlFault | undefined {
  const parsed = parse(toBytes(text), true);
  return parsed instanceof UrlFault ? inContext(text, parsed) : undefined;
}

/** Reads a URL with its fragment, as Go's `url.Parse` does. */
export function parseUrl(text: string): UrlParts | UrlFault {
  const [, main = '', fragment = ''] = /^([^#]*)#?(.*)$/s.exec(text) ?? [];
  const parsed = parse(toBytes(main), false);
  if (parsed instanceof UrlFault) return inContext(main, parsed);
  const written = toBytes(fragment);
  const plain = unescapeUrl(written, 'fragment');
  if (plain instanceof UrlFault) return inContext(text, plain);
  const kept = isValidEncoding(written, 'fragment') ? written : escapeUrl(plain, 'fragment');
  return { ...parsed, fragment: kept };
}

function inContext(text: string, { message }: UrlFault): UrlFault {
  return new UrlFault(`parse ${goQuote(text)}: ${message}`);
}

function parse(bytes: string, isRequest: boolean): UrlParts | UrlFault {
  if (hasControls(bytes)) return new UrlFault('net/url: invalid control character in URL');
  if (bytes === '' && isRequest) return new UrlFault('empty url');
  if (bytes === '*') return { ...nothing, path: '*' };
  if (bytes.startsWith(':')) return new UrlFault('missing protocol scheme');
  const [, scheme = '', afterScheme = ''] = /^(?:([a-z][-a-z\d+.]*):)?(.*)$/is.exec(bytes) ?? [];
  const { rest, query, hasEmptyQuery } = cutQuery(afterScheme);
  const read = readRest(scheme.toLowerCase(), rest, isRequest);
  return read instanceof UrlFault ? read : { ...read, query, hasEmptyQuery };
}

function hasControls(bytes: string): boolean {
  for (const byte of bytes) {
    if (byte < ' ' || byte === '\x7f') return true;
  }
  return false;
}

function cutQuery(text: string): {
  readonly rest: string;
  readonly query: string;
  readonly hasEmptyQuery: boolean;
} {
  const mark = text.indexOf('?');
  const rest = mark < 0 ? text : text.slice(0, mark);
  return {
    rest,
    query: mark < 0 ? '' : text.slice(mark + 1),
    hasEmptyQuery: mark === text.length - 1 && mark >= 0,
  };
}

function readRest(scheme: string, rest: string, isRequest: boolean): UrlParts | UrlFault {
  if (!rest.startsWith('/')) {
    if (scheme !== '') return { ...nothing, scheme, opaque: rest };
    if (isRequest) return new UrlFault('invalid URI for request');
    if (/^[^/]*:/.test(rest)) return new UrlFault('first path segment in URL cannot contain colon');
  }
  if (hasAuthority(scheme, rest, isRequest)) return readHierarchy(scheme, rest);
  return withPath({ ...nothing, scheme, omitsHost: scheme !== '' && rest.startsWith('/') }, rest);
}

function hasAuthority(scheme: string, rest: string, isRequest: boolean): boolean {
  return rest.startsWith('//') && (scheme !== '' || (!isRequest && !rest.startsWith('///')));
}

function readHierarchy(scheme: string, rest: string): UrlParts | UrlFault {
  const slash = rest.indexOf('/', 2);
  const end = slash < 0 ? rest.length : slash;
  const authority = readAuthority(scheme, rest.slice(2, end));
  if (authority instanceof UrlFault) return authority;
  return withPath({ ...nothing, scheme, ...authority }, rest.slice(end));
}

function withPath(parts: UrlParts, path: string): UrlParts | UrlFault {
  const plain = unescapeUrl(path, 'path');
  if (plain instanceof UrlFault) return plain;
  return { ...parts, path: isValidEncoding(path, 'path') ? path : escapeUrl(plain, 'path') };
}

type Authority = Pick<UrlParts, 'user' | 'host'>;

function readAuthority(scheme: string, authority: string): Authority | UrlFault {
  const at = authority.lastIndexOf('@');
  const host = readHost(scheme, authority.slice(at + 1));
  if (host instanceof UrlFault) return host;
  if (at < 0) return { user: null, host };
  const written = authority.slice(0, at);
  if (!/^[-\w.:~!$&'()*+,;=%@]*$/.test(written)) return new UrlFault('net/url: invalid userinfo');
  const [, name = '', password] = /^([^:]*)(?::(.*))?$/s.exec(written) ?? [];
  const user: string[] = [];
  for (const part of password === undefined ? [name] : [name, password]) {
    const plain = unescapeUrl(part, 'user');
    if (plain instanceof UrlFault) return plain;
    user.push(escapeUrl(plain, 'user'));
  }
  return { user: user.join(':'), host };
}

function readHost(scheme: string, host: string): string | UrlFault {
  const bracket = host.lastIndexOf('[');
  if (bracket > 0) return new UrlFault('invalid IP-literal');
  if (bracket === 0) return readBracketed(host);
  // Only browsers' schemes mind a colon within a host.
  const isStrict = scheme === 'http' || scheme === 'https';
  const colon = isStrict ? host.indexOf(':') : host.lastIndexOf(':');
  return (colon < 0 ? undefined : portFault(host.slice(colon))) ?? unescapeUrl(host, 'host');
}

function readBracketed(host: string): string | UrlFault {
  const closing = host.lastIndexOf(']');
  if (closing < 0) return new UrlFault("missing ']' in host");
  const port = host.slice(closing + 1);
  const fault = portFault(port);
  if (fault !== undefined) return fault;
  const name = readLiteral(host.slice(1, closing));
  if (name instanceof UrlFault) return name;
  const address = parseAddress(toText(name));
  if (address instanceof AddressFault) return new UrlFault(`invalid host: ${address.message}`);
  return address.family === 4 ? new UrlFault('invalid IP-literal') : `[${name}]${port}`;
}

/** An address in brackets: its zone starts with an escaped percent sign. */
function readLiteral(literal: string): string | UrlFault {
  const zone = literal.indexOf('%25');
  const address = unescapeUrl(zone < 0 ? literal : literal.slice(0, zone), 'host');
  if (zone < 0 || address instanceof UrlFault) return address;
  const name = unescapeUrl(literal.slice(zone), 'zone');
  return name instanceof UrlFault ? name : address + name;
}

function portFault(port: string): UrlFault | undefined {
  return isPort(port) ? undefined : new UrlFault(`invalid port ${goQuote(toText(port))} after host`);
}

/** Whether what follows a host is a port, or nothing. */
export function isPort(text: string): boolean {
  return text === '' || /^:\d*$/.test(text);
}
