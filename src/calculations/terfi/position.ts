import { lastKademe, STEPS_PER_DEGREE } from './tables.ts';

/** Degree and step: 15/1 is the lowest position, 1/4 the highest. 657 s.K. m.36, 43. */
export interface Position {
  readonly derece: number;
  readonly kademe: number;
}

/** "8/2". */
export function positionText({ derece, kademe }: Position): string {
  return `${derece}/${kademe}`;
}

/**
 * Order of positions by pay point: step 4 of a degree equals step 1 of the next. 657 s.K. m.43.
 */
export function rankOf({ derece, kademe }: Position): number {
  return (16 - derece) * STEPS_PER_DEGREE + kademe;
}

export function isSamePosition(a: Position, b: Position): boolean {
  return a.derece === b.derece && a.kademe === b.kademe;
}

/** True where no step is left: the last step of the ceiling degree, or of the degree held above the ceiling. */
export function isAtLastKademe({ derece, kademe }: Position, ceiling: number): boolean {
  return derece <= ceiling && kademe >= lastKademe(derece);
}

/**
 * `count` steps up (kademe ilerlemesi): three steps make a degree until the ceiling of the education, where steps go on
 * to the last one. A step above 3 below the ceiling is read as the next degree. 657 s.K. m.64.
 */
export function raiseKademe(position: Position, count: number, ceiling: number): Position {
  let { derece, kademe } = position;
  for (let i = 0; i < count; i += 1) {
    while (kademe > STEPS_PER_DEGREE && derece > ceiling) {
      derece -= 1;
      kademe -= STEPS_PER_DEGREE;
    }
    if (derece <= ceiling) {
      kademe = Math.max(kademe, Math.min(kademe + 1, lastKademe(derece)));
    } else if (kademe < STEPS_PER_DEGREE) {
      kademe += 1;
    } else {
      derece -= 1;
      kademe = 1;
    }
  }
  return { derece, kademe };
}

/** `count` degrees up in the same step, at most the last step of the new degree; degree 1 stays. */
export function raiseDerece(position: Position, count = 1): Position {
  const derece = Math.max(1, position.derece - count);
  if (derece === position.derece) return position;
  return { derece, kademe: Math.min(position.kademe, lastKademe(derece)) };
}
