import type { JsonPointer } from '../core/json.ts';
import type { Severity } from '../core/severity.ts';

/** What one scanner found in one image. */
export interface Scan {
  readonly file: string;
  /** The scanner, as it names itself. */
  readonly tool: string;
  /** When it looked, in milliseconds since the epoch; null where the file does not say. */
  readonly at: number | null;
  readonly image: ScannedImage;
  readonly reported: readonly Reported[];
  /** How many the scanner itself left out, by its own ignore rules. */
  readonly leftOut: number;
}

/** An image as a scanner names it. */
export interface ScannedImage {
  /** References, as they are written. */
  readonly references: readonly string[];
  /** Digests of its manifest, as `sha256:…`. */
  readonly digests: readonly string[];
  /** Its architecture, or null: images of several are scanned one by one. */
  readonly platform: string | null;
}

/** One vulnerability of one package, as a scanner reports it. */
export interface Reported {
  /** Its own name first, then the other names that it has. */
  readonly ids: readonly [string, ...string[]];
  /** Null where the scanner does not know. */
  readonly severity: Severity | null;
  readonly package: ReportedPackage;
  /** Versions that have a fix; empty where none is out, or none is known. */
  readonly fixes: readonly string[];
  readonly title: string | null;
  readonly url: string | null;
  /** When it became known, in milliseconds since the epoch, or null. */
  readonly published: number | null;
  /** Whether it is in a list of what is known to be exploited. */
  readonly exploited: boolean;
  /** The probability of its being exploited within 30 days, from 0 to 1, or null. */
  readonly epss: number | null;
}

/** A package in an image. */
export interface ReportedPackage {
  readonly name: string;
  readonly version: string;
  /** Its package URL, or null. */
  readonly purl: string | null;
  /** What VEX documents know it by within its bill of materials, or null. */
  readonly ref: string | null;
}

/** What somebody who knows says of a vulnerability in some products (VEX). */
export interface Statement {
  readonly file: string;
  /** In milliseconds since the epoch, or null; of several the last one holds. */
  readonly at: number | null;
  readonly ids: readonly string[];
  readonly status: StatementStatus;
  /** The justification, or null. */
  readonly why: string | null;
  readonly products: readonly Product[];
}

export type StatementStatus =
  | 'not_affected'
  | 'fixed'
  | 'false_positive'
  | 'affected'
  | 'under_investigation';

/** What a statement is about: an image, packages in it, or packages wherever they are. */
export interface Product {
  /** Null: any image. */
  readonly image: string | null;
  /** Package URLs, or names within a bill of materials; empty: all packages of the image. */
  readonly packages: readonly string[];
}

/** What a file holds. */
export interface ScanFile {
  readonly scans: readonly Scan[];
  readonly statements: readonly Statement[];
}

/** What to do with a file that does not say of which image it is. */
export const nameIt = 'name its image before the file: `IMAGE=FILE`';

/** Why a file is not what it says it is, and where in it. */
export class ScanFault extends Error {
  readonly pointer: JsonPointer;

  constructor(pointer: JsonPointer, message: string) {
    super(message);
    this.pointer = pointer;
  }
}
