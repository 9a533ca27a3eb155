import '@testing-library/jest-dom';
import { configure } from '@testing-library/react';

// The tabs are loaded lazily: on a busy machine the first one takes seconds.
configure({ asyncUtilTimeout: 15_000 });
jest.setTimeout(60_000);
