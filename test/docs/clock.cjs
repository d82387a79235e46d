// The day on which the commands of the pages are run, so that what they print stays the same.
const now = Date.parse('2026-11-21T09:00:00Z');
const RealDate = Date;

globalThis.Date = class extends RealDate {
  constructor(...parts) {
    if (parts.length === 0) super(now);
    else super(...parts);
  }
  static now() {
    return now;
  }
};
