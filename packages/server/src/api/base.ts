/** Where the API lies. */
export const base = '/api/v1';
