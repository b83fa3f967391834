import { fc, test as property } from '@fast-check/vitest';
import { describe, expect, test } from 'vitest';
import { completeTckn, isTckn, maskTckn } from '../../src/personnel/index.ts';

describe('T.C. kimlik numarası', () => {
  test.each([
    ['10000000146', true, 'the number that the registry prints on its samples'],
    ['10000000145', false, 'last digit wrong'],
    ['10000000156', false, 'tenth digit wrong'],
    ['01000000146', false, 'leading zero'],
    ['1000000014', false, 'ten digits'],
    ['1000000014a', false, 'a letter'],
  ])('%s is %s: %s', (text, valid) => {
    expect(isTckn(text)).toBe(valid);
  });

  property.prop([fc.integer({ min: 100_000_000, max: 999_999_999 })])('nine digits have one completion', (nine) => {
    const whole = completeTckn(String(nine));
    expect(isTckn(whole)).toBe(true);
    const others = Array.from({ length: 100 }, (_, i) => `${nine}${String(i).padStart(2, '0')}`).filter(isTckn);
    expect(others).toEqual([whole]);
  });

  test('is masked but for its ends', () => {
    expect(maskTckn('10000000146')).toBe('100******46');
  });
});
