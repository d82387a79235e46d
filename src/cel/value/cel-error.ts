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
