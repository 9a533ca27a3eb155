import '@testing-library/jest-dom';

// On a busy machine the first dialog of a file takes seconds.
jest.setTimeout(60_000);
