/** What the rows of a licence table are: classes, components or places. */
export const groupings = ['class', 'component', 'place'] as const;
export type Grouping = (typeof groupings)[number];
