/** Exchanges of each System are looked up by themselves, so that a slow one keeps no other waiting. */
export const systems = `
create index exchange_due_by_system on exchange (system_id, tries, due_at, indication_id) where due_at is not null;
`;
