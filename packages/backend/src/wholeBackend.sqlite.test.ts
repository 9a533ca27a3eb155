import { describeWholeBackend } from './__testUtils__/wholeBackendSuite';

describeWholeBackend('SQLite', 25);
