// Databases, servers and searches for counterexamples take their time on a busy machine.
jest.setTimeout(60_000);
