import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readAddress } from '../../../../src-main/contract/endpoint/address.ts';
import { byAddress, countedAs } from '../../../../src-main/equitri/endpoint/by-address.ts';

const counted = (text: string) => countedAs(readAddress(text));

describe('what is kept by address', () => {
  test('counts an IPv6 network of one subscriber as one, and IPv4 each', () => {
    expect(counted('2001:db8:0:1::5')).toBe(counted('2001:db8:0:1:ffff::'));
    expect(counted('2001:db8:0:1::5')).not.toBe(counted('2001:db8:0:2::5'));
    expect(counted('::1')).not.toBe(counted('0.0.0.0'));
    expect(counted('192.0.2.1')).toBe(counted('::ffff:192.0.2.1'));
    expect(counted('192.0.2.1')).not.toBe(counted('192.0.2.2'));
  });

  test('is as much as allowed and no more; what was asked for last stays', () => {
    const asked = fc.array(fc.integer({ min: 0, max: 12 }), { maxLength: 100 });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 6 }), asked, (most, order) => {
        let made = 0;
        const valueOf = byAddress(most, () => ++made);
        const model: [at: number, value: number][] = [];
        for (const at of order) {
          const value = valueOf(readAddress(`192.0.2.${at}`));
          const known = model.findIndex(([key]) => key === at);
          if (known >= 0) expect(value).toBe(model.splice(known, 1)[0]?.[1]);
          else expect(value).toBe(made);
          model.push([at, value]);
          if (model.length > most) model.shift();
        }
      }),
    );
  });
});
