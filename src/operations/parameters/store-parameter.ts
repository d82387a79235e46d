/** Which store an operation works on. */
export const storeParameter = {
  store: {
    type: 'text',
    value: 'FILE',
    description: 'the store (default: WRIT_STORE, else writ/store.db in XDG_STATE_HOME)',
  },
} as const;
