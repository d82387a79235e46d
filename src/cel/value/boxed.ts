/** What every value of the engine's own classes extends, so that one `instanceof` tells them from JSON. */
export abstract class Boxed {
  /** Keeps plain objects from being structurally assignable. */
  abstract readonly box: string;
}
