/** What was saved out of a damaged file is told until somebody says that it was read. */
export const salvageDismissed = `
alter table salvage add column dismissed_at text;
`;
