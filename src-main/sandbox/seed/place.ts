/** Where an order is: its PoP, its address, and each of its fibres from frame to home. */
import type {
  Address,
  ConnectionInfo,
  HASInfo,
  OdfPosition,
  OperatorPort,
  PoPInfo,
} from '../../contract/document/place.ts';
import type { Chance } from './chance.ts';
import { network, pops, type Operator, type Pop } from './words.ts';

/** What all tasks of an order share. */
export interface OrderPlace {
  pop: Pop;
  operator: Operator;
  address: Address;
  dhid: string;
  connectionId: string;
  searchCode: string;
  addressCode: string;
  distributionPoint: string;
  buildingKind: string;
  /** The number the operator has for the order; not all of them give one. */
  operatorReference: string | null;
  orderNumber: number;
}

/** Letters of a postcode; no S in the first place, where SA, SD and SS are not given out. */
const firstLetters = [...'ABCDEGHJKLMNPRTVWXZ'];
const lastLetters = [...'ABCDEGHJKLMNPRSTVWXZ'];
/** Half the width of the area around a PoP, in degrees: about a kilometre. */
const spread = 0.009;

const rounded = (degrees: number) => Math.round(degrees * 1e5) / 1e5;

function addressIn(pop: Pop, chance: Chance): Address {
  const postcode = `${chance.pick(pop.postcodes)} ${chance.pick(firstLetters)}${chance.pick(lastLetters)}`;
  const aside = () => (chance.int(-1000, 1000) / 1000) * spread;
  return {
    street: chance.pick(pop.streets),
    houseNumber: String(chance.int(1, 240)),
    addition: chance.often(0.15) ? chance.pick(['A', 'B', 'bis', '2', 'III']) : null,
    postcode,
    city: pop.town,
    latitude: rounded(pop.latitude + aside()),
    longitude: rounded(pop.longitude + aside()),
  };
}

/** Draws the place of an order. Numbers are of the order, so that no two share a code or a frame position. */
export function placeOf(orderNumber: number, chance: Chance): OrderPlace {
  const pop = chance.pick(pops);
  const address = addressIn(pop, chance);
  const operator = chance.pick(network.operators);
  const number = String(orderNumber).padStart(6, '0');
  const postcode = (address.postcode ?? '').replace(' ', '');
  return {
    pop,
    operator,
    address,
    dhid: `DH${chance.digits(3)}${number}`,
    connectionId: `${pop.code}-${number}`,
    searchCode: `${postcode}${address.houseNumber}${address.addition ?? ''}`,
    addressCode: `AC-${chance.digits(4)}-${number}`,
    distributionPoint: `DP-${postcode.slice(0, 4)}-${chance.int(1, 60)}`,
    buildingKind: chance.pick(network.buildingKinds),
    operatorReference: chance.often(0.8) ? `${operator.prefix}-${chance.digits(7)}` : null,
    orderNumber,
  };
}

/** A frame has 8 blocks of 4 rows of 96 positions; a PoP of a small network has 8 frames. */
const positions = 96;
const rows = 4;
const blocks = 8;
const ordersPerHall = (8 * blocks * rows * positions) / 2;
/** Has no factor in common with `ordersPerHall`: orders in a row are scattered, and none meets another. */
const stride = 7_919;

/** The number of a fibre in the network. The two that an order may have lie side by side, in either order. */
function fibreNumber({ orderNumber }: OrderPlace, fibre: number): number {
  const hall = Math.floor(orderNumber / ordersPerHall);
  const pair = hall * ordersPerHall + ((orderNumber * stride) % ordersPerHall);
  return pair * 2 + ((fibre - 1) ^ (orderNumber % 2));
}

function odfPosition(number: number): OdfPosition & { frame: string } {
  const row = Math.floor(number / positions);
  const block = Math.floor(row / rows);
  const frame = Math.floor(block / blocks);
  return {
    frame: `ODF-${String(1 + frame).padStart(2, '0')}`,
    block: String.fromCharCode(65 + (block % blocks)),
    row: String(1 + (row % rows)),
    position: String(1 + (number % positions)),
    connector: network.connectors[frame % network.connectors.length] ?? null,
  };
}

function operatorPort(operator: Operator, number: number): OperatorPort {
  const shelf = Math.floor(number / 64);
  return {
    operator: operator.name,
    rack: `${operator.prefix}-${1 + (Math.floor(shelf / 8) % 6)}`,
    shelf: String(1 + (shelf % 8)),
    port: `${1 + (Math.floor(number / 16) % 4)}/${1 + (number % 16)}`,
  };
}

/** The address of a PoP itself. */
export function popAddress(pop: Pop): Address {
  return {
    street: pop.street,
    houseNumber: String(pop.houseNumber),
    addition: null,
    postcode: pop.postcode,
    city: pop.town,
    latitude: pop.latitude,
    longitude: pop.longitude,
  };
}

/** The PoP as seen for one fibre: its position on the frame and the operator's port. */
export function popInfo(place: OrderPlace, fibre: number): PoPInfo {
  const { pop, operator } = place;
  const number = fibreNumber(place, fibre);
  const odf = odfPosition(number);
  return {
    popName: pop.name,
    popCode: pop.code,
    address: popAddress(pop),
    accessInstructions: pop.accessInstructions,
    room: pop.room,
    row: Number(odf.frame.slice(-2)) % 2 === 1 ? 'A' : 'B',
    rack: odf.frame.replace('ODF-', 'R'),
    odf,
    operatorSide: operatorPort(operator, number),
  };
}

/** The home as seen for one fibre. `ftuPresent` is true where the task works on an FTU that is there. */
export function hasInfo(place: OrderPlace, ftuPresent: boolean, chance: Chance): HASInfo {
  return {
    buildingKind: place.buildingKind,
    ftuPresent,
    ftuType: ftuPresent ? chance.pick(network.ftuTypes) : null,
    ftuLocation: ftuPresent ? chance.pick(network.ftuLocations) : null,
    distributionPoint: place.distributionPoint,
  };
}

/** The connection as seen for one fibre: cable, tube, and the colour its number in the tube has. */
export function connectionInfo(place: OrderPlace, fibre: number, networkType: string | null): ConnectionInfo {
  const { fibreColours } = network;
  const number = fibreNumber(place, fibre);
  return {
    connectionId: place.connectionId,
    dhid: place.dhid,
    searchCode: place.searchCode,
    fibre,
    cable: `K-${place.pop.code}-${String(1 + Math.floor(number / 144)).padStart(3, '0')}`,
    tube: String(1 + (Math.floor(number / fibreColours.length) % 12)),
    colour: fibreColours[number % fibreColours.length] ?? null,
    networkType,
  };
}
