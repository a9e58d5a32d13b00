/** What the rows of a licence table are: classes, components, places, or what the licences ask. */
export const groupings = ['class', 'component', 'place', 'obligation'] as const;
export type Grouping = (typeof groupings)[number];
