/** What one evaluation may do within values, whose work no loop of the expression counts; about half a second. */
const most = 20_000_000;

/** Characters that are read in the time in which two elements are compared. */
const readPerElement = 64;

/** Characters that take as much memory as an element. */
const madePerElement = 8;

// One for the whole process: values know no frame, and nothing is evaluated at the same time as something else.
let left = Infinity;

/** Limits what is done within values, from here on. */
export function limitEffort(): void {
  left = most;
}

/** Lifts the limit: outside of evaluations nothing is counted. */
export function liftEffort(): void {
  left = Infinity;
}

/** Whether the limit was reached: then whatever the evaluation gave is not to be trusted. */
export function isSpent(): boolean {
  return left < 0;
}

/** Counts the elements of a list or map that are gone through; false where the limit is reached. */
export function spendElements(count: number): boolean {
  left -= count;
  return left >= 0;
}

/** Counts the characters of a text that are gone through; false where the limit is reached. */
export function spendText(length: number): boolean {
  if (length < readPerElement) return true;
  left -= length / readPerElement;
  return left >= 0;
}

/** Counts the characters of a text that is made; false where the limit is reached. */
export function spendMadeText(length: number): boolean {
  if (length < readPerElement) return true;
  left -= length / madePerElement;
  return left >= 0;
}
