/** Parts of the detail that can be edited in place. */
export const detail = {
  edit: 'Edit',
  editPart: (part: string) => `Edit ${part.toLowerCase()}`,
  save: 'Save',
  saved: 'Saved. The change is in the outbox.',
  incident: 'Incident',
  handling: 'Handling',
  outTasks: 'outTasks',
  inTask: 'inTask',
  follows: (value: string) => `follows "service affecting": ${value}`,
  listHint: 'Several: with commas between',
  assigneeHint: 'A person can only be named inside your own organization.',
  labels: {
    remove: (label: string) => `Take off ${label}`,
    add: 'Add a label',
    name: 'Label',
    private: 'Only for my own organization',
    put: 'Add label',
  },
  isPrivate: 'private',
};
