import type { JsonObject } from '../core/json.ts';
import type { ScanFile } from './scan.ts';

/** One format of scanners or of VEX documents: adding one is adding a file that exports this. */
export interface ScanFormat {
  /** What people call it. */
  readonly name: string;
  /** Whether a document is of this format, by what it says of itself. */
  recognises(document: JsonObject): boolean;
  /**
   * What a document holds.
   * @throws {ScanFault} where it is not of the format after all
   */
  read(document: JsonObject, from: ScanOrigin): ScanFile;
}

/** Where a document comes from. */
export interface ScanOrigin {
  readonly file: string;
  /** The image that a person says the file is of; null: what the file itself says. */
  readonly image: string | null;
}
