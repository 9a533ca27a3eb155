import '@testing-library/jest-dom';
import { configure } from '@testing-library/react';

// Pages are loaded lazily: on a busy machine the first one takes seconds.
configure({ asyncUtilTimeout: 15_000 });
jest.setTimeout(60_000);

// jsdom neither paints nor measures.
jest.mock('uplot', () => ({
  __esModule: true,
  default: class {
    destroy() {}
    setData() {}
    setSize() {}
  },
}));
window.ResizeObserver ??= class {
  observe() {}
  unobserve() {}
  disconnect() {}
};
