/** Lists as files: saved as CSV, and plan dates taken in from CSV. */
export const listFiles = {
  label: 'More for this list',
  export: 'Save as CSV',
  exportHint: 'All tasks of this list with its columns, for Excel.',
  exported: (fileName: string, count: number, shown: string) =>
    `${fileName}: ${shown} ${count === 1 ? 'task' : 'tasks'}`,
  import: 'Plan dates from CSV…',
  importHint: 'A file with the columns Task ID and Planned. You see what changes before anything does.',
  unreadableFile: 'This file could not be read.',
  previewTitle: 'Plan dates from a file',
  summary: (changes: string, same: string, refused: string) =>
    `${changes} to change · ${same} the same already · ${refused} not possible`,
  take: 'Take over',
  takeOf: (taskId: string) => `Take over ${taskId}`,
  line: (line: string) => `line ${line}`,
  until: (start: string, end: string) => `${start} to ${end}`,
  same: (plan: string) => `${plan}: the same already`,
  unreadable: {
    noTaskId: () => 'No task ID in this line',
    noDate: (text: string) => `“${text}” is not a date (23-11-2026 14:30)`,
    twice: (text: string) => `${text} is in the file already, in an earlier line`,
    quote: (text: string) => `A quotation mark is out of place: ${text}`,
  },
  cancel: 'Cancel',
  apply: (count: number, shown: string) =>
    count === 1 ? 'Take over 1 plan date' : `Take over ${shown} plan dates`,
  moved: (count: number, shown: string, taskIds: string) =>
    `${shown} ${count === 1 ? 'task has' : 'tasks have'} changed since this was shown, and ${count === 1 ? 'is' : 'are'} left as ${count === 1 ? 'it is' : 'they are'} (${taskIds}${count > 5 ? ', …' : ''}). Choose the file again to see what it would change now.`,
  applied: (count: number, shown: string) =>
    `${shown} plan ${count === 1 ? 'date' : 'dates'} saved. They are in the outbox.`,
};
