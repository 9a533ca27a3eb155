export const sum = (numbers: readonly number[]) =>
  numbers.reduce((total, each) => total + each, 0);

/** Whole seconds from one instant (ms since the epoch) to another, by default to now. */
export const seconds = (from: number, to = Date.now()) =>
  Math.round((to - from) / 1_000);

export const daysAgo = (days: number) =>
  new Date(Date.now() - days * 86_400_000).toISOString();

/** How many of the items say what another one said already. */
export const repetitions = (items: readonly object[]) =>
  items.length - new Set(items.map(each => JSON.stringify(each))).size;
