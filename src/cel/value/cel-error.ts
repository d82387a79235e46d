import { Boxed } from './boxed.ts';

/** An evaluation error as a value: `||` and `&&` absorb it. It carries no stack. */
export class CelError extends Boxed {
  readonly box = 'error';
  /** In cel-go's words where a user of the API server would see them: `no such key: x`. */
  readonly message: string;

  constructor(message: string) {
    super();
    this.message = message;
  }
}

/** The error of what nothing here can know, such as what a cluster holds: no verdict follows from it, neither way. */
export class NotEvaluable extends CelError {
  /** What is missing, as part of a sentence: `only a cluster knows its resources`. */
  readonly why: string;

  constructor(why: string) {
    super(`not evaluable: ${why}`);
    this.why = why;
  }
}
