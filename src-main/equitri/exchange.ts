/**
 * The exchange as a state machine (contract section 5).
 *
 * Outbound, an update of ours:
 *
 *     open --indicated--> indicated --served--> fetched --accepted--> accepted
 *       |                    ^  |                  |  \---refused---> refused
 *       \------served--------|--+------served------/   (the platform may fetch before its 202 reached us)
 *                            \-- repeated after the time limit with the same indicationId
 *
 * Inbound, an update of the platform:
 *
 *     indicated --merged--> merged --closed--> closed
 *
 * Invariants: every step is idempotent (a repeat leaves the state as it is); an ended exchange never moves again;
 * what was shown at the first Fetch is what every repeated Fetch of the exchange shows.
 */
export type OutboundState = 'open' | 'indicated' | 'fetched' | 'accepted' | 'refused';
export type InboundState = 'indicated' | 'merged' | 'closed';
export type ExchangeState = OutboundState | InboundState;

export type OutboundEvent = 'indicated' | 'served' | 'accepted' | 'refused';

const afterOutbound: Record<OutboundState, Record<OutboundEvent, OutboundState>> = {
  open: { indicated: 'indicated', served: 'fetched', accepted: 'accepted', refused: 'refused' },
  indicated: { indicated: 'indicated', served: 'fetched', accepted: 'accepted', refused: 'refused' },
  fetched: { indicated: 'fetched', served: 'fetched', accepted: 'accepted', refused: 'refused' },
  accepted: { indicated: 'accepted', served: 'accepted', accepted: 'accepted', refused: 'accepted' },
  refused: { indicated: 'refused', served: 'refused', accepted: 'refused', refused: 'refused' },
};

/** The state after an event; the same state for a repeat and for anything that comes after the end. */
export function advanceOutbound(state: OutboundState, event: OutboundEvent): OutboundState {
  return afterOutbound[state][event];
}

/** True when the platform has said what became of it. */
export function hasEnded(state: ExchangeState): boolean {
  return state === 'accepted' || state === 'refused' || state === 'closed';
}

/** How long the platform may take from our Indication to its Sync before we indicate again (contract rule 6). */
export const answerLimitMs = 120_000;
