/** Why a message was not sent or not taken, in words that hold no secret. */
export class Refused extends Error {
  /** How many milliseconds the other side asks to wait. */
  readonly wait: number | null;

  constructor(why: string, wait: number | null = null) {
    super(why);
    this.wait = wait;
  }
}
