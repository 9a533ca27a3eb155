import '@testing-library/jest-dom';
import { configure } from '@testing-library/react';

// A busy machine may take its time to render a whole app.
configure({ asyncUtilTimeout: 10_000 });
