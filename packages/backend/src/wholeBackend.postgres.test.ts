import { describeWholeBackend } from './__testUtils__/wholeBackendSuite';

// The inputs are judged before they reach a database: fewer will do here.
describeWholeBackend('PostgreSQL', 10);
