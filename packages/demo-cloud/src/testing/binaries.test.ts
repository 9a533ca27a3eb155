import { findProgram } from './binaries';

describe('findProgram', () => {
  it('says in one sentence what is missing and how to install it', () => {
    expect(() => findProgram('alertmanager', [])).toThrow(
      'This test compares with the real prometheus-alertmanager, which is not on the PATH. Install it with: apt-get update',
    );
  });

  it('does not take a folder without the program for one', () => {
    expect(() => findProgram('promtool', [__dirname])).toThrow(
      /not on the PATH/,
    );
  });
});
