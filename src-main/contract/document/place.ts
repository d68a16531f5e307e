/** Where the work is: the address, the PoP, the house connection and the fibre (contract section 7, A-19). */
import { z } from 'zod';
import { code, empty, text } from './values.ts';

export const Address = z.looseObject({
  street: empty(text),
  houseNumber: empty(z.union([z.string(), z.number()])),
  addition: empty(text),
  postcode: empty(text),
  city: empty(text),
  latitude: empty(z.number()),
  longitude: empty(z.number()),
});
export type Address = z.infer<typeof Address>;

/** A position on the optical distribution frame: the network side of a patch. */
export const OdfPosition = z.looseObject({
  frame: empty(text),
  block: empty(text),
  row: empty(text),
  position: empty(text),
  connector: empty(text),
});
export type OdfPosition = z.infer<typeof OdfPosition>;

/** A port of the active operator: the other side of a patch. */
export const OperatorPort = z.looseObject({
  operator: empty(text),
  rack: empty(text),
  shelf: empty(text),
  port: empty(text),
});
export type OperatorPort = z.infer<typeof OperatorPort>;

export const PoPInfo = z.looseObject({
  popName: empty(text),
  popCode: empty(code),
  address: empty(z.union([Address, text])),
  accessInstructions: empty(text),
  room: empty(text),
  row: empty(text),
  rack: empty(text),
  odf: empty(OdfPosition),
  operatorSide: empty(OperatorPort),
});
export type PoPInfo = z.infer<typeof PoPInfo>;

export const HASInfo = z.looseObject({
  buildingKind: empty(text),
  ftuPresent: empty(z.boolean()),
  ftuType: empty(text),
  ftuLocation: empty(text),
  distributionPoint: empty(text),
});
export type HASInfo = z.infer<typeof HASInfo>;

export const ConnectionInfo = z.looseObject({
  connectionId: empty(code),
  dhid: empty(code),
  searchCode: empty(code),
  fibre: empty(z.union([z.string(), z.number()])),
  cable: empty(text),
  tube: empty(text),
  colour: empty(text),
  networkType: empty(text),
});
export type ConnectionInfo = z.infer<typeof ConnectionInfo>;
