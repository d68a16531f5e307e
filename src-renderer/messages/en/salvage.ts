/** What was saved out of a damaged database. Counts come twice: as a number, and as it is written. */
export const salvage = {
  title: 'The data on this device was damaged',
  happened: (moment: string) =>
    `Found ${moment}. What could still be read was taken over, and the damaged file was kept.`,
  allChangesKept: (count: number, shown: string) =>
    ({ 1: 'Your change was saved.', 2: 'Both changes were saved.' })[count] ??
    `All ${shown} changes were saved.`,
  changesKept: (count: number, shown: string) =>
    count === 1 ? '1 change was saved.' : `${shown} changes were saved.`,
  noChanges: 'There was no change in it.',
  noChangesKept: 'No change could be read.',
  changesLost: (count: number, shown: string) =>
    count === 1 ? '1 change could not be read.' : `${shown} changes could not be read.`,
  checkTasks: (taskIds: string) => `Check whether the platform has them: ${taskIds}.`,
  moreTasks: (shown: string) => `${shown} more`,
  checkLatest: 'Check in the tasks what you did last.',
  changesMayBeLost: 'There may have been more changes that nothing tells of.',
  historyLost: (count: number, shown: string) =>
    count === 1
      ? '1 entry of the history could not be read.'
      : `${shown} entries of the history could not be read.`,
  tasksToFetch: (count: number, shown: string) =>
    count === 1
      ? '1 task is fetched again as soon as the platform answers.'
      : `${shown} tasks are fetched again as soon as the platform answers.`,
  noTaskToFetch: 'No task has to be fetched again.',
  taskIdsUnreadable:
    'Nothing tells any more which tasks there were; they appear as the platform sends them again.',
  file: 'The damaged file, for support:',
  fileName: 'path of the damaged file',
  dismiss: 'Dismiss',
  failed: 'Whether data was damaged could not be read',
};
