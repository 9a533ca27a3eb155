const STORAGE_KEY = 'opsdeck-demo-user';

/** The demo person of this browser tab; the choice is gone when it is closed. */
export const demoUser = {
  /** Null until somebody was chosen. */
  get: (): string | null => sessionStorage.getItem(STORAGE_KEY),
  set: (name: string): void => sessionStorage.setItem(STORAGE_KEY, name),
  clear: (): void => sessionStorage.removeItem(STORAGE_KEY),
};
