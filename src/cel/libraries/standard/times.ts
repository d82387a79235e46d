import type { FunctionDeclaration, Overload } from '../../library.ts';
import { duration, int, string, timestamp } from '../../type.ts';
import type { Duration, Timestamp } from '../../value/boxes.ts';
import { CelError } from '../../value/cel-error.ts';
import { whole } from '../../value/integer.ts';
import { civilIn } from '../../value/time-zone.ts';
import { civil, floorDivide, nanosPerSecond } from '../../value/timestamp.ts';
import type { Civil } from '../../value/timestamp.ts';
import type { Value } from '../../value/value.ts';
import { member } from './overload.ts';

type Part = (at: Civil, nanos: bigint) => number;

const nanosPerMilli = 1_000_000n;

/** The overloads of a getter: of an instant in UTC, and in a time zone. */
function parts(id: string, part: Part, withZone = `${id}_with_tz`): readonly Overload[] {
  return [
    member(id, {
      params: [timestamp],
      result: int,
      run: ({ nanos }: Timestamp) => part(civil(nanos, 0), nanos),
    }),
    member(withZone, {
      params: [timestamp, string],
      result: int,
      run: ({ nanos }: Timestamp, zone: string): Value => {
        const at = civilIn(nanos, zone);
        return at instanceof CelError ? at : part(at, nanos);
      },
    }),
  ];
}

/** The overload of a getter of a whole duration in a unit. */
function total(id: string, unit: bigint): Overload {
  return member(id, {
    params: [duration],
    result: int,
    run: ({ nanos }: Duration) => whole(nanos / unit),
  });
}

function milliseconds(nanos: bigint): number {
  const fraction = nanos - floorDivide(nanos, nanosPerSecond) * nanosPerSecond;
  return Number(fraction / nanosPerMilli);
}

/** Parts of instants, and durations in units. */
export const times: readonly FunctionDeclaration[] = [
  { name: 'getFullYear', overloads: parts('timestamp_to_year', ({ year }) => year) },
  { name: 'getMonth', overloads: parts('timestamp_to_month', ({ month }) => month - 1) },
  { name: 'getDayOfYear', overloads: parts('timestamp_to_day_of_year', ({ yearDay }) => yearDay) },
  { name: 'getDayOfMonth', overloads: parts('timestamp_to_day_of_month', ({ day }) => day - 1) },
  { name: 'getDate', overloads: parts('timestamp_to_day_of_month_1_based', ({ day }) => day) },
  { name: 'getDayOfWeek', overloads: parts('timestamp_to_day_of_week', ({ weekday }) => weekday) },
  {
    name: 'getHours',
    overloads: [
      ...parts('timestamp_to_hours', ({ hours }) => hours),
      total('duration_to_hours', 3600n * nanosPerSecond),
    ],
  },
  {
    name: 'getMinutes',
    overloads: [
      ...parts('timestamp_to_minutes', ({ minutes }) => minutes),
      total('duration_to_minutes', 60n * nanosPerSecond),
    ],
  },
  {
    name: 'getSeconds',
    overloads: [
      ...parts('timestamp_to_seconds', ({ seconds }) => seconds, 'timestamp_to_seconds_tz'),
      total('duration_to_seconds', nanosPerSecond),
    ],
  },
  {
    name: 'getMilliseconds',
    overloads: [
      ...parts('timestamp_to_milliseconds', (_at, nanos) => milliseconds(nanos)),
      total('duration_to_milliseconds', nanosPerMilli),
    ],
  },
];
