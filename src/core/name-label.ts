/** The label that the API server gives to every namespace, and that says its name (KEP-2161). */
export const nameLabel = 'kubernetes.io/metadata.name';
