/** Fields that two sides changed. */
export const conflicts = {
  explains:
    'You and the platform both changed these fields. Choose for each whose value counts; the other stays in the history.',
  field: 'Field',
  was: 'Was',
  mine: 'Mine',
  platform: 'Platform',
  take: 'Take',
  takeFor: (field: string) => `Whose value for ${field}`,
  settle: 'Use what I chose',
  left: (count: number) => `${count} not chosen yet`,
  settled: 'Settled. What you chose counts.',
};
