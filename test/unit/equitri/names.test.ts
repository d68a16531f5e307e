import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fromWire, toWire, type NameTable } from '../../../src-main/equitri/names.ts';
import { TaskDocument } from '../../../src-main/contract/document/task-document.ts';
import { patchInstall } from '../../support/documents.ts';

const otherNames: NameTable = [
  ['mainStatus', 'status'],
  ['PoPInfo', 'popInformation'],
  ['popName', 'name'],
  ['work', 'execution'],
];

test('names that turn out different on the wire are corrected in one table, all the way down', () => {
  const wire = toWire(patchInstall(), otherNames);
  expect(wire).toMatchObject({
    status: 'PLANNED',
    popInformation: { name: 'Delft-Voorhof' },
    execution: null,
  });
  expect(fromWire(wire, otherNames)).toEqual(patchInstall());
});

test('with the table as it is, our names are the names of the wire', () => {
  expect(toWire(patchInstall())).toEqual(patchInstall());
});

test('unknown fields, nulls and absent fields come through the schema as they were', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.stringMatching(/^x[a-z]{1,8}$/), fc.jsonValue()), (unknown) => {
      const document = { ...patchInstall(), ...unknown };
      expect(TaskDocument.parse(fromWire(toWire(document)))).toEqual(document);
    }),
  );
});
